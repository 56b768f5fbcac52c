"""`kithwork betweencase FILE --design …`: the effect of a study of several cases.

One row is one session of one case, read as for `kithwork singlecase`. Rows of phases that are not
compared are left out and counted.
"""

import json
from collections.abc import Iterator, Sequence

import click

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.cli.sessions import BETTER, Cases, cases_of, labelled, takes_sessions
from kithwork.cli.spoken import listed, spoken
from kithwork.cli.tables import takes_a_table
from kithwork.core.betweencase import (
    BetweenCase,
    Case,
    CasesError,
    Design,
    Session,
    between_case,
    case,
)
from kithwork.core.columns import Columns
from kithwork.core.estimates import Plain
from kithwork.core.reasons import Reason


@click.command(help=_("The effect of a study of several cases, comparable with studies of groups."))
@takes_a_table
@takes_sessions
@click.option(
    "--design",
    required=True,
    type=click.Choice([str(one) for one in Design]),
    help=_("Design of the study."),
)
@click.option(
    "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
)
def betweencase(
    table: Columns,
    improvement: str,
    phases: str | None,
    design: str,
    as_json: bool,
    **columns: str,
) -> None:
    cases, labels = labelled(cases_of(table, columns), phases)
    try:
        treated, left_out = _treated(cases, labels)
        found = between_case(treated, design=Design(design), better=BETTER[improvement])
    except CasesError as error:
        raise BadInput(say(error.reason, language())) from error
    notes = (*found.delta.notes, *_about_left_out(left_out))
    if as_json:
        click.echo(json.dumps(_document(found, notes), ensure_ascii=False, indent=2))
        return
    for line in _as_text(found, notes):
        click.echo(line)


def _treated(cases: Cases, labels: tuple[str, str]) -> tuple[list[Case], int]:
    """Return the cases with sessions under both labels, and how many rows were left out."""
    made, left_out = [], 0
    for name, sessions in cases.items():
        kept = [
            Session(time=one.time, value=one.value, is_treated=one.phase == labels[1])
            for one in sessions
            if one.phase in labels
        ]
        left_out += len(sessions) - len(kept)
        made.append(case(name, kept))
    return made, left_out


def _about_left_out(rows: int) -> Iterator[Reason]:
    if rows:
        yield Reason.of("betweencase.note.other_phases", n=rows)


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
