"""Facts from questionnaires: the scores and the answers of the latest form of each instrument.

A form that a correction has superseded says nothing any more. What was refused or left open stays
unknown, and so does an answer that the questionnaire does not offer any more; scores are those
that were stored with the form.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress

from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.core.questionnaires import Answer, AnswerReader, Question, QuestionKind, facts_from
from kithwork.core.rules import Fact
from kithwork.core.scales import AnswerError
from kithwork.needs.evidence.batches import portions
from kithwork.people.models import Student
from kithwork.surveys.models import Administration


def answers_by_student(students: Sequence[Student]) -> dict[int, dict[str, Fact]]:
    """Return the facts of each student's forms by her primary key."""
    found: defaultdict[int, dict[str, Fact]] = defaultdict(dict)
    for portion in portions(students):
        for form in _latest(portion):
            for name, fact in _facts(form, instruments()[form.instrument]).items():
                known = found[form.student_id].get(name)
                if known is None or (known.on or dt.date.min) < form.given_on:
                    found[form.student_id][name] = fact
    return dict(found)


def _latest(portion: list[int]) -> list[Administration]:
    """The latest form of each student and instrument, with its scores."""
    forms = Administration.objects.filter(student__in=portion, superseded_by__isnull=True)
    latest = {
        (form.student_id, form.instrument): form
        for form in forms.order_by("given_on", "entered_at").prefetch_related("scores")
        if form.instrument in instruments()
    }
    return list(latest.values())


def _facts(form: Administration, entry: InstrumentEntry) -> dict[str, Fact]:
    scores = {
        entry.score_facts[score.name]: Fact(score.value, form.given_on, form.instrument)
        for score in form.scores.all()
        if score.name in entry.score_facts and score.value is not None
    }
    return scores | _of_questions(form, entry)


def _of_questions(form: Administration, entry: InstrumentEntry) -> dict[str, Fact]:
    if entry.questionnaire is None:
        return {}
    questions = tuple(entry.questionnaire.questions())
    return facts_from(
        questions, dict(_answered(questions, form)), on=form.given_on, source=form.instrument
    )


def _answered(
    questions: Sequence[Question], form: Administration
) -> Iterator[tuple[str, Answer | None]]:
    """The answers as they were stored: a code, codes, or the number of an item."""
    for question in questions:
        stored = form.more.get(question.id, form.answers.get(question.id))
        if isinstance(stored, list):
            stored = tuple(stored) if question.kind is QuestionKind.TICKS else stored[0]
            yield question.id, stored
        elif stored is not None:
            with suppress(AnswerError):
                yield question.id, AnswerReader(question).read(stored)
