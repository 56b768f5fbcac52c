"""One answer as it stands in a file or comes from a form, read as what the question allows.

Options are known by code, by label in either language, and by number where they have one. Several
ticks stand in one cell, apart by semicolons, commas or 、.
"""

import datetime as dt
import re
from collections.abc import Mapping

from kithwork.core.questionnaires.definitions import AnswerOption, Question, QuestionKind
from kithwork.core.scales.answers import Raw, folded
from kithwork.core.scales.errors import AnswerError

Answer = str | tuple[str, ...] | dt.date
Answers = Mapping[str, Answer | None]  # by question id; None and absent are unanswered

_APART = re.compile(r"[;；,，、|]")
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月].*)?")


def read_answer(question: Question, raw: Raw | dt.date) -> Answer | None:
    """Return the answer that a cell holds: an option's code, several codes, or a month.

    None where there is none; `REFUSED` and `NOT_COME_UP` where the student said so. Raises
    `AnswerError` that names the question and what it may be answered with.
    """
    if raw is None or (isinstance(raw, str) and not raw.strip()):
        return None
    for option in question.declining:
        if folded(str(raw)) in _spellings(option):
            return option.code
    if question.kind is QuestionKind.MONTH:
        return _month(question, raw)
    if question.kind is QuestionKind.TICKS:
        return _ticks(question, str(raw))
    return _option(question, raw).code


def _option(question: Question, raw: Raw | dt.date) -> AnswerOption:
    for option in question.options:
        if folded(str(raw)) in _spellings(option):
            return option
    known = ", ".join(option.code for option in question.options)
    raise AnswerError("scales.answer.not_among", item=question.id, known=known)


def _spellings(option: AnswerOption) -> set[str]:
    words = {folded(word) for word in (option.code, option.label.en, option.label.zh_hans)}
    if option.value is None:
        return words
    return words | {f"{option.value:g}", f"{option.value:.1f}"}


def _ticks(question: Question, raw: str) -> tuple[str, ...]:
    cells = [cell for cell in _APART.split(raw) if cell.strip()]
    ticked = dict.fromkeys(_option(question, cell) for cell in cells)
    if len(ticked) > 1 and any(option.is_alone for option in ticked):
        raise AnswerError("scales.answer.alone_with_others", item=question.id)
    return tuple(option.code for option in ticked)


def _month(question: Question, raw: Raw | dt.date) -> dt.date:
    if isinstance(raw, dt.date):
        return raw.replace(day=1)
    if found := _MONTH.fullmatch(folded(str(raw)).replace(" ", "-")):
        year, month = int(found[1]), int(found[2])
        if year >= 1900 and 1 <= month <= 12:
            return dt.date(year, month, 1)
    raise AnswerError("scales.answer.not_a_month", item=question.id)
