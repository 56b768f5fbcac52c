"""The rule language over one student's facts: true, false or unknown, and because of which facts.

Three-valued after Kleene: unknown means that the answer depends on facts that are not there. The
table of what unknown facts do stands in docs/decisions/0002; `cohort.rules` gives the same truth
for a whole table. A true verdict names the facts of the comparisons that made it true, a false
one those that decided, an unknown one what is missing.
"""

import datetime as dt
import operator
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from kithwork.core.reasons import Value
from kithwork.core.rules.facts import Fact, FactError, Facts, Kind, kind_of
from kithwork.core.rules.syntax import (
    AgeAt,
    Aggregate,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Condition,
    Constant,
    DaysBetween,
    FactRef,
    In,
    Known,
    Leaf,
    Not,
    Operator,
    ValueOf,
    facts_of,
)

Truth = bool | None

_OPERATORS: dict[Operator, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "lte": operator.le,
    "gt": operator.gt,
    "gte": operator.ge,
}


@dataclass(frozen=True, slots=True)
class FactReason:
    """One fact that decided: the rule, the fact with its value, date and source.

    `leaf` is the comparison that read it and `held` whether that comparison was met.
    """

    rule: str
    fact: str
    value: Value
    on: dt.date | None
    source: str | None
    leaf: Leaf
    held: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """True, false or None (unknown); `reasons` where it is known, `missing` where it is not."""

    truth: Truth
    reasons: tuple[FactReason, ...] = ()
    missing: tuple[str, ...] = ()


def evaluate(condition: Condition, facts: Facts, *, rule: str = "") -> Verdict:
    """Judge a condition by the facts; `rule` is the id that its reasons name.

    A fact that is not in `facts` is unknown. Raises FactError where a value is of another kind
    than the rule compares.
    """
    match condition:
        case AllOf(parts):
            return all_of([evaluate(part, facts, rule=rule) for part in parts])
        case AnyOf(parts):
            return any_of([evaluate(part, facts, rule=rule) for part in parts])
        case Not(part):
            inner = evaluate(part, facts, rule=rule)
            truth = None if inner.truth is None else not inner.truth
            return Verdict(truth, inner.reasons, inner.missing)
        case _:
            return _leaf(condition, facts, rule)


def all_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Join verdicts by Kleene's "and": one that is false decides, then one that is unknown."""
    return _joined(tuple(verdicts), decisive=False)


def any_of(verdicts: Iterable[Verdict]) -> Verdict:
    """Join verdicts by Kleene's "or": one that is true decides, then one that is unknown."""
    return _joined(tuple(verdicts), decisive=True)


def _joined(verdicts: tuple[Verdict, ...], *, decisive: bool) -> Verdict:
    deciding = [verdict for verdict in verdicts if verdict.truth is decisive]
    if deciding:
        return Verdict(decisive, _reasons(deciding))
    unknown = [verdict for verdict in verdicts if verdict.truth is None]
    if unknown:
        return Verdict(None, missing=_once(name for one in unknown for name in one.missing))
    return Verdict(not decisive, _reasons(verdicts))


def _reasons(verdicts: Iterable[Verdict]) -> tuple[FactReason, ...]:
    return tuple(dict.fromkeys(reason for one in verdicts for reason in one.reasons))


# ── comparisons ─────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Found:
    """What a value came to, from which facts, and which of them were wanting."""

    value: Value
    read: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


def _leaf(leaf: Leaf, facts: Facts, rule: str) -> Verdict:
    left = _value(leaf.value, facts)
    right = _operand(leaf, facts)
    read = _once((*left.read, *right.read))
    if isinstance(leaf, Known):
        held = (left.value is not None) is leaf.is_known
        read = _once((*read, *left.missing))
    elif left.value is None or right.value is None:
        return Verdict(None, missing=_once((*left.missing, *right.missing)))
    else:
        held = _holds(leaf, left.value, right.value)
    return Verdict(held, tuple(_reason(name, facts, rule, leaf, held) for name in read))


def _operand(leaf: Leaf, facts: Facts) -> _Found:
    if not isinstance(leaf, Compare):
        return _Found(True)  # no second value, so none that could be unknown
    if isinstance(leaf.operand, ValueOf):
        return _value(leaf.operand, facts)
    return _Found(leaf.operand)


