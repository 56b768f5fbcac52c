"""Every step from one stage of a case to another, and what it needs.

The table below is the whole state machine: a step that does not stand in it does not exist. A
refused step names everything that is missing. Source: the stages of the national process and the
guards of this product's field specification, `docs/methods/casework.md`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from kithwork.core.casework import requirements as needs
from kithwork.core.casework.facts import CaseFacts
from kithwork.core.casework.policy import CaseworkPolicy
from kithwork.core.casework.requirements import Requirement
from kithwork.core.casework.statuses import MAIN_PATH, OPEN, Status
from kithwork.core.guards import Answer, Refused, answer
from kithwork.core.reasons import Reason

_ACCEPTANCE = (needs.accepted, needs.consent)
_REFUSAL = (needs.step_reason, needs.offered_instead)
_EARLY_END = (needs.closure_reason, needs.not_evaluated_reason, needs.early_sign_off)
_REFERRAL = (needs.referral_form, needs.leave_to_share, needs.receipt_tracked)

_STEPS: dict[tuple[Status, Status], tuple[Requirement, ...]] = {
    (Status.ENQUIRY, Status.INTAKE): (
        needs.identity,
        needs.source,
        needs.presenting_problem,
        needs.risk_screen,
    ),
    (Status.ENQUIRY, Status.NOT_ACCEPTED): _REFUSAL,
    (Status.INTAKE, Status.ASSESSMENT): _ACCEPTANCE,
    (Status.INTAKE, Status.CONSENT_PENDING): (needs.accepted,),
    (Status.INTAKE, Status.WAITLIST): (needs.step_reason,),
    (Status.INTAKE, Status.NOT_ACCEPTED): _REFUSAL,
    (Status.CONSENT_PENDING, Status.ASSESSMENT): (needs.consent,),
    (Status.CONSENT_PENDING, Status.NOT_ACCEPTED): _REFUSAL,
    (Status.WAITLIST, Status.INTAKE): (needs.step_reason,),
    (Status.WAITLIST, Status.NOT_ACCEPTED): _REFUSAL,
    (Status.ASSESSMENT, Status.PLANNING): (
        needs.evidence_for_each_function,
        needs.baseline,
        needs.risk_level,
    ),
    (Status.PLANNING, Status.ACTIVE): (
        needs.at_least_one_goal,
        needs.anchors_of_each_goal,
        needs.agreement,
        needs.approval,
    ),
    (Status.PLANNING, Status.ASSESSMENT): (needs.step_reason,),
    (Status.ACTIVE, Status.EVALUATION): (needs.rating_of_each_goal,),
    (Status.ACTIVE, Status.SUSPENDED): (needs.step_reason,),
    (Status.SUSPENDED, Status.ACTIVE): (needs.step_reason,),
    (Status.EVALUATION, Status.ACTIVE): (needs.step_reason,),
    (Status.EVALUATION, Status.CLOSING): (needs.closure_reason, needs.post_measures),
    (Status.CLOSING, Status.CLOSED): (needs.closure_reason, needs.what_the_reason_asks),
    (Status.CLOSED, Status.FOLLOW_UP): (needs.step_reason,),
    (Status.CLOSED, Status.ARCHIVED): (needs.follow_ups_over,),
    (Status.CLOSED, Status.REOPENED): (needs.step_reason,),
    (Status.FOLLOW_UP, Status.ARCHIVED): (needs.step_reason, needs.follow_ups_over),
    (Status.FOLLOW_UP, Status.REOPENED): (needs.step_reason,),
    (Status.REOPENED, Status.ASSESSMENT): (needs.step_reason, needs.consent),
    (Status.REFERRED_OUT, Status.REOPENED): (needs.step_reason,),
    (Status.REFERRED_OUT, Status.CLOSING): _EARLY_END,
}
_EARLY = {(status, Status.CLOSING): _EARLY_END for status in OPEN - {Status.EVALUATION}}
_OUTWARD = {
    (status, Status.REFERRED_OUT): _REFERRAL
    for status in OPEN | {Status.CLOSING, Status.CLOSED, Status.FOLLOW_UP}
}

TRANSITIONS: Mapping[tuple[Status, Status], tuple[Requirement, ...]] = _STEPS | _EARLY | _OUTWARD


@dataclass(frozen=True, slots=True)
class NextStep:
    """A step that the case could take, and what it still needs; `is_main`: along the main path."""

    to: Status
    missing: tuple[Reason, ...]
    is_main: bool


def move(case: CaseFacts, to: Status, *, on: dt.date, policy: CaseworkPolicy) -> Answer:
    """Say whether the case may go on to `to` on that day, or all that is missing for it."""
    requirements = TRANSITIONS.get((case.status, to))
    if requirements is None:
        return Refused((_no_such_step(case.status, to),))
    return answer(_missing(requirements, case, on=on, policy=policy))


def next_steps(case: CaseFacts, *, on: dt.date, policy: CaseworkPolicy) -> tuple[NextStep, ...]:
    """Return every step from where the case stands, the main one first, with what it needs."""
    steps = [
        NextStep(to, _missing(requirements, case, on=on, policy=policy), _is_main(case.status, to))
        for (start, to), requirements in TRANSITIONS.items()
        if start is case.status
    ]
    return tuple(sorted(steps, key=lambda step: (not step.is_main, list(Status).index(step.to))))


def _missing(
    requirements: tuple[Requirement, ...], case: CaseFacts, *, on: dt.date, policy: CaseworkPolicy
) -> tuple[Reason, ...]:
    return tuple(reason for need in requirements for reason in need(case, on, policy))


def _is_main(start: Status, to: Status) -> bool:
    before = Status.INTAKE if start is Status.CONSENT_PENDING else start
    return (before, to) in pairwise(MAIN_PATH)


def _no_such_step(start: Status, to: Status) -> Reason:
    return Reason.of(
        "casework.refused.no_such_step",
        start=f"casework.status.{start}",
        to=f"casework.status.{to}",
    )
