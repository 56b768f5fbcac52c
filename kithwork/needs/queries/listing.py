"""Students in bands by their unmet needs, each with her reasons; within a band by waiting time.

Bands are an order of talks and not a ranking: inside a band whoever has waited longest stands
first, since the day from which the evidence stands. What one points at brings those whom it
concerns to the front of their band and changes nothing else (`pointing`). Circumstances, a class
and a survey filter the list. A list of an imported file's own pack narrows it as well. Somebody
about whom an alert is open stands before all bands, for those who may see the alert: her talk is
not one of a band's.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kithwork.access.models import School, User
from kithwork.access.permissions import held
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.catalogue.needs import band_entries
from kithwork.cohort.screening.result import ScreenedFlag
from kithwork.needs.queries.pointing import Pointing, concerned, pointing
from kithwork.needs.queries.rows import Row, Telling
from kithwork.needs.queries.scope import listed_at, nobody
from kithwork.needs.school import SchoolNeeds, school_needs
from kithwork.needs.selection import (
    EVERYBODY,
    Choice,
    Filter,
    Selection,
    by_campaign,
    filters_of,
)
from kithwork.people.queries.students import record_list
from kithwork.safety.models import Alert
from kithwork.safety.queries import open_alerts_about
from kithwork.surveys.queries.standing import campaigns_answered

FIRST = 10  # students of each band before one asks for the rest
PAGE = 50
MOST_NAMED = 8  # of those brought forward, in a sentence
TALKS = 3  # bands with somebody to talk to; the others are counted


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for; `band` empty: the beginning of each; `at` what one points at."""

    school: School
    selection: Selection = EVERYBODY
    own_list: str = ""
    band: str = ""
    page: int = 1
    at: str = ""


@dataclass(frozen=True, slots=True)
class BandListed:
    """A band: who of it is shown, and how many there are."""

    id: str
    label: str
    means: str
    total: int
    rows: tuple[Row, ...]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))


@dataclass(frozen=True, slots=True)
class Listing:
    """The list; `not_judged` are the students of whom nothing is known that could show a need.

    `first` are those about whom an alert is open that the reader may see; they are in no band.
    """

    asked: Asked
    on: dt.date
    total: int
    first: tuple[Row, ...]
    bands: tuple[BandListed, ...]
    nothing_found: int
    not_judged: int
    filters: tuple[Filter, ...]
    own_lists: tuple[Choice, ...]
    pointing: Pointing

    @property
    def names_in_front(self) -> tuple[str, ...]:
        """The names of the first, where known, of those on this page who were brought forward."""
        rows = (row for band in self.bands for row in band.rows if self.asked.at in row.concerns)
        names = [row.student.person.full_name for row in rows if row.student.person.full_name]
        return (*names[:MOST_NAMED], *(["…"] if len(names) > MOST_NAMED else []))


def may_see_needs(user: User) -> bool:
    """Whether a list shows `user` anything; some roles need the student's consent for it."""
    return bool(held(user, Verb.READ, Section.NEEDS))


def listing(user: User, asked: Asked, *, language: str) -> Listing:
    """Return the list of the students of a school whom `user` may see in bands."""
    on = clock.today(asked.school.time_zone or "UTC")
    students = listed_at(user, asked.school) if may_see_needs(user) else nobody()
    campaigns = campaigns_answered(asked.school)
    selection, campaign = by_campaign(asked.selection, campaigns)
    asked = replace(asked, selection=selection)
    needs = school_needs(students, asked.school, on=on, campaign=campaign)
    made = _Made(user, needs, asked, language)
    record_list(user, section=Section.BANDS, size=made.size)
    return Listing(
        asked=replace(asked, at=made.pointing.kept.code if made.pointing.kept else ""),
        on=on,
        total=len(made.places),
        first=made.first,
        bands=made.bands,
        nothing_found=len(made.others) - len(made.talks) - made.not_judged,
        not_judged=made.not_judged,
        filters=filters_of(needs, selection, language, campaigns=campaigns),
        own_lists=tuple(
            Choice(flag.id, flag.label.said_in(language)) for flag in _own_lists(needs)
        ),
        pointing=made.pointing,
    )


class _Made:
    """The list while it is made: who stands where, then whom of them a page shows."""

    def __init__(self, user: User, needs: SchoolNeeds, asked: Asked, language: str) -> None:
        self._needs, self._asked, self._language = needs, asked, language
        self._telling = Telling(user, needs, needs.screening.as_of, language, asked.own_list)
        self.places = _narrowed(needs, asked)
        alerts = open_alerts_about(user, [needs.members[place] for place in self.places])
        alerted = [place for place in self.places if needs.members[place].pk in alerts]
        self.others = [place for place in self.places if needs.members[place].pk not in alerts]
        bands = {one.entry.id for one in band_entries()[:TALKS]}
        self.talks = [place for place in self.others if needs.screening.bands[place] in bands]
        self.not_judged = sum(needs.screening.bands[place] is None for place in self.others)
        self._concerned = concerned(needs, self._telling.readable)
        self.pointing = pointing(
            needs, self._concerned, self.talks, self._telling.teller, kept=asked.at
        )
        self.first = self._first(alerted, alerts) if not asked.band else ()
        self.bands = tuple(
            self._band(place)
            for place, one in enumerate(band_entries()[:TALKS])
            if asked.band in ("", one.entry.id)
        )

    @property
    def size(self) -> int:
        return sum(len(band.rows) for band in self.bands) + len(self.first)

    def _band(self, number: int) -> BandListed:
        entry, asked, at = band_entries()[number], self._asked, self.pointing.kept
        own = [p for p in self.talks if self._needs.screening.bands[p] == entry.entry.id]
        in_front = {p for p in own if at and self._concerned.are_by(at.code, p)}
        ordered = sorted(own, key=lambda place: (place not in in_front, *self._waiting(place)))
        begin = (asked.page - 1) * PAGE if asked.band else 0
        return BandListed(
            id=entry.entry.id,
            label=entry.label.said_in(self._language),
            means=entry.means.said_in(self._language),
            total=len(own),
            rows=self._rows(ordered[begin : begin + (PAGE if asked.band else FIRST)]),
        )

    def _first(self, places: Sequence[int], alerts: Mapping[int, Alert]) -> tuple[Row, ...]:
        """Tell of those about whom an alert is open, the most urgent first."""
        order = {student: place for place, student in enumerate(alerts)}
        rows = self._telling.rows([self._telling.judged(place) for place in places])
        with_alert = (replace(row, alert=alerts[row.student.pk]) for row in rows)
        return tuple(sorted(with_alert, key=lambda row: order[row.student.pk]))

    def _rows(self, places: Sequence[int]) -> tuple[Row, ...]:
        rows = self._telling.rows([self._telling.judged(place) for place in places])
        return tuple(
            replace(row, concerns=self._concerned.of(place))
            for row, place in zip(rows, places, strict=True)
        )

    def _waiting(self, place: int) -> tuple[dt.date, str, int]:
        since = self._telling.since(place)
        return since or dt.date.max, self._needs.members[place].pinyin, place


def _narrowed(needs: SchoolNeeds, asked: Asked) -> list[int]:
    places = asked.selection.places(needs)
    own = next((flag for flag in _own_lists(needs) if flag.id == asked.own_list), None)
    return places if own is None else [place for place in places if own.truths[place] == 1]


def _own_lists(needs: SchoolNeeds) -> list[ScreenedFlag]:
    return [flag for flag in needs.screening.flags if flag.id in needs.here.only]
