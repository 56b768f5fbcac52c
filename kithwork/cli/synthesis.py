"""`kithwork synthesis FILE --effect COLUMN --se COLUMN`: effects of several cases brought together.

One row is one effect with its standard error, all of one kind and unit. Rows that share a --cluster
(a case, a study) depend on each other and are not counted as several. --plot writes a forest plot.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.cli.spoken import listed, said, spoken
from kithwork.cli.tables import takes_a_table
from kithwork.core.columns import Columns
from kithwork.core.estimates import Interval, Plain
from kithwork.core.reasons import Reason
from kithwork.core.synthesis import Effect, Synthesis, SynthesisError, synthesize


@click.command(help=_("The mean of effects of several cases, and how much they differ."))
@takes_a_table
@click.option("--effect", required=True, help=_("Column of the effect."))
@click.option("--se", required=True, help=_("Column of its standard error."))
@click.option("--name", help=_("Column that names the effect; the row's number unless said."))
@click.option("--cluster", help=_("Column of the case or study that effects belong to."))
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("File for the forest plot (SVG)."),
)
@click.option(
    "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
)
def synthesis(
    table: Columns,
    effect: str,
    se: str,
    name: str | None,
    cluster: str | None,
    plot: Path | None,
    as_json: bool,
) -> None:
    try:
        effects = _effects(table, effect, se, name=name, cluster=cluster)
    except SynthesisError as error:
        raise BadInput(say(error.reason, language())) from error
    found = synthesize(effects)
    left_out = len(table.rows) - len(effects)
    notes = (*found.mean.notes, *_about_left_out(left_out))
    if plot is not None:
        _draw(plot, effects, found, measure=effect)
    if as_json:
        document = {**_document(found), "notes": list(said(notes))}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for line in (*_as_text(found), *listed(notes)):
        click.echo(line)


def _effects(
    table: Columns, effect: str, se: str, *, name: str | None, cluster: str | None
) -> list[Effect]:
    nothing = (None,) * len(table.rows)
    rows = zip(
        table.rows,
        table.numbers(effect),
        table.numbers(se),
        table.words(name) if name else nothing,
        table.words(cluster) if cluster else nothing,
        strict=True,
    )
    return [
        Effect(name=shown or str(row), estimate=estimate, se=error, cluster=belongs)
        for row, estimate, error, shown, belongs in rows
        if estimate is not None and error is not None
    ]


def _about_left_out(rows: int) -> Iterator[Reason]:
    if rows:
        yield Reason.of("synthesis.note.missing", n=rows)


def _draw(file: Path, effects: list[Effect], found: Synthesis, *, measure: str) -> None:
    from kithwork.documents.charts.forest import forest_of

    drawn = forest_of(effects, found, measure=measure, language=language())
    try:
        file.write_text(drawn.svg, encoding="utf-8")
    except OSError as error:
        problem = say("synthesis.error.not_writable", language())
        raise BadInput(f"{file}: {problem}") from error


def _document(found: Synthesis) -> dict[str, Plain]:
    return {
        "mean": spoken(found.mean),
        "mean_by_model": spoken(found.mean_by_model),
        "df": found.df,
        "tau_squared": found.tau_squared,
        "tau_squared_ci": _ends(found.tau_squared_interval),
        "omega_squared": found.omega_squared,
        "q": found.q,
        "q_df": found.q_df,
        "q_p": found.q_p,
        "i_squared": found.i_squared,
        "prediction": _ends(found.prediction),
        "effects": found.effects,
        "clusters": found.clusters,
        "weights": list(found.weights),
    }


def _ends(interval: Interval | None) -> list[Plain] | None:
    return None if interval is None else [interval.low, interval.high]


def _as_text(found: Synthesis) -> Iterator[str]:
    chosen = language()
    if found.mean.estimate is None:
        yield say("synthesis.table.no_mean", chosen, why=found.mean.claim)
        return
    yield say(found.mean.claim, chosen)
    if found.i_squared is not None:
        percent = 100 * found.i_squared
        yield say("synthesis.says.heterogeneity", chosen, percent=percent)
    if one := found.prediction:
        level = 100 * one.level
        yield say("synthesis.says.prediction", chosen, low=one.low, high=one.high, level=level)
    yield say(
        "synthesis.table.figures",
        chosen,
        tau=found.tau_squared,
        omega=found.omega_squared,
        q=found.q,
        df=found.q_df,
        p=found.q_p,
        robust=found.df,
    )
