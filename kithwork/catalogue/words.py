"""Codes said in the reader's language.

Results carry codes and parameters (`core.reasons`); their sentences stand in `words/<area>.yaml`,
one file per area, as `area.what: {en: …, zh-Hans: …}` with the placeholders of `str.format`. A
placeholder shows its value as a reader expects it: a date in words, a whole number without a
decimal point, true as "yes", nothing as "not known". After a colon may stand a number's format
(`{t:.1f}`), `word` for a value that is itself a code (`{function:word}`), or an English singular
and plural (`{n} {n:row|rows}`). A missing word, or a missing value, is an error and not a blank.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import Formatter

from kithwork.catalogue.entries import files
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node, Place
from kithwork.core.reasons import Reason, Value
from kithwork.core.text import Text

Param = Value | Text | Reason


class MissingWordError(LookupError):
    """A code has no words, or its sentence needs a value that it was not given."""


def say(said: Reason | str, language: str, /, **params: Param) -> str:
    """Say a reason, or the word of a code, in `language` ("en", or any Chinese tag).

    `params` add to the reason's own and win over them.
    """
    reason = Reason(said) if isinstance(said, str) else said
    return _filled(word(reason.code), reason.code, {**reason.values(), **params}, language)


def word(code: str) -> Text:
    """Return the wording of `code`, its placeholders not yet filled."""
    area = code.partition(".")[0]
    try:
        return _area(area)[code]
    except KeyError:
        raise MissingWordError(f"there are no words for “{code}” in words/{area}.yaml") from None


def said_at(place: Place, reason: Reason, language: str) -> str:
    """Say what is wrong at a place of a file, beginning with file, line and key."""
    code = "catalogue.at_key" if place.key else "catalogue.at_line"
    problem = say(reason, language)
    return say(code, language, file=place.file, line=place.line, key=place.key, problem=problem)


def shown(value: Param, language: str) -> str:
    """Return a value as a reader expects it; a number keeps at most two decimals."""
    if isinstance(value, Reason):
        return say(value, language)
    if isinstance(value, Text):
        return value.said_in(language)
    if value is None:
        return say("catalogue.show.nothing", language)
    if isinstance(value, bool):
        return say("catalogue.show.yes" if value else "catalogue.show.no", language)
    if isinstance(value, dt.date):
        return _date(value, language)
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def read_words(document: Node) -> dict[str, Text]:
    """Read one file of words: each code begins with the file's name, both languages agree."""
    area = document.place.file.rpartition("/")[2].removesuffix(".yaml")
    words: dict[str, Text] = {}
    for code, node in document.pairs().items():
        if not code.startswith(f"{area}."):
            raise node.error("catalogue.word_of_other_area", area=area)
        words[code] = _checked(node)
    return words


def areas() -> tuple[str, ...]:
    """Return the names of all areas that have words."""
    return tuple(name.rpartition("/")[2].removesuffix(".yaml") for name in files("words"))


def all_words() -> dict[str, Text]:
    """Return every wording by its code."""
    return {code: text for area in areas() for code, text in _area(area).items()}


def placeholders(template: str) -> frozenset[str]:
    """Return the names of the values that a sentence needs."""
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


@cache
def _area(area: str) -> Mapping[str, Text]:
    # Parsed on first use: a command that says one sentence does not read every area.
    if area not in areas():
        return {}
    return read_words(read_catalogue(f"words/{area}.yaml"))


def _checked(node: Node) -> Text:
    text = node.text()
    try:
        english, chinese = placeholders(text.en), placeholders(text.zh_hans)
    except ValueError as error:
        raise node.error("catalogue.bad_placeholder", problem=str(error)) from error
    for name in sorted(english | chinese):
        if not name.isidentifier():
            raise node.error("catalogue.bad_placeholder", problem=f"{{{name}}}")
    if english != chinese:
        names = ", ".join(sorted(english ^ chinese))
        raise node.error("catalogue.placeholders_differ", names=names)
    return text


@dataclass(frozen=True, slots=True)
class _Shown:
    """A value inside a sentence, shown as its place in the sentence asks."""

    value: Param
    language: str

    def __format__(self, spec: str) -> str:
        if not spec:
            return shown(self.value, self.language)
        if spec == "word":
            return say(str(self.value), self.language)
        if "|" in spec:
            one, _, many = spec.partition("|")
            return one if self.value == 1 else many
        return format(self.value, spec)


def _filled(text: Text, code: str, params: Mapping[str, Param], language: str) -> str:
    values = {name: _Shown(value, language) for name, value in params.items()}
    try:
        return text.said_in(language).format_map(values)
    except KeyError as error:
        raise MissingWordError(f"the sentence of “{code}” needs a value for {error}") from None


def _date(day: dt.date, language: str) -> str:
    month = f"catalogue.month.{day.month}"
    return say("catalogue.show.day", language, year=day.year, month=month, day=day.day)
