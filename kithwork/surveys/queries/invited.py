"""The invitations of a campaign, as colleagues need them: slips to print, consent forms, states."""

import uuid
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from kithwork.access.keys.vault import Vault
from kithwork.access.models import User
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.consent import purpose_entries
from kithwork.core.campaigns import ANSWERING
from kithwork.core.text import Text
from kithwork.people.models import Carer, Consent, ConsentAnswer
from kithwork.surveys.codes import opened, spaced
from kithwork.surveys.consenting import Asked, standings
from kithwork.surveys.models import Campaign, GuardianRequest, Invitation
from kithwork.surveys.queries.campaigns import invitations_of


@dataclass(frozen=True, slots=True)
class Slip:
    """A code to hand out: to whom, kept on a stub that is torn off."""

    invitation: Invitation
    code: str


@dataclass(frozen=True, slots=True)
class Family:
    """How many guardians must be asked, and how many have answered."""

    asked: int
    answered: int


@dataclass(frozen=True, slots=True)
class PurposeLine:
    """One purpose on a form: its field, its words, and what stands of it (None: nothing yet)."""

    purpose: str
    name: str
    label: Text
    agrees: bool | None


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One student: how she stands, whom a guardian's signature may be of, and each purpose."""

    invitation: Invitation
    asked: Asked
    guardians: tuple[Carer, ...]
    of_guardian: tuple[PurposeLine, ...]
    of_her_own: tuple[PurposeLine, ...]

    @property
    def guardian_is_open(self) -> bool:
        """Whether something on the guardian's form may still be recorded."""
        return any(not line.agrees for line in self.of_guardian)

    @property
    def who_name(self) -> str:
        return f"who-{self.invitation.uid}"


def slips_of(
    user: User, campaign: Campaign, *, school_class: uuid.UUID | None, of_guardians: bool
) -> tuple[Slip, ...]:
    """Return the slips of a class, or of all, and record that they were printed.

    Raises Refused where the campaign is not open: its codes open nothing.
    """
    if campaign.key is None or not campaign.is_open:
        raise Refused("surveys.campaign_moved_on")
    vault, invitations = (
        Vault(campaign.key),
        list(invitations_of(campaign, school_class=school_class)),
    )
    slips = _guardians_slips(invitations, vault) if of_guardians else _own_slips(invitations, vault)
    record(
        Event.PRINT,
        "invitation",
        subject=campaign.uid,
        by=user,
        school=campaign.school.uid,
        section=Section.CAMPAIGNS.value,
        size=len(slips),
    )
    return slips


def consent_rows(
    user: User, campaign: Campaign, *, school_class: uuid.UUID | None
) -> tuple[ConsentRow, ...]:
    """Return the students of a class with whom consent is sought, and record the list."""
    invitations = list(invitations_of(campaign, school_class=school_class))
    students = [one.student for one in invitations]
    asked = standings(campaign, students)
    guardians = defaultdict(list)
    legal = Carer.objects.filter(student__in=students, is_legal_guardian=True, ends_on__isnull=True)
    for carer in legal.select_related("person").order_by("-is_main_carer", "pk"):
        guardians[carer.student_id].append(carer)
    said = _said(campaign, invitations)
    _record_list(user, campaign, len(invitations))
    return tuple(
        ConsentRow(
            one,
            asked[one.student_id],
            tuple(guardians[one.student_id]),
            _of_guardian(campaign, one, asked[one.student_id], said),
            _lines(campaign, one, said, is_guardians=False),
        )
        for one in invitations
    )


def states_of(
    user: User, campaign: Campaign, *, school_class: uuid.UUID | None
) -> tuple[tuple[Invitation, Asked], ...]:
    """Return each invitation with how its student stands, for the owner, and record the list."""
    invitations = list(invitations_of(campaign, school_class=school_class))
    asked = standings(campaign, [one.student for one in invitations])
    _record_list(user, campaign, len(invitations))
    return tuple((one, asked[one.student_id]) for one in invitations)


def family_of(campaign: Campaign) -> Family:
    """Return how many guardians the campaign must ask, and how many have said something."""
    asked = GuardianRequest.objects.filter(invitation__campaign=campaign)
    said = Consent.objects.filter(about=campaign.uid, carer__isnull=False)
    answered = asked.filter(invitation__student__in=said.values("student_id"))
    return Family(asked.count(), answered.count())


Said = dict[tuple[int, bool, str], bool]  # student, is a guardian's, purpose


def _said(campaign: Campaign, invitations: list[Invitation]) -> Said:
    """Return the latest answers about a campaign that have not been taken back and not ended."""
    today = clock.today(campaign.school.time_zone or "UTC")
    standing = ConsentAnswer.objects.filter(
        Q(expires_on__isnull=True) | Q(expires_on__gt=today),
        consent__about=campaign.uid,
        consent__student__in=[one.student_id for one in invitations],
        withdrawn_on__isnull=True,
    ).order_by("consent__given_on", "consent_id")
    found = standing.values_list("consent__student", "consent__carer", "purpose", "agrees")
    return {(pk, carer is not None, purpose): agrees for pk, carer, purpose, agrees in found}


def _of_guardian(
    campaign: Campaign, invitation: Invitation, asked: Asked, said: Said
) -> tuple[PurposeLine, ...]:
    """A guardian's yes to answering stands only while it is valid: else the form comes anew."""
    lines = _lines(campaign, invitation, said, is_guardians=True)
    return tuple(_if_valid(one, asked) if one.purpose == ANSWERING else one for one in lines)


def _if_valid(line: PurposeLine, asked: Asked) -> PurposeLine:
    if asked.may_be_asked:
        return replace(line, agrees=True)
    return replace(line, agrees=None) if line.agrees else line


def _lines(
    campaign: Campaign, invitation: Invitation, said: Said, *, is_guardians: bool
) -> tuple[PurposeLine, ...]:
    whose = "guardian" if is_guardians else "own"
    return tuple(
        PurposeLine(
            purpose,
            f"{whose}-{invitation.uid}-{purpose}",
            entry.label,
            said.get((invitation.student_id, is_guardians, purpose)),
        )
        for purpose, entry in purpose_entries().items()
        if purpose in campaign.purposes
    )


def _own_slips(invitations: Iterable[Invitation], vault: Vault) -> tuple[Slip, ...]:
    return tuple(Slip(one, spaced(opened(one.code, vault, row=one.uid))) for one in invitations)


def _guardians_slips(invitations: list[Invitation], vault: Vault) -> tuple[Slip, ...]:
    requests = {
        one.invitation_id: one for one in GuardianRequest.objects.filter(invitation__in=invitations)
    }
    return tuple(
        Slip(one, spaced(opened(asked.code, vault, row=asked.uid)))
        for one in invitations
        if (asked := requests.get(one.pk)) is not None
    )


def _record_list(user: User, campaign: Campaign, size: int) -> None:
    record(
        Event.LIST,
        "invitation",
        subject=campaign.uid,
        by=user,
        school=campaign.school.uid,
        section=Section.CAMPAIGNS.value,
        size=size,
    )
