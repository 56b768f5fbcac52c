"""From answers to facts, on which needs, care definitions and the support matrix rest.

A choice becomes its number or its code, ticks become one flag per option, a month its first day.
What was refused, did not come up or was not asked stays unknown. Where two answers feed one fact
(how often one talks with either parent), the option that stands earlier in its list counts.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

from kithwork.core.questionnaires.answers import Answer, Answers
from kithwork.core.questionnaires.definitions import (
    NOT_COME_UP,
    REFUSED,
    AnswerOption,
    Question,
)
from kithwork.core.reasons import Value
from kithwork.core.rules import Fact


def facts_from(
    questions: Iterable[Question],
    answers: Answers,
    *,
    on: dt.date | None = None,
    source: str | None = None,
) -> dict[str, Fact]:
    """Return the facts that follow from the answers given on the day `on`, by their names."""
    values: dict[str, Value] = {}
    places: dict[str, int] = {}
    for question in questions:
        answer = answers.get(question.id)
        if answer is None or answer in (REFUSED, NOT_COME_UP):
            continue
        values |= _own(question, answer)
        for place, fact, value in _following(question, answer):
            if place < places.get(fact, place + 1):
                values[fact], places[fact] = value, place
    return {name: Fact(value, on=on, source=source) for name, value in values.items()}


def _own(question: Question, answer: Answer) -> dict[str, Value]:
    if isinstance(answer, tuple):
        return {
            f"{question.fact}.{option.code}": option.code in answer for option in question.options
        }
    value = _value(question, answer)
    facts = {question.fact: value}
    return facts if question.feeds.value_of is None else {**facts, question.feeds.value_of: value}


def _value(question: Question, answer: str | dt.date) -> Value:
    if isinstance(answer, dt.date):
        return answer
    option = question.option(answer)
    assert option is not None, question.id
    return answer if option.value is None else option.value


def _following(question: Question, answer: Answer) -> Iterator[tuple[int, str, Value]]:
    for place, option in enumerate(question.options):
        if _is_chosen(option, answer):
            for fact, value in option.facts:
                yield place, fact, value


def _is_chosen(option: AnswerOption, answer: Answer) -> bool:
    return option.code in answer if isinstance(answer, tuple) else option.code == answer
