"""Admitting, amending, leaving: the effect, the line in the trail, the refusal, the rollback."""

import datetime as dt

import pytest
from django.db import transaction

from kithwork.access.console import OPERATOR
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.audit.models import AuditEvent
from kithwork.people.actions.persons import (
    PersonDetails,
    amend_persons_many,
    amend_student_person,
)
from kithwork.people.actions.students import NewStudent, admit, admit_many, leave, leave_many
from kithwork.people.models import Enrolment, Person, SearchToken, Student, StudentTie
from kithwork.people.queries.students import search
from kithwork.people.sealed import Contact, open_address, open_contacts, open_id_number
from tests.cast import FIRST_DAY, TODAY

pytestmark = pytest.mark.django_db
WHOLE = PersonDetails(
    full_name="周子涵",
    preferred_name="小涵",
    birth=dt.date(2012, 5, 4),
    sex="female",
    speaks="客家话",
    contacts=[Contact("mobile", "100 0000 0009", "after eight")],
    address="青山镇三组",
    id_number="11010119900307001X",
)


def admitted(cast, number="20260009", person=WHOLE, by=None):
    new = NewStudent(number, person, entered_on=FIRST_DAY)
    return admit(school=cast.qingshan, student=new, by=by or cast.tan)


def said(refusal):
    return refusal.value.reason.code


def test_a_student_is_admitted_sealed_and_found(cast, events):
    student = admitted(cast)
    person = Person.objects.get(pk=student.person_id)
    assert (person.family_name, person.given_name, person.pinyin) == ("周", "子涵", "zhou zi han")
    assert open_contacts(person) == tuple(WHOLE.contacts)
    assert (open_address(person), open_id_number(person)) == (WHOLE.address, WHOLE.id_number)
    assert b"100 0000" not in bytes(person.contacts)
    assert search(cast.tan, "xiaohan").students == (student,)
    created = events()[0]
    assert (created.verb, created.subject, created.role) == ("create", student.uid, "worker")
    assert created.fields == []


def test_pseudonyms_are_drawn_by_chance_and_differ(cast):
    pseudonyms = {s.pseudonym for s in Student.objects.all()} | {admitted(cast).pseudonym}
    assert len(pseudonyms) == 5
    assert all(len(one) == 11 and one.startswith("S") for one in pseudonyms)


def test_a_roster_is_one_event_with_its_size(cast, events):
    new = [NewStudent(f"A{i}", PersonDetails(full_name=f"学生{i}")) for i in range(30)]
    made = admit_many(school=cast.qingshan, students=new, by=cast.he)
    assert [student.number for student in made] == [f"A{i}" for i in range(30)]
    [event] = events()
    assert (event.verb, event.size, event.subject) == ("create", 30, None)


@pytest.mark.parametrize(
    ("numbers", "code"),
    [
        (["20260001"], "people.number_taken"),
        (["B1", "20260001 "], "people.number_taken"),
        (["B1", "B1"], "people.number_twice"),
        (["B1", " "], "people.number_missing"),
    ],
)
def test_a_roster_with_a_wrong_number_enters_nobody(cast, numbers, code):
    before = Person.objects.count(), AuditEvent.objects.count()
    new = [NewStudent(number, PersonDetails(full_name="甲")) for number in numbers]
    with pytest.raises(Refused) as refusal:
        admit_many(school=cast.qingshan, students=new, by=cast.tan)
    assert said(refusal) == code
    assert (Person.objects.count(), AuditEvent.objects.count()) == before


@pytest.mark.parametrize(
    ("person", "code"),
    [
        (PersonDetails(sex="f"), "people.unknown_sex"),
        (PersonDetails(birth=dt.date(2027, 1, 1)), "people.impossible_birth"),
        (PersonDetails(birth=dt.date(1899, 12, 31)), "people.impossible_birth"),
    ],
)
def test_an_impossible_person_is_refused_in_both_languages(cast, person, code):
    with pytest.raises(Refused) as refusal:
        admitted(cast, person=person)
    assert said(refusal) == code
    assert refusal.value.said_in("en") != refusal.value.said_in("zh-hans")


@pytest.mark.parametrize("who", ["su", "fan", "zhou", "ye", "qin", "luo", "bai", "shen"])
def test_who_keeps_no_rosters_here_admits_nobody(cast, who):
    with pytest.raises(NotAllowed):
        admitted(cast, by=getattr(cast, who))


def test_a_deed_that_is_rolled_back_leaves_no_line(cast, events):
    with transaction.atomic():
        admitted(cast)
        transaction.set_rollback(True)
    assert events() == []
    assert not Student.objects.filter(number="20260009").exists()


