"""Choosing for casework: who is considered, decisions for a reason, letters, and forgetting."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from kithwork.access.console import OPERATOR
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.choosing import (
    Decision,
    begin_choosing,
    decide,
    end_choosing,
    forget_names,
)
from kithwork.casework.models import Choosing, Considered
from kithwork.casework.queries.choosing import choosing_for, choosing_told, letters_of
from kithwork.needs.queries.candidates import Criteria
from kithwork.needs.tests.made import CONTACT, note, students
from kithwork.people.models import Student
from kithwork.safety.actions import Source, raise_alert
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from kithwork.surveys.models import Administration
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

ALL_BANDS = Criteria(bands=("band.now", "band.soon", "band.offer"))
REASON = "两次自己来过，想学会怎么和家里说"
CHOSEN, NOT_NOW = Considered.Outcome.CHOSEN, Considered.Outcome.NOT_NOW


def wishes(student: Student, answer: str) -> None:
    """Let a student answer whether she would like to talk with somebody."""
    answers = {f"ssm_{item}": 2.0 for item in range(1, 17)}
    enter(student=student, filled=Filled("student-support", answers, TODAY), by=OPERATOR)
    forms = Administration.objects.filter(student=student)
    forms.update(more={"talk": answer})  # the student's own screens ask this, no sheet does


def willing(cast: Cast, count: int) -> list[Student]:
    """Students with an unmet need who said yes to a talk."""
    found = students(cast, count)
    for child in found:
        note(child, {CONTACT: "never"})
        wishes(child, "yes")
    return found


def begun(cast: Cast, criteria: Criteria = ALL_BANDS) -> Choosing:
    words = "本学期能陪伴两人"
    return begin_choosing(school=cast.qingshan, criteria=criteria, words=words, by=cast.lin)


def considered(choosing: Choosing) -> set[int]:
    return {row.student_id for row in choosing.considered.all()}


def decided(choosing: Choosing, chosen: list[Student], cast: Cast, reason: str = REASON) -> None:
    rows = choosing.considered.filter(student__in=chosen)
    decisions = {row.uid: Decision(CHOSEN, reason) for row in rows}
    decide(choosing=choosing, decisions=decisions, version=choosing.version, by=cast.lin)


# ── whom one considers ──────────────────────────────────────────────────────────────────────


def test_those_are_considered_who_need_something_and_said_yes_to_a_talk(cast: Cast) -> None:
    yes, (no, silent, content) = willing(cast, 2), students(cast, 3, start=50)
    for child, contact in ((no, "never"), (silent, "never"), (content, "daily")):
        note(child, {CONTACT: contact})
    wishes(no, "no")
    wishes(content, "yes")
    assert considered(begun(cast)) == {one.pk for one in yes}


def test_a_student_with_an_open_alert_is_left_to_whoever_speaks_with_her(cast: Cast) -> None:
    calm, alerted = willing(cast, 2)
    raise_alert(student=alerted, source=Source("person"), level="A2", speaker=cast.lin, by=cast.lin)
    assert considered(begun(cast)) == {calm.pk}


def test_a_need_narrows_and_a_circumstance_cannot(cast: Cast) -> None:
    willing(cast, 2)
    with pytest.raises(Refused) as caught:
        begun(cast, Criteria(bands=ALL_BANDS.bands, needs=("N-MAT-2",)))
    assert caught.value.reason.code == "choosing.nobody"
    assert len(considered(begun(cast, Criteria(ALL_BANDS.bands, ("N-FAM-1",))))) == 2


def test_only_who_may_see_the_bands_of_the_school_chooses(cast: Cast) -> None:
    willing(cast, 1)
    for user in (cast.su, cast.zhou, cast.gu, cast.bai, cast.luo, cast.shen):
        with pytest.raises(NotAllowed):
            begin_choosing(school=cast.qingshan, criteria=ALL_BANDS, words="", by=user)


# ── decisions ───────────────────────────────────────────────────────────────────────────────


def test_a_choice_has_a_reason_and_it_is_sealed(cast: Cast) -> None:
    one, other = willing(cast, 2)
    choosing = begun(cast)
    with pytest.raises(Refused) as caught:
        decided(choosing, [one], cast, reason=" ")
    assert caught.value.reason.code == "choosing.reason"
    decided(choosing, [one], cast)
    row = choosing.considered.get(student=one)
    assert REASON.encode() not in bytes(row.words)
    told = choosing_told(cast.tan, choosing, language="en")
    reasons = {each.row.student_id: each.reason for band in told.bands for each in band.rows}
    assert reasons == {one.pk: REASON, other.pk: ""}


def test_a_list_that_somebody_else_saved_meanwhile_is_not_written_over(cast: Cast) -> None:
    one, _other = willing(cast, 2)
    choosing = begun(cast)
    stale = choosing_for(cast.he, choosing.uid)
    decided(choosing, [one], cast)
    with pytest.raises(Stale):
        end_choosing(choosing=stale, version=stale.version, by=cast.he)
    assert not choosing_for(cast.he, choosing.uid).is_over


def test_once_ended_the_others_are_not_chosen_and_get_a_letter(cast: Cast) -> None:
    one, other = willing(cast, 2)
    choosing = begun(cast)
    decided(choosing, [one], cast)
    end_choosing(choosing=choosing, version=choosing.version, by=cast.lin)
    assert choosing.considered.get(student=other).outcome == NOT_NOW
    assert letters_of(cast.lin, choosing).students == (other,)
    assert choosing.counts["band.offer"] == {"considered": 2, "chosen": 1}
    with pytest.raises(Refused):
        decided(choosing, [other], cast)


# ── forgetting ──────────────────────────────────────────────────────────────────────────────


def test_names_go_when_the_term_is_over_and_numbers_stay(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, _other = willing(cast, 2)
    choosing = begun(cast)
    assert choosing.names_until == cast.autumn.ends_on
    decided(choosing, [one], cast)
    monkeypatch.setattr(clock, "today", lambda _zone="UTC": choosing.names_until)
    assert forget_names() == 0
    after = choosing.names_until + dt.timedelta(days=1)
    monkeypatch.setattr(clock, "today", lambda _zone="UTC": after)
    assert forget_names() == 2
    assert forget_names() == 0
    choosing.refresh_from_db()
    assert considered(choosing) == set()
    assert choosing.words is None
    assert choosing.counts["band.offer"] == {"considered": 2, "chosen": 1}
    told = choosing_told(cast.lin, choosing, language="en")
    assert (told.bands, told.not_chosen) == ((), 1)


def test_each_step_and_each_reading_is_on_the_trail(cast: Cast) -> None:
    (one,) = willing(cast, 1)
    choosing = begun(cast)
    decided(choosing, [one], cast)
    choosing_told(cast.lin, choosing, language="en")
    letters_of(cast.lin, choosing)
    events = AuditEvent.objects.filter(subject_kind="choosing").order_by("pk")
    assert [event.verb for event in events] == ["create", "amend", "list", "print"]
    assert all(str(one.uid) not in (event.reason or "") for event in events)


# ── pages ───────────────────────────────────────────────────────────────────────────────────


def client_of(user) -> Client:  # type: ignore[no-untyped-def]
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    return client


def test_a_refused_list_keeps_what_was_typed(cast: Cast) -> None:
    one, other = willing(cast, 2)
    choosing = begun(cast)
    rows = {row.student_id: row.uid for row in choosing.considered.all()}
    sent = {
        "version": choosing.version,
        f"outcome-{rows[one.pk]}": "chosen",
        f"reason-{rows[one.pk]}": REASON,
        f"outcome-{rows[other.pk]}": "chosen",
        f"reason-{rows[other.pk]}": "",
    }
    answer = client_of(cast.lin).post(reverse("choosing:list", kwargs={"uid": choosing.uid}), sent)
    assert answer.status_code == 422
    assert REASON in answer.content.decode()
    assert not choosing.considered.filter(outcome=CHOSEN).exists()


def test_from_the_list_a_case_is_one_click_away(cast: Cast) -> None:
    (one,) = willing(cast, 1)
    choosing = begun(cast)
    decided(choosing, [one], cast)
    page = client_of(cast.lin).get(reverse("choosing:list", kwargs={"uid": choosing.uid}))
    assert reverse("casework:open", kwargs={"uid": one.uid}) in page.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_letter_is_kind_and_says_nothing_of_what_was_answered(cast: Cast, language: str) -> None:
    willing(cast, 1)
    choosing = begun(cast)
    end_choosing(choosing=choosing, version=choosing.version, by=cast.lin)
    client = client_of(cast.lin)
    client.cookies["django_language"] = language
    page = client.get(reverse("choosing:letters", kwargs={"uid": choosing.uid})).content.decode()
    letter = page[page.index("<article") : page.index("</article>")]
    assert cast.lin.name in letter
    assert not any(
        word in letter.lower() for word in ("个案", "贫困", "心理", "case", "poor", "need ")
    )
    assert TODAY.isoformat() not in letter
