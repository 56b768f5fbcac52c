"""A case with everything on file for every step, made by the actions, less what a test leaves out.

Each name in `EVERYTHING` is one thing that a step may ask for. Leaving it out and taking the step
must be refused by the name of just that thing.
"""

import datetime as dt

from kithwork.access.models import User
from kithwork.casework.actions.cases import open_case
from kithwork.casework.actions.papers import sign, write_paper
from kithwork.casework.actions.risks import set_risk
from kithwork.casework.models import (
    Case,
    CaseNeed,
    Evidence,
    EvidencePlace,
    FollowUp,
    Goal,
    GoalRating,
    GoalVersion,
    Occasion,
    Plan,
    SupportSheet,
)
from kithwork.core.casework import FollowUpState, Status
from kithwork.core.safety.levels import Level
from kithwork.people.actions.consents import Asking, record_consent
from kithwork.people.models import Student
from tests.cast import TODAY, Cast

ENQUIRY = {
    "source": "homeroom",
    "knows": "yes",
    "verbatim": "她说不想读了。",
    "urgency": "routine",
    "risk_self": "no",
    "risk_from_others": "no",
    "risk_to_others": "no",
    "risk_tonight": "no",
    "risk_away": "not_asked",
}
INTAKE = {"report_name": "L", "hopes_client": "考上高中", "conflict": "no", "decision": "accept"}
CLOSURE = {
    "reason": "goals_met",
    "explanation": "ok",
    "follow_up": "declined",
    "client_summary": "一封信",
    "not_evaluated": "没有评估",
    "ending": "一起回顾",
}
REFERRAL = {
    "to": "县医院",
    "asked_for": "评估睡眠",
    "shared": "睡眠情况",
    "leave_consent": "母亲，11 月",
    "receipt_on": "2026-12-01",
}
FUNCTIONS = ("EM", "IS", "IN", "AP")
EVERYTHING = frozenset(
    {
        "source",
        "presenting_problem",
        "risk_screen",
        "acceptance",
        "consent",
        *FUNCTIONS,
        "baseline",
        "risk_level",
        "goal",
        "anchors",
        "agreement",
        "approval",
        "rating",
        "post_measures",
        "closure",
        "not_evaluated_reason",
        "supervisor_sign_off",
        "worker_sign_off",
        "follow_up",
        "client_summary",
        "danger_over",
        "follow_up_result",
        "referral_form",
        "leave_to_share",
        "receipt_tracked",
    }
)


def opened(cast: Cast, *, student: Student | None = None, by: User | None = None) -> Case:
    """Open a case with a plain enquiry: Lin Jing's, about Xiaoyu."""
    return open_case(
        student=student or cast.xiaoyu, enquiry=ENQUIRY, received_on=TODAY, by=by or cast.lin
    ).case


def filed(cast: Cast, *, status: Status, without: str = "") -> Case:
    """Return a case in a stage with everything on file but one thing."""
    there = EVERYTHING - {without}
    enquiry = {
        field: said
        for field, said in ENQUIRY.items()
        if (field != "source" or "source" in there)
        and (field != "verbatim" or "presenting_problem" in there)
        and (field != "risk_away" or "risk_screen" in there)
    }
    case = open_case(student=cast.xiaoyu, enquiry=enquiry, received_on=TODAY, by=cast.lin).case
    _intake(cast, case, there)
    _assess(cast, case, there)
    _plan(cast, case, there)
    _close(cast, case, there)
    _refer(cast, case, there)
    if "danger_over" not in there:
        set_risk(
            case=case, level=Level.A3, words="刀", was_asked=True, by=cast.lin, speaker=cast.lin
        )
    Case.objects.filter(pk=case.pk).update(status=status.value)
    case.refresh_from_db()
    return case


def agreed(case: Case, *, by: User, **answers: bool) -> None:
    """Record what the student of a case said to each purpose, on paper and today."""
    asking = Asking(
        student=case.student,
        method="paper",
        given_on=TODAY,
        language="zh-Hans",
        about=case.uid,
        was_read_aloud=True,
        was_understood=True,
    )
    record_consent(asking=asking, answers=answers, by=by)


def _intake(cast: Cast, case: Case, there: frozenset[str]) -> None:
    words = INTAKE | ({} if "acceptance" in there else {"decision": ""})
    write_paper(case=case, kind="intake", on=TODAY, words=words, by=cast.lin)
    if "consent" not in there:
        return
    person = case.student.person
    person.birth = dt.date(2007, 5, 1)  # of age: she agrees for herself
    person.save()
    agreed(case, by=cast.lin, casework=True)


def _assess(cast: Cast, case: Case, there: frozenset[str]) -> None:
    baseline = Occasion.objects.create(case=case, number=0, on=TODAY)
    if "baseline" in there:
        SupportSheet.objects.create(case=case, occasion=baseline, rater="client", on=TODAY)
    latest = baseline
    if "post_measures" in there:
        latest = Occasion.objects.create(case=case, number=1, on=TODAY)
        SupportSheet.objects.create(case=case, occasion=latest, rater="client", on=TODAY)
    for function in FUNCTIONS:
        if function in there:
            piece = Evidence.objects.create(
                case=case, occasion=latest, kind="quote", informant="client", on=TODAY
            )
            EvidencePlace.objects.create(evidence=piece, function=function)
    if "risk_level" in there:
        set_risk(case=case, level=Level.A0, words="问过", was_asked=True, by=cast.lin)


def _plan(cast: Cast, case: Case, there: frozenset[str]) -> None:
    CaseNeed.objects.create(case=case, code="N-ACA-1")
    if "goal" in there:
        goal = Goal.objects.create(case=case, number=1)
        anchors = 5 if "anchors" in there else 4
        version = GoalVersion.objects.create(goal=goal, anchors_written=anchors)
        if "rating" in there:
            GoalRating.objects.create(goal=goal, goal_version=version, on=TODAY, level=0)
    plan = Plan.objects.create(case=case, on=TODAY)
    if "agreement" in there:
        sign(case=case, signed=plan, part="client", method="verbal", by=cast.lin, words="她说好")
    if "approval" in there:
        sign(case=case, signed=plan, part="supervisor", method="here", by=cast.he)


def _close(cast: Cast, case: Case, there: frozenset[str]) -> None:
    if "closure" not in there:
        return
    fields = {"not_evaluated_reason": "not_evaluated"}
    left = {fields.get(name, name) for name in EVERYTHING - there}
    words = {field: said for field, said in CLOSURE.items() if field not in left}
    closure = write_paper(case=case, kind="closure", on=TODAY, words=words, by=cast.lin)
    if "worker_sign_off" in there:
        sign(case=case, signed=closure, part="worker", method="here", by=cast.lin)
    if "supervisor_sign_off" in there:
        sign(case=case, signed=closure, part="supervisor", method="here", by=cast.he)
    state = FollowUpState.DONE if "follow_up_result" in there else FollowUpState.PLANNED
    FollowUp.objects.create(case=case, due_on=TODAY, state=state.value, on=TODAY)


def _refer(cast: Cast, case: Case, there: frozenset[str]) -> None:
    if "referral_form" not in there:
        words = REFERRAL | {"shared": ""}
    else:
        left = {"leave_to_share": "leave_consent", "receipt_tracked": "receipt_on"}
        gone = {left[name] for name in EVERYTHING - there if name in left}
        words = {field: said for field, said in REFERRAL.items() if field not in gone}
    write_paper(case=case, kind="referral", on=TODAY, words=words, by=cast.lin)
