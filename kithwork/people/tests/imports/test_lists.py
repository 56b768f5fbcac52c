"""Lists of marks and attendance: entered once, corrected, and refused for unknown students."""

import datetime as dt

import pytest

from kithwork.core.reasons import Reason
from kithwork.people.actions.imports import import_now, plan_import
from kithwork.people.models import Attendance, Exam, Mark, SchoolYear
from kithwork.people.queries.marks import marks_of
from kithwork.people.tests.imports.files import ATTENDANCE, MARKS, row_counts, table

pytestmark = pytest.mark.django_db

COLUMNS = ("学号", "语文", "数学")
BOOKKEEPING = ("audit.auditevent", "people.importrun", "access.datakey")


def marks(*rows, mapping=MARKS):
    return table(mapping, COLUMNS, *rows)


def counts(done) -> tuple[int, ...]:
    return tuple(done.plan.counts.as_json().values())


def imported(cast, incoming):
    return import_now(incoming=incoming, school=cast.qingshan, by=cast.tan)


def test_marks_are_entered_into_their_exams(cast):
    done = imported(cast, marks(("20260001", 88.5, "缺考"), ("20260002", 70, 81)))
    assert (done.plan.errors, counts(done)) == ([], (2, 2, 0, 0, 0))
    exam = Exam.objects.get(subject="chinese")
    assert (exam.sitting, exam.maximum, exam.term, exam.kind) == (
        "mid-term", 120, cast.autumn, "midterm",
    )  # fmt: skip
    found = {mark.exam.subject: (mark.state, mark.score) for mark in marks_of_student(cast.xiaoyu)}
    assert found == {"chinese": ("sat", 88.5), "mathematics": ("absent", None)}
    assert all(mark.run == done.run for mark in Mark.objects.all())
    assert len(marks_of(cast.tan, cast.xiaoyu)) == 2


def marks_of_student(student):
    return Mark.objects.filter(student=student).select_related("exam")


def test_the_same_marks_again_change_nothing_and_a_correction_is_one_row(cast):
    rows = [("20260001", 88.5, "缺考"), ("20260002", 70, 81)]
    imported(cast, marks(*rows))
    before = row_counts(without=BOOKKEEPING)
    assert counts(imported(cast, marks(*rows))) == (2, 0, 0, 2, 0)
    assert counts(imported(cast, marks(rows[0], ("20260002", 71, 81)))) == (2, 0, 1, 1, 0)
    assert row_counts(without=BOOKKEEPING) == before


def test_an_unknown_student_is_a_fault_and_nothing_is_entered(cast):
    done = imported(cast, marks(("20260001", 88, 90), ("99", 1, 2), ("D20260001", 1, 2)))
    assert [(error.row, error.column, error.reason.code) for error in done.plan.errors] == [
        (3, "学号", "imports.student_unknown"),
        (4, "学号", "imports.student_unknown"),
    ]
    assert not Mark.objects.exists()


def test_one_paper_has_one_maximum(cast):
    imported(cast, marks(("20260001", 88, 90)))
    other = MARKS.replace("max: 120, on: 2026-11-10, kind: midterm}", "max: 150, on: 2026-11-10}")
    plan = plan_import(marks(("20260001", 88, 90), mapping=other), cast.qingshan, by=cast.tan).plan
    reason = Reason.of("imports.maximum_differs", maximum=120)
    assert [(error.column, error.reason) for error in plan.errors] == [
        ("语文", reason),
        ("数学", reason),
    ]


def test_a_day_between_terms_is_a_fault(cast):
    other = MARKS.replace("2026-11-10", "2027-02-01")
    plan = plan_import(marks(("20260001", 88, 90), mapping=other), cast.qingshan, by=cast.tan).plan
    reason = Reason.of("imports.no_such_term", day=dt.date(2027, 2, 1))
    assert {error.reason for error in plan.errors} == {reason}


def test_the_year_of_the_mapping_is_opened_where_the_school_knows_none(cast):
    year = (
        "year: {label: 2024-2025, starts: 2024-09-01, ends: 2025-08-31, "
        "terms: [{number: 1, starts: 2024-09-01, ends: 2025-08-31}]}\n"
    )
    other = MARKS.replace("2026-11-10", "2024-11-10") + year
    done = imported(cast, marks(("20260001", 88, 90), mapping=other))
    assert [warning.code for warning in done.plan.warnings] == ["imports.year_opened"]
    assert SchoolYear.objects.get(label="2024-2025").terms.count() == 1
    assert Exam.objects.get(subject="chinese").held_on == dt.date(2024, 11, 10)


def attendance(*rows):
    return table(ATTENDANCE, ("学号", "应到", "缺勤"), *rows)


def test_attendance_is_entered_and_corrected(cast):
    assert counts(imported(cast, attendance(("20260001", 60, 3)))) == (1, 1, 0, 0, 0)
    stored = Attendance.objects.get(student=cast.xiaoyu)
    assert (stored.term, stored.on, stored.due, stored.absences) == (cast.autumn, None, 60, 3)
    assert counts(imported(cast, attendance(("20260001", 60, 3)))) == (1, 0, 0, 1, 0)
    assert counts(imported(cast, attendance(("20260001", None, 4)))) == (1, 0, 1, 0, 0)
    stored.refresh_from_db()
    assert (stored.due, stored.absences) == (60, 4), "what the file does not count is kept"


def test_answers_do_not_come_in_this_way(cast):
    mapping = (
        "mapping: m\nversion: 1\nkind: answers\nid: {column: 学号}\n"
        "answers: {instrument: k6, items: {'1': 语文}}\nignore: ['*']\n"
    )
    plan = plan_import(marks(("20260001", 1, 2), mapping=mapping), cast.qingshan, by=cast.tan).plan
    assert [error.reason.code for error in plan.errors] == ["imports.answers_elsewhere"]
