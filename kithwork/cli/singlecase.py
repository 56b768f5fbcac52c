"""`kithwork singlecase FILE`: every index of each case, and of the cases together.

One row is one session of one case. Each index stands under its name with standard error and
interval where they are published, or is null with its reason; the sentences are those that a report
may print.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from kithwork.catalogue.singlecase import single_case
from kithwork.catalogue.words import say
from kithwork.cli.asked import takes_fields, worked
from kithwork.cli.columns import lined_up, printable
from kithwork.cli.drawings import write_drawing
from kithwork.cli.language import _, language
from kithwork.cli.spoken import figure, listed, said, spoken
from kithwork.cli.tables import takes_a_table
from kithwork.core.betweencase import BetweenCase
from kithwork.core.columns import Columns
from kithwork.core.estimates import Interval, Plain
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.dual_criterion import DualCriterion
from kithwork.core.singlecase.pairs import word_of
from kithwork.core.singlecase.reading import SeriesReading
from kithwork.core.singlecase.visual import spread_of_levels
from kithwork.documents.workbench.method import Voice
from kithwork.documents.workbench.single_case import METHOD, SingleCases, chart

Readings = Mapping[str, SeriesReading]


@click.command(help=_("Every index of single cases, with error, interval and plain words."))
@takes_a_table
@click.option(
    "--plot", type=click.Path(path_type=Path, dir_okay=False), help=_("File for the chart (SVG).")
)
@takes_fields(*METHOD.fields)
def singlecase(table: Columns, plot: Path | None, as_json: bool, **chosen: Any) -> None:
    found: SingleCases = worked(METHOD, table, chosen)
    if plot is not None:
        voice = Voice(language=language())
        drawn = chart(found.readings, chosen, voice, has_dates=found.has_dates)
        write_drawing(plot, drawn.svg)
    if as_json:
        click.echo(json.dumps(_document(found), ensure_ascii=False, indent=2))
        return
    for line in _as_text(found.readings, found.together):
        click.echo(line)


# ── one JSON document ───────────────────────────────────────────────────────────────────────


def _document(found: SingleCases) -> dict[str, Plain]:
    notes = [note for one in found.readings.values() for note in one.remarks]
    return {
        "cases": {name: _case(one) for name, one in found.readings.items()},
        "between_case": _between(found.together),
        "notes": list(said(notes)),
    }


def _case(one: SeriesReading) -> dict[str, Plain]:
    look, around, dual = one.look, one.band, one.dual_criterion
    nap = one.indices["nap"].estimate
    return {
        **{name: spoken(index) for name, index in one.indices.items()},
        "nap_word": None if nap is None else word_of(nap, single_case().rules),
        "tau_u_forms": _forms(one),
        "level": {
            "a": look.a.mean,
            "b": look.b.mean,
            "change": look.mean_change,
            "median_a": look.a.median,
            "median_b": look.b.median,
            "median_change": look.median_change,
        },
        "trend": {
            "a": look.a.slope,
            "b": look.b.slope,
            "change": look.slope_change,
            "variant": "theil-sen",
            "least_squares_a": look.a.least_squares_slope,
            "least_squares_b": look.b.least_squares_slope,
        },
        "variability": {
            "sd_a": look.a.sd,
            "sd_b": look.b.sd,
            "range_a": _range(look.a.low, look.a.high),
            "range_b": _range(look.b.low, look.b.high),
            "in_envelope_a": look.a.in_envelope,
            "in_envelope_b": look.b.in_envelope,
        },
        "immediacy": look.immediacy,
        "consistency": {
            label: spread_of_levels(one.compared.values_of(label)) for label in one.compared.labels
        },
        "dual_criterion": None if dual is None else _dual(dual),
        "band": {
            "low": around.low,
            "high": around.high,
            "signals": [
                {"first": each.first, "length": each.length, "better": each.is_better}
                for each in around.signals
            ],
        },
        "n": {"a": look.a.n, "b": look.b.n},
        "missing": {"a": look.a.missing, "b": look.b.missing},
        "says": list(said(one.says)),
        "notes": list(said(one.remarks)),
    }


def _dual(dual: DualCriterion) -> dict[str, Plain]:
    return {
        "beyond": dual.beyond,
        "needed": dual.needed,
        "p": dual.p,
        "met": dual.is_met,
        "says": say(dual.claim, language()),
    }


def _forms(one: SeriesReading) -> dict[str, Plain] | None:
    forms = one.tau_u
    if forms is None:
        return None
    return {
        "a_vs_b": forms.a_vs_b,
        "minus_trend_a_parker": forms.parker,
        "minus_trend_a": forms.minus_trend_a,
        "plus_trend_b": forms.plus_trend_b,
        "minus_trend_a_plus_trend_b": forms.complete,
    }


def _range(low: float | None, high: float | None) -> list[Plain] | None:
    return None if low is None or high is None else [low, high]


def _between(together: BetweenCase | Reason) -> dict[str, Plain]:
    if isinstance(together, Reason):
        return {**dict.fromkeys(_BETWEEN), "says": say(together, language())}
    effect = spoken(together.delta)
    return {
        "delta": together.delta.estimate,
        "variance": together.variance,
        "df": together.df,
        "phi": together.phi,
        "rho": together.rho,
        "se": effect["se"],
        "ci": effect["ci"],
        "design": str(together.design),
        "says": effect["says"],
        "notes": effect["notes"],
    }


_BETWEEN = ("delta", "variance", "df", "phi", "rho", "se", "ci", "design")

# ── a table to read ─────────────────────────────────────────────────────────────────────────


def _as_text(readings: Readings, together: BetweenCase | Reason) -> Iterator[str]:
    for name, one in readings.items():
        yield printable(name)
        yield from _indices(one)
        yield from _sentences(one)
        yield ""
    yield say("singlecase.table.together", language())
    yield from listed([together] if isinstance(together, Reason) else [together.delta.claim])


def _indices(one: SeriesReading) -> Iterator[str]:
    if one.is_words_only:
        return
    heads = [say(f"singlecase.table.{head}", language()) for head in ("index", "est", "se", "ci")]
    rows = [
        [
            say(f"singlecase.{name}", language()),
            figure(index.estimate),
            figure(index.se),
            _limits(index.interval),
        ]
        for name, index in one.indices.items()
    ]
    yield from lined_up(heads, rows, numbers=(1, 2))


def _limits(interval: Interval | None) -> str:
    return f"{figure(interval.low)} – {figure(interval.high)}" if interval else ""


def _sentences(one: SeriesReading) -> Iterator[str]:
    reasons: list[Reason] = list(one.says)
    if not one.is_words_only:
        if one.dual_criterion is not None:
            reasons.append(one.dual_criterion.claim)
        reasons += [index.claim for index in one.indices.values() if index.estimate is None]
        reasons += [note for index in one.indices.values() for note in index.notes]
    yield from listed([*reasons, *one.remarks])
