"""Cases that ended, made quickly: enquiry by the action, the rest as rows, alike but for a few."""

import datetime as dt
from collections.abc import Sequence
from itertools import count

from kithwork.access.console import OPERATOR
from kithwork.access.models import School, User
from kithwork.casework.actions.cases import open_case
from kithwork.casework.models import (
    Action,
    ActionInPlan,
    Case,
    CaseNeed,
    Contact,
    Delivered,
    FollowUp,
    Goal,
    GoalRating,
    GoalVersion,
    NeedVersion,
    Occasion,
    Plan,
    Stage,
    StatusEvent,
    SupportAnswer,
    SupportCell,
    SupportSheet,
)
from kithwork.casework.tests.filing import ENQUIRY, agreed
from kithwork.core.casework import Status
from kithwork.evaluation.models import PhaseStart, Series, SeriesPoint
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.students import NewStudent, admit_many
from kithwork.people.models import Student
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from tests.cast import NOON, TODAY

NUMBERS = count(1)
BORN = dt.date(2005, 5, 1)  # of age: she agrees for herself
STEPS = (Status.INTAKE, Status.ASSESSMENT, Status.PLANNING, Status.ACTIVE, Status.CLOSED)
FUNCTIONS = ("EM", "IS", "IN", "AP")
DAY = dt.timedelta(days=1)


def students(school: School, number: int) -> list[Student]:
    """Admit some students of age."""
    new = [
        NewStudent(
            number=f"L{next(NUMBERS):04d}",
            person=PersonDetails(full_name="学生", birth=BORN),
            entered_on=TODAY.replace(year=2025),
        )
        for _ in range(number)
    ]
    return list(admit_many(school=school, students=new, by=OPERATOR))


def closed_cases(
    school: School,
    by: User,
    number: int,
    *,
    pathway: str = "P2",
    received_on: dt.date = TODAY,
    level: int = 1,
    is_lost: bool = False,
    research: bool = True,
    ratings: Sequence[float] = (),
) -> list[Case]:
    """Return cases that were taken on and ended; `ratings` are five before and the rest since."""
    made = []
    for student in students(school, number):
        case = open_case(student=student, enquiry=ENQUIRY, received_on=received_on, by=by).case
        _steps(case)
        agreed(case, by=by, casework=True, research=research)
        _support(case, first=0, last=None if is_lost else 2)
        _need(case, "partly" if is_lost else "met")
        _goal(case, level)
        _plan(case, pathway, by)
        if ratings:
            _rated(case, ratings)
        FollowUp.objects.create(
            case=case, due_on=TODAY, on=TODAY, state="lost" if is_lost else "done"
        )
        Case.objects.filter(pk=case.pk).update(
            status=Status.CLOSED.value,
            closed_on=TODAY,
            closure_reason="lost_contact" if is_lost else "goals_met",
        )
        made.append(case)
    return made


def filled_twice(case: Case, by: User, *, first: int, last: int) -> None:
    """Key in PHQ-9 twice, with eight equal answers each time and nothing at the ninth item."""
    for on, answer in ((TODAY - DAY, first), (TODAY, last)):
        answers = {**{str(item): answer for item in range(1, 9)}, "9": 0}
        enter(student=case.student, filled=Filled("phq-9", answers, on), by=by)


def _steps(case: Case) -> None:
    for place, to in enumerate(STEPS):
        StatusEvent.objects.create(case=case, to=to.value, on=case.received_on + place * DAY)


def _support(case: Case, *, first: int, last: int | None) -> None:
    for number, enough in enumerate(one for one in (first, last) if one is not None):
        occasion = Occasion.objects.create(case=case, number=number, on=TODAY)
        sheet = SupportSheet.objects.create(case=case, occasion=occasion, rater="client", on=TODAY)
        for function in FUNCTIONS:
            SupportAnswer.objects.create(sheet=sheet, function=function, enough=enough)
        SupportCell.objects.create(
            sheet=sheet, source="friend", function="EM", aspect="received", level=3
        )


def _need(case: Case, status: str) -> None:
    need = CaseNeed.objects.create(case=case, code="N-SOC-1")
    NeedVersion.objects.create(need=need, on=TODAY, status=status)


def _goal(case: Case, level: int) -> None:
    goal = Goal.objects.create(case=case, number=1)
    version = GoalVersion.objects.create(goal=goal, baseline_level=-1, anchors_written=5)
    GoalRating.objects.create(goal=goal, goal_version=version, on=TODAY, level=level)


def _plan(case: Case, pathway: str, by: User) -> None:
    plan = Plan.objects.create(case=case, on=TODAY, preset=pathway)
    stage = Stage.objects.create(plan=plan, number=1)
    action = Action.objects.create(case=case, technique="EM-02", function="EM")
    ActionInPlan.objects.create(plan=plan, action=action, stage=stage, dose=3)
    contact = Contact.objects.create(
        school=case.school,
        student=case.student,
        case=case,
        series=case.uid,
        form="brief",
        at=NOON,
        minutes=30,
        entered_at=NOON,
        entered_by=by,
    )
    Delivered.objects.create(contact=contact, technique="EM-02", function="EM", action=action)


def _rated(case: Case, ratings: Sequence[float]) -> None:
    series = Series.objects.create(case=case, kind="rating", better="higher")
    for place, value in enumerate(ratings):
        SeriesPoint.objects.create(series=series, on=TODAY + place * DAY, value=value)
    PhaseStart.objects.create(series=series, label="A", starts_on=TODAY)
    PhaseStart.objects.create(series=series, label="B", starts_on=TODAY + 5 * DAY)
