"""`kithwork betweencase FILE --design …`: the effect of a study of several cases.

One row is one session of one case. Baseline is the phase that every case begins with, or the first
name in --phases; where a design has names for each phase (A1,B1,A2,B2) they stand there in turn.
Rows of other phases are left out and counted.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import click

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
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
from kithwork.core.singlecase.series import Better

_BETTER = {"increase": Better.HIGHER, "decrease": Better.LOWER}


@click.command(help=_("The effect of a study of several cases, comparable with studies of groups."))
@takes_a_table
@click.option("--case", "case_column", required=True, help=_("Column that names the case."))
@click.option("--phase", required=True, help=_("Column of the phase."))
@click.option("--time", required=True, help=_("Column of the session's number or date."))
@click.option("--value", required=True, help=_("Column of the measured value."))
@click.option(
    "--improvement",
    required=True,
    type=click.Choice(list(_BETTER)),
    help=_("Whether improvement means that the value should rise or fall."),
)
@click.option("--phases", metavar="A,B", help=_("Names of baseline and treatment phases, in turn."))
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
    try:
        cases, left_out = _cases(table, columns, phases)
        found = between_case(cases, design=Design(design), better=_BETTER[improvement])
    except CasesError as error:
        raise BadInput(say(error.reason, language())) from error
    notes = (*found.delta.notes, *_about_left_out(left_out))
    if as_json:
        click.echo(json.dumps(_document(found, notes), ensure_ascii=False, indent=2))
        return
    for line in _as_text(found, notes):
        click.echo(line)


@dataclass(frozen=True, slots=True)
class _Row:
    case: str
    phase: str
    time: float
    value: float | None


def _cases(
    table: Columns, columns: Mapping[str, str], phases: str | None
) -> tuple[list[Case], int]:
    """Return the cases in the file's order, and how many rows of other phases were left out."""
    rows = _rows(table, columns)
    treated = _named(phases, rows) if phases else _by_beginning(rows)
    sessions: dict[str, list[Session]] = {row.case: [] for row in rows if row.phase in treated}
    for row in rows:
        if row.phase in treated:
            session = Session(time=row.time, value=row.value, is_treated=treated[row.phase])
            sessions[row.case].append(session)
    kept = sum(map(len, sessions.values()))
    return [case(name, one) for name, one in sessions.items()], len(rows) - kept


def _rows(table: Columns, columns: Mapping[str, str]) -> list[_Row]:
    named = (columns["case_column"], columns["phase"], columns["time"])
    table.complete(*named)
    names, phases = table.words(named[0]), table.words(named[1])
    values = table.numbers(columns["value"])
    return [
        _Row(name, phase, time, value)
        for name, phase, time, value in zip(
            names, phases, table.times(named[2]), values, strict=True
        )
        if name is not None and phase is not None and time is not None  # `complete` saw to it
    ]


def _named(phases: str, rows: Sequence[_Row]) -> dict[str, bool]:
    """Return which phases are treatment, as --phases says in turn."""
    names = [name.strip() for name in phases.split(",")]
    known = {row.phase for row in rows}
    if len(names) < 2 or len(names) % 2 or not all(names) or set(names[::2]) & set(names[1::2]):
        raise BadInput(say("betweencase.error.phases", language()))
    for name in names:
        if name not in known:
            shown = ", ".join(sorted(known))
            reason = Reason.of("betweencase.error.phase_not_there", phase=name, known=shown)
            raise BadInput(say(reason, language()))
    return {name: place % 2 == 1 for place, name in enumerate(names)}


def _by_beginning(rows: Sequence[_Row]) -> dict[str, bool]:
    """Return which of two phases is treatment: the one that no case begins with."""
    known = {row.phase for row in rows}
    first: dict[str, _Row] = {}
    for row in rows:
        if row.case not in first or row.time < first[row.case].time:
            first[row.case] = row
    beginnings = {row.phase for row in first.values()}
    if len(known) != 2 or len(beginnings) != 1:
        shown = ", ".join(sorted(known))
        raise BadInput(say("betweencase.error.which_phases", language(), known=shown))
    return {phase: phase not in beginnings for phase in known}


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
