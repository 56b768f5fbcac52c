"""Preview, confirmation of the very bytes, dropping and taking back."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kithwork.access.models import DataKey
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.audit import clock
from kithwork.files.tables.tests.broken import Broken, broken_files
from kithwork.people.actions.enrolments import enrol
from kithwork.people.actions.imports import (
    Leaving,
    confirm,
    drop,
    import_now,
    preview,
    take_back,
)
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.students import NewStudent, admit
from kithwork.people.actions.ties import tie
from kithwork.people.models import (
    Enrolment,
    ImportRun,
    Mark,
    Person,
    Student,
    StudentFact,
    StudentTie,
)
from kithwork.people.queries.students import search
from kithwork.people.tests.imports.files import (
    ATTENDANCE,
    MARKS,
    incoming,
    pupil,
    roster,
    row_counts,
    table,
)
from tests.cast import NOON, TODAY

pytestmark = pytest.mark.django_db

XIAOYU = pupil("20260001", "林晓雨", 性别="女", 班级="七年级（2）班", 电话="000-9", 住校="是")
NEW = pupil(
    "20260004", "周子航", 性别="男", 班级="七年级（2）班", 电话="000-1", 关系="奶奶",
    监护人="周王氏", 外出时间="2026-02-19", 住校="是",
)  # fmt: skip
# What an import that was taken back leaves behind: that it was, and the trail.
TRACES = ("audit.auditevent", "people.importrun", "access.datakey")


def previewed(cast, *pupils):
    return preview(incoming=roster(*pupils), school=cast.qingshan, by=cast.tan)


def contents() -> dict[str, list]:
    """Return everything that is known of students, without the import's own traces."""
    models = (Person, Student, Enrolment, StudentFact, StudentTie, Mark)
    return {
        model.__name__: [
            {name: _plain(value) for name, value in row.items()}
            for row in model.objects.order_by("pk").values()
        ]
        for model in models
    }


def _plain(value):
    return bytes(value) if isinstance(value, memoryview) else value


def test_a_preview_keeps_the_file_sealed_and_writes_nothing_else(cast):
    before = row_counts(without=("people.importrun", "access.datakey"))
    run = previewed(cast, XIAOYU, NEW).run
    assert row_counts(without=("people.importrun", "access.datakey")) == before
    assert run.state == ImportRun.State.PREVIEWED
    assert {name: run.counts[name] for name in ("rows", "created", "updated", "left")} == {
        "rows": 2, "created": 1, "updated": 1, "left": 0,
    }  # fmt: skip
    assert "周子航".encode() not in bytes(run.file)


def test_confirming_writes_what_was_previewed_and_erases_the_file(cast):
    run = previewed(cast, XIAOYU, NEW).run
    key = run.key
    plan = confirm(run=run, by=cast.tan)
    assert plan.counts.as_json()["created"] == 1
    assert Student.objects.filter(number="20260004").exists()
    assert (run.state, run.file) == (ImportRun.State.APPLIED, None)
    assert DataKey.objects.get(pk=key.pk).wrapped is None, "the key of the bytes is gone"
    with pytest.raises(Refused, match="nothing_waits"):
        confirm(run=run, by=cast.tan)


def test_other_bytes_than_the_previewed_are_refused(cast):
    run = previewed(cast, NEW).run
    ImportRun.objects.filter(pk=run.pk).update(file_sha256="0" * 64)
    run.refresh_from_db()
    with pytest.raises(Refused, match="other_bytes"):
        confirm(run=run, by=cast.tan)
    assert not Student.objects.filter(number="20260004").exists()


def test_a_school_that_changed_since_the_preview_is_previewed_again(cast):
    run = previewed(cast, NEW).run
    admit(
        school=cast.qingshan,
        student=NewStudent("20260004", PersonDetails(full_name="周子航")),
        by=cast.tan,
    )
    with pytest.raises(Stale, match="changed_since_preview"):
        confirm(run=run, by=cast.tan)
    run.refresh_from_db()
    assert run.state == ImportRun.State.PREVIEWED


def test_a_dropped_file_is_gone(cast):
    run = previewed(cast, NEW).run
    key = run.key
    drop(run=run, by=cast.tan)
    assert (run.state, run.file) == (ImportRun.State.REFUSED, None)
    assert DataKey.objects.get(pk=key.pk).wrapped is None
    with pytest.raises(Refused, match="nothing_waits"):
        confirm(run=run, by=cast.tan)


def test_nobody_else_confirms_drops_or_takes_back(cast):
    run = previewed(cast, NEW).run
    for action in (confirm, drop, take_back):
        with pytest.raises(NotAllowed):
            action(run=run, by=cast.shen)


def test_a_failure_in_the_middle_leaves_nothing(cast, monkeypatch):
    run = previewed(cast, XIAOYU, NEW).run
    before = row_counts()

    def fail(*arguments, **options):
        raise RuntimeError("the machine stops here")

    monkeypatch.setattr("kithwork.people.actions.imports.facts.record_facts_many", fail)
    with pytest.raises(RuntimeError):
        confirm(run=run, by=cast.tan)
    assert row_counts() == before
    monkeypatch.undo()
    confirm(run=run, by=cast.tan)
    assert Student.objects.filter(number="20260004").exists()


