"""`kithwork betweencase FILE --design …`: the effect of a study of several cases.

One row is one session of one case, read as for `kithwork singlecase`. Rows of phases that are not
compared are left out and counted.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.asked import takes_fields, worked
from kithwork.cli.language import _, language
from kithwork.cli.spoken import listed, spoken
from kithwork.cli.tables import takes_a_table
from kithwork.core.betweencase import BetweenCase
from kithwork.core.columns import Columns
from kithwork.core.estimates import Plain
from kithwork.core.reasons import Reason
from kithwork.documents.workbench.between_cases import METHOD, Between


@click.command(help=_("The effect of a study of several cases, comparable with studies of groups."))
@takes_a_table
@takes_fields(*METHOD.fields)
def betweencase(table: Columns, as_json: bool, **chosen: Any) -> None:
    found: Between = worked(METHOD, table, chosen)
    if as_json:
        document = _document(found.effect, found.notes)
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    for line in _as_text(found.effect, found.notes):
        click.echo(line)


def _document(found: BetweenCase, notes: Sequence[Reason]) -> dict[str, Plain]:
    effect = spoken(found.delta)
    return {
        "delta": found.delta.estimate,
        "variance": found.variance,
        "df": found.df,
        "phi": found.phi,
        "rho": found.rho,
        "se": effect["se"],
        "ci": effect["ci"],
        "ci_method": effect["ci_method"],
        "variant": effect["variant"],
        "n": found.delta.n,
        "missing": found.delta.missing,
        "raw_difference": found.raw_difference,
        "sd": found.sd,
        "says": effect["says"],
        "notes": [say(note, language()) for note in notes],
    }


def _as_text(found: BetweenCase, notes: Sequence[Reason]) -> Iterator[str]:
    chosen = language()
    if found.delta.estimate is None:
        yield say("betweencase.table.no_effect", chosen, why=found.delta.claim)
    else:
        yield say(found.delta.claim, chosen)
        yield say(
            "betweencase.table.figures",
            chosen,
            delta=found.delta.estimate,
            variance=found.variance,
            df=found.df,
            phi=found.phi,
            rho=found.rho,
        )
        yield say("betweencase.table.raw", chosen, raw=found.raw_difference, sd=found.sd)
    yield from listed(notes)
