"""The syntax tree of the rule language: what a condition may say, and nothing else.

Values: a fact; sum, mean, count, min, max of the answered among several; whole years of age; days
between two dates. Comparisons: eq ne lt lte gt gte, in, between, known. Connectives: all, any,
not. What unknown facts do to each is decided in docs/decisions/0002, one row a test.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Constant = str | int | float | bool | dt.date
AggregateName = Literal["sum", "mean", "count", "min", "max"]
Operator = Literal["eq", "ne", "lt", "lte", "gt", "gte"]


@dataclass(frozen=True, slots=True)
class FactRef:
    """The value of one fact."""

    name: str


@dataclass(frozen=True, slots=True)
class Aggregate:
    """Sum, mean, smallest or largest of the answered facts, or how many are answered.

    Unknown while fewer than `at_least` are answered; a count is never unknown.
    """

    name: AggregateName
    facts: tuple[str, ...]
    at_least: int = 1


@dataclass(frozen=True, slots=True)
class AgeAt:
    """Whole years from the fact `birth` to the fact `on`; a 29 February turns on 1 March."""

    birth: str
    on: str


@dataclass(frozen=True, slots=True)
class DaysBetween:
    """Days from the fact `start` to the fact `end`, negative when `end` comes first."""

    start: str
    end: str


ValueOf = FactRef | Aggregate | AgeAt | DaysBetween


@dataclass(frozen=True, slots=True)
class Compare:
    """A value beside a constant or another value."""

    value: ValueOf
    operator: Operator
    operand: Constant | ValueOf


@dataclass(frozen=True, slots=True)
class In:
    """The value is one of these."""

    value: ValueOf
    members: tuple[Constant, ...]


@dataclass(frozen=True, slots=True)
class Between:
    """low ≤ value < high: half-open, so that neighbouring bands neither overlap nor leave gaps."""

    value: ValueOf
    low: Constant
    high: Constant


@dataclass(frozen=True, slots=True)
class Known:
    """The value is known (or is not): the one question that is never itself unknown."""

    value: ValueOf
    is_known: bool


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: "tuple[Condition, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: "Condition"


Leaf = Compare | In | Between | Known
Condition = AllOf | AnyOf | Not | Leaf


def leaves(condition: Condition) -> Iterator[Leaf]:
    """Yield the comparisons of a condition, left to right."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield condition


def facts_of(node: Condition | ValueOf) -> tuple[str, ...]:
    """Return the names of all facts that a condition or a value reads, each once, in order."""
    match node:
        case FactRef(name):
            return (name,)
        case Aggregate(_, facts, _):
            return facts
        case AgeAt(first, second) | DaysBetween(first, second):
            return tuple(dict.fromkeys((first, second)))
        case _:
            names = (name for leaf in leaves(node) for side in sides(leaf) for name in side)
            return tuple(dict.fromkeys(names))


def sides(leaf: Leaf) -> Iterator[tuple[str, ...]]:
    """Yield the facts read on the left of a comparison, then those on its right."""
    yield facts_of(leaf.value)
    if isinstance(leaf, Compare) and isinstance(leaf.operand, ValueOf):
        yield facts_of(leaf.operand)
