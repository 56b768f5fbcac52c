"""Marks and attendance as facts."""

import datetime as dt

import pytest

from kithwork.core.academics import Attendance, Mark, attendance_facts, mark_facts
from kithwork.core.rules import Fact


def mark(
    exam: int, subject: str, raw: float | None, *, mean: float | None = 60.0, sd: float = 10.0
) -> Mark:
    day = dt.date(2026, exam, 1)
    return Mark(f"exam {exam}", subject, raw, 100.0, on=day, cohort_mean=mean, cohort_sd=sd)


def values(*marks: Mark) -> dict[str, float]:
    facts = mark_facts(marks, trend_at_least=3)
    return {name.removeprefix("marks."): fact.value for name, fact in facts.items()}  # type: ignore[misc]


def test_last_change_and_trend() -> None:
    found = values(mark(1, "maths", 50), mark(2, "maths", 60), mark(3, "maths", 70))
    assert found == pytest.approx(
        {"percent_last": 70, "percent_change": 10, "percent_trend": 10,
         "z_last": 1, "z_change": 1, "z_trend": 1}
    )  # fmt: skip


def test_subjects_are_averaged_and_only_shared_ones_compared() -> None:
    found = values(mark(1, "maths", 50), mark(2, "maths", 60), mark(2, "English", 90))
    assert found["percent_last"] == 75
    assert found["percent_change"] == 10


def test_a_missed_exam_is_passed_over_and_two_marks_are_no_trend() -> None:
    found = values(mark(1, "maths", 50), mark(2, "maths", 60), mark(3, "maths", None))
    assert found["percent_last"] == 60
    assert found["percent_change"] == 10
    assert "percent_trend" not in found


def test_without_the_class_there_is_no_z() -> None:
    assert set(values(mark(1, "maths", 50, mean=None))) == {"percent_last"}
    assert set(values(mark(1, "maths", 50, sd=0.0))) == {"percent_last"}


def test_without_marks_there_are_no_facts() -> None:
    assert values() == {}
    assert values(mark(1, "maths", None)) == {}
    assert values(mark(1, "maths", 5.0), mark(2, "English", 5.0)).keys() == {
        "percent_last", "z_last",
    }  # fmt: skip


def test_facts_carry_the_day_of_the_last_mark() -> None:
    facts = mark_facts([mark(1, "maths", 50), mark(2, "maths", None)], trend_at_least=3)
    assert facts["marks.percent_last"] == Fact(50.0, dt.date(2026, 1, 1), "marks")


def test_attendance_as_facts() -> None:
    known = attendance_facts(Attendance(due=80, attended=72, late=3))
    assert {name: fact.value for name, fact in known.items()} == {
        "attendance.absent_share": 10.0, "attendance.absences": 8, "attendance.late": 3,
    }  # fmt: skip
    assert attendance_facts(Attendance(None, 72)) == {}
    assert attendance_facts(Attendance(0, 0)) == {
        "attendance.absences": Fact(0, source="attendance")
    }
