"""Questionnaires of our own: what is asked, in which order, and what the answers feed.

A standard scale has only a key here (`core.scales`): its wording belongs to others. An instrument
that this project wrote has its questions too: sittings, skip logic in the rule language, why each
question is asked, and the facts, needs and functions of support that an answer sheds light on.
"""

from kithwork.core.questionnaires.alerts import Raised, raised_by
from kithwork.core.questionnaires.answers import Answer, AnswerReader, Answers, read_answer
from kithwork.core.questionnaires.asking import asked_now
from kithwork.core.questionnaires.definitions import (
    NOT_COME_UP,
    REFUSED,
    AnswerOption,
    Block,
    Feeds,
    Question,
    QuestionKind,
    Questionnaire,
    Sitting,
)
from kithwork.core.questionnaires.facts import facts_from
from kithwork.core.questionnaires.support import support_from
from kithwork.core.questionnaires.timing import Pace, seconds_for

__all__ = [
    "NOT_COME_UP",
    "REFUSED",
    "Answer",
    "AnswerOption",
    "AnswerReader",
    "Answers",
    "Block",
    "Feeds",
    "Pace",
    "Question",
    "QuestionKind",
    "Questionnaire",
    "Raised",
    "Sitting",
    "asked_now",
    "facts_from",
    "raised_by",
    "read_answer",
    "seconds_for",
    "support_from",
]
