"""A part of a school's students, chosen by circumstance: sex, grade, home area, hukou, left-behind.

Circumstances choose whom one looks at, so that one can see whether help reaches all alike. They
never say how severe a need is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kithwork.cohort.screening.counting import NOT_KNOWN
from kithwork.needs.school import GROUPINGS, SchoolNeeds

PARAMETERS = {
    "sex": "sex",
    "grade": "grade",
    "home": "student.home_area",
    "hukou": "student.hukou",
    "left": "left_behind",
}
assert set(PARAMETERS.values()) == set(GROUPINGS)


@dataclass(frozen=True, slots=True)
class Selection:
    """What is chosen: for each grouping the group, in the order of the groupings."""

    groups: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.groups)

    @property
    def key(self) -> str:
        """The selection as it is remembered."""
        return ";".join(f"{name}={group}" for name, group in self.groups.items())

    def is_within(self, other: "Selection") -> bool:
        """Whether everybody chosen here is chosen by `other` too."""
        return other.groups.items() <= self.groups.items()

    def single(self) -> Iterator["Selection"]:
        """Yield the selections by one grouping of which this one is a part."""
        for name, group in self.groups.items():
            yield Selection({name: group})

    def places(self, needs: SchoolNeeds) -> list[int]:
        """Return the places of the students who are chosen."""
        columns = {name: groups_of(needs, name) for name in self.groups}
        return [
            place
            for place in range(len(needs))
            if all(columns[name][place] == group for name, group in self.groups.items())
        ]


EVERYBODY = Selection()


def selection_of(key: str) -> Selection:
    """Return a selection that was remembered."""
    parts = (part.split("=", 1) for part in key.split(";") if part)
    return Selection(dict(parts))


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: a parameter's value and its words."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """A grouping as a page offers it, with what is chosen; nothing chosen is everybody."""

    name: str
    label: str
    choices: tuple[Choice, ...]
    chosen: str


def filters_of(needs: SchoolNeeds, selection: Selection, language: str) -> tuple[Filter, ...]:
    """Return the groupings by which these students differ, in the language of the page."""
    tables = {one.name: one for one in needs.screening.groups}
    return tuple(
        Filter(
            name=key,
            label=tables[name].label.said_in(language),
            choices=tuple(
                Choice(group, tables[name].groups[group].said_in(language))
                for group in tables[name].table.groups
            ),
            chosen=selection.groups.get(name, ""),
        )
        for key, name in PARAMETERS.items()
        if name in tables and len(tables[name].groups) > 1
    )


def groups_of(needs: SchoolNeeds, grouping: str) -> tuple[str, ...]:
    """Return the group of each student, `NOT_KNOWN` where it is not known."""
    return tuple(NOT_KNOWN if one is None else str(one) for one in needs.groups[grouping])
