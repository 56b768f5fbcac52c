"""A file in which nothing is missing, and every way to take one record out of it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from kithwork.core.casework import (
    AssessmentFacts,
    CaseFacts,
    CaseworkPolicy,
    ClosingFacts,
    ClosingNeed,
    ClosureReason,
    EnquiryFacts,
    FollowUpFacts,
    FollowUpState,
    GoalFacts,
    IntakeDecision,
    PlanFacts,
    ReferralFacts,
    Status,
)
from kithwork.core.casework import requirements as needs
from kithwork.core.guards import Allowed, Refused
from kithwork.core.reasons import Reason
from kithwork.core.safety.levels import Level
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.text import Text

TODAY = dt.date(2026, 11, 20)
POLICY = CaseworkPolicy(rating_days=30, high_risk_from=Level.A3, needs_approval=True)

EVERYTHING = ClosureReason(
    code="everything",
    label=Text("everything", "全部"),
    asks=frozenset(ClosingNeed) - {ClosingNeed.WORKER_SUPPORT, ClosingNeed.NO_HIGH_RISK},
)
DEATH = ClosureReason(
    code="death",
    label=Text("death", "死亡"),
    asks=frozenset({ClosingNeed.WORKER_SUPPORT}),
    is_death=True,
)


def whole_case(status: Status) -> CaseFacts:
    return CaseFacts(
        status=status,
        enquiry=EnquiryFacts(True, True, True, True),
        decision=IntakeDecision.ACCEPT,
        has_offered_instead=True,
        has_step_reason=True,
        consent=Allowed(),
        assessment=AssessmentFacts(
            with_evidence=frozenset(FOUR) - {Function.IN},
            not_assessed=frozenset({Function.IN}),
            has_baseline=True,
            risk_level=Level.A0,
        ),
        plan=PlanFacts(
            goals=(
                GoalFacts(1, anchors=5, rated_on=TODAY - dt.timedelta(days=30)),
                GoalFacts(2, anchors=3, has_anchor_waiver=True, rated_on=TODAY),
                GoalFacts(3, is_abandoned=True, has_abandon_reason=True),
            ),
            is_agreed=True,
            is_approved=True,
        ),
        referral=ReferralFacts(has_form=True, has_consent_to_share=True, tracks_receipt=True),
        closing=ClosingFacts(
            reason=EVERYTHING,
            done=frozenset(ClosingNeed),
            has_post_measures=True,
            has_not_evaluated_reason=True,
        ),
        follow_ups=(
            FollowUpFacts(TODAY, FollowUpState.DONE),
            FollowUpFacts(TODAY, FollowUpState.LOST),
        ),
        open_risks=(Level.A2,),
    )


Spoiler = tuple[Callable[[CaseFacts], CaseFacts], tuple[str, ...]]


def without_enquiry(field: str) -> Callable[[CaseFacts], CaseFacts]:
    return lambda case: replace(case, enquiry=replace(case.enquiry, **{field: False}))


def with_goals(*goals: GoalFacts) -> Callable[[CaseFacts], CaseFacts]:
    return lambda case: replace(case, plan=replace(case.plan, goals=goals))


def without_plan(field: str) -> Callable[[CaseFacts], CaseFacts]:
    return lambda case: replace(case, plan=replace(case.plan, **{field: False}))


def without_assessed(function: Function) -> Callable[[CaseFacts], CaseFacts]:
    def spoil(case: CaseFacts) -> CaseFacts:
        left = {
            "with_evidence": case.assessment.with_evidence - {function},
            "not_assessed": case.assessment.not_assessed - {function},
        }
        return replace(case, assessment=replace(case.assessment, **left))

    return spoil


def without_referral(field: str) -> Callable[[CaseFacts], CaseFacts]:
    return lambda case: replace(case, referral=replace(case.referral, **{field: False}))


def without_closing(**changes: object) -> Callable[[CaseFacts], CaseFacts]:
    return lambda case: replace(case, closing=replace(case.closing, **changes))


def without_need(need: ClosingNeed) -> Callable[[CaseFacts], CaseFacts]:
    return lambda case: replace(
        case, closing=replace(case.closing, done=case.closing.done - {need})
    )


NOT_AGREED = Refused((Reason.of("consent.missing.guardian"), Reason.of("consent.missing.assent")))
OLD = TODAY - dt.timedelta(days=31)

# requirement → each record that can be missing, and the codes that must then be named
SPOILERS: dict[needs.Requirement, list[Spoiler]] = {
    needs.identity: [(without_enquiry("has_identity"), ("casework.missing.identity",))],
    needs.source: [(without_enquiry("has_source"), ("casework.missing.source",))],
    needs.presenting_problem: [
        (without_enquiry("has_presenting_problem"), ("casework.missing.presenting_problem",))
    ],
    needs.risk_screen: [(without_enquiry("has_risk_screen"), ("casework.missing.risk_screen",))],
    needs.accepted: [
        (lambda case: replace(case, decision=None), ("casework.missing.acceptance",)),
        (
            lambda case: replace(case, decision=IntakeDecision.WAIT),
            ("casework.missing.acceptance",),
        ),
    ],
    needs.consent: [
        (
            lambda case: replace(case, consent=NOT_AGREED),
            ("consent.missing.guardian", "consent.missing.assent"),
        )
    ],
    needs.offered_instead: [
        (
            lambda case: replace(case, has_offered_instead=False),
            ("casework.missing.offered_instead",),
        )
    ],
    needs.step_reason: [
        (lambda case: replace(case, has_step_reason=False), ("casework.missing.step_reason",))
    ],
    needs.evidence_for_each_function: [
        (without_assessed(function), ("casework.missing.function",)) for function in FOUR
    ],
    needs.baseline: [
        (
            lambda case: replace(case, assessment=replace(case.assessment, has_baseline=False)),
            ("casework.missing.baseline",),
        )
    ],
    needs.risk_level: [
        (
            lambda case: replace(case, assessment=replace(case.assessment, risk_level=None)),
            ("casework.missing.risk_level",),
        )
    ],
    needs.at_least_one_goal: [
        (with_goals(), ("casework.missing.goal",)),
        (
            with_goals(GoalFacts(1, is_abandoned=True, has_abandon_reason=True)),
            ("casework.missing.goal",),
        ),
    ],
    needs.anchors_of_each_goal: [
        (with_goals(GoalFacts(1, anchors=written)), ("casework.missing.anchors",))
        for written in range(5)
    ],
    needs.agreement: [(without_plan("is_agreed"), ("casework.missing.agreement",))],
    needs.approval: [(without_plan("is_approved"), ("casework.missing.approval",))],
    needs.rating_of_each_goal: [
        (with_goals(GoalFacts(1, anchors=5)), ("casework.missing.rating",)),
        (with_goals(GoalFacts(1, anchors=5, rated_on=OLD)), ("casework.missing.recent_rating",)),
        (
            with_goals(GoalFacts(1, anchors=5, is_abandoned=True)),
            ("casework.missing.abandon_reason",),
        ),
    ],
    needs.post_measures: [
        (without_closing(has_post_measures=False), ("casework.missing.post_measures",))
    ],
    needs.closure_reason: [(without_closing(reason=None), ("casework.missing.closure_reason",))],
    needs.not_evaluated_reason: [
        (
            without_closing(has_not_evaluated_reason=False),
            ("casework.missing.not_evaluated_reason",),
        )
    ],
    needs.early_sign_off: [
        (without_need(ClosingNeed.SUPERVISOR_SIGN_OFF), ("casework.missing.early_sign_off",))
    ],
    needs.what_the_reason_asks: [
        *((without_need(need), (f"casework.missing.{need}",)) for need in EVERYTHING.asks),
        *(
            (
                lambda case, level=level: replace(case, open_risks=(Level.A1, level)),
                ("casework.missing.no_high_risk",),
            )
            for level in (Level.A3, Level.A4)
        ),
    ],
    needs.follow_ups_over: [
        (
            lambda case: replace(case, follow_ups=(FollowUpFacts(TODAY),)),
            ("casework.missing.follow_up_result",),
        )
    ],
    needs.referral_form: [(without_referral("has_form"), ("casework.missing.referral_form",))],
    needs.leave_to_share: [
        (without_referral("has_consent_to_share"), ("casework.missing.leave_to_share",))
    ],
    needs.receipt_tracked: [
        (without_referral("tracks_receipt"), ("casework.missing.receipt_tracked",))
    ],
}
