"""The one key that holds for a printed form and a choice of options.

`key_of` settles version, coding, options and the population of the bands, and works out which
items count, which are reversed (x' = min + max − x), how many answers each score needs and what
its range is. What must agree before two scores may be compared stands in the key's `Form`.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from kithwork.core.scales.answers import answers_of
from kithwork.core.scales.definitions import (
    AlertRule,
    BandSet,
    Choice,
    ChoiceOption,
    Coding,
    Instrument,
    Item,
    Method,
    OnlyAfter,
    Score,
    Version,
)
from kithwork.core.scales.errors import ScaleError

T = TypeVar("T")

NO_POPULATION = "none"  # nobody's bands are asked for


@dataclass(frozen=True, slots=True)
class Form:
    """What a score was made with; scores of unlike forms are never compared."""

    instrument: str
    version: str
    coding: str
    choices: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class KeyedItem:
    """An item under the key: the range of its coding, and whether it is reversed or left out.

    `answers` are the spellings that need no second look, each with its value.
    """

    item: Item
    lo: float
    hi: float
    is_reversed: bool
    is_left_out: bool
    only_after: OnlyAfter | None
    answers: Mapping[str | float, float | None]

    @property
    def id(self) -> str:
        return self.item.id


@dataclass(frozen=True, slots=True)
class KeyedScore:
    """A score under the key.

    `items` count and `needed` of them must be answered; the score is the sum of the answered ones
    times `multiply`, divided by their number. `lo` and `hi` are its range; `shift` is what the
    coding added to it. A score of scores has its parts in `score.of`.
    """

    score: Score
    items: tuple[str, ...]
    needed: int
    multiply: float
    lo: float
    hi: float
    shift: float

    @property
    def name(self) -> str:
        return self.score.name


@dataclass(frozen=True, slots=True)
class Key:
    """How a form is scored. `bands` hold the chosen set per score; all numbers fit the coding."""

    instrument: Instrument
    form: Form
    coding: Coding
    items: Mapping[str, KeyedItem]
    scores: Mapping[str, KeyedScore]
    bands: Mapping[str, BandSet]
    alerts: tuple[AlertRule, ...]


def key_of(
    instrument: Instrument,
    *,
    version: str | None = None,
    coding: str | None = None,
    options: Mapping[str, str] | None = None,
    population: str | None = None,
) -> Key:
    """Return the key for a form. What is not said takes the instrument's usual value.

    With `NO_POPULATION` the key has no bands.
    Raises `ScaleError` for an unknown name, and where a choice without a usual value is not made.
    """
    of_version = _version(instrument, version)
    of_coding = _coding(instrument, coding)
    chosen = _chosen(instrument, options or {})
    items = {
        item.id: _keyed_item(item, shift=of_coding.shift, chosen=tuple(chosen.values()))
        for item in instrument.items
        if item.id not in of_version.without
    }
    scores = _keyed_scores(instrument, items, shift=of_coding.shift)
    choices = tuple((name, option.id) for name, option in chosen.items())
    return Key(
        instrument=instrument,
        form=Form(instrument.code, of_version.id, of_coding.id, choices),
        coding=of_coding,
        items=items,
        scores=scores,
        bands=_bands(instrument, scores, population),
        alerts=_alerts(instrument, scores, shift=of_coding.shift),
    )


def version_told_by(instrument: Instrument, columns: Iterable[str]) -> str | None:
    """Return the version that a file's columns show, where one of them is found in it alone."""
    present = set(columns)
    told = (version.id for version in instrument.versions if version.told_by in present)
    return next(told, None)


def _version(instrument: Instrument, wanted: str | None) -> Version:
    if wanted is None:
        return instrument.versions[0]
    for version in instrument.versions:
        if wanted in (version.id, *version.also):
            return version
    known = [version.id for version in instrument.versions]
    raise ScaleError.unknown("scales.unknown_version", wanted, known)


def _coding(instrument: Instrument, wanted: str | None) -> Coding:
    if wanted is None:
        return instrument.codings[0]
    return _named(instrument.codings, wanted, name=lambda one: one.id, code="scales.unknown_coding")


def _chosen(instrument: Instrument, options: Mapping[str, str]) -> dict[str, ChoiceOption]:
    known = [choice.id for choice in instrument.choices]
    for name in options:
        if name not in known:
            raise ScaleError("scales.no_such_option", name=name, instrument=instrument.code)
    return {choice.id: _option(choice, options.get(choice.id)) for choice in instrument.choices}


