"""What the respondent's pages show: her invitation, and whom she may turn to."""

import datetime as dt
import uuid
from dataclasses import dataclass

from kithwork.access.models import School
from kithwork.audit import clock
from kithwork.catalogue.jurisdictions import Line, lines, packs
from kithwork.catalogue.notices import NoticeText, notices
from kithwork.core.rules import whole_years
from kithwork.safety.duty import next_duty
from kithwork.surveys.actions.answering import LOADED, is_over
from kithwork.surveys.actions.consents import LOADED as REQUEST_LOADED
from kithwork.surveys.consenting import standing_of
from kithwork.surveys.models import Administration, Campaign, GuardianRequest, Invitation
from kithwork.surveys.queries.campaigns import rests
from kithwork.surveys.respondent import Stage, stage_of

KINDS = ("child", "crisis")  # of the lines that a student may call


@dataclass(frozen=True, slots=True)
class Said:
    """A notice in one language, filled in."""

    title: str
    paragraphs: tuple[str, ...]


def invitation_with(uid: uuid.UUID | None) -> Invitation | None:
    """Return the invitation that a ticket names."""
    if uid is None:
        return None
    found = Invitation.objects.filter(uid=uid).select_related(*LOADED, "administration")
    return found.first()


def request_with(uid: uuid.UUID | None) -> GuardianRequest | None:
    """Return the guardian's request that a ticket names."""
    if uid is None:
        return None
    return GuardianRequest.objects.filter(uid=uid).select_related(*REQUEST_LOADED).first()


def present_stage(invitation: Invitation) -> Stage:
    """Return which page stands before her now."""
    campaign = invitation.campaign
    return stage_of(
        invitation,
        standing_of(campaign, invitation.student),
        is_over=is_over(campaign),
        rests=rests(campaign, clock.now()),
    )


def notice_for(invitation: Invitation, language: str) -> Said:
    """Return the notice for the student's age, filled in."""
    campaign, birth = invitation.campaign, invitation.student.person.birth
    age = whole_years(birth, _today(campaign.school)) if birth else None
    return _said(notices()[campaign.notice].for_age(age), campaign, language)


def guardian_notice(campaign: Campaign, language: str) -> Said:
    """Return the guardian's notice, filled in."""
    return _said(notices()[campaign.notice].guardian, campaign, language)


def stays_in_a_case(invitation: Invitation) -> bool:
    """Whether a form of hers could not be removed, because a case rests on it."""
    forms = Administration.objects.filter(campaign=invitation.campaign, student=invitation.student)
    return forms.exists()


def lines_for(school: School) -> tuple[Line, ...]:
    """Return the lines that a student may call today."""
    if school.jurisdiction not in packs():
        return ()
    found = lines(school.jurisdiction, _today(school))
    return tuple(one for one in found if one.kinds.intersection(KINDS))


def back_from(school: School) -> dt.datetime | None:
    """Return from when somebody will be on duty again, where that is planned."""
    spell = next_duty(school, clock.now())
    return spell.starts_at if spell else None


def _said(text: NoticeText, campaign: Campaign, language: str) -> Said:
    places = {"school": campaign.school.name_in(language), "contact": campaign.contact}
    return Said(
        text.title.said_in(language),
        tuple(one.said_in(language).format(**places) for one in text.paragraphs),
    )


def _today(school: School) -> dt.date:
    return clock.today(school.time_zone or "UTC")
