"""A form from paper: scored and saved at once, and never without a speaker where one is needed."""

import datetime as dt

import pytest

from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.audit.models import AuditEvent
from kithwork.core.change import Verdict
from kithwork.people.models import StudentTie
from kithwork.safety.models import Alert
from kithwork.surveys.actions import SavedAlready, SpeakerNeeded, enter
from kithwork.surveys.filling import Filled
from kithwork.surveys.models import Administration, ScoreResult
from kithwork.surveys.queries import compared_with_earlier, given_for, given_to
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

CALM = dict.fromkeys(map(str, range(1, 9)), 1.0) | {"9": 0.0}
ITEM_9_ALONE = {"9": 1.0}


def phq9(answers: dict[str, float | None], on: dt.date = TODAY) -> Filled:
    return Filled(instrument="phq-9", answers=answers, given_on=on)


def test_a_form_is_scored_and_saved_with_what_scored_it(cast: Cast) -> None:
    entered = enter(student=cast.xiaoyu, filled=phq9(CALM), by=cast.lin)
    saved = entered.administration
    assert ScoreResult.objects.get(administration=saved, name="total").value == 8
    assert (saved.instrument, saved.missing, saved.entered_by) == ("phq-9", 0, cast.lin)
    assert len(saved.entry_hash) == 64
    assert entered.alert is None


def test_the_trail_names_the_instrument_and_no_answer(cast: Cast) -> None:
    enter(student=cast.xiaoyu, filled=phq9(CALM), by=cast.lin)
    event = AuditEvent.objects.filter(subject_kind="administration").latest("id")
    assert (event.verb, event.fields, event.actor) == ("create", ["phq-9"], cast.lin.uid)


def test_an_alert_without_a_speaker_saves_nothing(cast: Cast) -> None:
    with pytest.raises(SpeakerNeeded) as refusal:
        enter(student=cast.xiaoyu, filled=phq9(ITEM_9_ALONE), by=cast.lin)
    assert refusal.value.result.scores["total"] is None
    assert not Administration.objects.exists()
    assert not Alert.objects.exists()


def test_an_alert_with_a_speaker_is_saved_together_with_the_form(cast: Cast) -> None:
    entered = enter(student=cast.xiaoyu, filled=phq9(ITEM_9_ALONE), speaker=cast.he, by=cast.lin)
    assert entered.alert is not None
    assert (entered.alert.level, entered.alert.speaker) == ("A2", cast.he)
    assert entered.alert.source == entered.administration.uid
    assert StudentTie.objects.filter(student=cast.xiaoyu, user=cast.he, kind="alert").exists()


def test_a_speaker_of_another_school_is_refused_and_nothing_saved(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        enter(student=cast.xiaoyu, filled=phq9(ITEM_9_ALONE), speaker=cast.shen, by=cast.lin)
    assert refusal.value.reason.code == "safety.speaker_elsewhere"
    assert not Administration.objects.exists()


@pytest.mark.parametrize("who", ["su", "tan", "ye", "shen", "gu"])
def test_only_whoever_accompanies_her_keys_it_in(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        enter(student=cast.xiaoyu, filled=phq9(CALM), by=getattr(cast, who))
    assert not Administration.objects.exists()


@pytest.mark.parametrize(
    ("answers", "code"),
    [({"1": 4.0}, "scales.answer"), ({"10": 1.0}, "scales.answer.no_such_item")],
)
def test_an_answer_that_an_item_does_not_have_is_refused(
    cast: Cast, answers: dict[str, float | None], code: str
) -> None:
    with pytest.raises(Refused) as refusal:
        enter(student=cast.xiaoyu, filled=phq9(answers), by=cast.lin)
    assert refusal.value.reason.code.startswith(code)
    assert not Administration.objects.exists()


def test_a_day_to_come_is_refused(cast: Cast) -> None:
    with pytest.raises(Refused) as refusal:
        enter(student=cast.xiaoyu, filled=phq9(CALM, TODAY + dt.timedelta(days=1)), by=cast.lin)
    assert refusal.value.reason.code == "surveys.day_to_come"


def test_a_correction_supersedes_with_a_reason(cast: Cast) -> None:
    first = enter(student=cast.xiaoyu, filled=phq9(CALM), by=cast.lin).administration
    mended = phq9(CALM | {"1": 2.0})
    with pytest.raises(Refused):
        enter(student=cast.xiaoyu, filled=mended, corrects=first, by=cast.lin)
    second = enter(
        student=cast.xiaoyu, filled=mended, corrects=first, reason="row misread", by=cast.lin
    ).administration
    given = given_to(cast.lin, cast.xiaoyu)
    assert given is not None
    assert [one.administration for one in given] == [second]
    assert Administration.objects.count() == 2
    with pytest.raises(Refused):
        enter(student=cast.xiaoyu, filled=mended, corrects=first, reason="again", by=cast.lin)


def test_the_same_form_sent_twice_is_one_form_with_one_alert(cast: Cast) -> None:
    first = enter(student=cast.xiaoyu, filled=phq9(ITEM_9_ALONE), speaker=cast.he, by=cast.lin)
    with pytest.raises(SavedAlready) as refusal:
        enter(student=cast.xiaoyu, filled=phq9(ITEM_9_ALONE), speaker=cast.he, by=cast.lin)
    assert refusal.value.saved == first.administration
    assert (Administration.objects.count(), Alert.objects.count()) == (1, 1)
    enter(student=cast.xiaoyu, filled=phq9(CALM), by=cast.lin)
    assert Administration.objects.count() == 2


def test_change_is_told_against_the_form_before(cast: Cast) -> None:
    before = dict.fromkeys(map(str, range(1, 8)), 2.0) | {"8": 0.0, "9": 0.0}
    after = dict.fromkeys(map(str, range(1, 9)), 1.0) | {"9": 0.0}
    enter(student=cast.xiaoyu, filled=phq9(before, dt.date(2026, 10, 1)), by=cast.lin)
    now = enter(student=cast.xiaoyu, filled=phq9(after), by=cast.lin).administration
    [total] = compared_with_earlier(given_for(cast.lin, now.uid))
    assert (total.before, total.now) == (14, 8)
    assert total.change is not None
    assert total.change.verdict == Verdict.RECOVERED


def test_forms_of_another_coding_are_not_compared(cast: Cast) -> None:
    def rses(coding: str, on: dt.date) -> Filled:
        answers = dict.fromkeys(map(str, range(1, 11)), 2.0)
        options = {"order": "maryland"}
        return Filled("rses", answers, on, coding=coding, options=options)

    enter(student=cast.xiaoyu, filled=rses("0-3", dt.date(2026, 10, 1)), by=cast.lin)
    now = enter(student=cast.xiaoyu, filled=rses("1-4", TODAY), by=cast.lin).administration
    [total] = compared_with_earlier(given_for(cast.lin, now.uid))
    assert total.change is None
    assert total.refused is not None
    assert total.refused.code == "scales.not_comparable.coding"


def test_whoever_does_not_accompany_her_reads_nothing(cast: Cast) -> None:
    enter(student=cast.xiaoyu, filled=phq9(CALM), by=cast.lin)
    assert given_to(cast.su, cast.xiaoyu) is None
