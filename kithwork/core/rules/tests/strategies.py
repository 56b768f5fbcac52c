"""Random vocabularies, facts and conditions, for the laws and for comparing engines."""

import datetime as dt
from collections.abc import Mapping

from hypothesis import strategies as st

from kithwork.core.rules import Fact, FactType, Kind
from kithwork.core.rules.kinds import RuleError, check
from kithwork.core.rules.syntax import (
    AgeAt,
    Aggregate,
    AllOf,
    AnyOf,
    Between,
    Compare,
    DaysBetween,
    FactRef,
    In,
    Known,
    Not,
)

CHOICES = ("low", "middle", "high")
VOCABULARY: Mapping[str, FactType] = {
    "n.a": FactType(Kind.NUMBER),
    "n.b": FactType(Kind.NUMBER),
    "n.c": FactType(Kind.NUMBER),
    "t.a": FactType(Kind.TEXT),
    "t.b": FactType(Kind.TEXT),
    "f.a": FactType(Kind.FLAG),
    "f.b": FactType(Kind.FLAG),
    "d.birth": FactType(Kind.DATE),
    "d.on": FactType(Kind.DATE),
    "c.a": FactType(Kind.CHOICE, CHOICES),
}
NUMBERS = ("n.a", "n.b", "n.c")

# Few different values, so that ties and equalities happen; and the values that engines get wrong.
values = {
    Kind.NUMBER: st.one_of(
        st.integers(-3, 4),
        st.sampled_from([0.1, 0.2, 0.30000000000000004, 0.3, -0.0, 2.5, 1e-7, 1 / 3]),
        st.sampled_from([2**53, -(2**53), 2**53 - 1, 1e15]),
        st.floats(-1e6, 1e6),
    ),
    Kind.TEXT: st.sampled_from(["", "a", "A", "a ", "é", "e\u0301", "女", "b'--", "10", "9"]),
    Kind.FLAG: st.booleans(),
    Kind.DATE: st.one_of(
        st.sampled_from([dt.date(2012, 2, 29), dt.date(2026, 2, 28), dt.date(2026, 3, 1)]),
        st.dates(dt.date(2008, 1, 1), dt.date(2028, 12, 31)),
    ),
    Kind.CHOICE: st.sampled_from(CHOICES),
}


def facts() -> st.SearchStrategy[dict[str, Fact]]:
    """Facts of one student, some of them unknown."""
    return st.fixed_dictionaries(
        {},
        optional={name: values[one.kind].map(Fact) for name, one in VOCABULARY.items()},
    )


def _of_kind(kind: Kind) -> tuple[str, ...]:
    return tuple(name for name, one in VOCABULARY.items() if one.kind is kind)


def references(kind: Kind) -> st.SearchStrategy[FactRef]:
    return st.sampled_from(_of_kind(kind)).map(FactRef)


def _aggregates(*, complete: bool) -> st.SearchStrategy[Aggregate]:
    return st.lists(st.sampled_from(NUMBERS), min_size=1, max_size=3, unique=True).flatmap(
        lambda names: st.builds(
            Aggregate,
            st.sampled_from(["sum", "mean", "min", "max"]),
            st.just(tuple(names)),
            st.just(len(names)) if complete else st.integers(1, len(names)),
        )
    )


_counts = st.lists(st.sampled_from(tuple(VOCABULARY)), min_size=1, max_size=4, unique=True).map(
    lambda names: Aggregate("count", tuple(names))
)
_dates = st.one_of(
    st.builds(AgeAt, st.just("d.birth"), st.just("d.on")),
    st.builds(DaysBetween, st.just("d.birth"), st.just("d.on")),
)


def _numbers(*, complete: bool) -> st.SearchStrategy[object]:
    steady = [references(Kind.NUMBER), _aggregates(complete=complete), _dates]
    return st.one_of(*steady, *([] if complete else [_counts]))


def _values_of(kind: Kind, *, complete: bool) -> st.SearchStrategy[object]:
    return _numbers(complete=complete) if kind is Kind.NUMBER else references(kind)


def leaves(*, complete: bool) -> st.SearchStrategy[object]:
    """Comparisons that are well typed.

    `complete`: only those that an unknown fact leaves unknown, so that learning it never turns
    a known verdict round (no `known`, no count, every aggregate needs all its facts).
    """
    kinds = st.sampled_from(tuple(Kind))
    leaf = kinds.flatmap(lambda kind: _leaves_of(kind, complete=complete))
    return leaf.filter(_means_something)


def _leaves_of(kind: Kind, *, complete: bool) -> st.SearchStrategy[object]:
    left = _values_of(kind, complete=complete)
    right = st.one_of(values[kind], _values_of(kind, complete=complete))
    ordered = kind in (Kind.NUMBER, Kind.DATE)
    operators = ["eq", "ne", *(["lt", "lte", "gt", "gte"] if ordered else [])]
    forms = [
        st.builds(Compare, left, st.sampled_from(operators), right),
        st.builds(In, left, st.lists(values[kind], min_size=1, max_size=3, unique=True).map(tuple)),
    ]
    if ordered:
        forms.append(st.builds(Between, left, values[kind], values[kind]))
    if not complete:
        forms.append(st.builds(Known, left, st.booleans()))
    return st.one_of(*forms)


def _means_something(leaf: object) -> bool:
    try:
        check(leaf, VOCABULARY)
    except RuleError:
        return False
    return True


def conditions(*, complete: bool = False) -> st.SearchStrategy[object]:
    """Conditions of some depth over VOCABULARY; see `leaves` for `complete`."""
    return st.recursive(
        leaves(complete=complete),
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=3).map(tuple).map(AllOf),
            st.lists(inner, min_size=1, max_size=3).map(tuple).map(AnyOf),
            inner.map(Not),
        ),
        max_leaves=5,
    )
