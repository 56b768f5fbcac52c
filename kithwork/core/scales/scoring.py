"""One person's answers under one key: scores, bands, alerts, flags and what is missing.

A score needs as many answers as its missing rule says; the answered items then stand for all of
them (person-mean proration). Too few give None with a reason, never a smaller sum. Nothing is
rounded. Source: domain specification D3.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from kithwork.core.reasons import Reason
from kithwork.core.scales.alerts import Alert, Span, alerts_of
from kithwork.core.scales.answers import Raw, read_answer
from kithwork.core.scales.bands import PlacedBand, placed
from kithwork.core.scales.definitions import Instrument
from kithwork.core.scales.errors import AnswerError
from kithwork.core.scales.keys import Form, Key, KeyedItem, KeyedScore, key_of
from kithwork.core.scales.quality import Flag, Values, flags_of, is_repeated


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What a form says.

    `scores` and `bands` hold every score of the key; None where it is not computable (or, for a
    band, where the population has none). `missing` counts the items in use that were asked and not
    answered; `reasons` say why a score is None.
    """

    form: Form
    is_validated: bool
    answers: Values
    scores: Mapping[str, float | None]
    bands: Mapping[str, PlacedBand | None]
    alerts: tuple[Alert, ...]
    flags: tuple[Flag, ...]
    missing: int
    reasons: tuple[Reason, ...]


def score(
    instrument: Instrument,
    answers: Mapping[str, Raw],
    *,
    version: str | None = None,
    coding: str | None = None,
    options: Mapping[str, str] | None = None,
    population: str | None = None,
) -> Scored:
    """Score one form; see `key_of` for the options and `score_with` for the answers."""
    key = key_of(instrument, version=version, coding=coding, options=options, population=population)
    return score_with(key, answers)


def score_with(
    key: Key,
    answers: Mapping[str, Raw],
    *,
    seconds: float | None = None,
    earlier: Iterable[Values] = (),
) -> Scored:
    """Score the answers (item id → number, word, or None) of one form.

    `seconds` is the time the form took; `earlier` the answers of the same person's earlier forms.
    Raises `AnswerError` for an answer that the item does not have, and for an unknown item.
    """
    return score_values(key, _read(key, answers), seconds=seconds, earlier=earlier)


def score_values(
    key: Key,
    given: Values,
    *,
    seconds: float | None = None,
    earlier: Iterable[Values] = (),
) -> Scored:
    """Score values that were read before: one for each item of the key, None where open."""
    values, unasked = _asked(key, given)
    scores, reasons = _scores(key, values)
    flags = flags_of(given, key.instrument.quality, shift=key.coding.shift, seconds=seconds)
    if is_repeated(given, earlier, key.instrument.quality):
        flags = (*flags, Flag.SAME_AS_EARLIER)
    return Scored(
        form=key.form,
        is_validated=key.instrument.is_validated,
        answers=MappingProxyType(dict(given)),
        scores=MappingProxyType(scores),
        bands=MappingProxyType(_bands(key, scores)),
        alerts=alerts_of(key.alerts, _spans(key, values, scores)) if key.alerts else (),
        flags=(*flags, Flag.ANSWERED_UNASKED) if unasked else flags,
        missing=_missing(key, values),
        reasons=tuple(reasons),
    )


def _read(key: Key, answers: Mapping[str, Raw]) -> dict[str, float | None]:
    for name in answers:
        if name not in key.items:
            raise AnswerError("scales.answer.no_such_item", item=name)
    return {
        name: read_answer(
            name, answers.get(name), answers=item.answers, responses=item.item.responses
        )
        for name, item in key.items.items()
    }


def _asked(key: Key, given: Values) -> tuple[dict[str, float | None], bool]:
    """Give an item that was rightly not asked its lowest value; tell whether one was answered."""
    values, unasked = dict(given), False
    for name, item in key.items.items():
        if item.only_after is None or (before := given[item.only_after.item]) is None:
            continue
        if before != item.only_after.value:
            unasked = unasked or (given[name] or item.lo) > item.lo
            values[name] = item.lo
    return values, unasked


def _missing(key: Key, values: Values) -> int:
    return sum(values[name] is None for name, item in key.items.items() if not item.is_left_out)


def _scores(key: Key, values: Values) -> tuple[dict[str, float | None], list[Reason]]:
    scores: dict[str, float | None] = {}
    reasons = []
    for keyed in key.scores.values():
        scores[keyed.name] = _score(key, keyed, values, scores)
        if scores[keyed.name] is None:
            reasons.append(_why_none(keyed, values, scores))
    return scores, reasons


def _score(
    key: Key, keyed: KeyedScore, values: Values, scores: Mapping[str, float | None]
) -> float | None:
    if keyed.score.of:
        parts = [part for name in keyed.score.of if (part := scores[name]) is not None]
        return _weighed(parts, keyed) if len(parts) == len(keyed.score.of) else None
    counted = [
        _counted(key.items[name], value)
        for name in keyed.items
        if (value := values[name]) is not None
    ]
    return _weighed(counted, keyed) if counted and len(counted) >= keyed.needed else None


def _weighed(parts: list[float], keyed: KeyedScore) -> float:
    return sum(parts) * keyed.multiply / len(parts)


def _counted(item: KeyedItem, value: float) -> float:
    return item.lo + item.hi - value if item.is_reversed else value


def _why_none(keyed: KeyedScore, values: Values, scores: Mapping[str, float | None]) -> Reason:
    if keyed.score.of:
        absent = ", ".join(name for name in keyed.score.of if scores[name] is None)
        return Reason.of("scales.part_missing", score=keyed.name, parts=absent)
    answered = sum(values[name] is not None for name in keyed.items)
    return Reason.of(
        "scales.too_few_answers", score=keyed.name, answered=answered, needed=keyed.needed
    )


def _bands(key: Key, scores: Mapping[str, float | None]) -> dict[str, PlacedBand | None]:
    return {
        name: None
        if (value := scores[name]) is None or name not in key.bands
        else placed(value, key.bands[name])
        for name in key.scores
    }


def _spans(key: Key, values: Values, scores: Mapping[str, float | None]) -> dict[str, Span]:
    """Return the span of each item and score that an alert is about, if anything is known of it."""
    spans: dict[str, Span] = {}
    for name in {rule.on for rule in key.alerts}:
        if name in key.scores:
            spans[name] = _span(key, name, values, scores[name])
        elif (value := values.get(name)) is not None:
            spans[name] = Span(value, value, value)
    return spans


def _span(key: Key, name: str, values: Values, value: float | None) -> Span:
    if value is not None and all(values[item] is not None for item in key.scores[name].items):
        return Span(value, value, value)
    lo = _possible(key, name, values, at_highest=False)
    hi = _possible(key, name, values, at_highest=True)
    return Span(lo, hi, value)


def _possible(key: Key, name: str, values: Values, *, at_highest: bool) -> float:
    """Return a score as it would be if every open item were at its lowest or highest."""
    keyed = key.scores[name]
    if keyed.score.of:
        parts = [_possible(key, part, values, at_highest=at_highest) for part in keyed.score.of]
    else:
        parts = [
            _bound(key.items[item], values[item], at_highest=at_highest) for item in keyed.items
        ]
    return _weighed(parts, keyed)


def _bound(item: KeyedItem, value: float | None, *, at_highest: bool) -> float:
    if value is not None:
        return _counted(item, value)
    return item.hi if at_highest else item.lo
