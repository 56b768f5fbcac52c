"""`kithwork compare FILE --value COLUMN --by COLUMN`: how groups differ on one measure.

Assumptions are shown, and choose no test: means are compared without supposing equal spread, and
ranks stand beside them. Every two groups are compared, with p corrected for their number.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.asked import takes_fields, worked
from kithwork.cli.columns import lined_up
from kithwork.cli.language import _, language
from kithwork.cli.spoken import figure, listed, said, small, spoken
from kithwork.cli.tables import takes_a_table
from kithwork.core.columns import Columns
from kithwork.core.estimates import Plain, plain
from kithwork.core.groups import Assumptions, Comparison, Described, Pair, Test
from kithwork.core.reasons import Reason
from kithwork.documents.workbench.groups import METHOD, Groups

_GROUP = ("group", "n", "missing", "mean", "sd", "median")
_PAIR = ("pair", "difference", "g", "delta", "p", "holm", "bh")


@click.command(help=_("How groups differ on one measure."))
@takes_a_table
@takes_fields(*METHOD.fields)
def compare(table: Columns, as_json: bool, **chosen: Any) -> None:
    found: Groups = worked(METHOD, table, chosen)
    if as_json:
        document = _document(found.comparison, found.notes)
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for line in _as_text(found.comparison, found.notes):
        click.echo(line)


# ── one JSON document ───────────────────────────────────────────────────────────────────────


def _document(found: Comparison, notes: Sequence[Reason]) -> dict[str, Plain]:
    together = found.together
    return {
        "n": sum(group.n for group in found.groups),
        "missing": sum(group.missing for group in found.groups),
        "groups": {group.name: _described(group) for group in found.groups},
        "assumptions": _assumptions(found.assumptions),
        "welch_anova": _test(together.welch),
        "kruskal_wallis": _test(together.kruskal),
        "omega_squared": spoken(together.omega_squared),
        "epsilon_squared": spoken(together.epsilon_squared),
        "pairs": [_pair(pair) for pair in together.pairs],
        "notes": list(said(notes)),
    }


def _described(group: Described) -> dict[str, Plain]:
    return {
        "n": group.n,
        "missing": group.missing,
        "mean": group.mean,
        "sd": group.sd,
        "median": group.median,
        "quartiles": [group.lower_quartile, group.upper_quartile],
        "shapiro_w": group.shapiro_w,
        "shapiro_p": group.shapiro_p,
    }


def _assumptions(found: Assumptions) -> dict[str, Plain]:
    return {
        "brown_forsythe": {"f": found.brown_forsythe_f, "p": found.brown_forsythe_p},
        "levene": {"f": found.levene_f, "p": found.levene_p},
        "variance_ratio": found.variance_ratio,
    }


def _test(test: Test) -> dict[str, Plain]:
    return {
        "name": test.name,
        "statistic": test.statistic,
        "df": list(test.df),
        "p": test.p,
        "why_not": plain(test.why_not) if test.why_not else None,
    }


def _pair(pair: Pair) -> dict[str, Plain]:
    compared = pair.comparison
    return {
        "first": compared.first,
        "second": compared.second,
        "difference": spoken(compared.difference),
        **{name: spoken(effect) for name, effect in compared.effects.items()},
        "tests": [_test(test) for test in compared.tests],
        "p": pair.p,
        "p_holm": pair.p_holm,
        "p_benjamini_hochberg": pair.p_benjamini_hochberg,
    }


# ── lines to read ───────────────────────────────────────────────────────────────────────────


def _as_text(found: Comparison, notes: Sequence[Reason]) -> Iterator[str]:
    yield from lined_up(
        _heads(_GROUP), [_row(group) for group in found.groups], numbers=range(1, 6)
    )
    yield ""
    yield from _together(found)
    yield ""
    rows = [_pair_row(pair) for pair in found.together.pairs]
    yield from lined_up(_heads(_PAIR), rows, numbers=range(1, 7))
    if len(rows) == 1:
        yield ""
        yield from _one_pair(found.together.pairs[0])
    yield ""
    yield from listed(notes)


def _heads(names: Sequence[str]) -> list[str]:
    return [say(f"groups.table.head.{name}", language()) for name in names]


def _row(group: Described) -> list[str]:
    numbers = (group.mean, group.sd, group.median)
    return [group.name, str(group.n), str(group.missing), *(figure(one, 2) for one in numbers)]


def _together(found: Comparison) -> Iterator[str]:
    chosen, welch, kruskal = language(), found.together.welch, found.together.kruskal
    if welch.why_not:
        yield _not_given("welch", welch.why_not)
    else:
        df1, df2 = welch.df
        yield say("groups.table.welch", chosen, f=welch.statistic, df1=df1, df2=df2, p=welch.p)
    if kruskal.why_not:
        yield _not_given("kruskal", kruskal.why_not)
    else:
        h = kruskal.statistic
        yield say("groups.table.kruskal", chosen, h=h, df=kruskal.df[0], p=kruskal.p)
    omega = found.together.omega_squared
    yield say(omega.claim, chosen) if omega.interval else _not_given("omega", omega.claim)
    if (f := found.assumptions.brown_forsythe_f) is not None:
        yield say("groups.table.spread", chosen, f=f, p=found.assumptions.brown_forsythe_p)


def _not_given(what: str, why: Reason) -> str:
    named = say(f"groups.table.what.{what}", language())
    return say("groups.table.not_given", language(), what=named, why=why)


def _pair_row(pair: Pair) -> list[str]:
    compared = pair.comparison
    effects = (compared.effects["hedges_g"], compared.effects["cliffs_delta"])
    return [
        f"{compared.first} − {compared.second}",
        figure(compared.difference.estimate, 2),
        *(figure(effect.estimate, 2) for effect in effects),
        *(small(p) for p in (pair.p, pair.p_holm, pair.p_benjamini_hochberg)),
    ]


def _one_pair(pair: Pair) -> Iterator[str]:
    """Yield the sentences of the only two groups; of more, the table says enough."""
    for estimate in (pair.comparison.difference, *pair.comparison.effects.values()):
        if estimate.estimate is not None:
            yield say(estimate.claim, language())
