"""Classes beside grades and school, held against a linear programme that knows all shown."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from kithwork.core.disclosure import (
    DisclosurePolicy,
    GroupCounts,
    NestedGroups,
    suppress_groups,
    suppress_nested,
)
from kithwork.core.disclosure.nested import together

POLICY = DisclosurePolicy(smallest_shown=5, smallest_filter=5, smallest_rate_base=10)

Grades = list[list[tuple[int, int]]]  # of each class its size, and how many show the measure


def nested(grades: Grades) -> tuple[NestedGroups, GroupCounts, tuple[str, ...]]:
    classes = [(g, size, k) for g, own in enumerate(grades) for size, k in own]
    names = tuple(f"{g}-{place}" for place, (g, _, _) in enumerate(classes))
    table = GroupCounts(
        names,
        tuple(size for _, size, _ in classes),
        ("need",),
        (tuple(k for _, _, k in classes),),
    )
    part_of = tuple(str(g) for g, _, _ in classes)
    return suppress_nested(table, part_of, POLICY), table, part_of


def shown(grades: Grades) -> list[int | None]:
    found, table, _ = nested(grades)
    return [found.cells[name][0].value for name in table.groups]


def test_large_classes_without_small_numbers_are_shown() -> None:
    assert shown([[(30, 12), (32, 9)], [(28, 10), (30, 0)]]) == [12, 9, 10, 0]


def test_a_small_class_hides_the_next_larger_of_its_grade() -> None:
    assert shown([[(8, 5), (30, 12), (32, 9)], [(30, 15)]]) == [None, None, 9, 15]


def test_two_small_classes_that_are_ten_together_hide_no_third() -> None:
    assert shown([[(6, 3), (7, 4), (30, 12)], [(30, 15)]]) == [None, None, 12, 15]


def test_where_small_classes_together_show_a_handful_another_is_hidden_beside() -> None:
    assert shown([[(6, 1), (7, 2), (30, 12), (30, 13)], [(30, 15)]])[2:] in (
        [None, 13, 15],
        [12, None, 15],
    )


def test_a_grade_whose_number_is_hidden_shows_none_of_its_classes() -> None:
    found = shown([[(30, 1), (30, 2)], [(30, 10), (30, 12)], [(30, 14), (30, 9)]])
    assert found[:2] == [None, None]
    assert found.count(None) == 4  # and, beside it, those of another grade


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        ({"a": 30, "b": 10}, set()),
        ({"a": 30, "b": 9}, {"a", "b"}),
        ({"a": 30, "b": 20, "c": 9}, {"b", "c"}),
        ({"a": 30, "b": 5, "c": 5}, {"b", "c"}),
        ({"a": 30, "b": 20, "c": 9, "d": 1}, {"b", "c", "d"}),
        ({"a": 9}, {"a"}),
        ({}, set()),
    ],
)
def test_who_stands_together(sizes: dict[str, int], expected: set[str]) -> None:
    assert together(sizes, POLICY) == expected


def test_each_class_lies_within_one_grade() -> None:
    table = GroupCounts(("a",), (30,), ("need",), ((12,),))
    with pytest.raises(ValueError, match="within one part"):
        suppress_nested(table, (), POLICY)


# ── nobody gets a class's number by subtraction ─────────────────────────────────────────────

_class = st.integers(1, 34).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n)))
_school = st.lists(st.lists(_class, min_size=1, max_size=4), min_size=1, max_size=3)


@given(_school)
@settings(max_examples=120, deadline=None)
def test_no_hidden_number_of_a_class_follows_from_classes_grades_and_school(
    grades: Grades,
) -> None:
    found, table, part_of = nested(grades)
    knows = _known(found, table, part_of)
    whole = [own for own, _ in knows if own in _parts(part_of)]
    for place, (name, size, count) in enumerate(
        zip(table.groups, table.sizes, table.counts[0], strict=True)
    ):
        cell = found.cells[name][0].value
        assert cell in (None, count)
        if cell is not None:
            assert size >= 10
            assert not POLICY.is_small(count)
            assert not POLICY.is_small(size - count)
        elif count not in (0, size):
            low, high = _range(place, table, knows)
            by_grade = _range(place, table, [one for one in knows if one[0] in whole])
            assert high - low >= min(3, by_grade[1] - by_grade[0]) - 1e-6


Known = list[tuple[list[int], int]]  # of some classes together, by place, how many show it


def _known(found: NestedGroups, table: GroupCounts, part_of: tuple[str, ...]) -> Known:
    """All sums that a reader is shown: the school's, the grades', the classes'."""
    counts = table.counts[0]
    everybody, *members = _parts(part_of)
    grades = suppress_groups(
        GroupCounts(
            tuple(dict.fromkeys(part_of)),
            tuple(sum(table.sizes[g] for g in own) for own in members),
            ("need",),
            (tuple(sum(counts[g] for g in own) for own in members),),
        ),
        POLICY,
    )
    known = [(everybody, grades.totals[0].value)]
    known += [(own, c.value) for own, c in zip(members, grades.cells[0], strict=True)]
    known += [([g], found.cells[name][0].value) for g, name in enumerate(table.groups)]
    return [(own, value) for own, value in known if value is not None]


def _parts(part_of: tuple[str, ...]) -> list[list[int]]:
    """The places of everybody's classes, and of each grade's."""
    everybody = list(range(len(part_of)))
    grades = [[g for g in everybody if part_of[g] == part] for part in dict.fromkeys(part_of)]
    return [everybody, *grades]


def _range(place: int, table: GroupCounts, knows: Known) -> tuple[float, float]:
    """The least and the greatest that a reader who knows every size must think possible."""
    chosen = [1.0 if g == place else 0.0 for g in range(len(table.sizes))]
    ends = []
    for sign in (1, -1):
        solved = linprog(
            [sign * one for one in chosen],
            A_eq=[[float(g in own) for g in range(len(chosen))] for own, _ in knows] or None,
            b_eq=[value for _, value in knows] or None,
            bounds=[(0, size) for size in table.sizes],
        )
        assert solved.success
        ends.append(sign * solved.fun)
    return ends[0], ends[1]
