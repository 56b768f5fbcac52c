"""The types of the rule language: which comparisons mean something, decided before any fact is.

Numbers, flags and dates compare with their own kind; text and choices with each other. Only
numbers and dates have an order: the order of words depends on the machine. A choice is compared
with values that it may have, since any other comparison could never be true.
"""

import datetime as dt
from collections.abc import Sequence

from kithwork.core.reasons import Reason, Value
from kithwork.core.rules.facts import FactError, FactType, Kind, Vocabulary, fact_kind
from kithwork.core.rules.syntax import (
    AgeAt,
    Aggregate,
    Between,
    Compare,
    Condition,
    Constant,
    DaysBetween,
    FactRef,
    In,
    Known,
    Leaf,
    ValueOf,
    leaves,
)

_NUMBER = FactType(Kind.NUMBER)
_ORDERED = (Kind.NUMBER, Kind.DATE)


class RuleError(ValueError):
    """A rule that cannot mean anything; `reason` says why."""

    def __init__(self, code: str, /, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(self.reason)


def check(condition: Condition, vocabulary: Vocabulary) -> None:
    """Refuse, with RuleError, a condition with an unknown fact or a mistake of type."""
    for leaf in leaves(condition):
        check_leaf(leaf, vocabulary)


def check_leaf(leaf: Leaf, vocabulary: Vocabulary) -> None:
    """Refuse, with RuleError, a comparison with an unknown fact or a mistake of type."""
    left = type_of(leaf.value, vocabulary)
    match leaf:
        case Compare(_, operator, operand):
            _same_kind(left, operand, vocabulary)
            if operator not in ("eq", "ne"):
                _ordered(left)
        case In(_, members):
            _several(members)
            for member in members:
                _same_kind(left, member, vocabulary)
        case Between(_, low, high):
            _ordered(left)
            _same_kind(left, low, vocabulary)
            _same_kind(left, high, vocabulary)
            if not _precedes(low, high):
                raise RuleError("rules.empty_range")
        case Known():
            pass


def type_of(value: ValueOf, vocabulary: Vocabulary) -> FactType:
    """Return the type of a value; RuleError where it has none."""
    match value:
        case FactRef(name):
            return _fact_type(name, vocabulary)
        case Aggregate(name, facts, at_least):
            return _aggregate_type(name, facts, at_least, vocabulary)
        case AgeAt(first, second) | DaysBetween(first, second):
            for fact in (first, second):
                _fact_of_kind(fact, Kind.DATE, vocabulary)
            return _NUMBER


def _fact_type(name: str, vocabulary: Vocabulary) -> FactType:
    try:
        return vocabulary[name]
    except KeyError:
        raise RuleError("rules.fact_unknown", fact=name) from None


def _fact_of_kind(name: str, kind: Kind, vocabulary: Vocabulary) -> None:
    if _fact_type(name, vocabulary).kind is not kind:
        raise RuleError("rules.fact_of_other_kind", fact=name, kind=f"rules.kind.{kind}")


def _aggregate_type(
    name: str, facts: Sequence[str], at_least: int, vocabulary: Vocabulary
) -> FactType:
    _several(facts)
    if not 1 <= at_least <= len(facts):
        raise RuleError("rules.at_least_out_of_range", n=len(facts))
    if name == "count" and at_least != 1:
        raise RuleError("rules.count_needs_no_at_least")
    for fact in facts:
        if name == "count":
            _fact_type(fact, vocabulary)
        else:
            _fact_of_kind(fact, Kind.NUMBER, vocabulary)
    return _NUMBER


def _several(members: Sequence[Constant]) -> None:
    if not members:
        raise RuleError("rules.empty_list")
    if len(set(members)) < len(members):
        raise RuleError("rules.same_twice")


def _same_kind(left: FactType, operand: Constant | ValueOf, vocabulary: Vocabulary) -> None:
    if isinstance(operand, ValueOf):
        right = type_of(operand, vocabulary).kind
    else:
        right = _constant_kind(operand)
        _is_choice(left, operand)
    if _family(left.kind) is not _family(right):
        expected, found = f"rules.kind.{left.kind}", f"rules.kind.{right}"
        raise RuleError("rules.kinds_differ", expected=expected, found=found)


def _constant_kind(constant: Constant) -> Kind:
    try:
        kind = fact_kind(constant)
    except FactError as error:
        raise RuleError(error.reason.code, **error.reason.values()) from error
    if kind is None:
        raise RuleError("rules.compared_with_nothing")
    return kind


def _is_choice(left: FactType, constant: Constant) -> None:
    if left.kind is Kind.CHOICE and isinstance(constant, str) and constant not in left.choices:
        raise RuleError("rules.not_a_choice", value=constant, known=", ".join(left.choices))


def _family(kind: Kind) -> Kind:
    return Kind.TEXT if kind is Kind.CHOICE else kind


def _ordered(left: FactType) -> None:
    if left.kind not in _ORDERED:
        raise RuleError("rules.no_order", kind=f"rules.kind.{left.kind}")


def _precedes(low: Constant, high: Constant) -> bool:
    if isinstance(low, dt.date) and isinstance(high, dt.date):
        return low < high
    assert isinstance(low, int | float)
    assert isinstance(high, int | float)
    return low < high
