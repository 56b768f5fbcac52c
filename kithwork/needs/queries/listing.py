"""Students in bands by their unmet needs, each with her reasons; within a band by waiting time.

Bands are an order of talks and not a ranking: inside a band whoever has waited longest stands
first, since the day from which the evidence stands. Circumstances filter the list and do nothing
else. A list of an imported file's own pack narrows it as well. Somebody about whom an alert is open
stands before all bands, for those who may see the alert: her talk is not one of a band's.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kithwork.access.models import School, User
from kithwork.access.permissions import held
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.catalogue.needs import band_entries
from kithwork.cohort.screening.result import ScreenedFlag, ScreenedNeed
from kithwork.core.dated import dated
from kithwork.core.needs import Need, NeedDefinition, need_of
from kithwork.core.rules import Fact, evaluate, ladder_facts
from kithwork.needs.queries.scope import listed_at, nobody
from kithwork.needs.school import SchoolNeeds, school_needs
from kithwork.needs.selection import EVERYBODY, Choice, Filter, Selection, filters_of
from kithwork.needs.telling import NeedTold, Teller, stands_since
from kithwork.people.models import SchoolClass, Student
from kithwork.people.queries.classes import classes_of
from kithwork.people.queries.reach import students_reached
from kithwork.people.queries.students import record_list
from kithwork.safety.models import Alert
from kithwork.safety.queries import open_alerts_about

FIRST = 10  # students of each band before one asks for the rest
PAGE = 50
TALKS = 3  # bands with somebody to talk to; the others are counted


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for; `band` empty: the beginning of each."""

    school: School
    selection: Selection = EVERYBODY
    own_list: str = ""
    band: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A student with what she needs; `since` is the day from which her gravest need stands."""

    student: Student
    school_class: SchoolClass | None
    needs: tuple[NeedTold, ...]
    because: tuple[str, ...]
    since: dt.date | None
    days: int | None
    alert: Alert | None = None


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


@dataclass(frozen=True, slots=True)
class _Placed:
    """A student with her needs as judged, before they are put into words."""

    place: int
    needs: tuple[Need, ...]
    since: dt.date | None


def may_see_needs(user: User) -> bool:
    """Whether a list shows `user` anything; some roles need the student's consent for it."""
    return bool(held(user, Verb.READ, Section.NEEDS))


def listing(user: User, asked: Asked, *, language: str) -> Listing:
    """Return the list of the students of a school whom `user` may see in bands."""
    on = clock.today(asked.school.time_zone or "UTC")
    students = listed_at(user, asked.school) if may_see_needs(user) else nobody()
    needs = school_needs(students, asked.school, on=on)
    places = _narrowed(needs, asked)
    alerts = open_alerts_about(user, [needs.members[place] for place in places])
    alerted = [place for place in places if needs.members[place].pk in alerts]
    others = [place for place in places if needs.members[place].pk not in alerts]
    banded = [(place, needs.screening.bands[place]) for place in others]
    teller = Telling(user, needs, on, language, asked.own_list)
    first = teller.first(alerted, alerts) if not asked.band else ()
    talks = band_entries()[:TALKS]
    bands = tuple(
        teller.band(one.entry.id, [place for place, band in banded if band == one.entry.id], asked)
        for one in talks
        if asked.band in ("", one.entry.id)
    )
    shown = sum(len(band.rows) for band in bands) + len(first)
    record_list(user, section=Section.BANDS, size=shown)
    talked = {one.entry.id for one in talks}
    return Listing(
        asked=asked,
        on=on,
        total=len(places),
        first=first,
        bands=bands,
        nothing_found=sum(band is not None and band not in talked for _, band in banded),
        not_judged=sum(band is None for _, band in banded),
        filters=filters_of(needs, asked.selection, language),
        own_lists=tuple(
            Choice(flag.id, flag.label.said_in(language)) for flag in _own_lists(needs)
        ),
    )


def _narrowed(needs: SchoolNeeds, asked: Asked) -> list[int]:
    places = asked.selection.places(needs)
    own = next((flag for flag in _own_lists(needs) if flag.id == asked.own_list), None)
    return places if own is None else [place for place in places if own.truths[place] == 1]


def _own_lists(needs: SchoolNeeds) -> list[ScreenedFlag]:
    return [flag for flag in needs.screening.flags if flag.id in needs.here.only]


def _facts_of(definition: NeedDefinition) -> tuple[str, ...]:
    """The facts that a need rests on."""
    read = (name for one in definition.evidence for name in ladder_facts(one.ladder))
    return tuple(dict.fromkeys(read))


