"""What a student does at her code: begin, agree or say no, answer, go back, finish a sitting.

Nobody is signed in: the code is the key to one invitation, and the trail names nobody. Each answer
is kept as it comes. One that asks for somebody to speak with her is told to whoever is on duty at
once, without waiting for the end. A sitting that is through becomes a form; the second supersedes
the first.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace

from django.db import transaction

from kithwork.access.models import User
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.context import Actor, acting, actor
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb
from kithwork.core.campaigns import ANSWERING
from kithwork.core.questionnaires import NOT_COME_UP, REFUSED, Answer, raised_by
from kithwork.core.scales import Alert as ScaleAlert
from kithwork.core.scales import Scored, score_with
from kithwork.people.actions.consents import Asking, NoticeRead, receive_consent
from kithwork.people.models import Student
from kithwork.safety.actions import Source, raise_alert
from kithwork.safety.duty import last_on_duty
from kithwork.safety.models import Alert
from kithwork.safety.queries import speakers_at
from kithwork.surveys.codes import index_of, new_receipt
from kithwork.surveys.consenting import standing_of
from kithwork.surveys.filling import Filled, fitted, highest_level, key_for
from kithwork.surveys.models import Administration, Campaign, Invitation, ScoreResult
from kithwork.surveys.queries import present
from kithwork.surveys.respondent import (
    PAST,
    all_questions,
    open_questions,
    place_after,
    place_before,
    questionnaire_of,
    read,
    read_one,
    screen_of,
)
from kithwork.surveys.rows import ADMINISTRATION, administration_of, scores_of
from kithwork.surveys.worded import entry_asked, form_asked

State = Invitation.State
RESPONDENT = "respondent"
SECOND_SITTING = "second_sitting"
LONGEST_SCREEN = 300  # seconds; whoever is away longer was not reading
SHUT = (State.WITHDRAWN,)


def invitation_at(typed: str) -> Invitation:
    """Return the invitation of a code as typed. Raises Refused where it opens nothing."""
    found = Invitation.objects.filter(code_index=index_of(typed)) if typed.strip() else None
    invitation = found.select_related(*LOADED).first() if found is not None else None
    if invitation is None:
        raise Refused("surveys.code_unknown")
    return invitation


LOADED = ("campaign__school", "campaign__key", "student__person", "student__school", "student__key")


@transaction.atomic
def agree(
    *, invitation: Invitation, also: Mapping[str, bool], language: str, way: str
) -> Invitation:
    """Keep her yes to answering, and what she says to each further purpose.

    Raises Refused where the campaign is closed, or where her guardian has not agreed.
    """
    locked = _locked(invitation)
    if not standing_of(locked.campaign, locked.student).may_be_asked:
        raise Refused("surveys.guardian_first")
    asked = {one: bool(also[one]) for one in locked.campaign.purposes if one in also}
    _consent(locked, {**asked, ANSWERING: True}, language)
    locked.state, locked.way, locked.language = State.BEGUN, way, language
    locked.form_uid, locked.seen_at = locked.form_uid or new_uid(), clock.now()
    locked.save(update_fields=["state", "way", "language", "form_uid", "seen_at"])
    return locked


@transaction.atomic
def refuse(*, invitation: Invitation, language: str, way: str) -> Invitation:
    """Keep her no, which has no consequence; what she had begun is dropped."""
    locked = _locked(invitation)
    if locked.state == State.ANSWERED:
        raise Refused("surveys.answered_already")
    _consent(locked, {ANSWERING: False}, language)
    locked.state, locked.way, locked.language = State.REFUSED, way, language
    locked.answers, locked.place = {}, ""
    locked.save(update_fields=["state", "way", "language", "answers", "place"])
    return locked


@transaction.atomic
def answer(*, invitation: Invitation, question: str, codes: Sequence[str]) -> Invitation:
    """Keep the answer to a question of the sitting and go on to the next.

    Raises Refused where nothing was chosen, where the question does not have such an answer, is
    not open to her, or the campaign is closed.
    """
    locked = _locked(invitation)
    asked = next((one for one in open_questions(locked) if one.id == question), None)
    if asked is None or locked.state != State.BEGUN:
        raise Refused("surveys.question_moved_on")
    given = read_one(asked, codes)
    if given is None:
        raise Refused("surveys.choose_one")
    locked.answers = {**locked.answers, question: given}
    locked.place = place_after(locked, asked)
    _count_time(locked)
    locked.save(update_fields=["answers", "place", "seconds", "seen_at"])
    _tell_duty(locked, _scored(locked))
    return locked


@transaction.atomic
def go_back(*, invitation: Invitation) -> Invitation:
    """Go one screen back; what was answered stays."""
    locked = _locked(invitation)
    locked.place = place_before(locked)
    _count_time(locked)
    locked.save(update_fields=["place", "seconds", "seen_at"])
    return locked


@transaction.atomic
def go_on(*, invitation: Invitation) -> Invitation:
    """Begin the next sitting at its first question."""
    locked = _locked(invitation)
    asked = open_questions(locked)
    locked.place, locked.seen_at = asked[0].id if asked else PAST, clock.now()
    locked.save(update_fields=["place", "seen_at"])
    return locked


@transaction.atomic
def finish_sitting(*, invitation: Invitation) -> Invitation:
    """Save the form of a sitting that is through, and open the next or end.

    Raises Refused where a question is still open, or where somebody has said no since.
    """
    locked = _locked(invitation)
    if locked.state != State.BEGUN or screen_of(locked) is not None:
        raise Refused("surveys.question_moved_on")
    if not standing_of(locked.campaign, locked.student).may_answer:
        raise Refused("surveys.consent_missing")
    saved = _save_form(locked)
    is_last = locked.sitting + 1 >= len(questionnaire_of(locked).sittings)
    locked.administration, locked.receipt = saved, locked.receipt or new_receipt()
    if is_last:
        locked.state, locked.answers, locked.answered_at = State.ANSWERED, {}, clock.now()
        locked.place = PAST
    else:
        locked.sitting, locked.place, locked.form_uid = locked.sitting + 1, "", new_uid()
    locked.save()
    return locked


def _locked(invitation: Invitation) -> Invitation:
    rows = Invitation.objects.select_for_update(of=("self",)).select_related(*LOADED)
    locked = rows.get(pk=invitation.pk)
    if locked.campaign.state != Campaign.State.OPEN or is_over(locked.campaign):
        raise Refused("surveys.campaign_closed")
    if locked.state in SHUT:
        raise Refused("surveys.answers_removed")
    return locked


def is_over(campaign: Campaign) -> bool:
    """Whether the last day of a campaign has passed at its school."""
    today = clock.today(campaign.school.time_zone or "UTC")
    return campaign.closes_on is not None and campaign.closes_on < today


def _consent(invitation: Invitation, answers: Mapping[str, bool], language: str) -> None:
    campaign = invitation.campaign
    asking = Asking(
        student=invitation.student,
        method="e_sign",
        given_on=clock.today(campaign.school.time_zone or "UTC"),
        language=language,
        about=campaign.uid,
        notice=NoticeRead(campaign.notice, campaign.notice_version, campaign.notice_hash),
        was_read_aloud=True,  # it stood before her on the screen
        was_understood=True,  # she said so by going on
    )
    with _nobody():
        receive_consent(asking=asking, answers=answers)


def _count_time(invitation: Invitation) -> None:
    now = clock.now()
    if invitation.seen_at is not None:
        passed = (now - invitation.seen_at).total_seconds()
        invitation.seconds += round(min(max(passed, 0), LONGEST_SCREEN))
    invitation.seen_at = now


# ── from answers to a form ──────────────────────────────────────────────────────────────────


def _scored(invitation: Invitation) -> Scored:
    """Score what was answered so far; alerts of questions that are no items stand among theirs."""
    filled = _filled(invitation)
    earlier = present(invitation.student).filter(instrument=filled.instrument)
    if invitation.administration_id is not None:
        earlier = earlier.exclude(pk=invitation.administration_id)
    result = score_with(
        key_for(filled),
        filled.answers,
        seconds=invitation.seconds,
        earlier=earlier.values_list("answers", flat=True),
    )
    questions = all_questions(entry_asked(filled.instrument), invitation.sitting + 1)
    known = {alert.on for alert in result.alerts}
    raised = raised_by(questions, read(questions, invitation.answers))
    more = [ScaleAlert(one.question, one.level) for one in raised if one.question not in known]
    return replace(result, alerts=(*result.alerts, *more)) if more else result


def _filled(invitation: Invitation) -> Filled:
    campaign = invitation.campaign
    bare = Filled(campaign.instrument, {}, _today(invitation), mode=invitation.way)
    blank = fitted(form_asked(bare), invitation.student)
    items = key_for(blank).items
    given = {
        name: None if value in (REFUSED, NOT_COME_UP) else value
        for name, value in invitation.answers.items()
        if name in items
    }
    return replace(blank, answers=given)


def _more(invitation: Invitation, filled: Filled) -> dict[str, Answer]:
    """Return the answers beside the scored items."""
    items = key_for(filled).items
    questions = all_questions(entry_asked(filled.instrument), invitation.sitting + 1)
    others = [one for one in questions if one.id not in items]
    answered = read(others, invitation.answers)
    return {name: given for name, given in answered.items() if given is not None}


def _save_form(invitation: Invitation) -> Administration:
    student, filled, result = invitation.student, _filled(invitation), _scored(invitation)
    Student.objects.select_for_update().only("pk").get(pk=student.pk)
    before = invitation.administration
    saved = administration_of(
        student,
        filled,
        result=result,
        more=_more(invitation, filled),
        corrects=before,
        reason=SECOND_SITTING if before else "",
        by=None,
        at=clock.now(),
        campaign=invitation.campaign,
        uid=invitation.form_uid,
    )
    saved.save(force_insert=True)
    ScoreResult.objects.bulk_create(scores_of(saved, result))
    _tell_duty(invitation, result)
    _note_form(invitation)
    return saved


def _tell_duty(invitation: Invitation, result: Scored) -> None:
    """Raise the alert that the answers ask for, once for each level that is more urgent."""
    level = highest_level(result)
    if not level or _is_told(invitation, level):
        return
    assert invitation.form_uid is not None
    with _nobody():
        raise_alert(
            student=invitation.student,
            level=level,
            source=Source(ADMINISTRATION, invitation.form_uid),
            speaker=_who_speaks(invitation),
            by=None,
        )


def _is_told(invitation: Invitation, level: str) -> bool:
    sources = [invitation.form_uid]
    if invitation.administration is not None:
        sources.append(invitation.administration.uid)
    return Alert.objects.filter(source__in=sources, level__gte=level).exists()


def _who_speaks(invitation: Invitation) -> User:
    school = invitation.campaign.school
    speaker = last_on_duty(school, clock.now()) or speakers_at(school).first()
    if speaker is None:
        raise Refused("surveys.nobody_on_duty")
    return speaker


def _note_form(invitation: Invitation) -> None:
    with _nobody():
        record(
            Verb.CREATE,
            ADMINISTRATION,
            subject=invitation.student.uid,
            role=RESPONDENT,
            school=invitation.campaign.school.uid,
            section=Section.ANSWERS.value,
            fields=[invitation.campaign.instrument],
        )


def _today(invitation: Invitation) -> dt.date:
    return clock.today(invitation.campaign.school.time_zone or "UTC")


def _nobody() -> AbstractContextManager[None]:
    """Let nobody be the actor, also where somebody else is signed in on this machine."""
    return acting(Actor(request=actor().request))
