"""Every step of a case × everything that may be missing for it, through the action itself.

The table below says, for each requirement of the core's machine, what on file answers it and by
which words its lack is named. A new requirement without a row here fails.
"""

import pytest

from kithwork.access.permissions import NotAllowed
from kithwork.casework.actions.steps import take_step
from kithwork.casework.models import StatusEvent
from kithwork.casework.refusals import Missing
from kithwork.casework.tests.filing import EVERYTHING, FUNCTIONS, filed, opened
from kithwork.core.casework import TRANSITIONS, Status
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

# What a requirement looks for on file, and the reason by which its lack is named.
LACKS: dict[str, dict[str, str]] = {
    "identity": {},  # a case always hangs on a student of the school
    "source": {"source": "source"},
    "presenting_problem": {"presenting_problem": "presenting_problem"},
    "risk_screen": {"risk_screen": "risk_screen"},
    "accepted": {"acceptance": "acceptance"},
    "consent": {"consent": "consent"},
    "evidence_for_each_function": dict.fromkeys(FUNCTIONS, "function"),
    "baseline": {"baseline": "baseline"},
    "risk_level": {"risk_level": "risk_level"},
    "at_least_one_goal": {"goal": "goal"},
    "anchors_of_each_goal": {"anchors": "anchors"},
    "agreement": {"agreement": "agreement"},
    "approval": {"approval": "approval"},
    "rating_of_each_goal": {"rating": "rating"},
    "closure_reason": {"closure": "closure_reason"},
    "post_measures": {"post_measures": "post_measures"},
    "not_evaluated_reason": {"not_evaluated_reason": "not_evaluated_reason"},
    "early_sign_off": {"supervisor_sign_off": "early_sign_off"},
    "what_the_reason_asks": {
        "worker_sign_off": "worker_sign_off",
        "supervisor_sign_off": "supervisor_sign_off",
        "follow_up": "follow_up",
        "client_summary": "client_summary",
        "danger_over": "no_high_risk",
    },
    "follow_ups_over": {"follow_up_result": "follow_up_result"},
    "referral_form": {"referral_form": "referral_form"},
    "leave_to_share": {"leave_to_share": "leave_to_share"},
    "receipt_tracked": {"receipt_tracked": "receipt_tracked"},
}
SAID_WITH_IT = {"step_reason": "reason", "offered_instead": "offered"}
SAID = {"reason": "商量好了", "offered": "热线和班级活动"}

STEPS = sorted(TRANSITIONS)
MISSING = [
    (start, to, without, code)
    for (start, to), requirements in sorted(TRANSITIONS.items())
    for requirement in requirements
    for without, code in LACKS.get(requirement.__name__, {}).items()
]
UNSAID = [
    (start, to, SAID_WITH_IT[requirement.__name__], requirement.__name__)
    for (start, to), requirements in sorted(TRANSITIONS.items())
    for requirement in requirements
    if requirement.__name__ in SAID_WITH_IT
]


def test_every_requirement_of_the_machine_is_tried_here() -> None:
    asked = {need.__name__ for needs in TRANSITIONS.values() for need in needs}
    assert asked == set(LACKS) | set(SAID_WITH_IT)
    assert {name for lacks in LACKS.values() for name in lacks} == EVERYTHING


@pytest.mark.parametrize(("start", "to"), STEPS)
def test_with_everything_on_file_every_step_goes(cast: Cast, start: Status, to: Status) -> None:
    case = filed(cast, status=start)
    take_step(case=case, to=to, by=cast.lin, **SAID)
    case.refresh_from_db()
    assert case.stage is to
    last = StatusEvent.objects.filter(case=case).latest("pk")
    assert (last.start, last.to, last.on, last.entered_by) == (start, to, TODAY, cast.lin)


@pytest.mark.parametrize(("start", "to", "without", "code"), MISSING)
def test_what_is_missing_is_named_and_nothing_moves(
    cast: Cast, start: Status, to: Status, without: str, code: str
) -> None:
    case = filed(cast, status=start, without=without)
    before = StatusEvent.objects.count()
    with pytest.raises(Missing) as refused:
        take_step(case=case, to=to, by=cast.lin, **SAID)
    named = {reason.code for reason in refused.value.missing}
    assert any(one.endswith(f".{code}") or code in one for one in named), named
    case.refresh_from_db()
    assert case.stage is start
    assert StatusEvent.objects.count() == before


@pytest.mark.parametrize(("start", "to", "unsaid", "code"), UNSAID)
def test_a_step_that_needs_words_is_refused_without_them(
    cast: Cast, start: Status, to: Status, unsaid: str, code: str
) -> None:
    case = filed(cast, status=start)
    with pytest.raises(Missing) as refused:
        take_step(case=case, to=to, by=cast.lin, **(SAID | {unsaid: " "}))
    assert {reason.code for reason in refused.value.missing} == {f"casework.missing.{code}"}
    case.refresh_from_db()
    assert case.stage is start


@pytest.mark.parametrize("start", Status)
def test_a_step_that_does_not_exist_is_refused(cast: Cast, start: Status) -> None:
    case = filed(cast, status=start)
    for to in set(Status) - {to for begins, to in TRANSITIONS if begins is start}:
        with pytest.raises(Missing) as refused:
            take_step(case=case, to=to, by=cast.lin, **SAID)
        assert refused.value.reason.code == "casework.refused.no_such_step"


def test_nobody_else_moves_a_case(cast: Cast) -> None:
    case = opened(cast)
    for other in (cast.tan, cast.shen, cast.he, cast.su, cast.gu, cast.luo, cast.ye):
        with pytest.raises(NotAllowed):
            take_step(case=case, to=Status.INTAKE, by=other)
    case.refresh_from_db()
    assert case.stage is Status.ENQUIRY


def test_a_reopened_case_is_closed_anew(cast: Cast) -> None:
    case = filed(cast, status=Status.CLOSED)
    take_step(case=case, to=Status.REOPENED, by=cast.lin, reason="又不去上学了")
    with pytest.raises(Missing) as refused:
        take_step(case=case, to=Status.CLOSING, by=cast.lin)
    codes = {reason.code for reason in refused.value.missing}
    assert "casework.missing.closure_reason" in codes
    assert case.closed_on is None


def test_a_refusal_says_everything_at_once_in_both_languages(cast: Cast) -> None:
    case = filed(cast, status=Status.INTAKE, without="acceptance")
    case.student.person.birth = None
    case.student.person.save()
    with pytest.raises(Missing) as refused:
        take_step(case=case, to=Status.ASSESSMENT, by=cast.lin)
    assert "the decision to accept; " in refused.value.said_in("en")
    assert "接案决定；" in refused.value.said_in("zh-hans")
