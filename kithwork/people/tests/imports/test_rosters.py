"""Rosters: admitted, brought up to date, the same again without a change, leavers listed."""

import datetime as dt

import pytest

from kithwork.access.permissions import NotAllowed
from kithwork.audit.models import AuditEvent
from kithwork.core.reasons import Reason
from kithwork.people.actions.imports import Leaving, import_now, plan_import
from kithwork.people.models import Carer, CarerAway, Enrolment, SchoolClass, Student, StudentFact
from kithwork.people.queries.classes import class_of
from kithwork.people.queries.students import search
from kithwork.people.sealed import open_contacts
from kithwork.people.tests.imports.files import pupil, roster, row_counts
from tests.cast import FIRST_DAY, TODAY

pytestmark = pytest.mark.django_db

XIAOYU = pupil("20260001", "林小雨", 性别="女", 班级="7-1")
HAORAN = pupil("20260002", "王浩然", 性别="女", 班级="七年级（1）班")
JIAYI = pupil("20260003", "欧阳佳怡")
NEW = pupil(
    "20260004", "周 子航", 性别="男", 出生日期="2013-05-06", 班级="七年级（2）班", 年级="一",
    电话="000-1", 入学日期="2026-09-03", 关系="奶奶", 监护人="周王氏", 监护人电话="000-2",
    外出时间="2026-02-19", 住校="是",
)  # fmt: skip


def counts(plan) -> tuple[int, ...]:
    return tuple(plan.counts.as_json().values())


def imported(cast, *pupils, **more):
    return import_now(incoming=roster(*pupils), school=cast.qingshan, by=cast.tan, **more)


def test_the_plan_says_what_becomes_of_each_row_and_writes_nothing(cast):
    before = row_counts()
    plan = plan_import(roster(XIAOYU, HAORAN, NEW), cast.qingshan, by=cast.tan).plan
    assert (plan.errors, counts(plan)) == ([], (3, 1, 0, 2, 0))
    assert {row: state.value for row, state in plan.states.items()} == {
        2: "unchanged",
        3: "unchanged",
        4: "created",
    }
    assert row_counts() == before


def test_a_new_student_comes_with_all_that_the_row_says(cast):
    assert counts(imported(cast, XIAOYU, HAORAN, NEW).plan) == (3, 1, 0, 2, 0)
    student = Student.objects.select_related("person__key").get(number="20260004")
    person = student.person
    assert (person.full_name, person.sex, person.birth) == ("周子航", "male", dt.date(2013, 5, 6))
    assert (person.family_name, person.pinyin) == ("周", "zhou zi hang")
    assert [contact.value for contact in open_contacts(person)] == ["000-1"]
    assert student.entered_on == dt.date(2026, 9, 3)
    school_class = class_of(student, on=TODAY)
    assert (school_class.name, school_class.grade.code) == ("七年级（2）班", "1")
    assert Enrolment.objects.get(student=student).starts_on == dt.date(2026, 9, 3)
    carer = Carer.objects.select_related("person__key").get(student=student)
    assert (carer.relation, carer.person.full_name) == ("grandmother", "周王氏")
    assert [contact.value for contact in open_contacts(carer.person)] == ["000-2"]
    assert CarerAway.objects.get(carer=carer).starts_on == dt.date(2026, 2, 19)
    fact = StudentFact.objects.get(student=student)
    assert (fact.fact, fact.value, fact.on) == ("student.boards", True, TODAY)
    assert search(cast.tan, "zzh").students == (student,)


def test_the_same_file_again_changes_nothing(cast):
    imported(cast, XIAOYU, HAORAN, JIAYI, NEW)
    before = row_counts(without=("audit.auditevent", "people.importrun", "access.datakey"))
    again = imported(cast, XIAOYU, HAORAN, JIAYI, NEW)
    assert counts(again.plan) == (4, 0, 0, 4, 0)
    assert row_counts(without=("audit.auditevent", "people.importrun", "access.datakey")) == before


