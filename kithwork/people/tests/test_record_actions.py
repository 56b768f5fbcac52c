"""Classes, exams, attendance, facts and care: effect, trail, refusal."""

import datetime as dt
from decimal import Decimal

import pytest

from kithwork.access.console import OPERATOR
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.people.actions.attendance import (
    NewAttendance,
    record_attendance,
    record_attendance_many,
)
from kithwork.people.actions.calendar import add_term, open_class, open_year
from kithwork.people.actions.carers import (
    GoingAway,
    NewCarer,
    add_carer,
    add_carers_many,
    comes_back,
    end_carer,
    goes_away,
)
from kithwork.people.actions.contact_rules import set_contact_rule
from kithwork.people.actions.enrolments import enrol, enrol_many
from kithwork.people.actions.exams import (
    NewMark,
    announce_exam,
    enter_mark,
    enter_marks_many,
    state_figures,
)
from kithwork.people.actions.facts import (
    NewFact,
    record_fact,
    record_facts_many,
    withdraw_fact,
)
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.ties import tie, untie
from kithwork.people.models import Attendance, Enrolment, Mark, StudentFact, StudentTie
from kithwork.people.queries.attendance import attendance_of, days_of
from kithwork.people.queries.care import carers_of, contact_rule_of, own_contacts_of
from kithwork.people.queries.classes import class_of, classes_at
from kithwork.people.queries.facts import fact_values, facts_of
from kithwork.people.queries.marks import marks_of
from kithwork.people.sealed import Contact
from tests.cast import FIRST_DAY, LAST_DAY, TODAY

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - dt.timedelta(days=1)


def said(refusal):
    return refusal.value.reason.code


@pytest.fixture
def exam(cast):
    return announce_exam(
        term=cast.autumn,
        sitting="mid-term",
        subject="maths",
        maximum=120,
        held_on=TODAY,
        by=cast.tan,
        kind="midterm",
    )


def test_a_new_class_ends_the_one_before_on_the_day_before(cast, events):
    other = open_class(year=cast.class_7_1.year, code="7-2", name="七年级（2）班", by=cast.tan)
    enrol(student=cast.xiaoyu, school_class=other, starts_on=TODAY, by=cast.tan)
    assert class_of(cast.xiaoyu, on=YESTERDAY) == cast.class_7_1
    assert class_of(cast.xiaoyu, on=TODAY) == other
    assert [(c.code, c.size) for c in classes_at(cast.qingshan, on=TODAY)] == [
        ("7-1", 1),
        ("7-2", 1),
    ]
    assert events()[-1].fields == ["class"]


def test_a_class_corrected_on_its_first_day_leaves_one_enrolment(cast):
    other = open_class(year=cast.class_7_1.year, code="7-2", name="七年级（2）班", by=cast.tan)
    enrol(student=cast.xiaoyu, school_class=other, starts_on=FIRST_DAY, by=cast.tan)
    assert Enrolment.objects.get(student=cast.xiaoyu).school_class == other


@pytest.mark.parametrize(
    ("student", "on", "code"),
    [
        ("aming", TODAY, "people.other_school"),
        ("xiaoyu", FIRST_DAY - dt.timedelta(days=1), "people.enrolled_later"),
    ],
)
def test_a_class_list_with_a_fault_changes_nobody(cast, student, on, code):
    classes = {cast.haoran.pk: cast.class_7_1, getattr(cast, student).pk: cast.class_7_1}
    with pytest.raises(Refused) as refusal:
        enrol_many(school=cast.qingshan, classes=classes, starts_on=on, by=cast.tan)
    assert said(refusal) == code
    assert Enrolment.objects.filter(ends_on=None).count() == 3


def test_a_term_lies_within_its_year_and_a_year_stands_once(cast):
    with pytest.raises(Refused) as refusal:
        add_term(
            year=cast.class_7_1.year,
            number=2,
            starts_on=TODAY,
            ends_on=dt.date(2028, 1, 1),
            by=OPERATOR,
        )
    assert said(refusal) == "people.term_outside_year"
    with pytest.raises(Refused) as refusal:
        open_year(
            school=cast.qingshan,
            label="2026-2027",
            starts_on=FIRST_DAY,
            ends_on=LAST_DAY,
            by=OPERATOR,
        )
    assert said(refusal) == "people.year_exists"


