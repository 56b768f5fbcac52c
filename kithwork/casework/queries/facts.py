"""What is on file in a case, as the rules of the course take it (`core.casework.CaseFacts`).

Claims about rows, never their content: nothing is unsealed here. What was closed and then taken
up again must be closed anew: evaluation, closing and its signatures count from the last reopening.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.casework.models import (
    Case,
    ConsentAttempt,
    ConsentDecision,
    EvidencePlace,
    FollowUp,
    GoalRating,
    GoalVersion,
    Occasion,
    Plan,
    Record,
    RiskSetting,
    Signature,
    StatusEvent,
    SupportAnswer,
    SupportSheet,
)
from kithwork.catalogue.casework import closure_entries, guards_entry
from kithwork.core.casework import (
    AssessmentFacts,
    CaseFacts,
    ClosingFacts,
    ClosingNeed,
    Decision,
    EnquiryFacts,
    FollowUpFacts,
    FollowUpState,
    GoalFacts,
    IntakeDecision,
    NextStep,
    PendingConsent,
    PendingStanding,
    PlanFacts,
    ReferralFacts,
    Status,
    SupervisorDecision,
    next_steps,
    standing_of,
)
from kithwork.core.casework import ConsentAttempt as Attempt
from kithwork.core.safety.levels import Level
from kithwork.core.support.functions import Function
from kithwork.people.queries.consents import consent_standing
from kithwork.safety.models import Alert

PURPOSE = "casework"
SCREENED = {"risk_self", "risk_from_others", "risk_to_others", "risk_tonight", "risk_away"}
OWN_NEEDS = {
    ClosingNeed.CLOSURE_FORM,
    ClosingNeed.WORKER_SIGN_OFF,
    ClosingNeed.SUPERVISOR_SIGN_OFF,
    ClosingNeed.FOLLOW_UP,
    ClosingNeed.NO_HIGH_RISK,
}


@dataclass(frozen=True, slots=True)
class _File:
    """The rows that claims are made from, read once."""

    records: dict[str, Record]
    signed: frozenset[tuple[object, str]]
    reopened_at: dt.datetime | None

    def filled(self, kind: str) -> frozenset[str]:
        record = self.records.get(kind)
        return frozenset(record.filled) if record else frozenset()

    def since_reopening(self, kind: str) -> Record | None:
        record = self.records.get(kind)
        is_old = record and self.reopened_at and record.entered_at < self.reopened_at
        return None if is_old else record


def steps_of(case: Case, *, on: dt.date) -> tuple[NextStep, ...]:
    """Return every step from where the case stands, with what it still needs."""
    return next_steps(facts_of(case, on=on), on=on, policy=guards_entry().policy)


def facts_of(
    case: Case, *, on: dt.date, has_step_reason: bool = False, has_offered: bool = False
) -> CaseFacts:
    """Return the claims on a day; `has_step_reason`, `has_offered`: said with the step itself."""
    file = _file(case)
    enquiry = file.filled("enquiry")
    return CaseFacts(
        status=case.stage,
        enquiry=EnquiryFacts(
            has_identity=True,  # a case hangs on a student of the school
            has_source=bool(case.source),
            has_presenting_problem=bool(enquiry & {"verbatim", "summary"}),
            has_risk_screen=enquiry >= SCREENED,
        ),
        decision=IntakeDecision(case.decision) if case.decision else None,
        has_offered_instead=has_offered,
        has_step_reason=has_step_reason,
        consent=consent_standing(case.student, PURPOSE, on=on, about=case.uid).answer,
        has_lawful_exception=_is_excepted(case),
        assessment=_assessment(case),
        plan=_plan(case, file),
        referral=_referral(file),
        closing=_closing(case, file),
        follow_ups=tuple(_follow_ups(case)),
        open_risks=tuple(_open_risks(case)),
    )


def pending_of(case: Case, *, on: dt.date) -> PendingStanding | None:
    """Return how the search for consent stands; None where none is going on."""
    if case.consent_sought_since is None:
        return None
    attempts = list(ConsentAttempt.objects.filter(case=case).order_by("on", "pk"))
    said = [one.child_agrees for one in attempts if one.child_agrees is not None]
    decisions = ConsentDecision.objects.filter(case=case).order_by("on", "pk")
    pending = PendingConsent(
        since=case.consent_sought_since,
        attempts=tuple(
            Attempt(one.on, one.how, "worker", was_reached=one.was_reached) for one in attempts
        ),
        child_agrees=said[-1] if said else None,
        decisions=tuple(SupervisorDecision(Decision(one.decision), one.on) for one in decisions),
    )
    return standing_of(pending, on, guards_entry().pending)


def risk_level_of(case: Case) -> RiskSetting | None:
    """Return the level of danger that was set last, or None."""
    return RiskSetting.objects.filter(case=case).order_by("-on", "-pk").first()


def _file(case: Case) -> _File:
    standing = Record.objects.filter(case=case, superseded_by=None).order_by("entered_at", "pk")
    signed = Signature.objects.filter(case=case).values_list("subject", "part")
    reopened = StatusEvent.objects.filter(case=case, to=Status.REOPENED.value)
    last = reopened.order_by("-entered_at").first()
    return _File(
        records={record.kind: record for record in standing},
        signed=frozenset(signed),
        reopened_at=last.entered_at if last else None,
    )


def _is_excepted(case: Case) -> bool:
    decisions = ConsentDecision.objects.filter(case=case).order_by("-on", "-pk")
    last = decisions.values_list("decision", flat=True).first()
    return last == Decision.GO_ON_BY_EXCEPTION.value


def _assessment(case: Case) -> AssessmentFacts:
    occasions = Occasion.objects.filter(case=case).order_by("-number")
    latest = occasions.first()
    places = EvidencePlace.objects.filter(
        evidence__case=case, evidence__superseded_by=None, evidence__occasion=latest
    )
    left_out = SupportAnswer.objects.filter(
        sheet__case=case, sheet__superseded_by=None, sheet__occasion=latest, left_out__isnull=False
    )
    baseline = SupportSheet.objects.filter(case=case, occasion__number=0, superseded_by=None)
    setting = risk_level_of(case)
    return AssessmentFacts(
        with_evidence=_functions(places.values_list("function", flat=True)),
        not_assessed=_functions(left_out.values_list("function", flat=True)),
        has_baseline=baseline.exists(),
        risk_level=Level[setting.level] if setting else None,
    )


def _functions(codes: Iterable[str]) -> frozenset[Function]:
    return frozenset(map(Function, codes))


def _plan(case: Case, file: _File) -> PlanFacts:
    plan = Plan.objects.filter(case=case, superseded_by=None).first()
    agreement = file.since_reopening("agreement")
    agreed = [one.uid for one in (plan, agreement) if one is not None]
    return PlanFacts(
        goals=tuple(_goals(case)),
        is_agreed=any((uid, "client") in file.signed for uid in agreed),
        is_approved=plan is not None and (plan.uid, "supervisor") in file.signed,
    )


def _goals(case: Case) -> Iterable[GoalFacts]:
    ratings = GoalRating.objects.filter(goal__case=case, superseded_by=None).order_by("on", "pk")
    rated = {rating.goal_id: rating.on for rating in ratings}
    standing = GoalVersion.objects.filter(goal__case=case, superseded_by=None)
    for version in standing.select_related("goal").order_by("goal__number"):
        yield GoalFacts(
            number=version.goal.number,
            anchors=version.anchors_written,
            has_anchor_waiver=version.waiver is not None,
            rated_on=rated.get(version.goal_id),
            is_abandoned=version.status == "abandoned",
            has_abandon_reason=version.end_reason is not None,
        )


def _referral(file: _File) -> ReferralFacts:
    filled = file.filled("referral")
    return ReferralFacts(
        has_form=filled >= {"to", "asked_for", "shared"},
        has_consent_to_share="leave_consent" in filled,
        has_lawful_exception="leave_exception" in filled,
        tracks_receipt="receipt_on" in filled,
    )


def _closing(case: Case, file: _File) -> ClosingFacts:
    entry = closure_entries().get(case.closure_reason)
    closure, evaluation = file.since_reopening("closure"), file.since_reopening("evaluation")
    filled = frozenset(closure.filled) if closure else frozenset()
    measured = Occasion.objects.filter(case=case, number__gt=0, sheets__superseded_by=None)
    return ClosingFacts(
        reason=entry.reason if entry and closure else None,
        done=frozenset(_done(file, closure, filled)),
        has_post_measures=measured.exists(),
        has_post_missing_reason=evaluation is not None and "not_measured" in evaluation.filled,
        has_not_evaluated_reason="not_evaluated" in filled or evaluation is not None,
    )


def _done(file: _File, closure: Record | None, filled: frozenset[str]) -> Iterable[ClosingNeed]:
    if closure is None:
        return
    yield ClosingNeed.CLOSURE_FORM
    if (closure.uid, "worker") in file.signed:
        yield ClosingNeed.WORKER_SIGN_OFF
    if (closure.uid, "supervisor") in file.signed:
        yield ClosingNeed.SUPERVISOR_SIGN_OFF
    if "follow_up" in filled:
        yield ClosingNeed.FOLLOW_UP
    yield from (need for need in ClosingNeed if need not in OWN_NEEDS and need.value in filled)


def _follow_ups(case: Case) -> Iterable[FollowUpFacts]:
    for one in FollowUp.objects.filter(case=case).order_by("due_on"):
        yield FollowUpFacts(one.due_on, FollowUpState(one.state))


def _open_risks(case: Case) -> Iterable[Level]:
    """Alerts about which nobody has spoken yet, and the danger as it was set last."""
    alerts = Alert.objects.filter(student=case.student_id, spoken_at__isnull=True)
    yield from (Level[level] for level in alerts.values_list("level", flat=True))
    setting = risk_level_of(case)
    if setting is not None:
        yield Level[setting.level]
