"""Whether a severity could fall when hardship grows: read off the rule, before any fact is there.

A fact may say in which direction hardship grows: more absences, a lower mark, "no" to "somebody
looks after me". A ladder then may compare it only so that more hardship makes its levels true and
never false. That is a property of the text of a rule, so the loader can refuse one that breaks it;
nobody has to think of the one student in whom it would show. Source: docs/methods/needs.md.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.rules import Condition
from kithwork.core.rules.syntax import (
    AgeAt,
    Aggregate,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Constant,
    DaysBetween,
    FactRef,
    In,
    Known,
    Leaf,
    Not,
    ValueOf,
    facts_of,
)

_RISING, _FALLING = ("gt", "gte"), ("lt", "lte")


class Harder(StrEnum):
    """Where the harder end of a fact lies."""

    HIGHER = "higher"
    LOWER = "lower"
    IF_TRUE = "if_true"
    IF_FALSE = "if_false"
    LAST_CHOICE = "last_choice"
    FIRST_CHOICE = "first_choice"


@dataclass(frozen=True, slots=True)
class Direction:
    """The harder end of a fact, and the values of a choice in the order of the vocabulary."""

    harder: Harder
    choices: tuple[str, ...] = ()


Directions = Mapping[str, Direction]


def facts_against(condition: Condition, directions: Directions) -> tuple[str, ...]:
    """Return the facts whose growing hardship could turn the condition from true to false.

    Facts without a direction (an age, the level of schooling) may stand in any comparison.
    """
    return tuple(dict.fromkeys(_against(condition, directions, wanted=True)))


def _against(condition: Condition, directions: Directions, *, wanted: bool) -> Iterator[str]:
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _against(part, directions, wanted=wanted)
        case Not(part):
            yield from _against(part, directions, wanted=not wanted)
        case _:
            yield from _leaf(condition, directions, wanted=wanted)


def _leaf(leaf: Leaf, directions: Directions, *, wanted: bool) -> Iterator[str]:
    match leaf:
        case Known():
            return
        case Compare(value, operator, operand) if operator in _RISING + _FALLING:
            rises = (operator in _RISING) is wanted
            yield from _ordered(value, directions, rises=rises)
            if isinstance(operand, ValueOf):
                yield from _ordered(operand, directions, rises=not rises)
        case Compare(FactRef(name), operator, operand) if not isinstance(operand, ValueOf):
            yield from _among(name, (operand,), directions, wanted=wanted is (operator == "eq"))
        case In(FactRef(name), members):
            yield from _among(name, members, directions, wanted=wanted)
        case Compare() | In() | Between():  # a single value, or a middle range, has two sides
            yield from (name for name in facts_of(leaf) if name in directions)


def _ordered(value: ValueOf, directions: Directions, *, rises: bool) -> Iterator[str]:
    """Facts against a comparison that wants the value to be high (`rises`) or low."""
    match value:
        case FactRef(name):
            yield from _wants(name, directions, rises=rises)
        case Aggregate("count"):
            return
        case Aggregate(_, names):
            for name in names:
                yield from _wants(name, directions, rises=rises)
        case DaysBetween(start, end) | AgeAt(start, end):
            yield from _wants(start, directions, rises=not rises)
            yield from _wants(end, directions, rises=rises)


def _wants(name: str, directions: Directions, *, rises: bool) -> Iterator[str]:
    if name in directions:
        expected = Harder.HIGHER if rises else Harder.LOWER
        if directions[name].harder is not expected:
            yield name


def _among(
    name: str, members: tuple[Constant, ...], directions: Directions, *, wanted: bool
) -> Iterator[str]:
    """A flag or a choice is (or is not) among `members`: they must be its harder (easier) end."""
    if name not in directions:
        return
    easy_to_hard = _easy_to_hard(directions[name])
    hard_end = easy_to_hard[-len(members) :] if wanted else easy_to_hard[: len(members)]
    if set(hard_end) != set(members):
        yield name


def _easy_to_hard(direction: Direction) -> tuple[Constant, ...]:
    match direction.harder:
        case Harder.IF_TRUE:
            return (False, True)
        case Harder.IF_FALSE:
            return (True, False)
        case Harder.LAST_CHOICE:
            return direction.choices
        case Harder.FIRST_CHOICE:
            return direction.choices[::-1]
        case _:
            return ()  # a number is compared by its order
