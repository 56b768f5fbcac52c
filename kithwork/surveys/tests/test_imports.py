"""Answers from a file: scored as if keyed in, corrected, and never an alert without a speaker."""

import datetime as dt

import pytest

from kithwork.access.console import OPERATOR
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.catalogue.instruments import instruments
from kithwork.people.tests.imports.files import row_counts, table
from kithwork.safety.models import Alert
from kithwork.surveys.actions.imports import import_answers, plan_answers, saving
from kithwork.surveys.models import Administration, ScoreResult
from kithwork.surveys.rows import reason_of
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
    assert (later.supersedes, reason_of(later)) == (earlier, "import")


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


def test_a_speaker_who_answers_no_alerts_here_refuses_the_whole_file(cast):
    before = row_counts()
    rows = (("20260001", *WORRYING), ("20260002", *CALM), ("20260003", *WORRYING))
    for speaker in (cast.shen, cast.su):
        plan = imported(cast, *rows, speaker=speaker)
        assert places(plan) == [
            (2, None, "safety.speaker_elsewhere"),
            (4, None, "safety.speaker_elsewhere"),
        ]
    assert row_counts() == before


def test_each_student_gets_one_alert_and_a_correction_no_second_one(cast):
    rows = (("20260001", *WORRYING), ("20260002", *CALM), ("20260003", *WORRYING))
    imported(cast, *rows, speaker=cast.he)
    raised = Alert.objects.order_by("pk").values_list("student__number", "level", "raised_by")
    assert list(raised) == [("20260001", "A2", cast.lin.pk), ("20260003", "A2", cast.lin.pk)]
    plan = imported(cast, ("20260001", 1, *WORRYING[1:]))
    assert (plan.errors, counts(plan)) == ([], (1, 0, 1, 0))
    assert Alert.objects.count() == 2


def test_the_console_operator_imports_and_is_nobody(cast, events):
    imported(cast, ("20260001", *WORRYING), ("20260002", *CALM), by=OPERATOR, speaker=cast.he)
    assert set(Administration.objects.values_list("entered_by", "mode")) == {(None, "file")}
    assert Alert.objects.get().raised_by is None
    [event] = [one for one in events() if one.verb == "import"]
    assert (event.subject_kind, event.size, event.fields) == ("administration", 2, ["phq-9"])
    assert (event.actor, event.role, event.school) == (None, "console", cast.qingshan.uid)


def test_each_row_may_have_its_own_day(cast):
    mapping = MAPPING.replace("on: 2026-11-18", "on: {column: 日期}")
    columns, days = ("学号", "日期", *ITEMS), ("2026-11-02", None, "2026-11-19")
    numbers = ("20260001", "20260002", "20260003")
    rows = [(number, day, *CALM) for number, day in zip(numbers, days, strict=True)]
    plan = import_answers(
        incoming=table(mapping, columns, *rows), school=cast.qingshan, by=cast.lin
    )
    assert places(plan) == [
        (3, "日期", "imports.day_of_answers_missing"),
        (4, "日期", "surveys.day_to_come"),
    ]
    plan = import_answers(
        incoming=table(mapping, columns, rows[0]), school=cast.qingshan, by=cast.lin
    )
    assert plan.errors == []
    assert Administration.objects.get().given_on == dt.date(2026, 11, 2)


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("on: 2026-11-18\n", "", (None, None, "imports.no_day_of_answers")),
        ("phq-9", "phq-99", (None, None, "surveys.no_such_instrument")),
        ('"9": q9', '"10": q9', (None, "q9", "scales.answer.no_such_item")),
        (', "9": q9', "", (None, None, "imports.item_without_column")),
    ],
)
def test_a_mapping_that_does_not_fit_the_form_is_told(cast, before, after, place):
    incoming = table(MAPPING.replace(before, after), ("学号", *ITEMS), ("20260001", *CALM))
    plan = import_answers(incoming=incoming, school=cast.qingshan, by=cast.lin)
    assert places(plan)[0] == place
    assert not Administration.objects.exists()


def test_a_student_below_the_age_of_the_form_is_a_fault(cast):
    person = cast.xiaoyu.person
    person.birth = dt.date(2017, 1, 1)
    person.save()
    assert places(imported(cast, ("20260001", *CALM))) == [(2, None, "surveys.too_young")]


def test_answers_beside_the_items_come_in_and_raise_alerts_too(cast):
    entry = instruments()["student-support"]
    asked = entry.questionnaire.questions()
    telling = next(one for one in asked if any(option.alert for option in one.options))
    option = next(one for one in telling.options if one.alert)
    columns = {item.id: "" for item in entry.instrument.items} | {"lives_with": "mother;siblings"}
    columns[telling.id] = option.code
    incoming = table(
        _mapping_of("student-support", columns), ("学号", *columns), ("20260001", *columns.values())
    )
    plan = import_answers(incoming=incoming, school=cast.qingshan, by=OPERATOR)
    assert places(plan) == [(2, None, "imports.speaker_needed")]
    import_answers(incoming=incoming, school=cast.qingshan, by=OPERATOR, speaker=cast.he)
    form = Administration.objects.get()
    assert form.more["lives_with"] == ["mother", "siblings"]
    assert Alert.objects.get().level == option.alert
    again = import_answers(incoming=incoming, school=cast.qingshan, by=OPERATOR)
    assert counts(again) == (1, 0, 0, 1)


def _mapping_of(instrument, columns):
    items = "".join(f"    {name}: {name}\n" for name in columns)
    return (
        "mapping: m\nversion: 1\nkind: answers\non: 2026-11-18\nid: {column: 学号}\n"
        f"answers:\n  instrument: {instrument}\n  items:\n{items}"
    )


def test_where_an_alert_fails_nothing_is_saved(cast, monkeypatch):
    def failing(**_given):
        raise Refused("safety.speaker_elsewhere")

    before = row_counts()
    monkeypatch.setattr(saving, "raise_alert", failing)
    with pytest.raises(Refused):
        imported(cast, ("20260002", *CALM), ("20260001", *WORRYING), speaker=cast.he)
    assert row_counts() == before


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, django_assert_max_num_queries):
    rows = [("20260001", *CALM), ("20260002", *CALM), ("20260003", *CALM)]
    with django_assert_max_num_queries(16):
        imported(cast, *rows)


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
