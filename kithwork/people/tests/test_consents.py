"""Consent: kept by purpose, taken back, ruled upon; what the core then says of it."""

import datetime as dt
import uuid

import pytest

from kithwork.access.console import OPERATOR
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.audit.models import AuditEvent
from kithwork.core.consent import DecisionKind, Standing
from kithwork.people.actions.carers import NewCarer, add_carer
from kithwork.people.actions.consents import (
    Asking,
    keep_paper,
    receive_consent,
    record_consent,
    rule_on_consent,
    withdraw_consent,
)
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.models import Consent, Person
from kithwork.people.queries.consents import consent_standing, consents_of
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
CAMPAIGN = uuid.UUID(int=7)


@pytest.fixture
def mother(cast):
    details = PersonDetails(full_name="赵兰")
    Person.objects.filter(pk=cast.xiaoyu.person_id).update(birth=dt.date(2014, 5, 2))
    cast.xiaoyu.person.refresh_from_db()
    carer = NewCarer(
        cast.xiaoyu, "mother", details, is_legal_guardian=True, starts_on=dt.date(2014, 5, 2)
    )
    return add_carer(carer=carer, by=OPERATOR)


def asking(cast, carer=None, **more):
    told = {"method": "paper", "given_on": TODAY, "language": "zh-Hans"}
    heard = {"was_read_aloud": True, "was_understood": True, "is_verified": True}
    return Asking(student=cast.xiaoyu, carer=carer, **told | heard | more)


def standing(cast, purpose="casework", **more):
    return consent_standing(cast.xiaoyu, purpose, on=TODAY, **more).standing


def test_both_signatures_make_a_consent(cast, mother) -> None:
    assert standing(cast) is Standing.PENDING
    record_consent(asking=asking(cast, mother), answers={"casework": True}, by=cast.lin)
    assert standing(cast) is Standing.PENDING
    record_consent(asking=asking(cast), answers={"casework": True}, by=cast.lin)
    assert standing(cast) is Standing.VALID
    assert standing(cast, "publicity") is Standing.PENDING


def test_a_yes_expires_on_its_day_and_names_its_basis(cast, mother) -> None:
    made = record_consent(asking=asking(cast, mother), answers={"survey": True}, by=cast.lin)
    [answer] = made.answers.all()
    assert answer.expires_on == dt.date(2027, 11, 18)
    assert answer.lawful_basis == "separate_consent"


def test_the_later_answer_of_one_day_counts(cast, mother) -> None:
    for said in (True, False):
        record_consent(asking=asking(cast, mother), answers={"casework": said}, by=cast.lin)
    assert standing(cast) is Standing.REFUSED


def test_withdrawing_ends_one_purpose_alone(cast, mother) -> None:
    both = {"casework": True, "contact_after": True}
    record_consent(asking=asking(cast, mother), answers=both, by=cast.lin)
    own = record_consent(asking=asking(cast), answers=both, by=cast.lin)
    took = withdraw_consent(
        consent=own, purposes=frozenset({"contact_after"}), on=TODAY, by=cast.lin
    )
    assert took == 1
    assert standing(cast) is Standing.VALID
    assert standing(cast, "contact_after") is not Standing.VALID
    event = AuditEvent.objects.filter(verb="consent", reason="withdrawn").get()
    assert event.fields == ["contact_after"]


def test_what_is_about_one_campaign_counts_for_it_alone(cast, mother) -> None:
    for carer in (mother, None):
        record_consent(
            asking=asking(cast, carer, about=CAMPAIGN), answers={"survey": True}, by=cast.lin
        )
    assert standing(cast, "survey") is Standing.PENDING
    assert standing(cast, "survey", about=CAMPAIGN) is Standing.VALID
    assert standing(cast, "survey", about=uuid.UUID(int=8)) is Standing.PENDING


