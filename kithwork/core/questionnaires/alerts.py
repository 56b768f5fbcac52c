"""Answers that a trained person reads and then talks about with the student, alone.

An alert is a reason to read and to ask. It is never a report, never a finding, and it is shown to
nobody else. Source: domain specification D4.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.core.questionnaires.answers import Answers
from kithwork.core.questionnaires.definitions import Question


@dataclass(frozen=True, slots=True)
class Raised:
    """The question whose answer raised it, and the level A1–A4."""

    question: str
    level: str


def raised_by(questions: Iterable[Question], answers: Answers) -> tuple[Raised, ...]:
    """Return what the answers raise, for each question the most urgent level."""
    raised = []
    for question in questions:
        answer = answers.get(question.id)
        chosen = answer if isinstance(answer, tuple) else (answer,)
        levels = [one.alert for one in question.options if one.alert and one.code in chosen]
        if levels:
            raised.append(Raised(question.id, max(levels)))
    return tuple(raised)
