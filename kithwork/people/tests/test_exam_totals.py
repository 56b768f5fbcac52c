"""The sums that the database keeps for each exam are what its marks add up to, whoever writes."""

import datetime as dt
import math
import random
import statistics

import pytest
from django.db import connection, transaction

from kithwork.access.models import DataKey, Organisation, School
from kithwork.people.exam_totals import KeepExamTotals
from kithwork.people.models import Exam, ExamTotals, Mark, Person, SchoolYear, Student, Term
from kithwork.people.queries.marks import FEWEST, computed_cohorts

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 9, 1)
SUBJECTS = ("chinese", "english", "mathematics")
FULL = 120_000


@pytest.fixture
def school():
    Organisation.objects.create(id=1, name_en="Green Hill")
    return School.objects.create(code="gh", name_en="Green Hill Junior High", kind="junior_high")


@pytest.fixture
def exams(school):
    ends = dt.date(2027, 7, 10)
    year = SchoolYear.objects.create(school=school, label="2026-2027", starts_on=DAY, ends_on=ends)
    term = Term.objects.create(year=year, number=1, starts_on=DAY, ends_on=ends)
    sitting = {"school": school, "term": term, "sitting": "mid-term", "held_on": DAY}
    return [
        Exam.objects.create(subject=subject, max_thousandths=FULL, **sitting)
        for subject in SUBJECTS
    ]


@pytest.fixture
def students(school):
    key = DataKey.objects.create(kind="student", wrapped=b"wrapped")
    return [
        Student.objects.create(
            school=school,
            person=Person.objects.create(school=school, key=key),
            number=f"{number}",
            pseudonym=f"S{number}",
            key=key,
        )
        for number in range(12)
    ]


def mark(exam, student, score):
    state = Mark.State.ABSENT if score is None else Mark.State.SAT
    return Mark(exam=exam, student=student, state=state, score_thousandths=score)


def kept():
    return {
        one.exam_id: (int(one.sat), int(one.score_sum), int(one.square_sum))
        for one in ExamTotals.objects.all()
        if one.sat
    }


def added_up():
    sums = {}
    sat = Mark.objects.exclude(score_thousandths=None)
    for exam, score in sat.values_list("exam_id", "score_thousandths"):
        count, total, squares = sums.get(exam, (0, 0, 0))
        sums[exam] = (count + 1, total + score, squares + score * score)
    return sums


def entered(exams, students, chance):
    """Enter or correct the marks of everybody in one statement, as a list does."""
    Mark.objects.bulk_create(
        [
            mark(exam, student, chance.choice([None, chance.randrange(FULL + 1)]))
            for exam in exams
            for student in students
        ],
        update_conflicts=True,
        unique_fields=["student", "exam"],
        update_fields=["state", "score_thousandths"],
    )


def corrected(exams, students, chance):
    one = Mark.objects.filter(exam=chance.choice(exams)).order_by("?").first()
    if one is not None:
        one.state, one.score_thousandths = Mark.State.SAT, chance.randrange(FULL + 1)
        one.save()


def withdrawn(exams, students, chance):
    absent = {"state": Mark.State.ABSENT, "score_thousandths": None}
    Mark.objects.filter(student__in=chance.sample(students, 3)).update(**absent)


def moved(exams, students, chance):
    """Let a mark belong to another exam, where the student has none there."""
    there, here = chance.sample(exams, 2)
    free = Mark.objects.filter(exam=here).exclude(
        student__in=Mark.objects.filter(exam=there).values("student")
    )
    free.update(exam=there)


def removed(exams, students, chance):
    Mark.objects.filter(exam=chance.choice(exams), student__in=chance.sample(students, 5)).delete()


def kept_as_they_are(exams, students, chance):
    """Write what is there already, and meet it: neither changes a sum."""
    there = list(Mark.objects.filter(student=chance.choice(students)))
    Mark.objects.bulk_create(
        [mark(one.exam, one.student, 1) for one in there], ignore_conflicts=True
    )
    for one in there:
        one.save()


DONE = (entered, corrected, withdrawn, moved, removed, kept_as_they_are)


@pytest.mark.parametrize("seed", range(6))
def test_the_sums_follow_every_way_of_writing_marks(exams, students, seed):
    chance = random.Random(seed)
    entered(exams, students, chance)
    assert kept() == added_up() != {}
    for _ in range(20):
        chance.choice(DONE)(exams, students, chance)
        assert kept() == added_up()


def test_what_is_rolled_back_is_in_no_sum(exams, students):
    mark(exams[0], students[0], 60_000).save()
    before = kept()
    with transaction.atomic():
        entered(exams, students, random.Random(1))
        transaction.set_rollback(True)
    assert kept() == before == {exams[0].pk: (1, 60_000, 3_600_000_000)}


def test_a_student_who_goes_takes_her_marks_out_of_the_sums(exams, students):
    entered(exams, students, random.Random(2))
    students[0].delete()
    assert kept() == added_up()


def test_mean_and_spread_follow_from_the_sums(exams, students):
    scores = [30_000, 45_500, 61_250, 88_000, 119_999]
    for student, score in zip(students, scores, strict=False):
        mark(exams[0], student, score).save()
    for student in students[: FEWEST - 1]:
        mark(exams[1], student, 50_000).save()
    mark(exams[0], students[-1], None).save()
    found = computed_cohorts([exam.pk for exam in exams])
    assert set(found) == {exams[0].pk}, "from too few marks no mean is computed"
    assert math.isclose(found[exams[0].pk].mean, statistics.mean(scores) / 1000)
    assert math.isclose(found[exams[0].pk].sd, statistics.stdev(scores) / 1000)


def test_the_marks_that_are_there_are_added_up_when_the_sums_begin(exams, students):
    entered(exams, students, random.Random(3))
    operation, editor = KeepExamTotals(), connection.SchemaEditorClass(connection, atomic=False)
    operation.database_backwards("people", editor, None, None)
    operation.database_forwards("people", editor, None, None)
    assert kept() == added_up() != {}
    corrected(exams, students, random.Random(4))
    assert kept() == added_up()