def _holds(leaf: Compare | In | Between, left: Constant, right: Constant) -> bool:
    match leaf:
        case Compare(_, name, _):
            _same_kind(leaf, left, right)
            return _OPERATORS[name](left, right)
        case In(_, members):
            _same_kind(leaf, left, members[0])
            return left in members
        case Between(_, low, high):
            _same_kind(leaf, left, low)
            return _OPERATORS["lte"](low, left) and _OPERATORS["lt"](left, high)


def _same_kind(leaf: Leaf, left: Constant, right: Constant) -> None:
    # Types are checked when a rule is read; here against facts that were not checked.
    if (kind := kind_of(right)) is not None and kind is not kind_of(left):
        raise _of_other_kind(", ".join(facts_of(leaf.value)), kind)


def _of_other_kind(fact: str, kind: Kind) -> FactError:
    return FactError("rules.fact_of_other_kind", fact=fact, kind=f"rules.kind.{kind}")


def _reason(name: str, facts: Facts, rule: str, leaf: Leaf, held: bool) -> FactReason:
    fact = facts.get(name) or Fact(None)
    return FactReason(rule, name, fact.value, fact.on, fact.source, leaf, held)


# ── values ──────────────────────────────────────────────────────────────────────────────────


def _value(value: ValueOf, facts: Facts) -> _Found:
    match value:
        case FactRef(name):
            known = _known(name, facts)
            return _Found(None, missing=(name,)) if known is None else _Found(known, (name,))
        case Aggregate():
            return _aggregate(value, facts)
        case AgeAt(birth, on):
            return _between_dates(whole_years, birth, on, facts)
        case DaysBetween(start, end):
            return _between_dates(_days, start, end, facts)


def _aggregate(aggregate: Aggregate, facts: Facts) -> _Found:
    answered = tuple(name for name in aggregate.facts if _known(name, facts) is not None)
    if aggregate.name == "count":
        return _Found(len(answered), aggregate.facts)
    if len(answered) < aggregate.at_least:
        return _Found(None, missing=tuple(n for n in aggregate.facts if n not in answered))
    numbers = [_number(name, facts) for name in answered]
    return _Found(_AGGREGATES[aggregate.name](numbers), answered)


def _known(name: str, facts: Facts) -> Value:
    return facts[name].value if name in facts else None


def _number(name: str, facts: Facts) -> float:
    value = _known(name, facts)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _of_other_kind(name, Kind.NUMBER)
    return float(value)


def _sum(numbers: list[float]) -> float:
    # Left to right: built-in sum() compensates for rounding from Python 3.12 on, SQL does not.
    total = 0.0
    for number in numbers:
        total += number
    return total


_AGGREGATES: dict[str, Callable[[list[float]], float]] = {
    "sum": _sum,
    "mean": lambda numbers: _sum(numbers) / len(numbers),
    "min": min,
    "max": max,
}


def _between_dates(
    measure: Callable[[dt.date, dt.date], int | None], first: str, second: str, facts: Facts
) -> _Found:
    start, end = _date(first, facts), _date(second, facts)
    read = _once((first, second))
    if start is None or end is None:
        return _Found(None, missing=tuple(name for name in read if _known(name, facts) is None))
    measured = measure(start, end)
    return _Found(None, missing=read) if measured is None else _Found(measured, read)


def _date(name: str, facts: Facts) -> dt.date | None:
    value = _known(name, facts)
    if value is None or isinstance(value, dt.date):
        return value
    raise _of_other_kind(name, Kind.DATE)


def whole_years(birth: dt.date, on: dt.date) -> int | None:
    """Return the age in whole years, None before birth.

    Born on 29 February, one turns a year older on 1 March of a common year.

    >>> whole_years(dt.date(2012, 2, 29), dt.date(2026, 2, 28))
    13
    >>> whole_years(dt.date(2012, 2, 29), dt.date(2026, 3, 1))
    14
    """
    if on < birth:
        return None
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def _days(start: dt.date, end: dt.date) -> int:
    return (end - start).days


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))
