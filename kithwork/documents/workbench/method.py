"""A method of the workbench, and the form in which every method tells what it found."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from kithwork.catalogue.words import say
from kithwork.core.agreement.errors import AgreementError
from kithwork.core.betweencase import CasesError
from kithwork.core.change import ChangeError
from kithwork.core.columns import Columns
from kithwork.core.estimates import Estimate
from kithwork.core.goals.errors import GoalError
from kithwork.core.groups import GroupsError
from kithwork.core.items import ItemError
from kithwork.core.paired import PairsError
from kithwork.core.randomization.designs import DesignError
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.series import SeriesError
from kithwork.core.singlecase.study import CaseError
from kithwork.core.synthesis import SynthesisError
from kithwork.documents.charts.quilt.palette import Theme
from kithwork.documents.report import Figure
from kithwork.documents.workbench.fields import Chosen, Field

_REFUSED = (
    AgreementError, CasesError, ChangeError, DesignError, GoalError, GroupsError, ItemError,
    PairsError, SeriesError, SynthesisError,
)  # fmt: skip


class CannotWork(Exception):
    """What was asked cannot be computed; `case` names the one of several that is wrong."""

    def __init__(self, reason: Reason, case: str | None = None) -> None:
        super().__init__(reason.code)
        self.reason = reason
        self.case = case

    def said_in(self, language: str) -> str:
        """Return the reason, with the name of the case where one of several is wrong."""
        problem = say(self.reason, language)
        if self.case is None:
            return problem
        return say("singlecase.error.case", language, case=self.case, problem=problem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure: of which case, question or group ("" of all), by which name, how much.

    `words` is its name, "" where the key is one. A number without an error is no estimate; where it
    is None the notes say why.
    """

    key: str
    words: str | Reason
    value: Estimate | float | int | None
    of: str = ""

    @property
    def name(self) -> str:
        """The name that is alike in both languages, for a file."""
        return f"{self.of}.{self.key}" if self.of else self.key


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What was found: sentences (the first is the answer), figures, notes, charts."""

    claims: tuple[Reason, ...]
    lines: tuple[Line, ...]
    notes: tuple[Reason, ...] = ()
    charts: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """In which language and colours a result is told."""

    language: str
    theme: Theme = Theme.LIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """Python that finds the same: what it imports, and the lines from `table` to `figures`."""

    imports: Mapping[str, tuple[str, ...]]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """One method of the workbench.

    `compute` takes a table and what was chosen and returns a result of the core, `tell` puts it
    into a `Told`, `snippet` writes the Python for it; `steps` estimates the work, where it can be
    long or fill the memory, in units of about a second on one core. `pages` are its methods pages,
    by name.
    """

    code: str
    command: str
    fields: tuple[Field, ...]
    pages: tuple[str, ...]
    compute: Callable[[Columns, Chosen], Any]
    tell: Callable[[Any, Chosen, Voice], Told]
    snippet: Callable[[Chosen], Snippet]
    steps: Callable[[Columns, Chosen], float] = lambda _table, _chosen: 0.0

    def filled(self, said: Chosen) -> dict[str, Any]:
        """Return what was chosen, with every field: the default where nothing was said."""
        return {
            field.name: field.empty if said.get(field.name) in (None, "") else said[field.name]
            for field in self.fields
        }

    def work(self, table: Columns, said: Chosen) -> Any:
        """Compute; raises CannotWork with the reason, and ColumnError with the places."""
        return _attempt(partial(self.compute, table, self.filled(said)))


def _attempt(compute: Callable[[], Any]) -> Any:
    try:
        return compute()
    except _REFUSED as error:
        case = error.case if isinstance(error, CaseError) else None
        raise CannotWork(error.reason, case) from error


def each_once(*reasons: Reason) -> tuple[Reason, ...]:
    """Return reasons in their order, none twice."""
    return tuple(dict.fromkeys(reasons))


def lines_of(estimates: Mapping[str, Estimate], *, words: str, of: str = "") -> Iterator[Line]:
    """Yield a line for each estimate by its name; `words` is where their names are said."""
    for key, one in estimates.items():
        yield Line(key=key, words=f"{words}.{key}", value=one, of=of)


def figures_of(
    found: object, names: Iterable[str], *, of: str = "", words: str = "workbench.line"
) -> Iterator[Line]:
    """Yield a line for each of these numbers of a result, by the name that it has there."""
    return numbers_of({name: getattr(found, name) for name in names}, of=of, words=words)


def numbers_of(
    values: Mapping[str, float | int | None], *, of: str = "", words: str = "workbench.line"
) -> Iterator[Line]:
    """Yield a line for each number without an error."""
    for key, value in values.items():
        yield Line(key=key, words=f"{words}.{key}", value=value, of=of)
