"""A form that came another way than by a code, as the answer of somebody who was invited."""

from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.people.models import Student
from kithwork.surveys.codes import new_receipt
from kithwork.surveys.consenting import standing_of, standings
from kithwork.surveys.filling import Filled
from kithwork.surveys.models import Administration, Campaign, Invitation

State = Invitation.State
CLOSED = (State.REFUSED, State.WITHDRAWN)


def require_answering(campaign: Campaign, student: Student, filled: Filled) -> None:
    """Raise Refused where a campaign may not take this student's form.

    It must be open, of this instrument, have invited her, and everybody must have agreed.
    """
    if not campaign.is_open or campaign.instrument != filled.instrument:
        raise Refused("surveys.campaign_moved_on")
    invitation = Invitation.objects.filter(campaign=campaign, student=student).first()
    if invitation is None or invitation.state in CLOSED:
        raise Refused("surveys.not_in_campaign")
    if not standing_of(campaign, student).may_answer:
        raise Refused("surveys.consent_not_recorded")


def who_agreed(campaign: Campaign) -> frozenset[int]:
    """Return the keys of the students whose forms an open campaign may take."""
    if not campaign.is_open:
        return frozenset()
    invitations = Invitation.objects.filter(campaign=campaign).exclude(state__in=CLOSED)
    students = [
        one.student for one in invitations.select_related("student__person", "student__school")
    ]
    asked = standings(campaign, students)
    return frozenset(pk for pk, one in asked.items() if one.may_answer)


def mark_answered(campaign: Campaign, saved: Administration) -> None:
    """Say that an invitation is answered by this form."""
    invitations = Invitation.objects.filter(campaign=campaign, student=saved.student_id)
    for invitation in invitations.exclude(state__in=CLOSED):
        invitation.state, invitation.way = State.ANSWERED, saved.mode
        invitation.administration, invitation.answers = saved, {}
        invitation.answered_at = invitation.answered_at or clock.now()
        invitation.receipt = invitation.receipt or new_receipt()
        invitation.save()