@pytest.mark.parametrize(
    "change",
    [
        {"姓名": "林晓雨"},
        {"性别": "男"},
        {"出生日期": "2012-01-02"},
        {"班级": "七年级（2）班"},
        {"电话": "000-9"},
        {"入学日期": "2026-09-02"},
        {"住校": "否"},
        {"关系": "母亲", "监护人": "李梅"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_each_change_is_one_updated_row(cast, change):
    first = imported(cast, {**XIAOYU, **change}, HAORAN)
    assert counts(first.plan) == (2, 0, 1, 1, 0)
    assert counts(imported(cast, {**XIAOYU, **change}, HAORAN).plan) == (2, 0, 0, 2, 0)


def test_an_empty_cell_changes_nothing(cast):
    imported(cast, NEW)
    again = imported(cast, pupil("20260004"))
    assert counts(again.plan)[1:4] == (0, 0, 1)
    assert Student.objects.get(number="20260004").person.full_name == "周子航"


def test_a_changed_name_is_found_and_other_contacts_are_kept(cast):
    imported(cast, {**XIAOYU, "姓名": "林晓雨", "电话": "000-9"})
    person = Student.objects.select_related("person__key").get(number="20260001").person
    assert (person.given_name, person.pinyin) == ("晓雨", "lin xiao yu")
    assert [contact.value for contact in open_contacts(person)] == ["100 0000 0001", "000-9"]
    assert [found.number for found in search(cast.tan, "晓雨").students] == ["20260001"]


def test_a_class_changed_within_the_year_begins_on_the_day_of_the_roster(cast):
    imported(cast, {**XIAOYU, "班级": "七年级（2）班"})
    rows = Enrolment.objects.filter(student=cast.xiaoyu).order_by("starts_on")
    assert [(row.starts_on, row.ends_on) for row in rows] == [
        (FIRST_DAY, TODAY - dt.timedelta(days=1)),
        (TODAY, None),
    ]
    assert SchoolClass.objects.filter(name="七年级（2）班").count() == 1


def test_carers_are_matched_and_brought_up_to_date(cast):
    imported(cast, NEW)
    imported(cast, {**NEW, "监护人电话": "000-3", "外出时间": "2026-03-01"})
    carer = Carer.objects.select_related("person__key").get(student__number="20260004")
    assert [contact.value for contact in open_contacts(carer.person)] == ["000-3"]
    assert CarerAway.objects.get(carer=carer).starts_on == dt.date(2026, 3, 1)
    imported(cast, {**NEW, "关系": "母亲", "监护人": "李梅", "监护人电话": "", "外出时间": ""})
    assert Carer.objects.filter(student__number="20260004").count() == 2


def test_leavers_are_listed_and_stay_until_somebody_asks(cast):
    done = imported(cast, XIAOYU)
    assert [leaver.student.number for leaver in done.plan.leavers] == ["20260002"]
    assert done.plan.leavers[0].class_name == "七年级（1）班"
    assert not Student.objects.filter(left_on__isnull=False).exists()


def test_a_roster_without_classes_leaves_out_whoever_is_not_on_it(cast):
    done = imported(cast, pupil("20260001", "林小雨"))
    assert {leaver.student.number for leaver in done.plan.leavers} == {"20260002", "20260003"}


def test_leavers_leave_on_a_day_when_asked_and_may_come_back(cast):
    imported(cast, XIAOYU, leaving=Leaving(on=TODAY))
    gone = Student.objects.get(number="20260002")
    assert (gone.left_on, gone.left_reason) == (TODAY, "not_on_roster")
    assert Enrolment.objects.get(student=gone).ends_on == TODAY
    back = imported(cast, XIAOYU, HAORAN)
    assert counts(back.plan) == (2, 0, 1, 1, 0)
    gone.refresh_from_db()
    assert (gone.left_on, gone.left_reason) == (None, "")


def test_a_row_with_a_fault_stops_everything(cast):
    before = row_counts()
    done = imported(cast, NEW, {**XIAOYU, "性别": "x"})
    assert (done.run, [error.row for error in done.plan.errors]) == (None, [3])
    assert row_counts() == before


def test_a_year_that_is_not_open_is_opened_and_said(cast):
    plan = plan_import(
        roster({**XIAOYU, "班级": "8-1"}, mapping=MAPPING_OF_NEXT_YEAR), cast.qingshan, by=cast.tan
    ).plan
    opened = Reason.of(
        "imports.year_opened",
        label="2027-2028",
        starts=dt.date(2027, 9, 1),
        ends=dt.date(2028, 8, 31),
    )
    assert opened in plan.warnings
    import_now(
        incoming=roster({**XIAOYU, "班级": "8-1"}, mapping=MAPPING_OF_NEXT_YEAR),
        school=cast.qingshan,
        by=cast.tan,
    )
    now = Enrolment.objects.get(student=cast.xiaoyu, ends_on__isnull=True)
    assert (now.school_class.year.label, now.starts_on) == ("2027-2028", dt.date(2027, 9, 1))
    assert now.school_class.year.terms.count() == 2


MAPPING_OF_NEXT_YEAR = """
mapping: next year
version: 1
kind: roster
on: 2027-09-10
id: {column: 学号}
class: {column: 班级}
ignore: ["*"]
"""


def test_whoever_may_not_keep_rosters_may_not_plan_one(cast):
    for user in (cast.su, cast.luo, cast.shen):
        with pytest.raises(NotAllowed):
            plan_import(roster(XIAOYU), cast.qingshan, by=user)


def test_rows_of_a_school_that_is_not_ones_own_are_faults(cast):
    mapping = "mapping: m\nversion: 1\nkind: roster\nid: {column: 学号}\nschool: {column: 姓名}\n"
    rows = [pupil("1", "qingshan"), pupil("2", "college-d"), pupil("3", "nowhere")]
    plan = plan_import(
        roster(*rows, mapping=mapping + "ignore: ['*']\n"), cast.qingshan, by=cast.tan
    ).plan
    assert [(error.row, error.reason.code) for error in plan.errors] == [
        (3, "imports.school_not_yours"),
        (4, "imports.school_not_known"),
    ]


def test_the_trail_says_what_was_done_and_never_a_value(cast):
    AuditEvent.objects.count()
    run = imported(cast, XIAOYU, NEW).run
    [event] = AuditEvent.objects.filter(verb="import")
    assert (event.subject, event.subject_kind, event.size) == (run.uid, "roster", 2)
    trail = str(list(AuditEvent.objects.values()))
    assert not any(value in trail for value in ("周子航", "20260004", "000-1"))
