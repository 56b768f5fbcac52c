"""`kithwork paired FILE --pre COLUMN --post COLUMN`: what changed between two measurements.

One row is one student. The difference is after − before; rows without both values are counted and
left out. Every variant of a standardised change is printed by its name. With --sd, --r and --better
of a population it is also counted how many changed reliably.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.asked import takes_fields, worked
from kithwork.cli.columns import lined_up
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.cli.spoken import figure, listed, said, small, spoken
from kithwork.cli.tables import takes_a_table
from kithwork.core.change.many import Changes
from kithwork.core.columns import Columns
from kithwork.core.estimates import Plain
from kithwork.core.paired import PairedComparison, SignedRanks
from kithwork.documents.workbench.before_after import CHANGE, OF_POPULATION, PAIRED

_FIGURES = ("mean_pre", "mean_post", "sd_pre", "sd_post", "sd_difference", "r")


@click.command(help=_("What changed between two measurements of the same students."))
@takes_a_table
@takes_fields(*PAIRED.fields, *(replace(one, is_required=False) for one in OF_POPULATION))
def paired(table: Columns, as_json: bool, **chosen: Any) -> None:
    found: PairedComparison = worked(PAIRED, table, chosen)
    judged: Changes | None = worked(CHANGE, table, chosen) if _has_population(chosen) else None
    if as_json:
        document = _document(found) | ({"reliable": _judged(judged)} if judged else {})
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for line in _as_text(found):
        click.echo(line)
    for reason in (judged.claim, *judged.notes) if judged else ():
        click.echo(say(reason, language()))


def _has_population(chosen: Mapping[str, Any]) -> bool:
    """Whether reliable change is asked for; an SD, a reliability and a direction go together."""
    given = [chosen[field.name] is not None for field in OF_POPULATION if field.is_required]
    if any(given) and not all(given):
        raise BadInput(say("workbench.error.population", language()))
    return all(given)


def _judged(found: Changes) -> dict[str, Plain]:
    return {
        **found.verdicts,
        "judged": found.n,
        "missing": found.missing,
        "s_diff": found.s_diff,
        "least": found.least,
        "says": say(found.claim, language()),
    }


def _document(found: PairedComparison) -> dict[str, Plain]:
    difference = spoken(found.mean.difference)
    return {
        "n": found.pairs.n,
        "missing": found.pairs.missing,
        "rose": found.rose,
        "same": found.same,
        "fell": found.fell,
        **_figures(found),
        "mean_difference": found.mean.difference.estimate,
        "difference": difference,
        "ci": difference["ci"],
        "t": found.mean.t,
        "df": found.mean.df,
        "p": found.mean.p,
        **{name: _effect(found, name) for name in found.effects},
        "wilcoxon": _wilcoxon(found.ranks),
        "notes": list(said(found.notes)),
    }


def _figures(found: PairedComparison) -> dict[str, Plain]:
    one = found.figures
    if one is None:
        return dict.fromkeys(_FIGURES)
    values = (one.mean_before, one.mean_after, one.sd_before, one.sd_after, one.sd_difference)
    return dict(zip(_FIGURES, (*values, one.r), strict=True))


def _effect(found: PairedComparison, name: str) -> dict[str, Plain]:
    effect = found.effects[name]
    return {**spoken(effect.raw), "hedges": spoken(effect.corrected)}


def _wilcoxon(ranks: SignedRanks) -> dict[str, Plain]:
    return {
        "rank_sum": ranks.rank_sum,
        "n": ranks.used,
        "zeros": ranks.zeros,
        "p_exact": ranks.p_exact,
        "p_normal": ranks.p_normal,
        "p_normal_corrected": ranks.p_normal_corrected,
        "rank_biserial": ranks.rank_biserial,
        "hodges_lehmann": spoken(ranks.typical),
        "notes": list(said(ranks.notes)),
    }


def _as_text(found: PairedComparison) -> Iterator[str]:
    chosen = language()
    if found.figures is not None:
        yield from lined_up(
            [say(f"paired.table.head.{head}", chosen) for head in ("measure", "before", "after")],
            _rows(found),
            numbers=(1, 2),
        )
    counts = {"rose": found.rose, "same": found.same, "fell": found.fell}
    yield say("paired.table.counts", chosen, missing=found.pairs.missing, **counts)
    yield ""
    yield say(found.mean.difference.claim, chosen)
    mean = found.mean
    if mean.t is not None:
        yield say("paired.table.t", chosen, t=mean.t, df=mean.df, p=mean.p)
    for effect in found.effects.values():
        yield say(effect.raw.claim, chosen)
    yield ""
    yield from _ranks(found.ranks)
    yield from listed((*found.notes, *mean.difference.notes, *found.ranks.notes))


def _rows(found: PairedComparison) -> list[list[str]]:
    one = found.figures
    assert one is not None
    return [
        [say("paired.table.mean", language()), figure(one.mean_before), figure(one.mean_after)],
        [say("paired.table.sd", language()), figure(one.sd_before), figure(one.sd_after)],
    ]


def _ranks(ranks: SignedRanks) -> Iterator[str]:
    yield say(
        "paired.table.wilcoxon",
        language(),
        v=ranks.rank_sum,
        exact=small(ranks.p_exact),
        normal=small(ranks.p_normal),
        corrected=small(ranks.p_normal_corrected),
    )
    yield say(ranks.typical.claim, language())