def test_the_homeroom_teacher_enters_a_mark_and_corrects_it(cast, exam, events):
    for score in ("87.5", "88"):
        enter_mark(
            mark=NewMark(cast.xiaoyu, exam, Decimal(score), rank=3, cohort_size=40), by=cast.su
        )
    mark = Mark.objects.get(student=cast.xiaoyu)
    assert (mark.score, mark.rank, mark.entered_by) == (Decimal(88), 3, cast.su)
    assert [event.fields for event in events()] == [["mark"], ["mark"]]


@pytest.mark.parametrize("who", ["tan", "lin", "he", "fan", "zhou", "gu"])
def test_marks_of_a_class_are_written_by_its_teacher_alone(cast, exam, who):
    with pytest.raises(NotAllowed):
        enter_mark(mark=NewMark(cast.xiaoyu, exam, Decimal(80)), by=getattr(cast, who))


@pytest.mark.parametrize(
    ("score", "state", "code"),
    [
        (Decimal("120.001"), "sat", "people.mark_range"),
        (Decimal("-0.5"), "sat", "people.mark_range"),
        (None, "sat", "people.mark_and_absence"),
        (Decimal(5), "absent", "people.mark_and_absence"),
    ],
)
def test_a_mark_out_of_range_or_of_somebody_absent_is_refused(cast, exam, score, state, code):
    marks = [NewMark(cast.haoran, exam, Decimal(60)), NewMark(cast.xiaoyu, exam, score, state)]
    with pytest.raises(Refused) as refusal:
        enter_marks_many(school=cast.qingshan, marks=marks, by=cast.tan)
    assert said(refusal) == code
    assert not Mark.objects.exists()


def test_the_bounds_of_an_exam_are_marks(cast, exam):
    marks = [NewMark(cast.haoran, exam, Decimal(0)), NewMark(cast.xiaoyu, exam, Decimal(120))]
    enter_marks_many(school=cast.qingshan, marks=marks, by=cast.tan)
    assert sorted(mark.score for mark in Mark.objects.all()) == [Decimal(0), Decimal(120)]


def test_marks_are_series_with_the_class_they_were_got_in(cast, exam, events):
    enter_mark(mark=NewMark(cast.xiaoyu, exam, Decimal("99.5")), by=cast.su)
    enter_mark(mark=NewMark(cast.haoran, exam, None, "absent"), by=cast.su)
    state_figures(exam=exam, mean=Decimal(80), sd=Decimal("12.5"), by=cast.tan)
    [series] = marks_of(cast.tan, cast.xiaoyu)
    [point] = series.points
    assert (series.subject, point.score, point.maximum) == ("maths", Decimal("99.5"), Decimal(120))
    assert (point.cohort.mean, point.cohort.sd, point.cohort.over) == (80.0, 12.5, "grade")
    state_figures(
        exam=exam, mean=Decimal(70), sd=None, school_class=cast.class_7_1, count=2, by=cast.tan
    )
    assert marks_of(cast.tan, cast.xiaoyu)[0].points[0].cohort.over == "class"
    assert marks_of(cast.tan, cast.haoran)[0].points[0].as_mark().raw is None


def test_a_mean_is_computed_from_five_marks_on(cast, exam):
    from kithwork.people.actions.students import NewStudent, admit_many

    new = [NewStudent(f"M{i}", PersonDetails()) for i in range(5)]
    students = admit_many(school=cast.qingshan, students=new, by=cast.tan)
    scores = [60, 70, 80, 90, 100]
    for count, cohort in ((4, None), (5, (80.0, pytest.approx(15.811388)))):
        marks = [NewMark(s, exam, Decimal(x)) for s, x in zip(students, scores, strict=True)]
        enter_marks_many(school=cast.qingshan, marks=marks[:count], by=cast.tan)
        found = marks_of(cast.tan, students[0])[0].points[0].cohort
        assert (found and (found.mean, found.sd)) == cohort


def test_attendance_of_a_term_and_of_a_day_is_entered_and_corrected(cast, events):
    def record(**counts):
        record_attendance(attendance=NewAttendance(cast.xiaoyu, cast.autumn, **counts), by=cast.su)

    record(absences=3)
    uid = Attendance.objects.get().uid
    record(due=100, attended=96, absences=4, excused=4)
    record(on=TODAY, due=7, late=1)
    [term], [day] = attendance_of(cast.tan, cast.xiaoyu), days_of(cast.tan, cast.xiaoyu)
    assert (term.uid, term.absences, term.due) == (uid, 4, 100)
    assert (day.on, day.late) == (TODAY, 1)
    assert {tuple(event.fields) for event in events()} == {("attendance",)}