def test_an_amendment_names_the_fields_that_changed_and_never_their_values(cast, events):
    details = PersonDetails(
        full_name="林晓雨", sex="female", contacts=[Contact("mobile", "100 0000 0002")]
    )
    amend_student_person(student=cast.xiaoyu, details=details, version=1, by=cast.lin)
    [event] = events()
    assert event.fields == ["contacts", "full_name", "given_name"]
    assert search(cast.lin, "晓雨").students == (cast.xiaoyu,)
    assert search(cast.lin, "小雨").students == ()
    assert Person.objects.get(pk=cast.xiaoyu.person_id).version == 2


def test_an_amendment_that_changes_nothing_leaves_no_line(cast, events):
    same = PersonDetails(
        full_name="林小雨", sex="female", contacts=[Contact("mobile", "100 0000 0001")]
    )
    amend_student_person(student=cast.xiaoyu, details=same, version=1, by=cast.lin)
    assert events() == []


def test_a_stale_form_is_refused_and_saves_nothing(cast):
    amend_student_person(
        student=cast.xiaoyu, details=PersonDetails(full_name="林雨"), version=1, by=cast.lin
    )
    with pytest.raises(Stale):
        amend_student_person(
            student=cast.xiaoyu, details=PersonDetails(full_name="林小"), version=1, by=cast.lin
        )
    assert Person.objects.get(pk=cast.xiaoyu.person_id).full_name == "林雨"


@pytest.mark.parametrize("who", ["tan", "he", "su", "gu", "ye", "luo"])
def test_only_her_own_worker_amends_a_students_file(cast, who):
    with pytest.raises(NotAllowed):
        amend_student_person(student=cast.xiaoyu, details=WHOLE, version=1, by=getattr(cast, who))


def test_a_roster_leaves_what_it_does_not_carry(cast, events):
    changes = {
        cast.xiaoyu.pk: PersonDetails(full_name="林小雨", birth=dt.date(2013, 2, 1)),
        cast.haoran.pk: PersonDetails(full_name="王浩"),
    }
    changed = amend_persons_many(
        school=cast.qingshan, changes=changes, fields=["full_name", "birth"], by=cast.tan
    )
    xiaoyu = Person.objects.get(pk=cast.xiaoyu.person_id)
    assert changed == 2
    assert (xiaoyu.birth, xiaoyu.sex) == (dt.date(2013, 2, 1), "female")
    assert open_contacts(xiaoyu)[0].value == "100 0000 0001"
    assert search(cast.tan, "王浩").students == (cast.haoran,)
    assert (events()[0].size, events()[0].verb) == (2, "amend")


def test_a_roster_again_changes_nobody(cast):
    changes = {cast.haoran.pk: PersonDetails(full_name="王浩然", sex="female")}
    fields = ["full_name", "sex", "contacts", "address"]
    arguments = {"school": cast.qingshan, "changes": changes, "fields": fields, "by": cast.tan}
    assert amend_persons_many(**arguments) == 0
    assert Person.objects.get(pk=cast.haoran.person_id).version == 1


def test_a_name_in_parts_follows_a_full_name_that_changes(cast):
    amend_persons_many(
        school=cast.qingshan,
        changes={cast.jiayi.pk: PersonDetails(full_name="欧阳雪")},
        fields=["full_name"],
        by=cast.tan,
    )
    person = Person.objects.get(pk=cast.jiayi.person_id)
    assert (person.family_name, person.given_name) == ("欧阳", "雪")


def test_a_student_leaves_with_class_and_ties(cast, events):
    leave(student=cast.xiaoyu, on=TODAY, reason="moved_school", by=cast.tan)
    assert (cast.xiaoyu.left_on, cast.xiaoyu.left_reason) == (TODAY, "moved_school")
    assert Enrolment.objects.get(student=cast.xiaoyu).ends_on == TODAY
    assert StudentTie.objects.get(student=cast.xiaoyu).ends_on == TODAY
    [event] = events()
    assert (event.reason, event.fields) == ("moved_school", ["left_on", "left_reason"])


def test_leaving_before_entering_or_from_another_school_is_refused_for_all(cast):
    early = {cast.haoran.pk: TODAY, cast.xiaoyu.pk: FIRST_DAY - dt.timedelta(days=1)}
    foreign = {cast.haoran.pk: TODAY, cast.aming.pk: TODAY}
    for days, code in ((early, "people.leaves_before_entering"), (foreign, "people.other_school")):
        with pytest.raises(Refused) as refusal:
            leave_many(school=cast.qingshan, students=days, reason="moved", by=cast.tan)
        assert said(refusal) == code
    assert not Student.objects.exclude(left_on=None).exists()


def test_leaving_on_the_first_day_takes_what_had_not_begun_away(cast):
    student = admitted(cast)
    leave(student=student, on=FIRST_DAY, reason="never_came", by=OPERATOR)
    assert not Enrolment.objects.filter(student=student).exists()


def test_tokens_belong_to_the_students_school(cast):
    assert set(
        SearchToken.objects.filter(student=cast.aming).values_list("school__code", flat=True)
    ) == {"college-d"}
