"""Parts of addresses of what is assessed and planned in a case."""

import uuid
from collections.abc import Callable

from kithwork.casework.actions.evidence import Piece, add_evidence
from kithwork.casework.actions.goals import GoalSaid, save_goal
from kithwork.casework.actions.needs import tell_problem
from kithwork.casework.actions.plans import save_plan, standing_plan
from kithwork.casework.models import Case, Evidence, Goal, Problem
from kithwork.casework.planned import begun_from
from kithwork.catalogue.presets import presets
from kithwork.core.casework import Status
from kithwork.core.support.cells import EvidenceKind
from kithwork.core.support.functions import Function
from kithwork.people.models import Student
from tests.cast import TODAY, Cast
from tests.whole_app.cases_of import case_of, case_uid, worker_of

ON_CASE = (
    "assess",
    "assess_again",
    "assess_cells",
    "assess_evidence",
    "assess_grid",
    "assess_need_add",
    "assess_needs",
    "assess_problem",
    "assess_problem_add",
    "assess_talk",
    "ecomap",
    "ecomap_draw",
    "evidence_amend",
    "evidence_withdraw",
    "file_check",
    "genogram",
    "genogram_draw",
    "genogram_harm",
    "genogram_keep",
    "goal",
    "goal_add",
    "goals",
    "goals_rate",
    "plan_begin",
)
ON_PLAN = (
    "plan",
    "plan_action",
    "plan_action_add",
    "plan_action_drop",
    "plan_frame",
    "plan_print",
    "plan_reason",
    "plan_sign",
    "plan_stage",
    "plan_stage_drop",
)


def _planned(cast: Cast, student: Student) -> uuid.UUID:
    """A case with a plan."""
    case = case_of(cast, student)
    if standing_plan(case) is None:
        Case.objects.filter(pk=case.pk).update(status=Status.PLANNING.value)
        case.refresh_from_db()
        content = begun_from(
            presets()["P3"], on=TODAY, starts_on=TODAY, review_days=30, language="en"
        )
        save_plan(case=case, content=content, by=worker_of(cast, student))
    return case.uid


def _problem(cast: Cast, student: Student) -> uuid.UUID:
    case = case_of(cast, student)
    told = Problem.objects.filter(case=case).first()
    if told is None:
        row = tell_problem(case=case, words={"told": "x"}, by=worker_of(cast, student))
        told = row.problem
    return told.uid


def _evidence(cast: Cast, student: Student) -> uuid.UUID:
    case = case_of(cast, student)
    stands = Evidence.objects.filter(case=case).first()
    if stands is None:
        place = (Function.EM, "")
        piece = Piece(
            kind=EvidenceKind.QUOTE, informant="client", on=TODAY, words="x", places=(place,)
        )
        stands = add_evidence(case=case, piece=piece, by=worker_of(cast, student))
    return stands.uid


def _goal(cast: Cast, student: Student) -> uuid.UUID:
    case = case_of(cast, student)
    goal = Goal.objects.filter(case=case).first()
    if goal is None:
        said = GoalSaid(client_words="", statement="once a week")
        goal = save_goal(case=case, said=said, by=worker_of(cast, student)).goal
    return goal.uid


PLAN: dict[str, Callable[[Cast, Student], object]] = {
    **{f"casework:{page} uid": case_uid for page in ON_CASE},
    **{f"casework:{page} uid": _planned for page in ON_PLAN},
    "casework:assess_problem problem": _problem,
    "casework:goal goal": _goal,
    **{f"casework:evidence_{deed} evidence": _evidence for deed in ("amend", "withdraw")},
    "casework:assess_cells rater": lambda _cast, _student: "client",
    "casework:assess_talk card": lambda _cast, _student: "resilience",
    "casework:assess_talk person": lambda _cast, _student: "client",
    "casework:plan_reason code": lambda _cast, _student: "in",
    "casework:technique code": lambda _cast, _student: "em-01",
    **{
        f"casework:{page} place": lambda _cast, _student: 0
        for page in ("plan_action", "plan_action_drop")
    },
    **{
        f"casework:{page} number": lambda _cast, _student: 1
        for page in ("plan_stage", "plan_stage_drop")
    },
}
