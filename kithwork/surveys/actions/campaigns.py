"""Campaigns: planned, changed while a draft, opened with everybody invited, closed.

Opening freezes what was promised: the instrument and the notice by version and hash, the purposes
with their bases, and whom it asks. Closing erases the key of the codes, and drops what was begun
and not finished: whoever stopped, stopped.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from kithwork.access.actions.keys import erase_key, make_key
from kithwork.access.keys.vault import Vault
from kithwork.access.models import DataKey, School, User
from kithwork.access.refusals import Refused, Stale
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.catalogue.consent import BASES, purpose_entries
from kithwork.catalogue.notices import notices
from kithwork.people.actions.allowed import require_roster
from kithwork.people.models import Student
from kithwork.people.queries.classes import classes_of
from kithwork.surveys.codes import index_of, new_code, sealed
from kithwork.surveys.consenting import needs_guardian, rules_at
from kithwork.surveys.filling import entry_of
from kithwork.surveys.models import Campaign, GuardianRequest, Invitation
from kithwork.surveys.queries.campaigns import audience_of, still_missing

BATCH = 500
State = Campaign.State


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What a campaign is to be; see `models.Campaign` for the fields."""

    title: str
    instrument: str
    ways: tuple[str, ...]
    purposes: Mapping[str, str]
    notice: str
    contact: str
    audience_kind: str
    audience: Mapping[str, Any] = field(default_factory=dict)
    closes_on: dt.date | None = None


class NotReady(Refused):
    """A campaign cannot open yet; `missing` names everything at once."""

    def __init__(self, campaign: Campaign) -> None:
        self.missing = still_missing(campaign)
        super().__init__("surveys.open.not_ready")


@transaction.atomic
def plan_campaign(*, school: School, plan: Planned, by: User) -> Campaign:
    """Plan a campaign as a draft of one's own. Raises NotAllowed, Refused."""
    require_roster(by, school)
    campaign = Campaign(school=school, owner=by)
    _take_over(campaign, plan)
    campaign.save(force_insert=True)
    _note(Verb.CREATE, campaign, by, reason="planned")
    return campaign


@transaction.atomic
def amend_campaign(*, campaign: Campaign, plan: Planned, version: int, by: User) -> Campaign:
    """Change a draft. Raises NotAllowed, Refused, and Stale where somebody else changed it."""
    require_roster(by, campaign.school)
    locked = _locked(campaign, State.DRAFT)
    if locked.version != version:
        raise Stale("surveys.campaign_stale")
    _take_over(locked, plan)
    locked.version += 1
    locked.save()
    _note(Verb.AMEND, locked, by, reason="planned")
    return locked


@transaction.atomic
def open_campaign(*, campaign: Campaign, by: User) -> Campaign:
    """Open a draft: invite everybody it asks. Raises NotAllowed, NotReady."""
    require_roster(by, campaign.school)
    locked = _locked(campaign, State.DRAFT)
    if still_missing(locked):
        raise NotReady(locked)
    _freeze(locked)
    locked.key = make_key(DataKey.Kind.CAMPAIGN)
    locked.state, locked.opened_at = State.OPEN, clock.now()
    locked.opens_on = clock.today(locked.school.time_zone or "UTC")
    locked.save()
    count = _invite(locked, list(audience_of(locked)))
    _note(Verb.SHARE, locked, by, reason="campaign_opened", size=count)
    return locked


@transaction.atomic
def close_campaign(*, campaign: Campaign, by: User) -> Campaign:
    """Close a campaign: its codes open nothing any more. Raises NotAllowed, Refused."""
    require_roster(by, campaign.school)
    locked = _locked(campaign, State.OPEN)
    begun = Invitation.objects.filter(campaign=locked, state=Invitation.State.BEGUN)
    begun.filter(administration__isnull=False).update(
        state=Invitation.State.ANSWERED, answered_at=clock.now()
    )
    Invitation.objects.filter(campaign=locked).exclude(answers={}).update(answers={})
    if locked.key is not None:
        erase_key(key=locked.key, reason="campaign_closed", by=by, school=locked.school.uid)
    locked.state, locked.closed_at = State.CLOSED, clock.now()
    locked.save()
    _note(Verb.AMEND, locked, by, reason="campaign_closed")
    return locked


def _take_over(campaign: Campaign, plan: Planned) -> None:
    entry_of(plan.instrument)
    if not plan.title.strip():
        raise Refused("surveys.campaign_without_title")
    if not set(plan.purposes) <= set(purpose_entries()):
        raise Refused("consent.unknown_purpose")
    if any(basis and basis not in BASES for basis in plan.purposes.values()):
        raise Refused("surveys.unknown_basis")
    campaign.title, campaign.instrument = plan.title.strip(), plan.instrument
    campaign.ways, campaign.purposes = list(plan.ways), dict(plan.purposes)
    campaign.notice, campaign.contact = plan.notice, plan.contact.strip()
    campaign.audience_kind, campaign.audience = plan.audience_kind, dict(plan.audience)
    campaign.closes_on = plan.closes_on


def _freeze(campaign: Campaign) -> None:
    entry, notice = entry_of(campaign.instrument).entry, notices()[campaign.notice].entry
    campaign.entry_version, campaign.entry_hash = entry.version, entry.content_hash
    campaign.notice_version, campaign.notice_hash = notice.version, notice.content_hash


def _invite(campaign: Campaign, students: list[Student]) -> int:
    """Make a code for each student, and one for the guardian where she must agree."""
    assert campaign.key is not None
    assert campaign.opens_on is not None
    vault, rules = Vault(campaign.key), rules_at(campaign.school, campaign.opens_on)
    in_class = classes_of(students, on=campaign.opens_on)
    made = [_invitation(campaign, one, vault) for one in students]
    for invitation in made:
        invitation.school_class = in_class.get(invitation.student_id)
    Invitation.objects.bulk_create(made, batch_size=BATCH)
    asked = [one for one in made if needs_guardian(one.student, rules)]
    GuardianRequest.objects.bulk_create((_request(one, vault) for one in asked), batch_size=BATCH)
    return len(made)


def _invitation(campaign: Campaign, student: Student, vault: Vault) -> Invitation:
    code = new_code()
    made = Invitation(campaign=campaign, student=student, code_index=index_of(code))
    made.code = sealed(code, vault, row=made.uid)
    return made


def _request(invitation: Invitation, vault: Vault) -> GuardianRequest:
    code = new_code()
    made = GuardianRequest(invitation=invitation, code_index=index_of(code))
    made.code = sealed(code, vault, row=made.uid)
    return made


def _locked(campaign: Campaign, state: str) -> Campaign:
    rows = Campaign.objects.select_for_update(of=("self",)).select_related("school", "key")
    locked = rows.filter(pk=campaign.pk, state=state).first()
    if locked is None:
        raise Refused("surveys.campaign_moved_on")
    return locked


def _note(
    verb: Verb, campaign: Campaign, by: User, *, reason: str, size: int | None = None
) -> None:
    record(
        verb,
        "campaign",
        subject=campaign.uid,
        by=by,
        school=campaign.school.uid,
        section=Section.CAMPAIGNS.value,
        fields=[campaign.instrument],
        reason=reason,
        size=size,
    )
