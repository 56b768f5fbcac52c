"""A filled-in form before it is saved: scored by the core, with what it asks a person to do.

Nothing here touches the database, so the running score beside the grid and the score that is
saved come from the same call.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from kithwork.access.refusals import Refused
from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.core.questionnaires import Answer, AnswerReader, Question, QuestionKind
from kithwork.core.rules import whole_years
from kithwork.core.scales import (
    AnswerError,
    Key,
    ScaleError,
    Scored,
    key_of,
    population_for,
    score_with,
)
from kithwork.core.scales.answers import Raw
from kithwork.core.scales.quality import Values
from kithwork.people.models import Student


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands on the paper: answers by item id (None: unanswered), the form, the day.

    `more` are the answers to the questions beside the scored items, codes apart by commas;
    `wording` is the key of the row of official wording that stood beside the answers.
    """

    instrument: str
    answers: Mapping[str, Raw]
    given_on: dt.date
    version: str | None = None
    coding: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    population: str | None = None
    mode: str = "paper"
    more: Mapping[str, str] = field(default_factory=dict)
    wording: int | None = None


def entry_of(code: str) -> InstrumentEntry:
    """Return an instrument of the catalogue; Refused where there is none."""
    try:
        return instruments()[code]
    except KeyError:
        raise Refused("surveys.no_such_instrument") from None


def is_keyed_in(entry: InstrumentEntry) -> bool:
    """Whether a form is short enough to be keyed in; what takes several sittings is asked."""
    return entry.questionnaire is None or len(entry.questionnaire.sittings) == 1


def has_wording(entry: InstrumentEntry) -> bool:
    """Whether its questions are ours to show: of a standard scale only the key is here."""
    return entry.questionnaire is not None


def may_alert(entry: InstrumentEntry) -> bool:
    """Whether an answer to it may ask that somebody speak with the student."""
    questions = entry.questionnaire.questions() if entry.questionnaire else ()
    of_options = any(option.alert for question in questions for option in question.options)
    return bool(entry.instrument.alerts) or of_options


def key_for(filled: Filled) -> Key:
    """Return the key of the printed form. Raises Refused with the core's own reason."""
    try:
        return key_of(
            entry_of(filled.instrument).instrument,
            version=filled.version,
            coding=filled.coding,
            options=filled.options,
            population=filled.population,
        )
    except ScaleError as error:
        raise Refused(error.reason.code, **error.reason.values()) from error


def fitted(filled: Filled, student: Student) -> Filled:
    """Return the form to be held against people of the student's age and school.

    A population that somebody has named stays.
    """
    if filled.population is not None:
        return filled
    found = population_of(entry_of(filled.instrument), student, filled.given_on)
    return replace(filled, population=found)


def population_of(entry: InstrumentEntry, student: Student, on: dt.date) -> str | None:
    """Return whose bands fit a student on a day; see `core.scales.population_for`."""
    birth = student.person.birth
    age = whole_years(birth, on) if birth else None
    return population_for(entry.instrument, age=age, level=student.school.kind)


def scored(filled: Filled, *, earlier: tuple[Values, ...] = ()) -> Scored:
    """Score the form. Raises Refused with the core's own reason for an answer it does not have."""
    try:
        return score_with(key_for(filled), filled.answers, earlier=earlier)
    except AnswerError as error:
        raise Refused(error.reason.code, **error.reason.values()) from error


def further_questions(entry: InstrumentEntry) -> tuple[Question, ...]:
    """Return the questions of our own that are ticked or chosen and not scored."""
    if entry.questionnaire is None or not is_keyed_in(entry):
        return ()
    kinds = (QuestionKind.CHOICE, QuestionKind.TICKS)
    return tuple(
        question
        for question in entry.questionnaire.questions()
        if question.kind in kinds and not question.has_values
    )


def further_answers(filled: Filled) -> dict[str, Answer]:
    """Return what was answered beside the items. Raises Refused as `scored` does."""
    answers = {}
    try:
        for question in further_questions(entry_of(filled.instrument)):
            answer = AnswerReader(question).read(filled.more.get(question.id))
            if answer is not None:
                answers[question.id] = answer
    except AnswerError as error:
        raise Refused(error.reason.code, **error.reason.values()) from error
    return answers


def needs_speaker(result: Scored) -> bool:
    """Whether somebody must be named who speaks to the student before this may be saved."""
    return bool(result.alerts)


def highest_level(result: Scored) -> str:
    """Return the most urgent level that the form asks for; "" where it asks for none."""
    return max((alert.level for alert in result.alerts), default="")
