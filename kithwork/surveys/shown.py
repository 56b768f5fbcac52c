"""Scores as a page shows them: value, range, direction, band, and what the number can say.

A score never stands without its range and direction, and a band never without the people in whom
it was found.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.core.reasons import Reason
from kithwork.core.scales import Alert, Band, BandSet, Better, Key, Method, Scored
from kithwork.core.text import Text
from kithwork.people.models import Student
from kithwork.surveys.addresses import result_of
from kithwork.surveys.queries import Compared, Given, compared_with_earlier, given_to


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownScore:
    """One score; `why` tells why there is no value, `change` how it moved since the form before."""

    label: Text
    value: float | None
    lo: float
    hi: float
    higher_is_better: bool
    is_mean: bool
    has_parts: bool
    counted: int
    needed: int
    band: Band | None
    among: BandSet | None
    why: Reason | None
    change: Compared | None = None


@dataclass(frozen=True, slots=True)
class ShownAnswer:
    """What was answered to one item; None where nothing was."""

    item: str
    tag: Text
    value: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A form as its page shows it.

    `quiet_items` are the alert items that were answered below their mark: "not indicated by this
    form" is said of them, and never that there is no risk.
    """

    scores: tuple[ShownScore, ...]
    missing: int
    flags: tuple[Reason, ...]
    alerts: tuple[Alert, ...]
    level: str
    quiet_items: tuple[Text, ...]
    answers: tuple[ShownAnswer, ...]

    @property
    def has_change(self) -> bool:
        """Whether there is a form before to compare with."""
        return any(score.change is not None for score in self.scores)


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryLine:
    """One form in a student's list: what it is, its day, and the score that stands for it."""

    address: str
    title: Text
    is_validated: bool
    given_on: dt.date
    label: Text
    value: float | None
    lo: float
    hi: float
    higher_is_better: bool
    band: Text | None
    population: Text | None


def history_of(user: User, student: Student) -> tuple[HistoryLine, ...] | None:
    """Return a student's forms, the newest first; None where they are closed to `user`."""
    given = given_to(user, student)
    return None if given is None else tuple(_line(one) for one in reversed(given))


def shown(key: Key, result: Scored, *, changes: Iterable[Compared] = ()) -> Shown:
    """Return what a page shows of one scored form."""
    by_score = {change.score: change for change in changes}
    return Shown(
        scores=tuple(_score(key, name, result, by_score.get(name)) for name in key.scores),
        missing=result.missing,
        flags=tuple(Reason.of(f"scales.flag.{flag}") for flag in result.flags),
        alerts=result.alerts,
        level=max((alert.level for alert in result.alerts), default=""),
        quiet_items=_quiet_items(key, result),
        answers=tuple(
            ShownAnswer(name, item.item.tag, result.answers[name])
            for name, item in key.items.items()
        ),
    )


def shown_with_change(given: Given) -> Shown:
    """Return a saved form with its scores compared to those of the form before."""
    return shown(given.key, given.result, changes=compared_with_earlier(given))


def first_score(entry: InstrumentEntry) -> str:
    """Return the score that stands for the whole form in a list: the total, else the first."""
    names = [score.name for score in entry.instrument.scores]
    return "total" if "total" in names else names[0]


def _line(given: Given) -> HistoryLine:
    one = _score(given.key, first_score(given.instrument), given.result, None)
    return HistoryLine(
        address=result_of(given.administration),
        title=given.instrument.instrument.title,
        is_validated=given.instrument.instrument.is_validated,
        given_on=given.administration.given_on,
        label=one.label,
        value=one.value,
        lo=one.lo,
        hi=one.hi,
        higher_is_better=one.higher_is_better,
        band=one.band.label if one.band else None,
        population=one.among.label if one.among else None,
    )


def _score(key: Key, name: str, result: Scored, change: Compared | None) -> ShownScore:
    keyed, placed = key.scores[name], result.bands[name]
    return ShownScore(
        label=keyed.score.label,
        value=result.scores[name],
        lo=keyed.lo,
        hi=keyed.hi,
        higher_is_better=keyed.score.better is Better.HIGHER,
        is_mean=keyed.score.method is Method.MEAN,
        has_parts=bool(keyed.score.of),
        counted=len(keyed.items),
        needed=keyed.needed,
        band=placed.band if placed else None,
        among=placed.among if placed else None,
        why=next((one for one in result.reasons if one.values().get("score") == name), None),
        change=change,
    )


def _quiet_items(key: Key, result: Scored) -> tuple[Text, ...]:
    asked = {rule.on for rule in key.alerts if rule.on in key.items}
    loud = {alert.on for alert in result.alerts}
    quiet = [name for name in key.items if name in asked - loud]
    return tuple(key.items[name].item.tag for name in quiet if result.answers[name] is not None)
