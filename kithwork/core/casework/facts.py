"""A snapshot of what is on file in a case: claims about records, never their content.

The defaults are those of an empty file: nothing is there, nothing is agreed.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum

from kithwork.core.casework.closing import ClosingNeed, ClosureReason
from kithwork.core.casework.statuses import Status
from kithwork.core.guards import Answer, Refused
from kithwork.core.reasons import Reason
from kithwork.core.safety.levels import Level
from kithwork.core.support.functions import Function


@dataclass(frozen=True, slots=True)
class EnquiryFacts:
    """The enquiry: who, through whom, what about, and the quick questions about danger."""

    has_identity: bool = False
    has_source: bool = False
    has_presenting_problem: bool = False
    has_risk_screen: bool = False


class IntakeDecision(StrEnum):
    """What was decided at intake."""

    ACCEPT = "accept"
    NOT_ACCEPT = "not_accept"
    WAIT = "wait"


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """The assessment. `not_assessed`: functions left out, each with its reason on file."""

    with_evidence: frozenset[Function] = frozenset()
    not_assessed: frozenset[Function] = frozenset()
    has_baseline: bool = False
    risk_level: Level | None = None


@dataclass(frozen=True, slots=True)
class GoalFacts:
    """One goal, by its number in the plan. `anchors`: how many of the five are written."""

    number: int
    anchors: int = 0
    has_anchor_waiver: bool = False
    rated_on: dt.date | None = None
    is_abandoned: bool = False
    has_abandon_reason: bool = False

    def __post_init__(self) -> None:
        if not 0 <= self.anchors <= 5:
            raise ValueError("a goal has from 0 to 5 anchors")


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """The plan. `is_agreed`: signed, or agreed in words with a note."""

    goals: tuple[GoalFacts, ...] = ()
    is_agreed: bool = False
    is_approved: bool = False


@dataclass(frozen=True, slots=True)
class ReferralFacts:
    """A referral out. `tracks_receipt`: a day is set on which the receiver is asked."""

    has_form: bool = False
    has_consent_to_share: bool = False
    has_lawful_exception: bool = False
    tracks_receipt: bool = False


class FollowUpState(StrEnum):
    """How a planned follow-up stands; lost is a result."""

    PLANNED = "planned"
    DONE = "done"
    LOST = "lost"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class FollowUpFacts:
    """One planned follow-up."""

    due_on: dt.date
    state: FollowUpState = FollowUpState.PLANNED


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """The ending. `done`: what of closing is on file; `has_not_evaluated_reason` as it says."""

    reason: ClosureReason | None = None
    done: frozenset[ClosingNeed] = frozenset()
    has_post_measures: bool = False
    has_post_missing_reason: bool = False
    has_not_evaluated_reason: bool = False


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What is on file now.

    `consent` is the answer of `core.consent` for casework on the day; `open_risks` are the levels
    of the risk episodes that are not closed; `has_step_reason` says that a reason for the step
    now wanted is recorded.
    """

    status: Status
    enquiry: EnquiryFacts = EnquiryFacts()
    decision: IntakeDecision | None = None
    has_offered_instead: bool = False
    has_step_reason: bool = False
    consent: Answer = field(default=Refused((Reason.of("casework.missing.consent"),)))
    has_lawful_exception: bool = False
    assessment: AssessmentFacts = AssessmentFacts()
    plan: PlanFacts = PlanFacts()
    referral: ReferralFacts = ReferralFacts()
    closing: ClosingFacts = ClosingFacts()
    follow_ups: tuple[FollowUpFacts, ...] = ()
    open_risks: tuple[Level, ...] = ()
