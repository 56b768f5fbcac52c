"""Which questions are asked, given the answers so far.

A question with a condition is shown only once its condition is true; unknown is not yet.
"""

from kithwork.core.questionnaires.answers import Answers
from kithwork.core.questionnaires.definitions import Question, Sitting
from kithwork.core.questionnaires.facts import facts_from
from kithwork.core.rules import Facts, evaluate


def asked_now(sitting: Sitting, answers: Answers) -> tuple[Question, ...]:
    """Return the questions of a sitting that stand open to this student, in their order."""
    facts = facts_from(sitting.questions, answers)
    return tuple(question for question in sitting.questions if _is_shown(question, facts))


def _is_shown(question: Question, facts: Facts) -> bool:
    return question.shown_when is None or evaluate(question.shown_when, facts).truth is True
