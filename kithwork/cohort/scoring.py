"""A key over a table of forms: the scores of `core.scales` as table expressions.

`read_answers` turns columns of raw answers into values once for each different answer;
`scored` adds scores, bands, alerts, flags and the number of open items. A property test holds each
column to `core.scales.score_with`, form by form. Least and greatest are built without SQL's own,
which treat null differently from engine to engine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import add, or_
from typing import TYPE_CHECKING, Any

from kithwork.core.scales import (
    AlertRule,
    AnswerError,
    BandSet,
    Flag,
    Key,
    KeyedItem,
    KeyedScore,
)
from kithwork.core.scales.answers import read_answer

if TYPE_CHECKING:
    import ibis.expr.types as ir
    import pyarrow as pa

_BEYOND = 1e18  # farther out than any answer

SCORE, BAND, ALERT, FLAG, MISSING = "score.", "band.", "alert.", "flag.", "missing"


@dataclass(frozen=True, slots=True)
class WrongAnswer:
    """An answer that the item does not have: its row, from 0, in the table, and the error."""

    row: int
    error: AnswerError


def read_answers(
    table: "pa.Table", key: Key, *, columns: Mapping[str, str]
) -> tuple["pa.Table", tuple[WrongAnswer, ...]]:
    """Return the table with each item's column as numbers, and for each wrong answer where it is.

    `columns` name the column of each item. A table with wrong answers has nulls in their place and
    must not be scored.
    """
    wrong: list[WrongAnswer] = []
    for name, column in columns.items():
        values, found = _read_column(table.column(column), key.items[name])
        wrong.extend(found)
        table = table.set_column(table.column_names.index(column), column, values)
    return table, tuple(sorted(wrong, key=lambda one: one.row))


def scored(
    table: "ir.Table", key: Key, *, columns: Mapping[str, str], seconds: str | None = None
) -> "ir.Table":
    """Return the table with `score.total`, `band.total`, `alert.9`, `flag.straight_lining` ….

    `columns` name the column of each item, in values of the key's coding; `seconds` that of the
    time a form took. Scores, bands (codes) and alerts (levels) are null where there is none.
    """
    forms = Forms(table, key, columns)
    added: dict[str, Any] = {}
    for name in key.scores:
        added[f"{SCORE}{name}"] = forms.scores[name]
        if name in key.bands:
            added[f"{BAND}{name}"] = forms.band(name, key.bands[name])
    for on in dict.fromkeys(rule.on for rule in key.alerts):
        added[f"{ALERT}{on}"] = forms.alert(on)
    for flag, expression in forms.flags(seconds).items():
        added[f"{FLAG}{flag}"] = expression
    return table.mutate(**added, **{MISSING: forms.missing()})


class Forms:
    """A table with one form a row, and what its key makes of it, as expressions."""

    def __init__(self, table: "ir.Table", key: Key, columns: Mapping[str, str]) -> None:
        self._table = table
        self._key = key
        self._given = {name: table[columns[name]].cast("float64") for name in key.items}
        self._values = {name: self._asked(item) for name, item in key.items.items()}
        self.scores: dict[str, Any] = {}
        for name, keyed in key.scores.items():  # a score of scores stands after its parts
            self.scores[name] = self._score(keyed)

    def band(self, name: str, among: BandSet) -> Any:
        """Return the code of the band that a score falls in."""
        import ibis

        score = self.scores[name]
        reached = [
            (score > band.start if band.is_open else score >= band.start, band.code)
            for band in reversed(among.bands)
            if band.start is not None
        ]
        first = ibis.cases(*reached, else_=among.bands[0].code)
        return ibis.ifelse(score.isnull(), ibis.null("string"), first)

    def alert(self, on: str) -> Any:
        """Return the most urgent level at which an item or a score fires."""
        import ibis

        rules = sorted(
            (rule for rule in self._key.alerts if rule.on == on),
            key=lambda rule: rule.level,
            reverse=True,
        )
        fired = [(self._fires(rule), rule.level) for rule in rules]
        return ibis.cases(*fired, else_=ibis.null("string"))

    def flags(self, seconds: str | None) -> dict[Flag, Any]:
        """Return a truth for each flag that can be told from one form."""
        found = {
            Flag.STRAIGHT_LINING: self._is_straight(),
            Flag.ANSWERED_UNASKED: self._is_answered_unasked(),
        }
        if seconds is not None:
            least = _count(self._given.values()) * self._key.instrument.quality.seconds_per_item
            found[Flag.TOO_FAST] = (self._table[seconds] < least).fill_null(False)
        return found

    def missing(self) -> Any:
        """Return how many items that count were asked and are open."""
        counting = [
            self._values[name] for name, item in self._key.items.items() if not item.is_left_out
        ]
        return len(counting) - _count(counting)

    # ── items ───────────────────────────────────────────────────────────────────────────────

    def _asked(self, item: KeyedItem) -> Any:
        import ibis

        given = self._given[item.id]
        if item.only_after is None:
            return given
        return ibis.ifelse(self._is_unasked(item), item.lo, given)

    def _is_unasked(self, item: KeyedItem) -> Any:
        assert item.only_after is not None
        before = self._given[item.only_after.item]
        return (before != item.only_after.value).fill_null(False)

    def _is_answered_unasked(self) -> Any:
        import ibis

        found = [
            self._is_unasked(item) & (self._given[name] > item.lo).fill_null(False)
            for name, item in self._key.items.items()
            if item.only_after is not None
        ]
        return reduce(or_, found) if found else ibis.literal(False)

    def _is_straight(self) -> Any:
        import ibis

        rule, given = self._key.instrument.quality, list(self._given.values())
        if rule.straight_from is None:
            return ibis.literal(False)
        least = ibis.least(*(value.fill_null(_BEYOND) for value in given))
        greatest = ibis.greatest(*(value.fill_null(-_BEYOND) for value in given))
        ordinary = [value + self._key.coding.shift for value in rule.ordinary]
        is_same = (_count(given) >= rule.straight_from) & (least == greatest)
        return is_same & ~least.isin(ordinary) if ordinary else is_same

    # ── scores ──────────────────────────────────────────────────────────────────────────────

    def _score(self, keyed: KeyedScore) -> Any:
        import ibis

        if keyed.score.of:
            parts = [self.scores[name] for name in keyed.score.of]
            return reduce(add, parts) * keyed.multiply / len(parts)  # null where a part is
        counted = [self._counted(name) for name in keyed.items]
        answered = _count(counted)
        total = reduce(add, [value.fill_null(0.0) for value in counted])
        value = total * keyed.multiply / answered.nullif(0)
        return ibis.ifelse(answered >= keyed.needed, value, ibis.null("float64"))

    def _counted(self, name: str) -> Any:
        item = self._key.items[name]
        value = self._values[name]
        return item.lo + item.hi - value if item.is_reversed else value

    def _possible(self, keyed: KeyedScore, *, at_highest: bool) -> Any:
        """Return a score as it would be if every open item were at its lowest or highest."""
        if keyed.score.of:
            named = (self._key.scores[name] for name in keyed.score.of)
            parts = [self._possible(part, at_highest=at_highest) for part in named]
        else:
            parts = [self._bounded(name, at_highest=at_highest) for name in keyed.items]
        return reduce(add, parts) * keyed.multiply / len(parts)

    def _bounded(self, name: str, *, at_highest: bool) -> Any:
        item = self._key.items[name]
        return self._counted(name).fill_null(item.hi if at_highest else item.lo)

    def _fires(self, rule: AlertRule) -> Any:
        if rule.on in self._key.scores:
            keyed = self._key.scores[rule.on]
            value = self.scores[rule.on]
            certain = self._possible(keyed, at_highest=rule.at_least is None)
        else:
            value = certain = self._values[rule.on]
        if rule.at_least is not None:
            reached, sure = value >= rule.at_least, certain >= rule.at_least
        else:
            reached, sure = value <= rule.at_most, certain <= rule.at_most
        return reached.fill_null(False) | sure.fill_null(False)


def _count(values: Iterable[Any]) -> Any:
    return reduce(add, [value.notnull().cast("int64") for value in values])


def _read_column(column: "pa.ChunkedArray", item: KeyedItem) -> tuple[Any, list[WrongAnswer]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    encoded = column.combine_chunks().dictionary_encode()
    values: list[float | None] = []
    wrong: list[WrongAnswer] = []
    for place, raw in enumerate(encoded.dictionary.to_pylist()):
        try:
            values.append(
                read_answer(item.id, raw, answers=item.answers, responses=item.item.responses)
            )
        except AnswerError as error:
            values.append(None)
            rows = pc.indices_nonzero(pc.fill_null(pc.equal(encoded.indices, place), False))
            wrong.extend(WrongAnswer(row, error) for row in rows.to_pylist())
    return pc.take(pa.array(values, pa.float64()), encoded.indices), wrong
