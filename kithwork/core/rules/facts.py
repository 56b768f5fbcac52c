"""Facts: what is known of one student on one day, and the types that facts may have.

A fact that is absent, or whose value is None, is unknown; unknown is never zero, empty or false.
Numbers are finite and at most 2⁵³ in size, so that whole and decimal numbers compare by value in
every engine. A flag is no number, and a moment in time is no date.
"""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.reasons import Reason, Value

LARGEST_NUMBER = 2**53


class FactError(ValueError):
    """A value that cannot be a fact; `reason` says why, without the value itself."""

    def __init__(self, code: str, /, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(self.reason)


class Kind(StrEnum):
    """The kinds of facts."""

    NUMBER = "number"
    TEXT = "text"
    FLAG = "flag"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class FactType:
    """A kind; for a choice also the values that it may have."""

    kind: Kind
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Fact:
    """A value, the day on which it was so and where it comes from ("roster", "survey 12")."""

    value: Value
    on: dt.date | None = None
    source: str | None = None

    def __post_init__(self) -> None:
        fact_kind(self.value)


Facts = Mapping[str, Fact]
Vocabulary = Mapping[str, FactType]


def kind_of(value: Value) -> Kind | None:
    """Return the kind of a value, None for an unknown one; text stands for choices too.

    Raises FactError for a value of no kind, such as a time of day.
    """
    if value is None:
        return None
    if isinstance(value, bool):
        return Kind.FLAG
    if isinstance(value, int | float):
        return Kind.NUMBER
    if isinstance(value, str):
        return Kind.TEXT
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return Kind.DATE
    raise FactError("rules.fact_of_no_kind", kind=type(value).__name__)


def fact_kind(value: Value) -> Kind | None:
    """Return the kind of a value that may be a fact.

    Raises FactError for one that may not: NaN, infinity, a number beyond 2⁵³, a time of day.
    """
    kind = kind_of(value)
    if kind is Kind.NUMBER:
        assert isinstance(value, int | float)
        if not math.isfinite(value):
            raise FactError("rules.fact_not_finite")
        if abs(value) > LARGEST_NUMBER:
            raise FactError("rules.fact_too_large")
    return kind


def check_facts(facts: Facts, vocabulary: Vocabulary) -> None:
    """Refuse, with FactError, a fact that the vocabulary does not know or whose type differs."""
    for name, fact in facts.items():
        if name not in vocabulary:
            raise FactError("rules.fact_unknown", fact=name)
        check_value(name, fact.value, vocabulary[name])


def check_value(name: str, value: Value, expected: FactType) -> None:
    """Refuse, with FactError, a value of `name` that is not of the type `expected`."""
    kind = fact_kind(value)
    if kind is None:
        return
    if kind != (Kind.TEXT if expected.kind is Kind.CHOICE else expected.kind):
        raise FactError("rules.fact_of_other_kind", fact=name, kind=f"rules.kind.{expected.kind}")
    if expected.kind is Kind.CHOICE and value not in expected.choices:
        raise FactError("rules.fact_not_a_choice", fact=name)
