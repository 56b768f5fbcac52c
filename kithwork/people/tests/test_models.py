"""What the database itself refuses about students and what is known of them."""

import datetime as dt

import pytest
from django.core.exceptions import FieldError
from django.db import DatabaseError, connection, transaction

from kithwork.access.models import DataKey, Organisation, School, User
from kithwork.audit.immutable import guards_on
from kithwork.people.models import (
    Attendance,
    Carer,
    CarerAway,
    Enrolment,
    Exam,
    Mark,
    Person,
    SafeContactRule,
    SchoolClass,
    SchoolYear,
    SearchToken,
    Student,
    StudentFact,
    StudentTie,
    Term,
)
from kithwork.people.models.exams import thousandths

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 9, 1)


@pytest.fixture
def school():
    Organisation.objects.create(id=1, name_en="Green Hill")
    return School.objects.create(code="gh", name_en="Green Hill Junior High", kind="junior_high")


@pytest.fixture
def key():
    return DataKey.objects.create(kind="student", wrapped=b"wrapped")


@pytest.fixture
def student(school, key):
    person = Person.objects.create(school=school, full_name="林小雨", key=key)
    return Student.objects.create(
        school=school, person=person, number="2401", pseudonym="S1", key=key
    )


@pytest.fixture
def term(school):
    year = SchoolYear.objects.create(
        school=school, label="2026-2027", starts_on=DAY, ends_on=dt.date(2027, 7, 10)
    )
    return Term.objects.create(year=year, number=1, starts_on=DAY, ends_on=dt.date(2027, 1, 20))


@pytest.fixture
def exam(school, term):
    return Exam.objects.create(
        school=school, term=term, sitting="mid-term", subject="maths", kind="midterm",
        max_thousandths=120_000, held_on=dt.date(2026, 11, 10),
    )  # fmt: skip


def refused(make):
    with pytest.raises(DatabaseError), transaction.atomic():
        make()


def test_a_number_is_used_once_at_a_school(student, school, key):
    another = Person.objects.create(school=school)
    right = {"school": school, "person": another, "pseudonym": "S2", "key": key}
    refused(lambda: Student.objects.create(number="2401", **right))
    refused(lambda: Student.objects.create(number="", **right))
    Student.objects.create(number="2402", **right)


def test_a_person_may_have_no_name(school):
    assert str(Person.objects.create(school=school))


@pytest.mark.parametrize(
    "wrong",
    [{"sex": "f"}, {"full_name": "x" * 121}, {"contacts": b"sealed"}, {"address": b"sealed"}],
)
def test_a_person_in_disorder_is_refused(school, wrong):
    refused(lambda: Person.objects.create(school=school, **wrong))


@pytest.mark.parametrize("field", ["contacts", "address", "id_number"])
def test_what_is_sealed_cannot_be_filtered(field):
    with pytest.raises(FieldError, match="sealed"):
        Person.objects.filter(**{field: b"x"})


def test_leaving_needs_a_day_after_entering(student):
    student.entered_on = DAY
    for wrong in ({"left_on": DAY - dt.timedelta(1)}, {"left_reason": "moved"}):
        for name, value in wrong.items():
            setattr(student, name, value)
        refused(student.save)
        student.left_on, student.left_reason = None, ""
    student.left_on, student.left_reason = DAY, "moved"
    student.save()


def test_tokens_begin_a_range_in_the_same_order_on_both_engines(student, school):
    words = ["lin", "lin xiaoyu", "LIN", "linz", "lín", "林", "林小雨", "𠮷", "2401", "lim"]
    for word in words:
        SearchToken.objects.create(student=student, school=school, token=word)
    found = SearchToken.objects.filter(school=school, token__gte="lin", token__lt="lin\U0010ffff")
    assert [t.token for t in found.order_by("token")] == ["lin", "lin xiaoyu", "linz"]
    ordered = [t.token for t in SearchToken.objects.order_by("token")]
    assert ordered == sorted(words, key=str.encode)


