"""A study of single cases as a table holds it: one row is one session of one case.

Columns are named and never guessed. Two conditions are compared; which is the baseline is said by
`phases`, or follows from the order in which every case begins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.core.columns import ColumnError, Columns
from kithwork.core.reasons import Reason
from kithwork.core.sheets import CellError
from kithwork.core.singlecase.indices import Asked
from kithwork.core.singlecase.phases import Session, compared, phases_of
from kithwork.core.singlecase.reading import SeriesReading, read_series
from kithwork.core.singlecase.series import Better, Rules, SeriesError

Cases = Mapping[str, Sequence[Session]]


class CaseError(SeriesError):
    """What is wrong with one case of several; `case` names it."""

    def __init__(self, case: str, reason: Reason) -> None:
        super().__init__(reason)
        self.case = case


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionColumns:
    """The columns that hold the case's name, its phase, the session's number or day, the value."""

    case: str
    phase: str
    time: str
    value: str


@dataclass(frozen=True, slots=True)
class Study:
    """The sessions of each case, in the file's order, and the two phases that are compared."""

    cases: Cases
    labels: tuple[str, str]

    @property
    def starts(self) -> int:
        """At how many different times the work began, at least 1."""
        begun = {
            min(session.time for session in case if session.phase == self.labels[1])
            for case in self.cases.values()
            if any(session.phase == self.labels[1] for session in case)
        }
        return max(1, len(begun))


def study_of(table: Columns, columns: SessionColumns, *, phases: str | None = None) -> Study:
    """Read a study; `phases` names baseline and treatment in turn (A,B or A1,B1,A2,B2).

    Rows of other phases stay and are not compared. Without `phases` there must be two of them, of
    which every case begins with the same. Raises ColumnError for a cell that is missing or one time
    given twice in a case, SeriesError for phases that cannot be told apart.
    """
    cases = cases_of(table, columns)
    known = list(dict.fromkeys(one.phase for case in cases.values() for one in case))
    if phases is None:
        return Study(cases, _by_beginning(cases, known))
    return _renamed(cases, known, [name.strip() for name in phases.split(",")])


def cases_of(table: Columns, columns: SessionColumns) -> Cases:
    """Return the sessions of each case, in the file's order; one case has no time twice."""
    table.complete(columns.case, columns.phase, columns.time)
    rows = zip(
        table.rows,
        table.words(columns.case),
        table.words(columns.phase),
        table.times(columns.time),
        table.numbers(columns.value),
        strict=True,
    )
    cases: dict[str, list[Session]] = {}
    first: dict[tuple[str, float], int] = {}
    faults = []
    for row, name, phase, time, value in rows:
        assert name is not None  # `complete` saw to all three
        assert phase is not None
        assert time is not None
        if (earlier := first.setdefault((name, time), row)) != row:
            why = Reason.of("singlecase.error.row_twice", first=earlier)
            faults.append(CellError(row, columns.time, why))
        cases.setdefault(name, []).append(Session(time, phase, value))
    if faults:
        raise ColumnError(*faults)
    return cases


def readings_of(
    study: Study, *, better: Better, rules: Rules, asked: Asked | None = None
) -> dict[str, SeriesReading]:
    """Read every case of a study; raises CaseError, which names the case."""
    found, starts = {}, study.starts
    for name, sessions in study.cases.items():
        try:
            pair = compared(phases_of(sessions), better=better, labels=study.labels)
        except SeriesError as error:
            raise CaseError(name, error.reason) from error
        found[name] = read_series(pair, rules=rules, asked=asked, staggered=starts)
    return found


def _by_beginning(cases: Cases, known: Sequence[str]) -> tuple[str, str]:
    beginnings = {min(case, key=lambda one: one.time).phase for case in cases.values()}
    if len(known) != 2 or len(beginnings) != 1:
        why = Reason.of("singlecase.error.phases", n=len(known), labels=", ".join(known))
        raise SeriesError(why)
    [baseline] = beginnings
    [intervention] = [phase for phase in known if phase != baseline]
    return baseline, intervention


def _renamed(cases: Cases, known: Sequence[str], names: Sequence[str]) -> Study:
    a, b = names[::2], names[1::2]
    if len(names) % 2 or not all(name in known for name in names) or set(a) & set(b):
        raise SeriesError(Reason.of("singlecase.error.phase_names", known=", ".join(known)))
    into = dict.fromkeys(a, a[0]) | dict.fromkeys(b, b[0])
    renamed = {
        name: [Session(one.time, into.get(one.phase, one.phase), one.value) for one in sessions]
        for name, sessions in cases.items()
    }
    return Study(renamed, (a[0], b[0]))
