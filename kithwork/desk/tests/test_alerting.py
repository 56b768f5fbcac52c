"""The answer that raised an alert: to whoever answers for it, and no other answer of the form."""

import pytest

from kithwork.access.console import OPERATOR
from kithwork.people.actions.ties import tie
from kithwork.people.models import StudentTie
from kithwork.safety.actions import Source, hand_over, raise_alert
from kithwork.safety.models import Alert
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(cast):
    """A PHQ-9 with the ninth item answered 1, every other one 3."""
    answers = {**dict.fromkeys(map(str, range(1, 9)), 3.0), "9": 1.0}
    filled = Filled(instrument="phq-9", answers=answers, given_on=TODAY)
    enter(student=cast.xiaoyu, filled=filled, by=cast.lin, speaker=cast.lin)
    return Alert.objects.get()


def address(alert):
    return f"/alerts/{alert.uid}/answer/"


def test_a_safeguarding_lead_sees_the_item_and_no_other(cast, client, alert, events):
    hand_over(alert=alert, to=cast.ye, by=cast.lin)
    client.force_login(cast.ye)
    assert address(alert) in client.get(f"/alerts/{alert.uid}/").content.decode()
    page = client.get(address(alert)).content.decode()
    assert "answered 1, where 0 to 3" in page
    assert "answered 3" not in page
    event = events()[-1]
    assert (event.subject_kind, event.section, event.fields) == (
        "administration",
        "alerts",
        ["phq-9"],
    )
    assert client.get(f"/scales/forms/{alert.source}/").status_code == 403


def test_a_sum_that_alerts_shows_no_single_answer(cast, client, alert):
    client.force_login(cast.lin)
    page = client.get(address(alert)).content.decode()
    assert "the answers together, and not a single one" in page


def test_without_a_tie_for_the_alert_nothing_is_shown(cast, client, alert):
    """The lead sees every alert of her school, but this answer only where she answers for it."""
    client.force_login(cast.ye)
    assert address(alert) not in client.get(f"/alerts/{alert.uid}/").content.decode()
    assert client.get(address(alert)).status_code == 404
    tie(
        student=cast.xiaoyu,
        user=cast.ye,
        kind=StudentTie.Kind.ALERT,
        on=TODAY,
        by=OPERATOR,
    )
    assert client.get(address(alert)).status_code == 200


def test_an_alert_that_a_person_raised_has_no_answer(cast, client):
    told = raise_alert(
        student=cast.xiaoyu, level="A2", source=Source("person"), speaker=cast.lin, by=cast.lin
    )
    client.force_login(cast.lin)
    assert client.get(address(told)).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("tan", 404), ("su", 403), ("gu", 403), ("he", 200)])
def test_others_see_it_by_their_roles(cast, client, alert, who, status):
    client.force_login(getattr(cast, who))
    assert client.get(address(alert)).status_code == status
