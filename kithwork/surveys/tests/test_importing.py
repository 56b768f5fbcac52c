"""Answers from a file: scored as if keyed in, corrected, and never an alert without a speaker."""

import pytest

from kithwork.access.permissions import NotAllowed
from kithwork.people.tests.imports.files import row_counts, table
from kithwork.safety.models import Alert
from kithwork.surveys.importing import import_answers, plan_answers
from kithwork.surveys.models import Administration, ScoreResult
from tests.cast import TODAY

pytestmark = pytest.mark.django_db

ITEMS = tuple(f"q{n}" for n in range(1, 10))
MAPPING = """
mapping: phq
version: 1
kind: answers
on: 2026-11-18
id: {column: 学号}
answers:
  instrument: phq-9
  items: {"1": q1, "2": q2, "3": q3, "4": q4, "5": q5, "6": q6, "7": q7, "8": q8, "9": q9}
  values: {从不: 0}
  missing: [99]
"""
CALM = (1, 1, 1, 1, 1, 1, 1, 99, "从不")
WORRYING = (0, 0, 0, 0, 0, 0, 0, 0, 1)


def answers(*rows):
    return table(MAPPING, ("学号", *ITEMS), *rows)


def places(plan) -> list[tuple]:
    return [(error.row, error.column, error.reason.code) for error in plan.errors]


def imported(cast, *rows, **more):
    return import_answers(
        incoming=answers(*rows), school=cast.qingshan, by=more.pop("by", cast.lin), **more
    )


def counts(plan) -> tuple[int, ...]:
    return tuple(plan.counts.as_json().values())[:4]


def test_a_form_is_saved_and_scored(cast):
    plan = imported(cast, ("20260001", *CALM))
    assert (plan.errors, counts(plan)) == ([], (1, 1, 0, 0))
    form = Administration.objects.get(student=cast.xiaoyu)
    assert (form.instrument, form.given_on, form.missing, form.entered_by) == (
        "phq-9", TODAY, 1, cast.lin,
    )  # fmt: skip
    assert ScoreResult.objects.get(administration=form, name="total").value == pytest.approx(
        7 * 9 / 8
    )


def test_the_same_again_is_left_alone_and_other_answers_correct_it(cast):
    imported(cast, ("20260001", *CALM))
    assert counts(imported(cast, ("20260001", *CALM))) == (1, 0, 0, 1)
    assert counts(imported(cast, ("20260001", 2, *CALM[1:]))) == (1, 0, 1, 0)
    earlier, later = Administration.objects.order_by("pk")
    assert (later.supersedes, later.reason) == (earlier, "import")


def test_a_row_without_an_answer_is_no_form(cast):
    assert counts(imported(cast, ("20260001", *[None] * 9))) == (1, 0, 0, 1)
    assert not Administration.objects.exists()


def test_faults_stand_at_row_and_column_and_nothing_is_saved(cast):
    before = row_counts()
    plan = imported(
        cast,
        ("20260001", *CALM),
        ("20260001", 4, *CALM[1:]),
        ("20260002", *CALM),
        ("99", *CALM),
    )
    assert places(plan) == [(3, "学号", "imports.id_twice")]
    plan = imported(cast, ("20260001", *CALM[:3], 4, *CALM[4:]), ("20260002", *CALM), ("99", *CALM))
    assert places(plan) == [
        (2, "q4", "scales.answer.out_of_range"),
        (3, "学号", "imports.student_not_yours"),
        (4, "学号", "imports.student_unknown"),
    ]
    assert row_counts() == before


def test_an_answer_that_worries_needs_a_speaker(cast):
    plan = imported(cast, ("20260001", *WORRYING))
    assert places(plan) == [(2, None, "imports.speaker_needed")]
    assert not Administration.objects.exists()
    plan = imported(cast, ("20260001", *WORRYING), speaker=cast.he)
    assert plan.errors == []
    alert = Alert.objects.get(student=cast.xiaoyu)
    assert alert.speaker == cast.he


def test_planning_writes_nothing_and_asks_who_may(cast):
    before = row_counts()
    planned = plan_answers(incoming=answers(("20260001", *CALM)), school=cast.qingshan, by=cast.lin)
    assert counts(planned.plan) == (1, 1, 0, 0)
    assert row_counts() == before
    with pytest.raises(NotAllowed):
        plan_answers(incoming=answers(("20260001", *CALM)), school=cast.qingshan, by=cast.su)


def test_a_file_of_another_kind_is_refused(cast):
    mapping = "mapping: m\nversion: 1\nkind: roster\nid: {column: 学号}\nignore: ['*']\n"
    incoming = table(mapping, ("学号", *ITEMS), ("20260001", *CALM))
    plan = import_answers(incoming=incoming, school=cast.qingshan, by=cast.lin)
    assert places(plan) == [(None, None, "imports.no_answers")]
