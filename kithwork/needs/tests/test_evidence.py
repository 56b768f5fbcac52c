"""Facts of a whole school are those of each student's own page, in as many queries for all."""

import datetime as dt
import random
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kithwork.access.console import OPERATOR
from kithwork.core.academics import mark_facts
from kithwork.needs.evidence import Wanted, evidence_of, whom, whom_of
from kithwork.needs.school import school_needs
from kithwork.needs.tests.made import ABSENT, CONTACT, note, students
from kithwork.people.actions.exams import NewMark, announce_exam, enter_marks_many, state_figures
from kithwork.people.models import Student
from kithwork.people.queries.marks import marks_of
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from tests.cast import TODAY, Cast

TREND = 3


def sat(cast: Cast, children: list[Student], *, seed: int) -> None:
    """Three exams in two subjects, which nearly everybody sat; the school states one mean."""
    source = random.Random(seed)
    for place, sitting in enumerate(("first", "mid-term", "mock")):
        for subject in ("chinese", "mathematics"):
            exam = announce_exam(
                term=cast.autumn,
                sitting=sitting,
                subject=subject,
                maximum=120,
                held_on=cast.autumn.starts_on + dt.timedelta(days=10 * place),
                by=OPERATOR,
            )
            marks = [
                NewMark(child, exam, Decimal(source.randint(30, 120)))
                if source.random() < 0.8
                else NewMark(child, exam, None, state="absent")
                for child in children
            ]
            enter_marks_many(school=cast.qingshan, marks=marks, by=OPERATOR)
            if sitting == "mock":
                state_figures(exam=exam, mean=Decimal(80), sd=Decimal(12), by=OPERATOR)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_marks_of_many_are_those_that_the_core_gives_of_each(cast: Cast, seed: int) -> None:
    children = [*students(cast, 9), cast.xiaoyu, cast.haoran]
    sat(cast, children, seed=seed)
    found = evidence_of(whom_of(children), trend_at_least=TREND)
    by_pk = {one.pk: known for one, known in zip(found.whom, found.facts, strict=True)}
    for child in children:
        marks = [p.as_mark() for series in marks_of(OPERATOR, child) for p in series.points]
        ordered = sorted(marks, key=lambda mark: (mark.on, mark.exam, mark.subject))
        expected = mark_facts(ordered, trend_at_least=TREND)
        own = {name: f for name, f in by_pk[child.pk].items() if name.startswith("marks.")}
        assert own.keys() == expected.keys()
        for name, fact in expected.items():
            assert own[name].value == pytest.approx(fact.value, abs=1e-9), name
            assert own[name].on == fact.on


def test_what_a_school_knows_of_a_student_is_what_her_page_knows(cast: Cast) -> None:
    children = [*students(cast, 6), cast.xiaoyu]
    sat(cast, children, seed=4)
    note(cast.xiaoyu, {CONTACT: "never", ABSENT: 12.5})
    enter(
        student=cast.xiaoyu,
        filled=Filled("gad-7", {str(place): 2.0 for place in range(1, 8)}, TODAY),
        by=cast.lin,
    )
    together = school_needs(whom(cast.qingshan.students.all()), cast.qingshan, on=TODAY)
    for place, member in enumerate(together.members):
        one = Student.objects.select_related("person").get(pk=member.pk)
        alone = evidence_of(whom_of([one]), trend_at_least=TREND)
        kept = {name: alone.facts[0][name] for name in together.evidence.facts[place]}
        assert together.evidence.facts[place] == kept
        assert together.evidence.said(place) <= alone.said(0)
    place = [one.pk for one in together.members].index(cast.xiaoyu.pk)
    assert together.evidence.said(place) == {"gad_7.total"}


def test_only_what_somebody_will_read_is_gathered(cast: Cast) -> None:
    note(cast.xiaoyu, {CONTACT: "never", ABSENT: 12.5})
    wanted = Wanted(frozenset({CONTACT}))
    (facts,) = evidence_of(whom_of([cast.xiaoyu]), trend_at_least=TREND, wanted=wanted).facts
    assert CONTACT in facts
    assert ABSENT not in facts


def test_more_students_are_not_more_queries(cast: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            school_needs(whom(cast.qingshan.students.all()), cast.qingshan, on=TODAY)
        return len(caught)

    few = students(cast, 4)
    sat(cast, few, seed=5)
    before = queries()
    sat_too = students(cast, 30, start=50)
    for child in sat_too:
        note(child, {CONTACT: "never"})
    assert queries() == before