@pytest.mark.parametrize(
    ("counts", "code"),
    [
        ({}, "people.attendance_empty"),
        ({"due": 5, "attended": 6}, "people.attendance_counts"),
        ({"absences": 1, "excused": 2}, "people.attendance_counts"),
        ({"late": -1}, "people.attendance_counts"),
        ({"on": dt.date(2027, 2, 1), "late": 1}, "people.day_outside_term"),
    ],
)
def test_attendance_in_disorder_is_refused_for_all(cast, counts, code):
    rows = [
        NewAttendance(cast.haoran, cast.autumn, absences=1),
        NewAttendance(cast.xiaoyu, cast.autumn, **counts),
    ]
    with pytest.raises(Refused) as refusal:
        record_attendance_many(school=cast.qingshan, rows=rows, by=cast.tan)
    assert said(refusal) == code
    assert not Attendance.objects.exists()


def fact(cast, name="care.mother_away", value=True, on=TODAY, student=None):
    return NewFact(student or cast.xiaoyu, name, value, on, "student")


def test_a_fact_supersedes_the_one_before_and_both_stay(cast, events):
    record_fact(fact=fact(cast, value=False, on=YESTERDAY), by=cast.lin)
    record_fact(fact=fact(cast), by=cast.lin)
    [present] = facts_of(cast.lin, cast.xiaoyu)
    assert (present.value, present.on, present.supersedes.value) == (True, TODAY, False)
    assert events()[-1].fields == ["care.mother_away"]
    withdraw_fact(
        student=cast.xiaoyu, fact="care.mother_away", on=TODAY, source="student", by=cast.lin
    )
    assert facts_of(cast.lin, cast.xiaoyu) == ()
    assert StudentFact.objects.count() == 3


def test_dates_and_choices_come_back_as_the_rules_take_them(cast):
    since = dt.date(2024, 2, 20)
    record_fact(fact=fact(cast, "care.mother_away_since", since), by=cast.lin)
    record_fact(fact=fact(cast, "care.arrangement", "grandparent"), by=cast.lin)
    values = fact_values(cast.lin, cast.xiaoyu)
    assert values["care.mother_away_since"].value == since
    assert values["care.arrangement"].value == "grandparent"
    assert (values["care.arrangement"].on, values["care.arrangement"].source) == (TODAY, "student")


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("care.mothers_away", True, "people.unknown_fact"),
        ("care.mother_away", "yes", "people.fact_value"),
        ("care.mother_away", 1, "people.fact_value"),
        ("care.arrangement", "nobody", "people.fact_value"),
    ],
)
def test_a_fact_outside_the_vocabulary_is_refused(cast, name, value, code):
    with pytest.raises(Refused) as refusal:
        record_fact(fact=fact(cast, name, value), by=cast.lin)
    assert said(refusal) == code


def test_a_list_of_facts_again_enters_nothing(cast, events):
    facts = [fact(cast), fact(cast, student=cast.haoran), fact(cast, "care.single_parent", False)]
    arguments = {"school": cast.qingshan, "facts": facts, "by": cast.tan}
    assert record_facts_many(**arguments) == 3
    assert record_facts_many(**arguments) == 0
    assert StudentFact.objects.count() == 3
    assert [event.size for event in events()] == [3, 0]


def test_an_older_fact_is_history_and_does_not_win(cast):
    new, old = fact(cast, value=True), fact(cast, value=False, on=YESTERDAY)
    for _ in range(2):
        record_facts_many(school=cast.qingshan, facts=[new], by=cast.tan)
        record_facts_many(school=cast.qingshan, facts=[old], by=cast.tan)
    assert fact_values(cast.lin, cast.xiaoyu)["care.mother_away"].value is True
    assert StudentFact.objects.count() == 2


def test_facts_are_read_by_whoever_may_read_their_section(cast):
    record_fact(fact=fact(cast), by=cast.lin)
    record_fact(fact=NewFact(cast.xiaoyu, "attendance.absences", 3, TODAY, "school"), by=OPERATOR)
    assert [f.fact for f in facts_of(cast.su, cast.xiaoyu)] == [
        "attendance.absences",
        "care.mother_away",
    ]
    assert [f.fact for f in facts_of(cast.gu, cast.xiaoyu)] == ["care.mother_away"]
    assert facts_of(cast.fan, cast.xiaoyu) == ()


@pytest.fixture
def grandmother(cast):
    person = PersonDetails(full_name="吴桂兰", contacts=[Contact("mobile", "100 0000 0003")])
    carer = NewCarer(
        cast.xiaoyu,
        "grandmother_maternal",
        person,
        is_main_carer=True,
        reads="no",
        best_hour="Sunday after eight",
    )
    return add_carer(carer=carer, by=cast.lin)


