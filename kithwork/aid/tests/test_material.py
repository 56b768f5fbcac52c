"""The aid office's list: what students who agreed to it lack of material things, and no more."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from kithwork.access.permissions import NotAllowed
from kithwork.aid.models import Award
from kithwork.aid.queries.material import MaterialNeeds, material_needs
from kithwork.aid.tests.made import given_to, grant, talks
from kithwork.audit.models import AuditEvent
from kithwork.people.actions.consents import Asking, record_consent, withdraw_consent
from kithwork.people.models import Consent, Person
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
FOOD = dict.fromkeys(("1", "2"), 1.0) | dict.fromkeys(("3", "3a", "4", "5"), 1.0)


@pytest.fixture
def hungry(cast: Cast) -> None:
    """A Ming answers that food runs short, and that her mood is low."""
    Person.objects.filter(pk=cast.aming.person_id).update(birth=dt.date(2006, 3, 1))
    cast.aming.person.refresh_from_db()
    for code, answers in (("usda-6", FOOD), ("who-5", dict.fromkeys("12345", 0.0))):
        filled = Filled(instrument=code, answers=answers, given_on=TODAY)
        enter(student=cast.aming, filled=filled, by=cast.shen, speaker=cast.shen)


def agreed(cast: Cast, *, answer: bool = True, about: object = None) -> Consent:
    asking = Asking(
        student=cast.aming,
        method="paper",
        given_on=TODAY,
        language="zh-Hans",
        about=about,
        was_read_aloud=True,
        was_understood=True,
    )
    return record_consent(asking=asking, answers={"share_aid_office": answer}, by=cast.shen)


def listed(cast: Cast) -> MaterialNeeds:
    return material_needs(cast.zhou, cast.college, language="en")


@pytest.mark.usefixtures("hungry")
def test_without_consent_nobody_stands_there(cast: Cast) -> None:
    assert (listed(cast).rows, listed(cast).agreed) == ((), 0)
    agreed(cast, answer=False)
    assert (listed(cast).rows, listed(cast).agreed) == ((), 0)


@pytest.mark.usefixtures("hungry")
def test_with_consent_material_needs_stand_there_with_reasons_and_no_other(cast: Cast) -> None:
    agreed(cast)
    [row] = listed(cast).rows
    assert row.student == cast.aming
    assert [one.code for one in row.needs] == ["N-MAT-2"]
    assert all(one.reasons for one in row.needs)


@pytest.mark.usefixtures("hungry")
def test_what_was_agreed_within_a_case_counts_and_a_later_no_ends_it(cast: Cast) -> None:
    agreed(cast, about=cast.aming.uid)
    assert listed(cast).agreed == 1
    agreed(cast, answer=False)
    assert listed(cast).agreed == 0


@pytest.mark.usefixtures("hungry")
def test_taken_back_it_is_gone_at_once(cast: Cast) -> None:
    consent = agreed(cast)
    purposes = frozenset({"share_aid_office"})
    withdraw_consent(consent=consent, purposes=purposes, on=TODAY, by=cast.shen)
    assert not listed(cast).rows


@pytest.mark.usefixtures("hungry")
def test_it_tells_what_is_received_since_when(cast: Cast) -> None:
    agreed(cast)
    award = given_to(cast.aming, grant(cast.college, cast.zhou), cast.zhou)
    assert [row.awards for row in listed(cast).rows] == [(award,)]


@pytest.mark.parametrize("name", ["lin", "su", "fan", "ye", "qin", "gu", "luo", "bai"])
def test_nobody_else_reads_the_list(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        material_needs(getattr(cast, name), cast.college, language="en")


def test_the_list_is_one_event_of_the_trail(cast: Cast) -> None:
    listed(cast)
    last = AuditEvent.objects.order_by("pk").last()
    assert last is not None
    assert (last.verb, last.subject_kind, last.actor) == ("list", "needs", cast.zhou.uid)


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_empty_list_says_kindly_why(cast: Cast) -> None:
    shown = client_of(cast.zhou).get(reverse("aid:material")).content.decode()
    assert "No student has agreed to this yet" in shown


@pytest.mark.usefixtures("hungry")
def test_an_award_is_recorded_from_the_list(cast: Cast) -> None:
    agreed(cast)
    programme = talks(cast.college, cast.zhou)
    client, address = client_of(cast.zhou), reverse("aid:material")
    assert "Food" in client.get(address).content.decode()
    sent = {"programme_uid": programme.uid, "starts_on": TODAY, "version": ""}
    target = reverse("aid:material_award", kwargs={"uid": cast.aming.uid})
    answer = client.post(target, sent)
    assert answer.headers["Location"].startswith(address)
    made = Award.objects.get()
    assert (made.student, made.programme) == (cast.aming, programme)
    assert "Open door" in client.get(address).content.decode()
