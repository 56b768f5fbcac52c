"""What may be written down when: stages gate paperwork, never help.

Whatever serves the child or keeps her safe can be recorded in every stage, and a contact, a risk
note, a safety plan and a mandatory report before there is a case at all. Only the papers of a
stage wait for their stage.
"""

from enum import StrEnum

from kithwork.core.casework.statuses import OPEN, Status
from kithwork.core.guards import Allowed, Answer, Refused
from kithwork.core.reasons import Reason


class RecordKind(StrEnum):
    """A kind of record in or before a case."""

    CONTACT = "contact"
    RISK_NOTE = "risk_note"
    SAFETY_PLAN = "safety_plan"
    MANDATORY_REPORT = "mandatory_report"
    URGENT_HELP = "urgent_help"
    OBSERVATION = "observation"
    HOME_VISIT = "home_visit"
    SCALE = "scale"
    REASSESSMENT = "reassessment"
    RESOURCE_LINK = "resource_link"
    CONFERENCE = "conference"
    SUPERVISION = "supervision"
    DISCLOSURE = "disclosure"
    COMPLAINT = "complaint"
    HANDOVER = "handover"
    INTAKE = "intake"
    ASSESSMENT = "assessment"
    PLAN = "plan"
    PLAN_REVIEW = "plan_review"
    EVALUATION = "evaluation"
    CLOSURE = "closure"
    FOLLOW_UP = "follow_up"


WITHOUT_CASE = frozenset(
    {
        RecordKind.CONTACT,
        RecordKind.RISK_NOTE,
        RecordKind.SAFETY_PLAN,
        RecordKind.MANDATORY_REPORT,
        RecordKind.URGENT_HELP,
        RecordKind.COMPLAINT,
        RecordKind.DISCLOSURE,
    }
)

# Closing may come early, from any open stage; its papers can be begun as soon.
PAPERS = {
    RecordKind.INTAKE: frozenset({Status.ENQUIRY, Status.WAITLIST, Status.INTAKE}),
    RecordKind.ASSESSMENT: frozenset({Status.ASSESSMENT, Status.REOPENED}),
    RecordKind.PLAN: frozenset({Status.PLANNING, Status.ACTIVE}),
    RecordKind.PLAN_REVIEW: frozenset({Status.ACTIVE, Status.SUSPENDED}),
    RecordKind.EVALUATION: frozenset({Status.ACTIVE, Status.EVALUATION, Status.CLOSING}),
    RecordKind.CLOSURE: OPEN | {Status.CLOSING, Status.REFERRED_OUT},
    RecordKind.FOLLOW_UP: frozenset({Status.CLOSED, Status.FOLLOW_UP}),
}


def may_record(kind: RecordKind, status: Status | None) -> Answer:
    """Say whether a record may be written now; `status` is None where there is no case yet."""
    if status is None:
        if kind in WITHOUT_CASE:
            return Allowed()
        return Refused((Reason.of("casework.refused.no_case", record=kind_code(kind)),))
    if kind in PAPERS and status not in PAPERS[kind]:
        return Refused((Reason.of("casework.refused.other_stage", record=kind_code(kind)),))
    return Allowed()


def kind_code(kind: RecordKind) -> str:
    """Return the code under which the words name a kind of record."""
    return f"casework.record.{kind}"
