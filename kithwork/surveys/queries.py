"""Filled-in forms that one may read: a student's, oldest first, with what has changed since."""

import uuid
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from kithwork.access.models import User
from kithwork.access.roles import Section, Verb
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.core.change import Change, change_between, raw_change
from kithwork.core.reasons import Reason
from kithwork.core.scales import Scored, comparable, key_of, score_with
from kithwork.people.models import Student
from kithwork.people.queries.reach import reaches, students_reached
from kithwork.surveys.models import Administration


@dataclass(frozen=True, slots=True)
class Given:
    """One form with its instrument, scored again by the key it names."""

    administration: Administration
    instrument: InstrumentEntry
    result: Scored


@dataclass(frozen=True, slots=True)
class Compared:
    """One score against the earlier form of the same kind, or why they are not compared."""

    score: str
    before: float | None
    now: float | None
    change: Change | None
    refused: Reason | None


def present(student: Student) -> QuerySet[Administration]:
    """Return the forms of a student that no correction has superseded."""
    return Administration.objects.filter(student=student, superseded_by__isnull=True)


def given_to(user: User, student: Student) -> tuple[Given, ...] | None:
    """Return what a student has filled in, oldest first; None where `user` may not read it."""
    grant = reaches(user, Verb.READ, Section.ANSWERS, student)
    if grant is None:
        return None
    forms = present(student).order_by("given_on", "entered_at")
    return tuple(_given(form) for form in forms if form.instrument in instruments())


def given_for(user: User, uid: uuid.UUID) -> Given:
    """Return one form and record that it was opened; Http404 where `user` may not read it."""
    reached = students_reached(user, Verb.READ, Section.ANSWERS)
    form = Administration.objects.filter(uid=uid, student__in=reached)
    found = form.select_related("student__person", "student__school", "entered_by").first()
    if found is None:
        raise Http404("There is no such form among those you may see.")
    record(
        Event.VIEW,
        "administration",
        subject=found.student.uid,
        by=user,
        school=found.student.school.uid,
        section=Section.ANSWERS.value,
        fields=[found.instrument],
    )
    return _given(found)


def compared_with_earlier(given: Given) -> tuple[Compared, ...]:
    """Compare each score with that of the form before; forms of unlike kinds are refused."""
    earlier = _before(given.administration)
    if earlier is None:
        return ()
    before = _given(earlier)
    refused = comparable(before.result.form, given.result.form)
    return tuple(_compared(name, before, given, refused) for name in given.result.scores)


def _before(form: Administration) -> Administration | None:
    earlier = present(form.student).filter(instrument=form.instrument).exclude(pk=form.pk)
    earlier = earlier.filter(given_on__lte=form.given_on)
    return earlier.order_by("-given_on", "-entered_at").first()


def _compared(name: str, before: Given, now: Given, refused: Reason | None) -> Compared:
    was, is_now = before.result.scores.get(name), now.result.scores[name]
    if refused is not None:
        return Compared(name, was, is_now, None, refused)
    basis = next((one for one in now.instrument.change if one.score == name), None)
    if not now.instrument.instrument.is_validated or basis is None:
        because = Reason.of("surveys.no_figures_for_change")
        return Compared(name, was, is_now, raw_change(was, is_now, because=because), None)
    return Compared(name, was, is_now, change_between(was, is_now, basis), None)


def _given(form: Administration) -> Given:
    entry = instruments()[form.instrument]
    key = key_of(
        entry.instrument,
        version=form.form_version,
        coding=form.coding,
        options=form.choices,
        population=form.population or None,
    )
    return Given(form, entry, score_with(key, form.answers))
