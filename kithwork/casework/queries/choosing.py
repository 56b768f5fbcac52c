"""A choosing for its reader: the criteria in words, whom to consider in bands, and kind letters."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import Http404

from kithwork.access.keys.vault import Vault
from kithwork.access.models import School, User
from kithwork.access.roles import Section
from kithwork.aid.queries.inventory import inventory_of
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.casework.actions.choosing import KIND, REASON, WORDS
from kithwork.casework.models import Case, Choosing, Considered
from kithwork.casework.queries.cases import cases_for
from kithwork.catalogue.needs import band_entries, need_entries
from kithwork.needs.queries.candidates import Candidate, schools_to_choose, told_of
from kithwork.people.models import Student


@dataclass(frozen=True, slots=True)
class ConsideredTold:
    """One student on the list: what is known now, what was decided and why, and her case."""

    row: Considered
    candidate: Candidate
    reason: str
    case: Case | None


@dataclass(frozen=True, slots=True)
class BandConsidered:
    """A band with those of it, whoever has waited longest first."""

    label: str
    means: str
    rows: tuple[ConsideredTold, ...]


@dataclass(frozen=True, slots=True)
class BandTally:
    """A band in numbers."""

    label: str
    considered: int
    chosen: int


@dataclass(frozen=True, slots=True)
class ChoosingTold:
    """A choosing in words; `left` are those who left the school or whom the reader may not list."""

    choosing: Choosing
    words: str
    bands: tuple[BandConsidered, ...]
    criteria: tuple[str, ...]
    tally: tuple[BandTally, ...]
    left: int

    @property
    def not_chosen(self) -> int:
        return sum(one.considered - one.chosen for one in self.tally)


@dataclass(frozen=True, slots=True)
class Letters:
    """Whom to write to, and what else there is: the school's services by name."""

    students: tuple[Student, ...]
    services: tuple[str, ...]


def choosings_at(school: School) -> tuple[Choosing, ...]:
    """Return the choosings of a school, the newest first."""
    found = Choosing.objects.filter(school=school).select_related("begun_by", "school")
    return tuple(found.order_by("-begun_at", "-pk"))


def choosing_for(user: User, uid: uuid.UUID) -> Choosing:
    """Return a choosing; Http404 where there is none or `user` may not choose at its school."""
    schools = [school.pk for school in schools_to_choose(user)]
    found = Choosing.objects.filter(uid=uid, school__in=schools)
    choosing = found.select_related("school", "key", "begun_by").first()
    if choosing is None:
        raise Http404("There is no such choosing among those you may see.")
    return choosing


def choosing_told(user: User, choosing: Choosing, *, language: str) -> ChoosingTold:
    """Return a choosing as its page shows it; the trail is told that the list was read."""
    rows = {row.student_id: row for row in choosing.considered.all()}
    known = told_of(user, choosing.school, rows.keys(), language=language) if rows else {}
    _listed(Event.LIST, user, choosing, size=len(known))
    vault, cases = Vault(choosing.key), _cases(user, choosing, known)
    told = [
        ConsideredTold(
            row=rows[pk],
            candidate=candidate,
            reason=vault.open(rows[pk].words, row=rows[pk].uid, field=REASON),
            case=cases.get(pk),
        )
        for pk, candidate in known.items()
    ]
    return ChoosingTold(
        choosing=choosing,
        words=vault.open(choosing.words, row=choosing.uid, field=WORDS),
        bands=tuple(_bands(told, language)),
        criteria=_criteria(choosing, language),
        tally=_tally(choosing, language),
        left=len(rows) - len(known),
    )


def letters_of(user: User, choosing: Choosing) -> Letters:
    """Return the letters to those not chosen; the trail is told that they were printed."""
    rows = choosing.considered.filter(outcome=Considered.Outcome.NOT_NOW, student__left_on=None)
    students = Student.objects.filter(pk__in=rows.values("student_id")).select_related("person")
    found = tuple(students.order_by("number", "pk"))
    _listed(Event.PRINT, user, choosing, size=len(found))
    services = inventory_of(choosing.school).services
    return Letters(found, tuple(one.programme.name for one in services))


def _cases(user: User, choosing: Choosing, students: Iterable[int]) -> dict[int, Case]:
    """The case that was opened for each since the choosing began, as far as one may see it."""
    opened = cases_for(user).filter(student__in=list(students), received_on__gte=choosing.begun_on)
    return {case.student_id: case for case in opened.order_by("received_on", "pk")}


def _bands(told: list[ConsideredTold], language: str) -> Iterable[BandConsidered]:
    for one in band_entries():
        rows = [row for row in told if row.row.band == one.entry.id]
        if rows:
            rows.sort(key=_waiting)
            yield BandConsidered(
                one.label.said_in(language), one.means.said_in(language), tuple(rows)
            )


def _waiting(told: ConsideredTold) -> tuple[int, str, int]:
    person = told.candidate.student.person
    return -(told.candidate.days or 0), person.pinyin, told.row.pk


def _criteria(choosing: Choosing, language: str) -> tuple[str, ...]:
    needs = need_entries()
    return tuple(needs[code].label.said_in(language) for code in choosing.needs if code in needs)


def _tally(choosing: Choosing, language: str) -> tuple[BandTally, ...]:
    return tuple(
        BandTally(one.label.said_in(language), counted["considered"], counted["chosen"])
        for one in band_entries()
        if (counted := choosing.counts.get(one.entry.id))
    )


def _listed(verb: Event, user: User, choosing: Choosing, *, size: int) -> None:
    record(
        verb,
        KIND,
        subject=choosing.uid,
        by=user,
        school=choosing.school.uid,
        section=Section.BANDS.value,
        size=size,
    )
