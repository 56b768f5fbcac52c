"""The pages on which forms are keyed in: what is offered, scored, saved, and kept when refused."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.audit.models import AuditEvent
from kithwork.people.actions.ties import take_up
from kithwork.people.models import StudentTie
from kithwork.safety.models import Alert
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from kithwork.surveys.models import Administration
from kithwork.surveys.queries import offers_for
from kithwork.surveys.shown import history_of
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

STRIP = {"given_on": TODAY.isoformat(), "mode": "paper", "population": "primary_care"}
CALM = {f"item-{item}": "1" for item in range(1, 9)} | {"item-9": "0"}


@pytest.fixture
def lin(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.lin, backend="django.contrib.auth.backends.ModelBackend")
    return client


def row(cast_student: object, answers: str) -> dict[str, str]:
    uid = cast_student.uid  # type: ignore[attr-defined]
    return {f"{uid}:{item}": key for item, key in enumerate(answers, 1)}


def key_in(cast: Cast) -> str:
    return reverse("surveys:key_in", kwargs={"uid": cast.xiaoyu.uid, "code": "phq-9"})


def test_our_own_instruments_come_first_and_long_surveys_are_not_keyed_in(cast: Cast) -> None:
    codes = [offer.instrument.code for offer in offers_for(cast.lin, cast.xiaoyu, on=TODAY)]
    assert codes[0] == "ssm-16"
    assert "student-support" not in codes


def test_an_offer_tells_when_it_was_given_last_and_from_when_again(cast: Cast) -> None:
    given = TODAY - dt.timedelta(days=3)
    filled = Filled("phq-9", {"1": 0.0}, given)
    enter(student=cast.xiaoyu, filled=filled, by=cast.lin)
    [offer] = [
        one for one in offers_for(cast.lin, cast.xiaoyu, on=TODAY) if one.instrument.code == "phq-9"
    ]
    assert (offer.last, offer.again_from) == (given, given + dt.timedelta(days=14))
    [later] = [
        one
        for one in offers_for(cast.lin, cast.xiaoyu, on=given + dt.timedelta(days=14))
        if one.instrument.code == "phq-9"
    ]
    assert later.again_from is None


def test_a_form_for_older_students_is_refused(cast: Cast) -> None:
    cast.xiaoyu.person.birth = TODAY.replace(year=TODAY.year - 12) + dt.timedelta(days=1)
    cast.xiaoyu.person.save()
    with pytest.raises(Refused) as refusal:
        enter(student=cast.xiaoyu, filled=Filled("phq-9", {"1": 0.0}, TODAY), by=cast.lin)
    assert refusal.value.reason.code == "surveys.too_young"
    [phq9] = [
        one for one in offers_for(cast.lin, cast.xiaoyu, on=TODAY) if one.instrument.code == "phq-9"
    ]
    assert phq9.is_too_young


def test_the_running_score_stores_nothing(cast: Cast, lin: Client) -> None:
    answer = lin.post(reverse("surveys:score", kwargs={"code": "phq-9"}), CALM | STRIP)
    assert re.search(r"kw-score-value\">8<", answer.content.decode())
    assert not Administration.objects.exists()


def test_another_coding_is_drawn_anew_with_what_was_typed(cast: Cast, lin: Client) -> None:
    address = reverse("surveys:key_in", kwargs={"uid": cast.xiaoyu.uid, "code": "rses"})
    typed = {"given_on": TODAY.isoformat(), "mode": "paper", "coding": "1-4", "item-1": "4"}
    page = lin.post(address, typed | {"reshow": "1"}).content.decode()
    assert re.search(r'name="item-1" value="4" data-kw-press="4" checked', page)
    assert 'name="item-1" value="0"' not in page
    assert not Administration.objects.exists()


def test_a_choice_that_the_score_depends_on_must_be_made(cast: Cast, lin: Client) -> None:
    address = reverse("surveys:key_in", kwargs={"uid": cast.xiaoyu.uid, "code": "rses"})
    typed = {"given_on": TODAY.isoformat(), "mode": "paper", "coding": "0-3", "item-1": "2"}
    answer = lin.post(address, typed | {"choice-item8": "drop"})
    assert answer.status_code == 422
    assert not Administration.objects.exists()


def test_an_alert_without_a_name_keeps_what_was_typed(cast: Cast, lin: Client) -> None:
    answer = lin.post(key_in(cast), CALM | STRIP | {"item-9": "2"})
    assert answer.status_code == 422
    assert re.search(r'name="item-9" value="2" data-kw-press="2" checked', answer.content.decode())
    assert not Administration.objects.exists()
    named = lin.post(key_in(cast), CALM | STRIP | {"item-9": "2", "speaker": str(cast.he.uid)})
    assert named.headers["Location"] == reverse(
        "safety:alert", kwargs={"uid": Alert.objects.get().uid}
    )


def test_a_second_click_leads_to_the_alert_of_the_first(cast: Cast, lin: Client) -> None:
    typed = CALM | STRIP | {"item-9": "2", "speaker": str(cast.lin.uid)}
    first, second = lin.post(key_in(cast), typed), lin.post(key_in(cast), typed)
    assert (first.status_code, second.status_code) == (302, 302)
    assert first.headers["Location"] == second.headers["Location"]
    assert (Administration.objects.count(), Alert.objects.count()) == (1, 1)


def test_a_correction_of_a_form_with_an_alert_raises_no_second_one(cast: Cast, lin: Client) -> None:
    filled = Filled("phq-9", {"9": 1.0}, TODAY)
    saved = enter(student=cast.xiaoyu, filled=filled, speaker=cast.he, by=cast.lin).administration
    address = reverse("surveys:correct", kwargs={"uid": saved.uid})
    assert 'value="1" data-kw-press="1" checked' in lin.get(address).content.decode()
    mended = lin.post(address, CALM | STRIP | {"item-9": "1", "reason": "row misread"})
    assert mended.status_code == 302
    assert Alert.objects.count() == 1
    assert Administration.objects.filter(supersedes=saved).exists()


def test_what_is_ticked_beside_the_items_is_saved_with_them(cast: Cast, lin: Client) -> None:
    address = reverse("surveys:key_in", kwargs={"uid": cast.xiaoyu.uid, "code": "ssm-16"})
    typed = {"given_on": TODAY.isoformat(), "mode": "paper", "item-1": "3"}
    lin.post(address, typed | {"more-who_EM": ["mother", "friend"], "more-enough_EM": "too_little"})
    saved = Administration.objects.get()
    assert saved.more == {"who_EM": ["mother", "friend"], "enough_EM": "too_little"}


def test_a_sheet_saves_each_row_for_itself(cast: Cast, lin: Client) -> None:
    take_up(student=cast.haoran, by=cast.lin)
    address = reverse("surveys:sheet", kwargs={"uid": cast.class_7_1.uid, "code": "phq-9"})
    typed = STRIP | row(cast.xiaoyu, "111111110") | row(cast.haoran, "000000001")
    first = lin.post(address, typed)
    assert first.status_code == 422
    assert [one.student for one in Administration.objects.all()] == [cast.xiaoyu]
    again = lin.post(address, typed | {f"{cast.haoran.uid}:speaker": str(cast.he.uid)})
    assert again.status_code == 302
    assert Administration.objects.count() == 2  # the row that was there is not saved twice
    assert Alert.objects.get().student == cast.haoran


def test_a_sheet_asks_the_database_no_more_for_more_students(cast: Cast, lin: Client) -> None:
    address = reverse("surveys:sheet", kwargs={"uid": cast.class_7_1.uid, "code": "phq-9"})
    lin.get(address)
    with CaptureQueriesContext(connection) as with_one:
        lin.get(address)
    take_up(student=cast.haoran, by=cast.lin)
    with CaptureQueriesContext(connection) as with_two:
        lin.get(address)
    assert len(with_two) <= len(with_one)


def test_an_empty_row_is_no_form(cast: Cast, lin: Client) -> None:
    address = reverse("surveys:sheet", kwargs={"uid": cast.class_7_1.uid, "code": "phq-9"})
    assert lin.post(address, STRIP | row(cast.xiaoyu, "")).status_code == 200
    assert not Administration.objects.exists()


def test_to_accompany_opens_the_answers_and_stands_in_the_trail(cast: Cast) -> None:
    take_up(student=cast.haoran, by=cast.lin)
    assert StudentTie.objects.filter(student=cast.haoran, user=cast.lin, kind="own").exists()
    assert AuditEvent.objects.filter(reason="tie.own", subject=cast.haoran.uid).exists()


@pytest.mark.parametrize("who", ["he", "ye", "su", "shen", "gu"])
def test_roles_that_accompany_nobody_take_up_nobody(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        take_up(student=cast.haoran, by=getattr(cast, who))
    assert not StudentTie.objects.filter(student=cast.haoran).exists()


def test_the_history_stands_newest_first_and_is_closed_to_others(cast: Cast) -> None:
    for day in (TODAY - dt.timedelta(days=20), TODAY):
        enter(student=cast.xiaoyu, filled=Filled("who-5", {"1": 3.0}, day), by=cast.lin)
    history = history_of(cast.lin, cast.xiaoyu)
    assert history is not None
    assert [line.given_on for line in history] == [TODAY, TODAY - dt.timedelta(days=20)]
    assert history_of(cast.su, cast.xiaoyu) is None
