"""The stages of a case, in the order of the taught process 接案 → 预估 → 计划 → 介入 → 评估 → 结案.

Follow-up comes after closing; waiting, suspension, referral and "consent pending" are stages of
their own, so that a case that stands still says why.
"""

from enum import StrEnum


class Status(StrEnum):
    """Where a case stands."""

    ENQUIRY = "enquiry"
    NOT_ACCEPTED = "not_accepted"
    WAITLIST = "waitlist"
    INTAKE = "intake"
    CONSENT_PENDING = "consent_pending"
    ASSESSMENT = "assessment"
    PLANNING = "planning"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    EVALUATION = "evaluation"
    CLOSING = "closing"
    CLOSED = "closed"
    FOLLOW_UP = "follow_up"
    REOPENED = "reopened"
    REFERRED_OUT = "referred_out"
    ARCHIVED = "archived"


MAIN_PATH = (
    Status.ENQUIRY,
    Status.INTAKE,
    Status.ASSESSMENT,
    Status.PLANNING,
    Status.ACTIVE,
    Status.EVALUATION,
    Status.CLOSING,
    Status.CLOSED,
    Status.FOLLOW_UP,
    Status.ARCHIVED,
)

# The work has ended; follow-ups may still come.
ENDED = frozenset({Status.CLOSED, Status.FOLLOW_UP, Status.ARCHIVED})

# Work is going on or waiting to go on: such a case can be closed early and for any reason.
OPEN = frozenset(
    {
        Status.ENQUIRY,
        Status.WAITLIST,
        Status.INTAKE,
        Status.CONSENT_PENDING,
        Status.ASSESSMENT,
        Status.PLANNING,
        Status.ACTIVE,
        Status.SUSPENDED,
        Status.EVALUATION,
        Status.REOPENED,
    }
)
