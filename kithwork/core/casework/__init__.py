"""The course of a case: its stages, what each step needs, consent still sought, clocks, closing."""

from kithwork.core.casework.closing import ClosingNeed, ClosureReason
from kithwork.core.casework.facts import (
    AssessmentFacts,
    CaseFacts,
    ClosingFacts,
    EnquiryFacts,
    FollowUpFacts,
    FollowUpState,
    GoalFacts,
    IntakeDecision,
    PlanFacts,
    ReferralFacts,
)
from kithwork.core.casework.pending import (
    ConsentAttempt,
    Decision,
    PendingConsent,
    PendingRules,
    PendingStanding,
    SupervisorDecision,
    standing_of,
)
from kithwork.core.casework.policy import CaseworkPolicy
from kithwork.core.casework.recording import RecordKind, may_record
from kithwork.core.casework.statuses import ENDED, MAIN_PATH, OPEN, Status
from kithwork.core.casework.timeliness import (
    DeadlineRule,
    NoteTiming,
    ReviewDue,
    follow_up_days,
    note_timing,
    review_due,
)
from kithwork.core.casework.transitions import TRANSITIONS, NextStep, move, next_steps

__all__ = [
    "ENDED",
    "MAIN_PATH",
    "OPEN",
    "TRANSITIONS",
    "AssessmentFacts",
    "CaseFacts",
    "CaseworkPolicy",
    "ClosingFacts",
    "ClosingNeed",
    "ClosureReason",
    "ConsentAttempt",
    "DeadlineRule",
    "Decision",
    "EnquiryFacts",
    "FollowUpFacts",
    "FollowUpState",
    "GoalFacts",
    "IntakeDecision",
    "NextStep",
    "NoteTiming",
    "PendingConsent",
    "PendingRules",
    "PendingStanding",
    "PlanFacts",
    "RecordKind",
    "ReferralFacts",
    "ReviewDue",
    "Status",
    "SupervisorDecision",
    "follow_up_days",
    "may_record",
    "move",
    "next_steps",
    "note_timing",
    "review_due",
    "standing_of",
]
