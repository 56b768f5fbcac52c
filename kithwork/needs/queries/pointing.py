"""What one may point at beside the list, and whom of the list it concerns.

A need concerns those who show it; a function of support, those with an unmet need that it answers
first; a source within a function, those who say that there is too little of the function and do
not name this source for it: whom it could yet reach. Whom a student names is an answer of hers, so
sources are told of those alone whose answers the reader may read. Nobody moves from one band to
another, and within those concerned, and within the others, whoever has waited longest stays first.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from kithwork.catalogue.support import label_of, sources
from kithwork.catalogue.words import say
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.matrix import Asked as Said
from kithwork.needs.queries.functions import TOO_LITTLE, said_of_support
from kithwork.needs.school import SchoolNeeds
from kithwork.needs.telling import FunctionTold, Teller
from kithwork.people.models import Student

if TYPE_CHECKING:
    from kithwork.cohort.screening.counting import Shows

NEEDS = 12  # the most frequent needs that one may point at


@dataclass(frozen=True, slots=True)
class Pointer:
    """Something to point at: `code` is what an address says, `says` whom it concerns in words.

    `level` is the share of the list that it concerns, in quarters that are begun: 0 to 4.
    """

    code: str
    label: str
    says: str
    students: int
    level: int


@dataclass(frozen=True, slots=True)
class FunctionPointed:
    """A column: the function as it is drawn, and those with an unmet need that it answers."""

    function: FunctionTold
    pointer: Pointer


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A row: a source with a pointer for each function, by the function's code."""

    label: str
    cells: tuple[tuple[str, Pointer], ...]


@dataclass(frozen=True, slots=True)
class Pointing:
    """All that one may point at of so many students; `kept` is what the address keeps."""

    functions: tuple[FunctionPointed, ...]
    sources: tuple[SourceRow, ...]
    needs: tuple[Pointer, ...]
    kept: Pointer | None
    students: int

    @property
    def is_empty(self) -> bool:
        return not any(one.pointer.students for one in self.functions) and not self.needs


@dataclass(frozen=True, slots=True, eq=False)
class Concerned:
    """For each code whom it concerns, of all students by their places."""

    by_code: Mapping[str, "Shows"]

    def of(self, place: int) -> tuple[str, ...]:
        """Return the codes that concern one student."""
        return tuple(code for code, shows in self.by_code.items() if shows[place])

    def are_by(self, code: str, place: int) -> bool:
        return code in self.by_code and bool(self.by_code[code][place])

    def among(self, places: Sequence[int]) -> Mapping[str, int]:
        """Return how many of some students each code concerns."""
        at = list(places)
        return {code: int(shows[at].sum()) for code, shows in self.by_code.items()}


def concerned(needs: SchoolNeeds, readable: QuerySet[Student]) -> Concerned:
    """Return whom each code concerns; `readable` are those whose answers the reader may read."""
    said = said_of_support(readable.order_by().values("pk"), needs.campaign)
    return Concerned({**_by_needs(needs), **_by_answers(needs, said)})


def pointing(
    needs: SchoolNeeds, found: Concerned, places: Sequence[int], teller: Teller, *, kept: str
) -> Pointing:
    """Return what one may point at, each with how many of the list at `places` it concerns."""
    counted = _Counted(found.among(places), len(places), teller)
    functions = tuple(_function(one, counted) for one in FOUR)
    rows = tuple(_sources(counted))
    by_need = [one for one in _needs(needs, counted) if one.students]
    every = [
        *(one.pointer for one in functions),
        *(pointer for row in rows for _, pointer in row.cells),
        *by_need,
    ]
    return Pointing(
        functions=functions,
        sources=rows,
        needs=tuple(sorted(by_need, key=lambda one: -one.students)[:NEEDS]),
        kept=next((one for one in every if one.code == kept and one.students), None),
        students=len(places),
    )


def cell_code(function: Function, source: str) -> str:
    """Return what an address says for a source within a function."""
    return f"{function.value}.{source}"


# ── whom it concerns ────────────────────────────────────────────────────────────────────────


def _by_needs(needs: SchoolNeeds) -> Mapping[str, "Shows"]:
    import numpy as np

    shows = {one.code: one.severities >= 1 for one in needs.screening.needs_judged}
    functions = {one.value: np.zeros(len(needs), dtype=bool) for one in FOUR}
    for need in needs.screening.needs_judged:
        first = need.rule.definition.functions[0]
        if first in functions:
            functions[first] |= shows[need.code]
    return {**shows, **functions}


def _by_answers(
    needs: SchoolNeeds, said: Mapping[int, Mapping[Function, Said]]
) -> Mapping[str, "Shows"]:
    """Of each source that anybody names: who lacks a function and does not name it."""
    import numpy as np

    every = {source for own in said.values() for one in own.values() for source in one.named or ()}
    named = [source for source in sources() if source in every]
    cells = {
        cell_code(function, source): np.zeros(len(needs), dtype=bool)
        for source in named
        for function in FOUR
    }
    for place, member in enumerate(needs.members):
        for function, one in said.get(member.pk, {}).items():
            if one.enough in TOO_LITTLE and one.named is not None:
                for source in named:
                    cells[cell_code(function, source)][place] = source not in one.named
    return cells


# ── in words ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many of a list each code concerns, and who puts it into words."""

    students: Mapping[str, int]
    listed: int
    teller: Teller

    def pointer(self, code: str, label: str, *, word: str, **named: str) -> Pointer:
        students = self.students.get(code, 0)
        says = say(f"know.point.{word}", self.teller.language, **named)
        level = -(-4 * students // self.listed) if students else 0
        return Pointer(code, label, says, students, level)


def _function(function: Function, counted: _Counted) -> FunctionPointed:
    told = counted.teller.function(function.value)
    pointer = counted.pointer(function.value, told.name, word="function", function=told.name)
    return FunctionPointed(told, pointer)


def _sources(counted: _Counted) -> Iterator[SourceRow]:
    for source in sources():
        label = label_of(source, counted.teller.language)
        cells = tuple((one.value, _cell(one, source, label, counted)) for one in FOUR)
        if any(pointer.students for _, pointer in cells):
            yield SourceRow(label, cells)


def _cell(function: Function, source: str, label: str, counted: _Counted) -> Pointer:
    name = counted.teller.function(function.value).name
    return counted.pointer(
        cell_code(function, source), f"{label} · {name}", word="cell", function=name, source=label
    )


def _needs(needs: SchoolNeeds, counted: _Counted) -> Iterator[Pointer]:
    for need in needs.screening.needs_judged:
        label = need.rule.label.said_in(counted.teller.language)
        yield counted.pointer(need.code, label, word="need", need=label)
