"""`kithwork synthesis FILE --effect COLUMN --se COLUMN`: effects of several cases brought together.

One row is one effect with its standard error, all of one kind and unit. Rows that share a --cluster
(a case, a study) depend on each other and are not counted as several. --plot writes a forest plot.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.asked import takes_fields, worked
from kithwork.cli.drawings import write_drawing
from kithwork.cli.language import _, language
from kithwork.cli.spoken import listed, said, spoken
from kithwork.cli.tables import takes_a_table
from kithwork.core.columns import Columns
from kithwork.core.estimates import Interval, Plain
from kithwork.core.synthesis import Synthesis
from kithwork.documents.workbench.method import Voice
from kithwork.documents.workbench.pooled import METHOD, Pooled, forest


@click.command(help=_("The mean of effects of several cases, and how much they differ."))
@takes_a_table
@click.option(
    "--plot",
    type=click.Path(path_type=Path, dir_okay=False),
    help=_("File for the forest plot (SVG)."),
)
@takes_fields(*METHOD.fields)
def synthesis(table: Columns, plot: Path | None, as_json: bool, **chosen: Any) -> None:
    found: Pooled = worked(METHOD, table, chosen)
    if plot is not None:
        write_drawing(plot, forest(found, chosen, Voice(language=language())).svg)
    if as_json:
        document = {**_document(found.synthesis), "notes": list(said(found.notes))}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for line in (*_as_text(found.synthesis), *listed(found.notes)):
        click.echo(line)


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
