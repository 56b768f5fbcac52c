"""Reading one answer: a number of the item's range, or one of its words.

An empty cell is no answer and never a zero; a number outside the range is an error and never
clipped. Full-width digits, spaces and the case of letters make no difference.
"""

import re
import unicodedata
from collections.abc import Mapping

from kithwork.core.scales.definitions import Option, Responses
from kithwork.core.scales.errors import AnswerError

Raw = str | int | float | None

_BETWEEN = re.compile(r"[\s_]+|(?<=\w)-+(?=\w)")
_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?")


def answers_of(responses: Responses, *, shift: float) -> dict[str | float, float | None]:
    """Return each spelling of an answer with its value, `shift` added to all values."""
    spellings: dict[str | float, float | None] = {}
    if not responses.words_only:
        for step in range(int(responses.hi - responses.lo) + 1):
            value = responses.lo + shift + step
            spellings |= {value: value, f"{value:g}": value}
    for option in responses.options:
        value_of = None if option.value is None else option.value + shift
        for word in _words(option):
            spellings[folded(word)] = value_of
            if word.isascii() and word.isdigit():
                spellings[float(word)] = value_of
    return spellings


def read_answer(
    item: str, raw: Raw, *, answers: Mapping[str | float, float | None], responses: Responses
) -> float | None:
    """Return the value of an answer, or None where there is none.

    Raises `AnswerError` that names the item and what it may be answered with.
    """
    if raw is None:
        return None
    if isinstance(raw, bool):
        raise _refusal(item, answers, responses)
    if raw in answers:
        return answers[raw]
    if isinstance(raw, str):
        if not (text := folded(raw)):
            return None
        if text in answers:
            return answers[text]
        raw = float(text) if _NUMBER.fullmatch(text) else text
    if raw in answers:
        return answers[raw]
    raise _refusal(item, answers, responses, is_number=not isinstance(raw, str))


def folded(text: str) -> str:
    """Return `text` in the one form in which answers are compared; a minus stays a minus.

    >>> folded(" Almost_every  month "), folded("３"), folded("-3")
    ('almost every month', '3', '-3')
    """
    return _BETWEEN.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def _words(option: Option) -> tuple[str, ...]:
    labels = () if option.label is None else (option.label.en, option.label.zh_hans)
    return (option.code, *option.also, *labels)


def _refusal(
    item: str,
    answers: Mapping[str | float, float | None],
    responses: Responses,
    *,
    is_number: bool = False,
) -> AnswerError:
    if responses.words_only:
        known = ", ".join(option.code for option in responses.options)
        return AnswerError("scales.answer.not_among", item=item, known=known)
    numbers = [value for value in answers.values() if value is not None]
    code = "scales.answer.out_of_range" if is_number else "scales.answer.not_a_number"
    return AnswerError(code, item=item, lo=min(numbers), hi=max(numbers))