def test_one_class_at_a_time(student, term):
    first, second = (
        SchoolClass.objects.create(year=term.year, code=code, name=code) for code in ("7-1", "7-2")
    )
    enrolment = Enrolment.objects.create(student=student, school_class=first, starts_on=DAY)
    refused(lambda: Enrolment.objects.create(student=student, school_class=second, starts_on=DAY))
    enrolment.ends_on = DAY
    enrolment.save()
    Enrolment.objects.create(student=student, school_class=second, starts_on=DAY)


@pytest.mark.parametrize(
    ("score", "expected"), [("87.5", 87_500), (0, 0), (120, 120_000), (33.333, 33_333)]
)
def test_a_mark_is_whole_thousandths(score, expected):
    assert thousandths(score) == expected


def test_a_mark_with_four_decimals_is_refused():
    with pytest.raises(ValueError, match="three decimals"):
        thousandths("87.5001")


@pytest.mark.parametrize(
    "wrong",
    [
        {"score_thousandths": None},
        {"score_thousandths": -1},
        {"state": "absent"},
        {"state": "ill", "score_thousandths": None},
        {"rank": 0},
        {"rank": 41, "cohort_size": 40},
    ],
)
def test_a_mark_in_disorder_is_refused(student, exam, wrong):
    right = {"exam": exam, "student": student, "score_thousandths": 87_500}
    refused(lambda: Mark.objects.create(**{**right, **wrong}))
    Mark.objects.create(**right, rank=40, cohort_size=40)
    refused(lambda: Mark.objects.create(**right))


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"due": 10, "attended": 11},
        {"due": 10, "absences": 11},
        {"absences": 2, "excused": 3},
        {"late": -1},
        {"due": 10, "unit": "week"},
    ],
)
def test_attendance_in_disorder_is_refused(student, term, wrong):
    refused(lambda: Attendance.objects.create(student=student, term=term, **wrong))


def test_attendance_stands_once_per_term_and_once_per_day(student, term):
    def attended(**more):
        Attendance.objects.create(student=student, term=term, absences=2, **more)

    attended()
    attended(on=DAY)
    refused(attended)
    refused(lambda: attended(on=DAY))


def test_a_fact_is_never_changed_and_superseded_once(student):
    def fact(**more):
        return StudentFact.objects.create(
            student=student, fact="care.mother_away", on=DAY, source="student", **more
        )

    first = fact(value=False)
    second = fact(value=True, supersedes=first)
    refused(lambda: StudentFact.objects.filter(pk=first.pk).update(value=True))
    refused(lambda: fact(value=False, supersedes=first))
    assert list(StudentFact.objects.filter(superseded_by=None)) == [second]
    assert guards_on(connection, "people_student_fact") == {"UPDATE"}


@pytest.mark.parametrize("value", [True, 3, 2.5, "grandparent", "2026-09-01", None])
def test_a_fact_keeps_the_type_of_its_value(student, value):
    made = StudentFact.objects.create(student=student, fact="x", on=DAY, source="s", value=value)
    read = StudentFact.objects.get(pk=made.pk).value
    assert (type(read), read) == (type(value), value)


def test_care_in_disorder_is_refused(student, school):
    person = Person.objects.create(school=school, full_name="外婆")
    carer = Carer.objects.create(student=student, person=person, relation="grandmother_maternal")
    refused(
        lambda: Carer.objects.create(
            student=student, person=person, relation="x", entrusted_on=DAY, is_entrusted=False
        )
    )
    CarerAway.objects.create(carer=carer, starts_on=DAY, place="Dongguan")
    refused(lambda: CarerAway.objects.create(carer=carer, starts_on=DAY))
    refused(
        lambda: CarerAway.objects.create(carer=carer, starts_on=DAY, ends_on=DAY - dt.timedelta(1))
    )


def test_one_safe_contact_rule_is_in_force(student):
    SafeContactRule.objects.create(student=student, text=b"sealed", starts_on=DAY)
    refused(lambda: SafeContactRule.objects.create(student=student, text=b"x", starts_on=DAY))


def test_a_tie_is_of_a_known_kind_and_open_once(student):
    user = User.objects.create(username="u", name="U")
    right = {"student": student, "user": user, "starts_on": DAY}
    StudentTie.objects.create(kind="own", **right)
    refused(lambda: StudentTie.objects.create(kind="own", **right))
    refused(lambda: StudentTie.objects.create(kind="curious", **right))
