"""Marks of a table give student by student what `core.academics` gives."""

import datetime as dt
import math
from statistics import fmean, stdev

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.cohort.marks import last_exam, mark_columns
from kithwork.cohort.records import MarkRecord
from kithwork.core.academics import Mark, mark_facts

EXAMS = ("autumn", "winter", "spring", "summer")
SUBJECTS = ("maths", "English")


def record(
    exam: str, subject: str, score: float | None, *, on: dt.date | None = None
) -> MarkRecord:
    return MarkRecord(subject=subject, exam=exam, maximum=20.0, score=score, on=on)


marks = st.lists(
    st.builds(
        record,
        st.sampled_from(EXAMS),
        st.sampled_from(SUBJECTS),
        st.none() | st.integers(0, 20),
    ),
    max_size=8,
    unique_by=lambda mark: (mark.exam, mark.subject),
)
students = st.lists(st.tuples(marks, st.sampled_from(["A", "B"])), min_size=1, max_size=8)


def core_marks(
    own: list[MarkRecord], peers: list[list[MarkRecord]], order: list[str]
) -> list[Mark]:
    """The marks in the order of the exams, missed ones too, with mean and SD of the school's."""
    made = [Mark(exam, "any", None, 20.0) for exam in order]
    for mark in own:
        scores = [
            other.score
            for one in peers
            for other in one
            if (other.exam, other.subject) == (mark.exam, mark.subject) and other.score is not None
        ]
        made.append(
            Mark(
                mark.exam,
                mark.subject,
                mark.score,
                mark.maximum,
                cohort_mean=fmean(scores) if len(scores) > 1 else None,
                cohort_sd=stdev(scores) if len(scores) > 1 else None,
            )
        )
    return made


@given(students)
@settings(max_examples=150, deadline=None)
def test_a_table_of_marks_gives_what_the_core_gives(
    table: list[tuple[list[MarkRecord], str]],
) -> None:
    schools = [school for _, school in table]
    columns = mark_columns([own for own, _ in table], schools, trend_at_least=3)
    order = list(dict.fromkeys(mark.exam for own, _ in table for mark in own))
    for row, (own, school) in enumerate(table):
        peers = [other for other, theirs in table if theirs == school]
        expected = mark_facts(core_marks(own, peers, order), trend_at_least=3)
        found = {name: column[row] for name, column in columns.items()}
        for name, value in found.items():
            if name in expected:
                assert value == pytest.approx(expected[name].value, abs=1e-9), name
            else:
                assert math.isnan(value), name


def test_exams_stand_in_the_order_of_their_days() -> None:
    june, january = dt.date(2026, 6, 30), dt.date(2026, 1, 20)
    table = [[record("end", "maths", 12, on=june), record("middle", "maths", 8, on=january)]]
    assert mark_columns(table, ["A"], trend_at_least=3)["marks.percent_change"][0] == 20
    assert last_exam(table) == ("end", june)


def test_without_days_exams_stand_as_in_the_file() -> None:
    table = [[record("first", "maths", 12), record("second", "maths", 8)]]
    assert mark_columns(table, [None], trend_at_least=3)["marks.percent_change"][0] == -20
    assert last_exam(table) == ("second", None)


def test_without_marks_there_are_no_columns() -> None:
    assert mark_columns([[], []], ["A", "B"], trend_at_least=3) == {}
    assert last_exam([[]]) is None


def test_schools_are_not_compared_with_each_other() -> None:
    table = [[record("end", "maths", score)] for score in (10, 12, 2, 4)]
    z = mark_columns(table, ["A", "A", "B", "B"], trend_at_least=3)["marks.z_last"]
    assert list(z) == pytest.approx([-(0.5**0.5), 0.5**0.5] * 2)
