"""Consent to a campaign: on paper as it comes back, by a guardian's link, and taken back.

A guardian at a link is known by the last digits of a telephone number that the school has on file
for somebody who is a guardian in law; a few wrong tries shut the link, and paper remains. Taking
consent back removes the answers; an alert that they raised stays, for it is about a child's
safety and not about the campaign.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace

from django.db import transaction
from django.db.models import F, ProtectedError

from kithwork.access.models import User
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.context import Actor, acting, actor
from kithwork.audit.models import Verb
from kithwork.core.campaigns import ANSWERING
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.consents import (
    Asking,
    NoticeRead,
    receive_consent,
    record_consent,
    withdraw_consent,
)
from kithwork.people.models import Carer, Consent
from kithwork.people.sealed import open_contacts
from kithwork.surveys.actions.answering import RESPONDENT
from kithwork.surveys.codes import index_of
from kithwork.surveys.models import Administration, Campaign, GuardianRequest, Invitation
from kithwork.surveys.rows import ADMINISTRATION

TRIES = 5
DIGITS = 4
BY_PHONE = ("mobile", "phone")
State = Invitation.State


@dataclass(frozen=True, slots=True)
class Paper:
    """A consent form that came back: of a carer, or the student's own (None).

    `answers` holds each purpose that was ticked, yes or no; one left open is not among them.
    """

    invitation: Invitation
    carer: Carer | None
    answers: Mapping[str, bool]


@transaction.atomic
def record_papers(
    *, campaign: Campaign, papers: Iterable[Paper], given_on: dt.date, language: str, by: User
) -> int:
    """Record the signed forms of a campaign; return how many. Raises NotAllowed, Refused."""
    require_roster(by, campaign.school)
    if campaign.state != Campaign.State.OPEN:
        raise Refused("surveys.campaign_closed")
    count = 0
    for paper in papers:
        asking = _asking(campaign, paper.invitation, given_on, language)
        record_consent(
            asking=_of(asking, paper.carer, method="paper"),
            answers=_asked_for(campaign, paper.answers),
            by=by,
        )
        if paper.carer is None and paper.answers.get(ANSWERING) is False:
            _set_refused(paper.invitation)
        count += 1
    return count


def request_at(typed: str) -> GuardianRequest:
    """Return the request of a guardian's code. Raises Refused where it opens nothing."""
    found = GuardianRequest.objects.filter(code_index=index_of(typed)) if typed.strip() else None
    loaded = found.select_related(*LOADED).first() if found is not None else None
    if loaded is None:
        raise Refused("surveys.code_unknown")
    return loaded


LOADED = (
    "invitation__campaign__school",
    "invitation__student__person",
    "invitation__student__school",
    "invitation__student__key",
)


def guardian_answers(
    *, request: GuardianRequest, digits: str, answers: Mapping[str, bool], language: str
) -> Consent:
    """Keep what a guardian says at her link. Raises Refused where the digits are nobody's.

    A wrong try is counted also where nothing is saved.
    """
    campaign = request.invitation.campaign
    if campaign.state != Campaign.State.OPEN:
        raise Refused("surveys.campaign_closed")
    if request.wrong_tries >= TRIES:
        raise Refused("surveys.guardian_shut")
    carer = _guardian_with(request, digits)
    if carer is None:
        GuardianRequest.objects.filter(pk=request.pk).update(wrong_tries=F("wrong_tries") + 1)
        raise Refused("surveys.guardian_unknown", left=TRIES - request.wrong_tries - 1)
    return _received(request, carer, answers, language)


@transaction.atomic
def withdraw(*, invitation: Invitation, carer: Carer | None = None, by: User | None) -> int:
    """Take consent to a campaign back and remove its answers; return how many forms went.

    `by` is None where she, or her guardian (`carer`), does so at the link; a worker withdraws for
    the person who asked her to. Raises NotAllowed.
    """
    campaign = invitation.campaign
    if by is not None:
        require_roster(by, campaign.school)
    with _by(by):
        _take_back(invitation, carer, by)
        gone = _remove_forms(invitation)
        Invitation.objects.filter(pk=invitation.pk).update(
            state=State.WITHDRAWN, answers={}, place="", administration=None, answered_at=None
        )
        _note_removed(invitation, by, size=gone)
    return gone


