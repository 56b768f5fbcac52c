"""What commands on single cases read: one row is one session of one case, columns by name."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.core.columns import ColumnError, Columns
from kithwork.core.reasons import Reason
from kithwork.core.sheets import CellError
from kithwork.core.singlecase.phases import Session
from kithwork.core.singlecase.series import Better

BETTER = {"increase": Better.HIGHER, "decrease": Better.LOWER}
BASELINE, INTERVENTION = 0, 1

Cases = dict[str, list[Session]]


def takes_sessions(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --case, --phase, --time, --value, --improvement and --phases."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option("--case", "case_column", required=True, help=_("Column that names the case.")),
    click.option("--phase", required=True, help=_("Column of the phase.")),
    click.option("--time", required=True, help=_("Column of the session's number or date.")),
    click.option("--value", required=True, help=_("Column of the measured value.")),
    click.option(
        "--improvement",
        required=True,
        type=click.Choice(list(BETTER)),
        help=_("Whether improvement means that the value should rise or fall."),
    ),
    click.option(
        "--phases", metavar="A,B", help=_("Names of baseline and treatment phases, in turn.")
    ),
)


def cases_of(table: Columns, columns: Mapping[str, str]) -> Cases:
    """Return the sessions of each case, in the file's order; one case has no time twice."""
    names, times = columns["case_column"], columns["time"]
    table.complete(names, columns["phase"], times)
    rows = zip(
        table.rows,
        table.words(names),
        table.words(columns["phase"]),
        table.times(times),
        table.numbers(columns["value"]),
        strict=True,
    )
    cases: Cases = {}
    first: dict[tuple[str, float], int] = {}
    faults = []
    for row, name, phase, time, value in rows:
        assert name is not None  # `complete` saw to all three
        assert phase is not None
        assert time is not None
        if (earlier := first.setdefault((name, time), row)) != row:
            why = Reason.of("singlecase.error.row_twice", first=earlier)
            faults.append(CellError(row, times, why))
        cases.setdefault(name, []).append(Session(time, phase, value))
    if faults:
        raise ColumnError(*faults)
    return cases


def labelled(cases: Cases, phases: str | None) -> tuple[Cases, tuple[str, str]]:
    """Return the cases with their phases under two names, baseline and intervention.

    --phases names them in turn (A,B or A1,B1,A2,B2); rows of other phases stay and are not
    compared. Without it there must be two phases, of which every case begins with the same.
    """
    known = list(dict.fromkeys(session.phase for case in cases.values() for session in case))
    if phases is None:
        return cases, _by_beginning(cases, known)
    names = [name.strip() for name in phases.split(",")]
    a, b = names[::2], names[1::2]
    if len(names) % 2 or not all(name in known for name in names) or set(a) & set(b):
        listed = ", ".join(known)
        raise BadInput(say("singlecase.error.phase_names", language(), known=listed))
    into = dict.fromkeys(a, a[0]) | dict.fromkeys(b, b[0])
    renamed = {
        name: [Session(one.time, into.get(one.phase, one.phase), one.value) for one in sessions]
        for name, sessions in cases.items()
    }
    return renamed, (a[0], b[0])


def _by_beginning(cases: Cases, known: Sequence[str]) -> tuple[str, str]:
    beginnings = {min(case, key=lambda one: one.time).phase for case in cases.values()}
    if len(known) != 2 or len(beginnings) != 1:
        reason = Reason.of("singlecase.error.phases", n=len(known), labels=", ".join(known))
        raise BadInput(say(reason, language()))
    [baseline] = beginnings
    [intervention] = [phase for phase in known if phase != baseline]
    return baseline, intervention
