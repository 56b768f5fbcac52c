"""`kithwork reliability FILE --items …`: do the answers to a questionnaire agree with each other?

Alpha, both omegas, split halves, the error of measurement and the item table; with --by also
whether questions work alike in the groups of a column. Listwise unless told otherwise.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.asked import takes_fields, worked
from kithwork.cli.columns import lined_up
from kithwork.cli.errors import BadInput
from kithwork.cli.items import sentences, whys
from kithwork.cli.language import _, language
from kithwork.cli.spoken import figure, listed, spoken
from kithwork.cli.tables import takes_a_table
from kithwork.core.columns import Columns
from kithwork.core.estimates import Estimate, Plain
from kithwork.core.item_bias import ItemBias
from kithwork.core.items import ItemMatrix
from kithwork.core.items.tables import listed_names
from kithwork.core.reasons import Reason
from kithwork.core.reliability import Reliability, bootstrap, omega, retest
from kithwork.documents.workbench.questions import (
    BIAS,
    ON_THE_COMMAND_LINE,
    RELIABILITY,
    Agreeing,
    estimates_of,
)

FEWEST_DRAWS = 100


@click.command(name="reliability", help=_("Whether the answers to a questionnaire agree."))
@takes_a_table
@takes_fields(*RELIABILITY.fields, *ON_THE_COMMAND_LINE)
def reliability_(table: Columns, as_json: bool, **chosen: Any) -> None:
    draws, by = chosen["bootstrap"], chosen["by"]
    if 0 < draws < FEWEST_DRAWS:
        raise BadInput(say("reliability.error.bootstrap", language()))
    told: Agreeing = worked(RELIABILITY, table, chosen)
    found, answers = told.found, told.items.turned
    if draws:
        found = _with_intervals(
            found, answers, factors=chosen["factors"], draws=draws, seed=chosen["seed"]
        )
    bias: tuple[ItemBias, ...] = worked(BIAS, table, chosen) if by else ()
    days = _retest(table, chosen["retest"]) if chosen["retest"] else {}
    of_bias = (note for one in bias for note in one.notes)
    notes = (*told.items.notes, *_notes(found), *of_bias)
    if as_json:
        document = _document(found, bias, notes)
        document |= {"retest": {name: spoken(one) for name, one in days.items()}} if days else {}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False))
        return
    for line in _as_text(found, bias, notes):
        click.echo(line)
    for one in days.values():
        click.echo(say(one.claim, language()))


def _with_intervals(
    found: Reliability, answers: ItemMatrix, *, factors: int | None, draws: int, seed: int
) -> Reliability:
    """Return the same with omegas that carry an interval from resampled people."""
    total, general = (
        bootstrap(answers, of=of, draws=draws, seed=seed)
        for of in (
            lambda covariances: omega(covariances, factors=factors).total,
            lambda covariances: omega(covariances, factors=factors).hierarchical,
        )
    )
    return replace(found, omega=replace(found.omega, total=total, hierarchical=general))


def _retest(table: Columns, again: str) -> dict[str, Estimate]:
    """Return agreement and consistency of the two columns that --retest names."""
    columns = listed_names(again)
    if len(columns) != 2:
        raise BadInput(say("reliability.error.retest", language()))
    first, second = (table.numbers(name) for name in columns)
    found = retest(first, second)
    return {"icc_2_1": found.agreement, "icc_3_1": found.consistency}


def _notes(found: Reliability) -> tuple[Reason, ...]:
    of_estimates = (note for one in estimates_of(found).values() for note in one.notes)
    return (*found.notes, *of_estimates)


def _document(
    found: Reliability, bias: tuple[ItemBias, ...], notes: tuple[Reason, ...]
) -> dict[str, Plain]:
    estimates = estimates_of(found)
    document = found.to_dict()
    if bias:
        document["item_bias"] = {
            one.item: {**one.to_dict(), "says": say(one.claim, language())} for one in bias
        }
    document["says"] = {
        name: say(one.claim, language())
        for name, one in estimates.items()
        if one.estimate is not None
    }
    document["why_not"] = whys(estimates)
    document["notes"] = sentences(notes)
    return document


def _as_text(
    found: Reliability, bias: tuple[ItemBias, ...], notes: tuple[Reason, ...]
) -> Iterator[str]:
    chosen = language()
    handled = f"reliability.table.{found.missing}"
    yield say(
        "reliability.table.people", chosen, n=found.n, people=found.people,
        missing=Reason(handled),
    )  # fmt: skip
    if found.alpha.estimate is None:
        yield say(found.alpha.claim, chosen)
    yield ""
    yield from _figures(found)
    yield ""
    yield from _item_table(found)
    for one in bias:
        if one.is_flagged or one.why:
            yield say(one.claim, chosen)
    yield from listed(notes)
    if found.alpha.estimate is not None:
        yield ""
        yield say(found.alpha.claim, chosen)


def _figures(found: Reliability) -> Iterator[str]:
    chosen = language()
    estimates = estimates_of(found)
    rows = [
        (say(f"reliability.table.{name}", chosen), figure(one.estimate), _interval(one))
        for name, one in estimates.items()
    ]
    rows.insert(1, (
        say("reliability.table.alpha_standardized", chosen), figure(found.alpha_standardized), "",
    ))  # fmt: skip
    if found.inter_item:
        rows.append(
            (say("reliability.table.inter_item", chosen), figure(found.inter_item.mean), "")
        )
    heads = [say(f"reliability.table.{name}", chosen) for name in ("figure", "value", "interval")]
    yield from lined_up(heads, rows, numbers={1})
    for name, why in whys(estimates).items():
        if name != "alpha":
            yield say(
                "reliability.table.not_computed", chosen,
                name=Reason(f"reliability.table.{name}"), why=str(why),
            )  # fmt: skip


def _interval(found: Estimate) -> str:
    if found.interval is None:
        return ""
    return f"{found.interval.low:.3f} – {found.interval.high:.3f}"


def _item_table(found: Reliability) -> Iterator[str]:
    names = ("n", "missing", "mean", "sd", "floor", "ceiling", "item_rest", "alpha_if_dropped")
    heads = [say(f"reliability.table.{name}", language()) for name in ("item", *names)]
    rows = [
        (
            item.name, str(item.n), str(item.missing), figure(item.mean, 2), figure(item.sd, 2),
            figure(item.floor, 2), figure(item.ceiling, 2), figure(item.item_rest),
            figure(item.alpha_if_dropped),
        )
        for item in found.items
    ]  # fmt: skip
    yield from lined_up(heads, rows, numbers=range(1, len(heads)))