class Telling:
    """Puts the rows that are shown into words; the core judges them anew, with their reasons."""

    def __init__(
        self, user: User, needs: SchoolNeeds, on: dt.date, language: str, own_list: str
    ) -> None:
        self._needs = needs
        self._on = on
        self._teller = Teller(language, needs.here.rules.facts)
        self._rules = {one.definition.code: one for one in needs.here.rules.needs}
        self._own_list = own_list
        self._judged_needs = needs.screening.needs_judged
        self._read_by = {code: _facts_of(rule.definition) for code, rule in self._rules.items()}
        self._found: dict[tuple[object, ...], Need] = {}
        reached = students_reached(user, Verb.READ, Section.ANSWERS).filter(school=needs.school)
        self._answers_open = set(reached.values_list("pk", flat=True))

    def band(self, band: str, places: Sequence[int], asked: Asked) -> BandListed:
        entry = next(one for one in band_entries() if one.entry.id == band)
        placed = sorted(map(self.judged, places), key=self._waiting)
        first = (asked.page - 1) * PAGE if asked.band else 0
        language = self._teller.language
        return BandListed(
            id=band,
            label=entry.label.said_in(language),
            means=entry.means.said_in(language),
            total=len(places),
            rows=self.rows(placed[first : first + (PAGE if asked.band else FIRST)]),
        )

    def first(self, places: Sequence[int], alerts: Mapping[int, Alert]) -> tuple[Row, ...]:
        """Tell of those about whom an alert is open, the most urgent first."""
        order = {student: place for place, student in enumerate(alerts)}
        rows = self.rows([self.judged(place) for place in places])
        with_alert = (replace(row, alert=alerts[row.student.pk]) for row in rows)
        return tuple(sorted(with_alert, key=lambda row: order[row.student.pk]))

    def rows(self, shown: Sequence[_Placed]) -> tuple[Row, ...]:
        keys = [self._needs.members[one.place].pk for one in shown]
        loaded = Student.objects.select_related("person", "school").in_bulk(keys)
        students = [loaded[key] for key in keys]
        classes = classes_of(students, on=self._on)
        return tuple(
            self._row(one, student, classes.get(student.pk))
            for one, student in zip(shown, students, strict=True)
        )

    def judged(self, place: int) -> _Placed:
        """Judge by the core, with reasons, what the engine found of a student."""
        found = []
        for need in self._judged_needs:
            if need.severities[place] >= 1:
                one = self._need(need, place)
                assert one.severity == need.severities[place], f"two answers for {need.code}"
                found.append(one)
        found.sort(key=lambda one: -(one.severity or 0))
        gravest = [one for one in found if one.severity == found[0].severity]
        days = [day for one in gravest if (day := stands_since(one.reasons))]
        return _Placed(place, tuple(found), min(days, default=None))

    def _need(self, need: ScreenedNeed, place: int) -> Need:
        """A need with its reasons; the same facts (equal ones are one object) are judged once."""
        known = self._needs.evidence.facts[place]
        key = (need.code, *(id(known.get(name)) for name in self._read_by[need.code]))
        if key not in self._found:
            self._found[key] = need_of(need.rule.definition, self._facts(place))
        return self._found[key]

    def _waiting(self, one: _Placed) -> tuple[dt.date, str, int]:
        return one.since or dt.date.max, self._needs.members[one.place].pinyin, one.place

    def _row(self, one: _Placed, student: Student, school_class: SchoolClass | None) -> Row:
        said = self._needs.evidence.said(one.place)
        closed = frozenset[str]() if student.pk in self._answers_open else said
        return Row(
            student=student,
            school_class=school_class,
            needs=tuple(
                self._teller.need(self._rules[need.code], need, closed=closed) for need in one.needs
            ),
            because=self._because(one.place, closed),
            since=one.since,
            days=None if one.since is None else (self._on - one.since).days,
        )

    def _because(self, place: int, closed: frozenset[str]) -> tuple[str, ...]:
        """Why she stands on the list that was asked for."""
        flag = next((one for one in self._needs.here.rules.flags if one.id == self._own_list), None)
        if flag is None:
            return ()
        verdict = evaluate(flag.when, self._facts(place), rule=flag.id)
        return self._teller.reasons(verdict.reasons, closed=closed)

    def _facts(self, place: int) -> dict[str, Fact]:
        return dated(self._needs.evidence.facts[place], self._on)