def test_a_link_is_answered_by_nobody_who_has_an_account(cast, mother) -> None:
    made = receive_consent(asking=asking(cast, mother, method="e_sign"), answers={"survey": True})
    assert made.entered_by is None
    event = AuditEvent.objects.filter(verb="consent").get()
    assert (event.actor, event.role) == (None, "link")


def test_words_are_sealed(cast, mother) -> None:
    made = record_consent(
        asking=asking(cast, mother, method="verbal", witness="周老师"),
        answers={"casework": True},
        by=cast.lin,
    )
    assert "周老师".encode() not in bytes(Consent.objects.get(pk=made.pk).witness)


@pytest.mark.parametrize(
    ("change", "answers", "code"),
    [
        ({}, {}, "consent.unknown_purpose"),
        ({}, {"selling": True}, "consent.unknown_purpose"),
        ({"method": "pigeon"}, {"survey": True}, "consent.unknown_method"),
        ({"given_on": TODAY + dt.timedelta(days=1)}, {"survey": True}, "consent.day_to_come"),
    ],
)
def test_what_is_refused(cast, mother, change, answers, code) -> None:
    with pytest.raises(Refused) as refused:
        record_consent(asking=asking(cast, mother, **change), answers=answers, by=cast.lin)
    assert refused.value.reason.code == code
    assert not Consent.objects.exists()


def test_a_carer_of_another_student_does_not_speak(cast, mother) -> None:
    wrong = Asking(student=cast.haoran, carer=mother, method="paper", given_on=TODAY, language="en")
    with pytest.raises(Refused, match="carer_of_another"):
        record_consent(asking=wrong, answers={"survey": True}, by=OPERATOR)


def test_a_teacher_records_no_consent(cast, mother) -> None:
    with pytest.raises(NotAllowed):
        record_consent(asking=asking(cast, mother), answers={"casework": True}, by=cast.su)


def test_only_the_safeguarding_lead_waives_a_guardian(cast, mother) -> None:
    told = {"student": cast.xiaoyu, "kind": DecisionKind.GUARDIAN_WAIVED, "purpose": "casework"}
    with pytest.raises(Refused, match="not_yours_to_decide"):
        rule_on_consent(**told, reason="she hits her", carer=mother, by=cast.lin)
    with pytest.raises(Refused, match="without_reason"):
        rule_on_consent(**told, reason=" ", carer=mother, by=cast.ye)
    rule_on_consent(**told, reason="she hits her", carer=mother, by=cast.ye)
    record_consent(asking=asking(cast), answers={"casework": True}, by=cast.lin)
    assert standing(cast) is Standing.VALID


def test_the_paper_is_kept_sealed_and_known_by_its_bytes(cast, mother) -> None:
    made = record_consent(asking=asking(cast, mother), answers={"survey": True}, by=cast.lin)
    paper = keep_paper(consent=made, content=b"%PDF-1.7 signed", by=cast.lin)
    assert (paper.kind, paper.size) == ("application/pdf", 15)
    assert b"signed" not in bytes(paper.content)
    with pytest.raises(Refused, match="paper_not_taken"):
        keep_paper(consent=made, content=b"<html>", by=cast.lin)


def test_consents_of_a_student_are_read_by_whoever_reads_her_case(cast, mother) -> None:
    record_consent(asking=asking(cast, mother), answers={"casework": True}, by=cast.lin)
    assert consents_of(cast.lin, cast.xiaoyu).count() == 1
    with pytest.raises(NotAllowed):
        consents_of(cast.shen, cast.xiaoyu)


def test_a_no_to_a_questionnaire_is_nobody_elses_to_know(cast, mother) -> None:
    record_consent(asking=asking(cast, about=CAMPAIGN), answers={"survey": False}, by=cast.lin)
    record_consent(asking=asking(cast), answers={"casework": False}, by=cast.lin)
    [shown] = consents_of(cast.lin, cast.xiaoyu)
    assert [one.purpose for one in shown.answers.all()] == ["casework"]
