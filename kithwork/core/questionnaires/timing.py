"""How long a sitting takes: reading at the pace of a twelve-year-old, then answering.

Each question is counted as if it were asked, so a sitting is never longer than this for most. A
set of answers that was read before is only looked over. The pace is a design figure in the
catalogue until it is tried with children.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.core.questionnaires.definitions import (
    AnswerOption,
    Question,
    QuestionKind,
    Questionnaire,
    Sitting,
)
from kithwork.core.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """`words` of English or `characters` of Chinese read in a minute; seconds for each answer."""

    words: float
    characters: float
    choice: float
    ticks: float
    month: float


def seconds_for(sitting: Sitting, of: Questionnaire, pace: Pace, *, language: str) -> float:
    """Return the seconds that a sitting takes with every question shown.

    The opening and the titles are read once, a lead once per block.
    """
    titles = [sitting.title, *(block.title for block in sitting.blocks)]
    leads = {question.lead for question in sitting.questions if question.lead is not None}
    reading = _seconds([of.opening, *titles, *leads], pace, language)
    known: set[tuple[AnswerOption, ...]] = set()
    for question in sitting.questions:
        reading += _question(question, pace, language, known=question.options in known)
        known.add(question.options)
    return reading


def _question(question: Question, pace: Pace, language: str, *, known: bool) -> float:
    options = [] if known else [option.label for option in question.offered]
    return _seconds([question.ask, *options], pace, language) + _answering(question.kind, pace)


def _answering(kind: QuestionKind, pace: Pace) -> float:
    return {
        QuestionKind.CHOICE: pace.choice,
        QuestionKind.TICKS: pace.ticks,
        QuestionKind.MONTH: pace.month,
    }[kind]


def _seconds(texts: Iterable[Text], pace: Pace, language: str) -> float:
    if language.lower().startswith("zh"):
        return 60 * sum(len(text.zh_hans) for text in texts) / pace.characters
    return 60 * sum(len(text.en.split()) for text in texts) / pace.words