@pytest.mark.parametrize("broken", broken_files(), ids=lambda broken: broken.cause)
def test_a_broken_file_leaves_no_trace(cast, broken: Broken):
    before = row_counts()
    done = preview(
        incoming=incoming(broken.content, broken.mapping), school=cast.qingshan, by=cast.tan
    )
    first = done.plan.errors[0]
    assert (first.reason.code, first.row, first.column) == (broken.code, broken.row, broken.column)
    assert done.run is None
    assert row_counts() == before


# ── taking back ─────────────────────────────────────────────────────────────────────────────


def test_an_import_is_taken_back_to_the_last_value(cast):
    before, tables = contents(), row_counts(without=TRACES)
    run = import_now(
        incoming=roster(XIAOYU, NEW),
        school=cast.qingshan,
        by=cast.tan,
        leaving=Leaving(on=TODAY),
    ).run
    assert contents() != before
    take_back(run=run, by=cast.tan)
    assert contents() == before
    assert row_counts(without=TRACES) == tables
    assert run.state == ImportRun.State.UNDONE
    assert search(cast.tan, "小雨").students == (cast.xiaoyu,)
    with pytest.raises(Refused, match="nothing_to_undo"):
        take_back(run=run, by=cast.tan)


def later(cast, *lists):
    """Import lists one after the other, a minute apart, and return their runs."""
    runs = []
    for minute, one in enumerate(lists, start=1):
        with clock.telling(NOON + dt.timedelta(minutes=minute)):
            runs.append(import_now(incoming=one, school=cast.qingshan, by=cast.tan).run)
    return runs


def test_corrected_marks_and_attendance_are_taken_back_to_the_earlier(cast):
    columns = ("学号", "语文", "数学")
    [first] = later(cast, table(MARKS, columns, ("20260001", 88, 90)))
    before = contents()
    with clock.telling(NOON + dt.timedelta(hours=1)):
        second = import_now(
            incoming=table(MARKS, columns, ("20260001", 89, 90), ("20260002", 70, 71)),
            school=cast.qingshan,
            by=cast.tan,
        ).run
    take_back(run=second, by=cast.tan)
    assert contents() == before
    tables = ("学号", "应到", "缺勤")
    runs = later(
        cast,
        table(ATTENDANCE, tables, ("20260001", 60, 3)),
        table(ATTENDANCE, tables, ("20260001", 60, 4), ("20260002", 60, 0)),
    )
    take_back(run=runs[1], by=cast.tan)
    assert [(row.absences, row.run) for row in cast.xiaoyu.attendance.all()] == [(3, runs[0])]
    take_back(run=runs[0], by=cast.tan)
    take_back(run=first, by=cast.tan)
    assert not Mark.objects.exists()


def test_the_later_import_is_taken_back_first(cast):
    first, second = later(cast, roster(NEW), roster(NEW, XIAOYU))
    with pytest.raises(Refused, match="undo_later_first"):
        take_back(run=first, by=cast.tan)
    take_back(run=second, by=cast.tan)
    take_back(run=first, by=cast.tan)
    assert not Student.objects.filter(number="20260004").exists()


def test_what_was_changed_since_is_not_taken_back(cast):
    run = import_now(incoming=roster(XIAOYU), school=cast.qingshan, by=cast.tan).run
    person = Person.objects.get(pk=cast.xiaoyu.person_id)
    person.birth, person.version = dt.date(2013, 1, 1), person.version + 1
    person.save()
    with pytest.raises(Refused) as caught:
        take_back(run=run, by=cast.tan)
    assert caught.value.said_in("en") == (
        "it cannot be taken back: a person's name or contact that it wrote has been changed since"
    )


def test_a_student_with_whom_something_began_is_not_taken_back(cast):
    run = import_now(incoming=roster(NEW), school=cast.qingshan, by=cast.tan).run
    student = Student.objects.get(number="20260004")
    tie(student=student, user=cast.tan, kind=StudentTie.Kind.OWN, on=TODAY, by=cast.tan)
    with pytest.raises(Refused, match="undo_used"):
        take_back(run=run, by=cast.tan)
    assert Student.objects.filter(pk=student.pk).exists()


def test_a_class_that_others_have_joined_is_not_taken_back(cast):
    run = import_now(incoming=roster(NEW), school=cast.qingshan, by=cast.tan).run
    school_class = Enrolment.objects.get(student__number="20260004").school_class
    enrol(student=cast.jiayi, school_class=school_class, starts_on=TODAY, by=cast.tan)
    with pytest.raises(Refused, match="undo_used"):
        take_back(run=run, by=cast.tan)


def test_queries_do_not_grow_with_the_rows(cast):
    def queries(count: int) -> int:
        pupils = [pupil(f"N{n}", "周子航", 班级="七年级（2）班", 住校="是") for n in range(count)]
        with CaptureQueriesContext(connection) as asked:
            import_now(incoming=roster(*pupils), school=cast.qingshan, by=cast.tan)
        return len(asked)

    queries(1)
    # SQLite takes some forty rows in one statement: more than that would be a query a row.
    assert queries(200) - queries(20) < 180 / 4
