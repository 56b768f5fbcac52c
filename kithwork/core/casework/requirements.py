"""What a step of a case can need: each function looks for one thing and names what is missing.

All have the same shape, so that the table in `transitions` reads as the guards do on paper.
"""

import datetime as dt
from collections.abc import Callable

from kithwork.core.casework.closing import ClosingNeed
from kithwork.core.casework.facts import CaseFacts, FollowUpState, IntakeDecision
from kithwork.core.casework.policy import CaseworkPolicy
from kithwork.core.guards import Refused
from kithwork.core.reasons import Reason, Value
from kithwork.core.support.functions import FOUR

Missing = tuple[Reason, ...]
Requirement = Callable[[CaseFacts, dt.date, CaseworkPolicy], Missing]

ANCHORS = 5  # of goal attainment scaling: much less, less, expected, more, much more


# ── enquiry and intake ──────────────────────────────────────────────────────────────────────────


def identity(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.enquiry.has_identity, "identity")


def source(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.enquiry.has_source, "source")


def presenting_problem(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.enquiry.has_presenting_problem, "presenting_problem")


def risk_screen(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.enquiry.has_risk_screen, "risk_screen")


def accepted(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.decision is IntakeDecision.ACCEPT, "acceptance")


def consent(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    """Valid consent, or a documented lawful exception to protect the child."""
    if case.has_lawful_exception or not isinstance(case.consent, Refused):
        return ()
    return case.consent.missing


def offered_instead(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.has_offered_instead, "offered_instead")


def step_reason(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.has_step_reason, "step_reason")


# ── assessment and plan ─────────────────────────────────────────────────────────────────────────


def evidence_for_each_function(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    """Each of the four functions has a piece of evidence, or the reason why it was left out."""
    known = case.assessment.with_evidence | case.assessment.not_assessed
    return tuple(
        _lacks("function", function=f"casework.function.{function}")
        for function in FOUR
        if function not in known
    )


def baseline(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.assessment.has_baseline, "baseline")


def risk_level(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.assessment.risk_level is not None, "risk_level")


def at_least_one_goal(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(any(not goal.is_abandoned for goal in case.plan.goals), "goal")


def anchors_of_each_goal(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return tuple(
        _lacks("anchors", goal=goal.number, written=goal.anchors)
        for goal in case.plan.goals
        if goal.anchors < ANCHORS and not goal.has_anchor_waiver and not goal.is_abandoned
    )


def agreement(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.plan.is_agreed, "agreement")


def approval(case: CaseFacts, _on: dt.date, policy: CaseworkPolicy) -> Missing:
    return _unless(case.plan.is_approved or not policy.needs_approval, "approval")


# ── evaluation ──────────────────────────────────────────────────────────────────────────────────


def rating_of_each_goal(case: CaseFacts, on: dt.date, policy: CaseworkPolicy) -> Missing:
    """An open goal has a rating that is recent enough, an abandoned one a reason."""
    missing: list[Reason] = []
    for goal in case.plan.goals:
        if goal.is_abandoned:
            if not goal.has_abandon_reason:
                missing.append(_lacks("abandon_reason", goal=goal.number))
        elif goal.rated_on is None:
            missing.append(_lacks("rating", goal=goal.number))
        elif (on - goal.rated_on).days > policy.rating_days:
            missing.append(
                _lacks(
                    "recent_rating", goal=goal.number, rated=goal.rated_on, days=policy.rating_days
                )
            )
    return tuple(missing)


def post_measures(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    """Measured again, or the reason why not; after a death nobody asks."""
    closing = case.closing
    is_answered = closing.has_post_measures or closing.has_post_missing_reason
    return _unless(_is_death(case) or is_answered, "post_measures")


# ── ending ──────────────────────────────────────────────────────────────────────────────────────


def closure_reason(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.closing.reason is not None, "closure_reason")


def not_evaluated_reason(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    """An early end says why there is no evaluation; after a death nobody asks."""
    return _unless(_is_death(case) or case.closing.has_not_evaluated_reason, "not_evaluated_reason")


def early_sign_off(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    is_signed = ClosingNeed.SUPERVISOR_SIGN_OFF in case.closing.done
    return _unless(_is_death(case) or is_signed, "early_sign_off")


def what_the_reason_asks(case: CaseFacts, _on: dt.date, policy: CaseworkPolicy) -> Missing:
    """Everything that closing for this reason asks for, and no danger left open."""
    if case.closing.reason is None:
        return ()
    missing: list[Reason] = []
    for need in case.closing.reason.needs:
        if need is ClosingNeed.NO_HIGH_RISK:
            missing.extend(_open_danger(case, policy))
        elif need not in case.closing.done:
            missing.append(_lacks(need))
    return tuple(missing)


def follow_ups_over(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return tuple(
        _lacks("follow_up_result", due=follow_up.due_on)
        for follow_up in case.follow_ups
        if follow_up.state is FollowUpState.PLANNED
    )


def referral_form(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.referral.has_form, "referral_form")


def leave_to_share(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    referral = case.referral
    return _unless(referral.has_consent_to_share or referral.has_lawful_exception, "leave_to_share")


def receipt_tracked(case: CaseFacts, _on: dt.date, _policy: CaseworkPolicy) -> Missing:
    return _unless(case.referral.tracks_receipt, "receipt_tracked")


def _open_danger(case: CaseFacts, policy: CaseworkPolicy) -> Missing:
    highest = max(case.open_risks, default=None)
    if highest is None or highest < policy.high_risk_from:
        return ()
    return (_lacks("no_high_risk", level=highest.name),)


def _is_death(case: CaseFacts) -> bool:
    return case.closing.reason is not None and case.closing.reason.is_death


def _unless(is_there: bool, what: str) -> Missing:
    return () if is_there else (_lacks(what),)


def _lacks(what: str, **params: Value) -> Reason:
    return Reason.of(f"casework.missing.{what}", **params)