def test_carers_come_with_their_contacts_main_carer_first(cast, grandmother):
    mother = NewCarer(
        cast.xiaoyu, "mother", PersonDetails(full_name="林芳"), is_legal_guardian=True
    )
    [made] = add_carers_many(school=cast.qingshan, carers=[mother], by=cast.tan)
    goes_away(away=GoingAway(made, dt.date(2024, 2, 20), "东莞", source="student"), by=cast.lin)
    first, second = carers_of(cast.su, cast.xiaoyu)
    assert (first.person.full_name, first.contacts[0].value) == ("吴桂兰", "100 0000 0003")
    assert (second.carer.relation, second.away.place) == ("mother", "东莞")
    assert (first.away, first.carer.best_hour) == (None, "Sunday after eight")


def test_a_spell_away_ends_and_another_may_begin(cast, grandmother):
    spell = goes_away(away=GoingAway(grandmother, FIRST_DAY), by=cast.lin)
    with pytest.raises(Refused) as refusal:
        goes_away(away=GoingAway(grandmother, TODAY), by=cast.lin)
    assert said(refusal) == "people.already_away"
    with pytest.raises(Refused):
        comes_back(spell=spell, on=FIRST_DAY - dt.timedelta(days=1), by=cast.lin)
    comes_back(spell=spell, on=YESTERDAY, by=cast.lin)
    goes_away(away=GoingAway(grandmother, TODAY), by=cast.lin)
    assert carers_of(cast.lin, cast.xiaoyu)[0].away.starts_on == TODAY


def test_a_carer_who_ceased_is_no_longer_shown(cast, grandmother):
    end_carer(carer=grandmother, on=TODAY, reason="moved_away", by=cast.lin)
    assert carers_of(cast.lin, cast.xiaoyu) == ()


def test_an_agreement_without_entrusting_is_refused(cast):
    carer = NewCarer(cast.xiaoyu, "aunt", PersonDetails(), entrusted_on=TODAY)
    with pytest.raises(Refused) as refusal:
        add_carer(carer=carer, by=cast.lin)
    assert said(refusal) == "people.agreement_without_entrusting"


def test_the_safe_contact_rule_is_sealed_and_replaced(cast, events):
    set_contact_rule(student=cast.xiaoyu, text="never the father", starts_on=FIRST_DAY, by=cast.lin)
    set_contact_rule(student=cast.xiaoyu, text="mother, after eight", starts_on=TODAY, by=cast.lin)
    rule = contact_rule_of(cast.su, cast.xiaoyu)
    assert rule.text == "mother, after eight"
    assert b"mother" not in bytes(rule.rule.text)
    with pytest.raises(Refused):
        set_contact_rule(student=cast.xiaoyu, text="x", starts_on=YESTERDAY, by=cast.lin)
    set_contact_rule(student=cast.xiaoyu, text="", starts_on=TODAY, by=cast.lin)
    assert contact_rule_of(cast.su, cast.xiaoyu) is None
    assert {tuple(event.fields) for event in events()} == {("safe_contact_rule",)}


def test_her_own_contacts_are_read_by_whoever_may_see_her(cast):
    contacts, address = own_contacts_of(cast.su, cast.xiaoyu)
    assert (contacts[0].value, address) == ("100 0000 0001", "")
    with pytest.raises(NotAllowed):
        own_contacts_of(cast.luo, cast.xiaoyu)


def test_a_tie_is_made_once_and_by_whoever_writes_cases_or_alerts_here(cast, events):
    for _ in range(2):
        tie(student=cast.haoran, user=cast.tan, kind=StudentTie.Kind.OWN, on=TODAY, by=cast.he)
    [event] = events()
    assert (event.verb, event.reason, event.role) == ("permission", "tie.own", "supervisor")
    for who in (cast.su, cast.luo, cast.gu, cast.shen):
        with pytest.raises(NotAllowed):
            tie(student=cast.haoran, user=who, kind=StudentTie.Kind.OWN, on=TODAY, by=who)
    with pytest.raises(NotAllowed):
        tie(student=cast.jiayi, user=cast.lin, kind=StudentTie.Kind.OWN, on=TODAY, by=cast.tan)
    with pytest.raises(NotAllowed):
        untie(tied=StudentTie.objects.get(user=cast.lin), on=TODAY, by=cast.tan)
    with pytest.raises(Refused) as refusal:
        tie(student=cast.haoran, user=cast.shen, kind=StudentTie.Kind.OWN, on=TODAY, by=cast.he)
    assert said(refusal) == "people.tie_without_posting"
