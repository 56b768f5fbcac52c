"""One answer as it stands in a file or comes from a form, read as what the question allows.

Options are known by code, by label in either language, and by number where they have one. Several
ticks stand in one cell, apart by semicolons, commas or 、.
"""

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from kithwork.core.questionnaires.definitions import AnswerOption, Question, QuestionKind
from kithwork.core.scales.answers import Raw, folded
from kithwork.core.scales.errors import AnswerError

Answer = str | tuple[str, ...] | dt.date
Answers = Mapping[str, Answer | None]  # by question id; None and absent are unanswered

_APART = re.compile(r"[;；,，、|]")
_MONTH = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月].*)?")


def read_answer(question: Question, raw: Raw | dt.date) -> Answer | None:
    """Return one answer to a question; see `AnswerReader.read`."""
    return AnswerReader(question).read(raw)


class AnswerReader:
    """Reads many answers to one question: how its options may be written is worked out once."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._options = _by_spelling(question.options)
        self._declining = _by_spelling(question.declining)

    def read(self, raw: Raw | dt.date) -> Answer | None:
        """Return the answer that a cell holds: an option's code, several codes, or a month.

        None where there is none; `REFUSED` and `NOT_COME_UP` where the student said so. Raises
        `AnswerError` that names the question and what it may be answered with.
        """
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        if declined := self._declining.get(folded(str(raw))):
            return declined.code
        if self._question.kind is QuestionKind.MONTH:
            return _month(self._question, raw)
        if self._question.kind is QuestionKind.TICKS:
            return self._ticks(str(raw))
        return self._option(raw).code

    def _option(self, raw: Raw | dt.date) -> AnswerOption:
        if found := self._options.get(folded(str(raw))):
            return found
        known = ", ".join(option.code for option in self._question.options)
        raise AnswerError("scales.answer.not_among", item=self._question.id, known=known)

    def _ticks(self, raw: str) -> tuple[str, ...]:
        cells = [cell for cell in _APART.split(raw) if cell.strip()]
        ticked = {option.code: option for option in map(self._option, cells)}
        if len(ticked) > 1 and any(option.is_alone for option in ticked.values()):
            raise AnswerError("scales.answer.alone_with_others", item=self._question.id)
        return tuple(ticked)


def _by_spelling(options: Iterable[AnswerOption]) -> dict[str, AnswerOption]:
    """Each option by everything that may stand for it; of two that share a word, the first."""
    found: dict[str, AnswerOption] = {}
    for option in options:
        for word in _spellings(option):
            found.setdefault(word, option)
    return found


def _spellings(option: AnswerOption) -> set[str]:
    labels = (option.label.en, option.label.zh_hans)
    words = {folded(word) for word in (option.code, *option.also, *labels)}
    if option.value is None:
        return words
    return words | {f"{option.value:g}", f"{option.value:.1f}"}


def _month(question: Question, raw: Raw | dt.date) -> dt.date:
    if isinstance(raw, dt.date):
        return raw.replace(day=1)
    if found := _MONTH.fullmatch(folded(str(raw)).replace(" ", "-")):
        year, month = int(found[1]), int(found[2])
        if year >= 1900 and 1 <= month <= 12:
            return dt.date(year, month, 1)
    raise AnswerError("scales.answer.not_a_month", item=question.id)