def _asking(campaign: Campaign, invitation: Invitation, given_on: dt.date, language: str) -> Asking:
    return Asking(
        student=invitation.student,
        method="paper",
        given_on=given_on,
        language=language,
        about=campaign.uid,
        notice=NoticeRead(campaign.notice, campaign.notice_version, campaign.notice_hash),
        was_read_aloud=True,
        was_understood=True,
    )


def _of(asking: Asking, carer: Carer | None, *, method: str) -> Asking:
    return replace(asking, carer=carer, method=method, is_verified=carer is not None)


def _guardian_with(request: GuardianRequest, digits: str) -> Carer | None:
    """Return the guardian in law whose number on file ends with these digits."""
    typed = re.sub(r"\D", "", digits)
    if len(typed) != DIGITS:
        return None
    student = request.invitation.student
    carers = Carer.objects.filter(student=student, is_legal_guardian=True, ends_on__isnull=True)
    for carer in carers.select_related("person__key", "student"):
        contacts = (one for one in open_contacts(carer.person) if one.kind in BY_PHONE)
        if any(re.sub(r"\D", "", one.value).endswith(typed) for one in contacts):
            return carer
    return None


@transaction.atomic
def _received(
    request: GuardianRequest, carer: Carer, answers: Mapping[str, bool], language: str
) -> Consent:
    campaign = request.invitation.campaign
    today = clock.today(campaign.school.time_zone or "UTC")
    asking = _asking(campaign, request.invitation, today, language)
    known = _asked_for(campaign, answers)
    with _by(None):
        made = receive_consent(asking=_of(asking, carer, method="e_sign"), answers=known)
    GuardianRequest.objects.filter(pk=request.pk).update(answered_at=clock.now())
    return made


def _asked_for(campaign: Campaign, answers: Mapping[str, bool]) -> dict[str, bool]:
    """Return the answers to what the campaign asks, and to nothing else."""
    return {one: agrees for one, agrees in answers.items() if one in campaign.purposes}


def _set_refused(invitation: Invitation) -> None:
    open_yet = Invitation.objects.filter(pk=invitation.pk).exclude(state=State.ANSWERED)
    open_yet.update(state=State.REFUSED, answers={}, place="")


def _take_back(invitation: Invitation, carer: Carer | None, by: User | None) -> None:
    today = clock.today(invitation.campaign.school.time_zone or "UTC")
    said = Consent.objects.filter(
        student=invitation.student, about=invitation.campaign.uid, carer=carer
    )
    for consent in said.select_related("student__school"):
        purposes = frozenset(consent.answers.values_list("purpose", flat=True))
        withdraw_consent(consent=consent, purposes=purposes, on=today, by=by)


def _remove_forms(invitation: Invitation) -> int:
    """Delete the forms of the campaign, the latest first: each holds the one it supersedes.

    One that a case rests on is part of that case's record, which has a consent of its own; it
    stays, and the page says so.
    """
    forms = Administration.objects.filter(
        student=invitation.student, campaign=invitation.campaign
    ).order_by("-pk")
    Invitation.objects.filter(pk=invitation.pk).update(administration=None)
    return sum(_is_removed(form) for form in forms)


def _is_removed(form: Administration) -> bool:
    try:
        with transaction.atomic():
            form.delete()
    except ProtectedError:
        return False
    return True


def _note_removed(invitation: Invitation, by: User | None, *, size: int) -> None:
    record(
        Verb.DELETE,
        ADMINISTRATION,
        subject=invitation.student.uid,
        by=by,
        role="" if by else RESPONDENT,
        school=invitation.campaign.school.uid,
        section=Section.ANSWERS.value,
        fields=[invitation.campaign.instrument],
        reason="withdrawn",
        size=size,
    )


def _by(user: User | None) -> AbstractContextManager[None]:
    """Let nobody be the actor where nobody is signed in to this page."""
    present = actor()
    return acting(present if user else Actor(request=present.request))