def _option(choice: Choice, wanted: str | None) -> ChoiceOption:
    if (wanted := wanted or choice.default) is None:
        known = ", ".join(option.id for option in choice.options)
        raise ScaleError("scales.choice_not_made", name=choice.id, known=known)
    return _named(choice.options, wanted, name=lambda one: one.id, code="scales.unknown_choice")


def _named(among: tuple[T, ...], wanted: str, *, name: Callable[[T], str], code: str) -> T:
    for one in among:
        if name(one) == wanted:
            return one
    raise ScaleError.unknown(code, wanted, [name(one) for one in among])


def _keyed_item(item: Item, *, shift: float, chosen: tuple[ChoiceOption, ...]) -> KeyedItem:
    is_reversed = item.is_reversed
    for option in chosen:
        is_reversed = (is_reversed or item.id in option.reverse) and item.id not in option.forward
    after = item.only_after
    return KeyedItem(
        item=item,
        lo=item.responses.lo + shift,
        hi=item.responses.hi + shift,
        is_reversed=is_reversed,
        is_left_out=any(item.id in option.leave_out for option in chosen),
        only_after=None if after is None else replace(after, value=after.value + shift),
        answers=answers_of(item.responses, shift=shift),
    )


def _keyed_scores(
    instrument: Instrument, items: Mapping[str, KeyedItem], *, shift: float
) -> dict[str, KeyedScore]:
    keyed: dict[str, KeyedScore] = {}
    for score in instrument.scores:  # a score of scores stands after its parts
        keyed[score.name] = (
            _of_scores(score, [keyed[name] for name in score.of])
            if score.of
            else _of_items(score, [items[name] for name in score.items if name in items], shift)
        )
    return keyed


def _of_items(score: Score, printed: list[KeyedItem], shift: float) -> KeyedScore:
    used = [item for item in printed if not item.is_left_out]
    multiply = score.times * (len(printed) if score.method is Method.SUM else 1)
    return KeyedScore(
        score=score,
        items=tuple(item.id for item in used),
        needed=score.missing.needed(len(used)),
        multiply=multiply,
        lo=sum(item.lo for item in used) * multiply / len(used),
        hi=sum(item.hi for item in used) * multiply / len(used),
        shift=shift * multiply,
    )


def _of_scores(score: Score, parts: list[KeyedScore]) -> KeyedScore:
    multiply = score.times * (len(parts) if score.method is Method.SUM else 1)
    return KeyedScore(
        score=score,
        items=tuple(item for part in parts for item in part.items),
        needed=sum(part.needed for part in parts),
        multiply=multiply,
        lo=sum(part.lo for part in parts) * multiply / len(parts),
        hi=sum(part.hi for part in parts) * multiply / len(parts),
        shift=sum(part.shift for part in parts) * multiply / len(parts),
    )


def _bands(
    instrument: Instrument, scores: Mapping[str, KeyedScore], population: str | None
) -> dict[str, BandSet]:
    if population == NO_POPULATION:
        return {}
    if population is not None and not instrument.bands:
        raise ScaleError("scales.no_bands")
    if population is not None and population not in {one.population for one in instrument.bands}:
        known = list(dict.fromkeys(one.population for one in instrument.bands))
        raise ScaleError.unknown("scales.unknown_population", population, known)
    chosen = [
        one
        for one in instrument.bands
        if (one.is_default if population is None else one.population == population)
    ]
    return {name: _moved(one, by=scores[name].shift) for one in chosen for name in one.scores}


def _moved(bands: BandSet, *, by: float) -> BandSet:
    moved = tuple(
        band if band.start is None else replace(band, start=band.start + by) for band in bands.bands
    )
    return replace(bands, bands=moved)


def _alerts(
    instrument: Instrument, scores: Mapping[str, KeyedScore], *, shift: float
) -> tuple[AlertRule, ...]:
    return tuple(
        _moved_alert(rule, by=scores[rule.on].shift if rule.on in scores else shift)
        for rule in instrument.alerts
    )


def _moved_alert(rule: AlertRule, *, by: float) -> AlertRule:
    return replace(
        rule,
        at_least=None if rule.at_least is None else rule.at_least + by,
        at_most=None if rule.at_most is None else rule.at_most + by,
    )
