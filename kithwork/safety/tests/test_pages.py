"""An alert's page, and what those hear of it who may not read it."""

import pytest
from django.test import Client
from django.urls import reverse

from kithwork.audit.models import AuditEvent
from kithwork.safety.actions import Source, raise_alert
from kithwork.safety.first_steps import steps_for
from kithwork.safety.models import Alert
from kithwork.safety.queries import alerts_from, open_count_for, told_to_act
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(cast: Cast) -> Alert:
    return raise_alert(
        student=cast.xiaoyu, level="A2", source=Source("worker"), speaker=cast.lin, by=cast.lin
    )


@pytest.fixture
def lin(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.lin, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_steps_and_numbers_are_those_of_the_place_and_day(alert: Alert) -> None:
    steps = steps_for(alert)
    assert steps.pack is not None
    assert "12356" in {line.number for line in steps.lines}
    assert any("Pesticides" in step.text.en for step in steps.steps)


def test_where_no_place_is_named_there_are_steps_and_no_numbers(cast: Cast, alert: Alert) -> None:
    alert.school.jurisdiction = ""
    steps = steps_for(alert)
    assert steps.pack is None
    assert steps.steps
    assert not steps.lines
    assert not any("Pesticides" in step.text.en for step in steps.steps)


def test_the_class_teacher_is_told_to_act_and_the_manager_counts(cast: Cast, alert: Alert) -> None:
    assert told_to_act(cast.su) == [alert]
    assert told_to_act(cast.fan) == told_to_act(cast.lin) == []
    assert (open_count_for(cast.gu), open_count_for(cast.su)) == (1, 0)
    event = AuditEvent.objects.latest("id")
    assert (event.verb, event.subject_kind, event.size) == ("list", "alert", 1)


def test_an_alert_is_found_by_the_record_that_raised_it(cast: Cast) -> None:
    raised = raise_alert(
        student=cast.xiaoyu,
        level="A1",
        source=Source("administration", cast.xiaoyu.uid),
        speaker=cast.lin,
        by=cast.lin,
    )
    assert alerts_from(cast.lin, [cast.xiaoyu.uid]) == {cast.xiaoyu.uid: raised}
    assert alerts_from(cast.tan, [cast.xiaoyu.uid]) == {}


def test_a_talk_without_a_note_stays_open_and_a_talk_with_one_is_closed(
    alert: Alert, lin: Client
) -> None:
    address = reverse("safety:spoken", kwargs={"uid": alert.uid})
    assert lin.post(address, {"note": " "}).status_code == 422
    assert lin.post(address, {"note": "她说睡不着"}).status_code == 302
    alert.refresh_from_db()
    assert not alert.is_open


def test_to_hand_over_names_somebody_else_of_the_list(
    cast: Cast, alert: Alert, lin: Client
) -> None:
    address = reverse("safety:hand_over", kwargs={"uid": alert.uid})
    assert lin.post(address, {"to": str(cast.su.uid)}).status_code == 422
    assert lin.post(address, {"to": str(cast.he.uid)}).status_code == 302
    alert.refresh_from_db()
    assert alert.speaker == cast.he
