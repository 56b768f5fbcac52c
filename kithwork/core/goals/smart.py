"""Is a goal specific, measurable, achievable, relevant and bound to a date?

The editor's check (domain specification G2). Specific: it has an owner and says an action with its
object; a vague word ("improve", 提高) is allowed only beside a measure. Measurable: a number with
its unit, a frequency, or a measure of its own. Achievable: the baseline stands on the five levels.
Relevant: it answers a need. Time-bound: a date that is still to come. Words and units come from
the catalogue. The check knows no grammar: it prompts, and a person decides.
"""

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from kithwork.core.goals.attainment import EXPECTED, HIGHEST, LOWEST
from kithwork.core.reasons import Reason


class Criterion(StrEnum):
    SPECIFIC = "specific"
    MEASURABLE = "measurable"
    ACHIEVABLE = "achievable"
    RELEVANT = "relevant"
    TIME_BOUND = "time_bound"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A goal as it is being written.

    `owner` is whose goal it is (student, carer, school), `need` the code of the need it answers,
    `baseline_level` where it stands now (−2…+2), `measures` how one will see it.
    """

    statement: str
    owner: str | None = None
    need: str | None = None
    baseline_level: int | None = None
    target_date: dt.date | None = None
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Lexicon:
    """The words of one language by which measures and vague words are known.

    `numbers` are numerals in words, `units` what follows a number, `frequencies` how often without
    a number, `bounds` what turns a bare number into a measure ("at least"), `not_numbers` words
    that only look like a number with a unit. `has_spaces` tells whether words stand apart;
    `shortest` is how many words (characters where they do not) an action with its object has.
    """

    vague: tuple[str, ...]
    numbers: tuple[str, ...]
    units: tuple[str, ...]
    frequencies: tuple[str, ...]
    bounds: tuple[str, ...]
    not_numbers: tuple[str, ...] = ()
    has_spaces: bool
    shortest: int

    @cached_property
    def vague_word(self) -> re.Pattern[str]:
        return re.compile(self._any(self.vague))

    @cached_property
    def look_alike(self) -> re.Pattern[str]:
        return re.compile(self._any(self.not_numbers) if self.not_numbers else r"(?!)")

    @cached_property
    def quantity(self) -> re.Pattern[str]:
        """A number with its unit (up to two words between), a bound number, or a frequency."""
        number = rf"(?:\d+(?:[.,]\d+)?|{self._any(self.numbers)})"
        unit, bound = self._any(self.units), self._any(self.bounds)
        between = r"\s+(?:[a-z]+\s+){0,2}" if self.has_spaces else r"\s*个?\s*"
        return re.compile(
            rf"{number}{between}{unit}|{bound}\s*{number}|\d+(?:[.,]\d+)?\s*%"
            rf"|{self._any(self.frequencies)}"
        )

    def _any(self, words: tuple[str, ...]) -> str:
        longest_first = sorted(words, key=len, reverse=True)
        either = "|".join(re.escape(word) for word in longest_first)
        return rf"\b(?:{either})\b" if self.has_spaces else f"(?:{either})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One criterion; `reasons` say what is missing, or remark on something although it is met."""

    criterion: Criterion
    is_met: bool
    reasons: tuple[Reason, ...] = field(default=())


_DATE = re.compile(
    r"\d{4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*日?|\s*月)?"
    r"|\d{1,2}\s*月\s*\d{1,2}\s*[日号]|\d{4}\s*年"
)
_WORD = re.compile(r"[^\W\d_]+")


def check(draft: Draft, *, lexicons: tuple[Lexicon, ...], as_of: dt.date) -> tuple[Check, ...]:
    """Return the five criteria in their order; the statement may mix the languages given."""
    return (
        _specific(draft, lexicons),
        _measurable(draft, lexicons),
        _achievable(draft.baseline_level),
        _checked(Criterion.RELEVANT, () if draft.need else (Reason.of("goals.smart.no_need"),)),
        _time_bound(draft.target_date, as_of),
    )


def is_measured(text: str, lexicons: tuple[Lexicon, ...]) -> bool:
    """Tell whether a text holds a number with its unit, a bound number or a frequency."""
    plain = _plain(text)
    return any(one.quantity.search(one.look_alike.sub(" ", plain)) for one in lexicons)


def vague_words(text: str, lexicons: tuple[Lexicon, ...]) -> tuple[str, ...]:
    """Return the vague words of a text, each once, as they stand in it."""
    plain = _plain(text)
    return tuple(dict.fromkeys(w for one in lexicons for w in one.vague_word.findall(plain)))


def _specific(draft: Draft, lexicons: tuple[Lexicon, ...]) -> Check:
    reasons = []
    if not draft.owner:
        reasons.append(Reason.of("goals.smart.no_owner"))
    if not draft.statement.strip():
        reasons.append(Reason.of("goals.smart.empty"))
    elif not _says_an_action(draft.statement, lexicons):
        reasons.append(Reason.of("goals.smart.no_action"))
    if not _is_measurable(draft, lexicons):
        vague = vague_words(draft.statement, lexicons)
        reasons.extend(Reason.of("goals.smart.vague", word=word) for word in vague)
    return _checked(Criterion.SPECIFIC, tuple(reasons))


def _measurable(draft: Draft, lexicons: tuple[Lexicon, ...]) -> Check:
    missing = () if _is_measurable(draft, lexicons) else (Reason.of("goals.smart.no_measure"),)
    return _checked(Criterion.MEASURABLE, missing)


def _achievable(level: int | None) -> Check:
    if level is None:
        return _checked(Criterion.ACHIEVABLE, (Reason.of("goals.smart.no_baseline"),))
    if not LOWEST <= level <= HIGHEST:
        far = Reason.of("goals.smart.baseline_off", low=LOWEST, high=HIGHEST)
        return _checked(Criterion.ACHIEVABLE, (far,))
    remarks = (Reason.of("goals.smart.already_reached"),) if level >= EXPECTED else ()
    return Check(criterion=Criterion.ACHIEVABLE, is_met=True, reasons=remarks)


def _time_bound(target: dt.date | None, as_of: dt.date) -> Check:
    if target is None:
        return _checked(Criterion.TIME_BOUND, (Reason.of("goals.smart.no_date"),))
    if target <= as_of:
        return _checked(Criterion.TIME_BOUND, (Reason.of("goals.smart.date_past", date=target),))
    return _checked(Criterion.TIME_BOUND, ())


def _checked(criterion: Criterion, missing: tuple[Reason, ...]) -> Check:
    return Check(criterion=criterion, is_met=not missing, reasons=missing)


def _is_measurable(draft: Draft, lexicons: tuple[Lexicon, ...]) -> bool:
    """A measure of its own counts too, unless it is itself nothing but a vague word."""
    if is_measured(draft.statement, lexicons):
        return True
    stated = [measure for measure in draft.measures if measure.strip()]
    return any(is_measured(m, lexicons) or not vague_words(m, lexicons) for m in stated)


def _says_an_action(statement: str, lexicons: tuple[Lexicon, ...]) -> bool:
    """Tell whether enough words are left without the vague ones and without dates."""
    left = _plain(statement)
    for one in lexicons:
        left = one.vague_word.sub(" ", left)
    words = _WORD.findall(left)
    spaced = [word for word in words if word.isascii()]
    characters = "".join(word for word in words if not word.isascii())
    return any(len(spaced if one.has_spaces else characters) >= one.shortest for one in lexicons)


def _plain(text: str) -> str:
    return _DATE.sub(" ", unicodedata.normalize("NFKC", text).casefold())
