"""An alert: who may raise it, who hears of it, until when, and what is kept of the talk."""

import datetime as dt

import pytest
from django.db import connection

from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.audit.models import AuditEvent
from kithwork.people.models import StudentTie
from kithwork.safety.actions import Source, hand_over, raise_alert, spoken
from kithwork.safety.models import Alert
from kithwork.safety.queries import alerts_for, note_of, speakers_at
from tests.cast import NOON, TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def alert(cast: Cast) -> Alert:
    return raise_alert(
        student=cast.xiaoyu, level="A2", source=Source("worker"), speaker=cast.lin, by=cast.lin
    )


def test_a_raised_alert_is_due_by_the_end_of_the_school_day(alert: Alert) -> None:
    assert alert.raised_at == NOON
    assert alert.due_by == NOON.replace(hour=9, minute=30)  # 17:30 in Shanghai


def test_those_who_answer_for_it_see_it(cast: Cast, alert: Alert) -> None:
    seeing = {name for name, user in cast.everyone.items() if alert in alerts_for(user)}
    assert seeing == {"lin", "he", "ye"}  # worker, her supervisor, the safeguarding lead


def test_only_those_whose_role_answers_alerts_there_may_be_named(cast: Cast) -> None:
    assert set(speakers_at(cast.qingshan)) == {cast.lin, cast.tan, cast.he, cast.ye}


def test_anyone_who_works_there_may_raise_one_and_nobody_else(cast: Cast) -> None:
    source = Source("worker")
    raised = raise_alert(
        student=cast.xiaoyu, level="A3", source=source, speaker=cast.he, by=cast.su
    )
    assert raised.due_by == NOON + dt.timedelta(hours=1)
    with pytest.raises(NotAllowed):
        raise_alert(student=cast.xiaoyu, level="A3", source=source, speaker=cast.he, by=cast.shen)
    assert Alert.objects.count() == 1


def test_handing_over_names_another_speaker_and_the_clock_runs_on(cast: Cast, alert: Alert) -> None:
    due = alert.due_by
    hand_over(alert=alert, to=cast.he, by=cast.lin)
    alert.refresh_from_db()
    assert (alert.speaker, alert.due_by) == (cast.he, due)
    with pytest.raises(Refused):
        hand_over(alert=alert, to=cast.su, by=cast.lin)


def test_what_was_said_is_sealed_and_ends_the_alert(cast: Cast, alert: Alert) -> None:
    spoken(alert=alert, note="她说晚上睡不着", by=cast.lin)
    alert.refresh_from_db()
    assert not alert.is_open
    assert note_of(alert) == "她说晚上睡不着"
    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM safety_alert")
        assert "睡不着".encode() not in bytes(cursor.fetchone()[0])
    with pytest.raises(Refused):
        spoken(alert=alert, note="again", by=cast.lin)


def test_the_second_of_two_notes_is_refused_and_the_first_stays(cast: Cast, alert: Alert) -> None:
    stale, handed = Alert.objects.get(pk=alert.pk), Alert.objects.get(pk=alert.pk)
    spoken(alert=alert, note="first", by=cast.lin)
    with pytest.raises(Refused):
        spoken(alert=stale, note="second", by=cast.ye)
    with pytest.raises(Refused):
        hand_over(alert=handed, to=cast.he, by=cast.ye)
    kept = Alert.objects.get(pk=alert.pk)
    assert (note_of(kept), kept.spoken_by, kept.speaker) == ("first", cast.lin, cast.lin)


def test_who_hands_an_alert_over_is_tied_to_the_student_no_longer(cast: Cast, alert: Alert) -> None:
    hand_over(alert=alert, to=cast.he, by=cast.lin)
    ties = StudentTie.objects.filter(student=cast.xiaoyu, kind=StudentTie.Kind.ALERT)
    assert {(one.user, one.ends_on) for one in ties} == {(cast.lin, TODAY), (cast.he, None)}
    changes = AuditEvent.objects.filter(verb="permission", subject=cast.xiaoyu.uid)
    said = [one.reason for one in changes.order_by("id") if one.reason.endswith("tie.alert")]
    assert said == ["tie.alert", "tie.alert", "untie.alert"]


def test_who_answers_for_another_alert_about_her_stays_tied(cast: Cast, alert: Alert) -> None:
    raise_alert(
        student=cast.xiaoyu, level="A3", source=Source("worker"), speaker=cast.lin, by=cast.lin
    )
    hand_over(alert=alert, to=cast.he, by=cast.lin)
    assert StudentTie.objects.filter(user=cast.lin, kind="alert", ends_on=None).exists()


def test_a_talk_without_a_note_is_refused(cast: Cast, alert: Alert) -> None:
    with pytest.raises(Refused):
        spoken(alert=alert, note="  ", by=cast.lin)
    alert.refresh_from_db()
    assert alert.is_open


def test_the_trail_tells_each_step_without_a_word_of_it(cast: Cast, alert: Alert) -> None:
    hand_over(alert=alert, to=cast.he, by=cast.lin)
    spoken(alert=alert, note="夜里睡不着", by=cast.he)
    events = AuditEvent.objects.filter(subject_kind="alert").order_by("id")
    assert [event.reason for event in events] == ["raised.a2", "handed_over", "spoken"]


def test_the_most_urgent_stands_first_and_one_without_a_clock_last(
    cast: Cast, alert: Alert
) -> None:
    source = Source("worker")
    about = {"source": source, "speaker": cast.lin, "by": cast.lin}
    graver = raise_alert(student=cast.haoran, level="A3", **about)
    without = raise_alert(student=cast.jiayi, level="A1", **about)
    Alert.objects.filter(pk=without.pk).update(due_by=None)
    assert list(alerts_for(cast.he)) == [graver, alert, without]
