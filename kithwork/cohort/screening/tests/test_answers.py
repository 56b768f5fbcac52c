"""Answers of a table say what single forms say: scores, facts, alerts, words of support."""

import math
from collections.abc import Mapping

import pytest

from kithwork.catalogue.instruments import fact_definitions, instruments
from kithwork.catalogue.support import thresholds
from kithwork.cohort.screening.answers import WISH, Answered, answered
from kithwork.cohort.screening.forms import RawForms
from kithwork.cohort.screening.tests.made import filled
from kithwork.core.questionnaires import (
    Answer,
    facts_from,
    raised_by,
    read_answer,
    support_from,
)
from kithwork.core.scales import key_of, score_with
from kithwork.core.support.findings import finding
from kithwork.core.support.functions import FOUR
from kithwork.core.support.survey import from_survey

SURVEY = instruments()["student-support"]
KEY = key_of(SURVEY.instrument)
QUESTIONS = list(SURVEY.questionnaire.questions()) if SURVEY.questionnaire else []
FORMS = filled(SURVEY, 120, seed=7)


def everything(forms: RawForms) -> Answered:
    found, faults = answered(forms, SURVEY, KEY, wanted=_facts_of_answers())
    assert faults == ()
    return found


def _facts_of_answers() -> set[str]:
    own = {name for name in fact_definitions() if name.startswith(("survey.", "ssm."))}
    return own | {name for question in QUESTIONS for name in question.feeds.facts}


@pytest.fixture(scope="module")
def found() -> Answered:
    return everything(FORMS)


def answers_of(student: int) -> Mapping[str, Answer | None]:
    return {q.id: read_answer(q, FORMS.columns[q.id][student]) for q in QUESTIONS}


def test_facts_are_those_of_single_forms(found: Answered) -> None:
    for student in range(len(FORMS.rows)):
        expected = {
            name: fact.value for name, fact in facts_from(QUESTIONS, answers_of(student)).items()
        }
        told = {
            name: column[student]
            for name, column in found.facts.items()
            if name not in SURVEY.score_facts.values() and column[student] is not None
        }
        assert told == {name: value for name, value in expected.items() if name in found.facts}
        assert expected.keys() - found.facts.keys() <= {
            question.feeds.value_of for question in QUESTIONS
        }


def test_scores_and_alerts_are_those_of_single_forms(found: Answered) -> None:
    told = {(alert.student, alert.item, alert.level) for alert in found.alerts}
    expected = set()
    for student in range(len(FORMS.rows)):
        raw = {name: FORMS.columns[name][student] for name in KEY.items}
        single = score_with(KEY, raw)  # type: ignore[arg-type]
        for scale in found.scales:
            value = single.scores[scale.name]
            if value is None:
                assert math.isnan(scale.values[student])
            else:
                assert scale.values[student] == pytest.approx(value, abs=1e-9)
        expected |= {(student, one.on, one.level) for one in single.alerts}
        raised = raised_by(QUESTIONS, answers_of(student))
        expected |= {(student, one.question, one.level) for one in raised}
    assert told == expected
    assert len(told) > 20


def test_words_of_support_are_those_of_single_forms(found: Answered) -> None:
    for student in range(len(FORMS.rows)):
        asked = support_from(QUESTIONS, answers_of(student), perceived={})
        matrix = from_survey(asked)
        for function in FOUR:
            expected = finding(matrix, function, thresholds=thresholds()).word
            assert found.words[function][student] is expected


def test_who_asks_for_a_talk_is_flagged(found: Answered) -> None:
    (wish,) = (flag for flag in found.flags if flag.id == WISH)
    for student, truth in enumerate(wish.truths):
        given = {answers_of(student)["talk"], answers_of(student)["talk_again"]}
        assert bool(truth == 1) is ("yes" in given)
        if truth == -1:
            assert not given & {"yes", "no", "not_now"}


def test_only_wanted_facts_become_columns() -> None:
    found, _ = answered(FORMS, SURVEY, KEY, wanted={"survey.money", "care.parent_contact"})
    scores = set(SURVEY.score_facts.values())
    assert set(found.facts) - scores == {"survey.money", "care.parent_contact"}


def test_every_wrong_answer_is_told_with_its_row_and_column() -> None:
    columns = {name: list(values) for name, values in FORMS.columns.items()}
    columns["ssm_1"][3] = "17"
    columns["money_what"][5] = "fees; nonsense"
    columns["mother_since"][0] = "last year"
    named = {**FORMS.named, "ssm_1": "Q1"}
    _, faults = answered(RawForms(FORMS.rows, columns, named), SURVEY, KEY, wanted=())
    assert [(fault.row, fault.column) for fault in faults] == [
        (2, "mother_since"), (5, "Q1"), (7, "money_what"),
    ]  # fmt: skip
    assert "nonsense" not in str(faults)


def test_numbers_of_a_workbook_read_like_text() -> None:
    columns = {name: list(values) for name, values in FORMS.columns.items()}
    columns["ssm_1"] = [4.0] * len(FORMS.rows)
    columns["ssm_2"] = [None, 2, *columns["ssm_2"][2:]]
    found, faults = answered(RawForms(FORMS.rows, columns, FORMS.named), SURVEY, KEY, wanted=())
    assert faults == ()
    assert len(found.scales) == len(KEY.scores)
