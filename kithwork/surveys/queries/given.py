"""Filled-in forms that one may read: a student's, oldest first, with what has changed since."""

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Max, QuerySet
from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.models.postings import in_force
from kithwork.access.permissions import held, may
from kithwork.access.roles import Form, Scope, Section, Verb
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.core.change import Change, change_between, raw_change
from kithwork.core.reasons import Reason
from kithwork.core.rules import whole_years
from kithwork.core.scales import Key, Scored, comparable, key_of, score_with
from kithwork.people.models import Enrolment, SchoolClass, Student
from kithwork.people.queries.reach import reaches, require_reach, students_reached
from kithwork.people.queries.students import present as present_students
from kithwork.people.queries.students import record_list, record_view, students_for
from kithwork.surveys.filling import is_keyed_in
from kithwork.surveys.models import Administration


@dataclass(frozen=True, slots=True)
class Given:
    """One form with its instrument, scored again by the key it names."""

    administration: Administration
    instrument: InstrumentEntry
    key: Key
    result: Scored

    @property
    def rescored(self) -> Reason | None:
        """That the form was scored with another version than stands in the catalogue now."""
        stored, present = self.administration, self.instrument.entry
        if stored.entry_hash == present.content_hash:
            return None
        return Reason.of(
            "surveys.scored_by_another", then=stored.entry_version, now=present.version
        )


@dataclass(frozen=True, slots=True)
class Compared:
    """One score against the earlier form of the same kind, or why they are not compared."""

    score: str
    before: float | None
    now: float | None
    change: Change | None
    refused: Reason | None

    @property
    def verdict(self) -> Reason | None:
        """The verdict as a code with words, None where the two are not compared."""
        return Reason.of(f"change.verdict.{self.change.verdict}") if self.change else None


@dataclass(frozen=True, slots=True)
class Offer:
    """An instrument for one student: her age on the day, when it was given last, when again."""

    instrument: InstrumentEntry
    age: int | None
    last: dt.date | None
    on: dt.date

    @property
    def is_too_young(self) -> bool:
        youngest = self.instrument.youngest
        return self.age is not None and youngest is not None and self.age < youngest

    @property
    def again_from(self) -> dt.date | None:
        """The day from which it may be given again, None where that day has come."""
        days = self.instrument.repeat_after_days
        again = self.last + dt.timedelta(days=days) if self.last and days else None
        return again if again is not None and again > self.on else None


@dataclass(frozen=True, slots=True)
class ClassSheet:
    """A class: the students for whom one may key in, and the others whom one may see."""

    school_class: SchoolClass
    school: School
    students: tuple[Student, ...]
    others: tuple[Student, ...]


def present(student: Student) -> QuerySet[Administration]:
    """Return the forms of a student that no correction has superseded."""
    return Administration.objects.filter(student=student, superseded_by__isnull=True)


def given_to(user: User, student: Student) -> tuple[Given, ...] | None:
    """Return what a student has filled in, oldest first; None where `user` may not read it."""
    grant = reaches(user, Verb.READ, Section.ANSWERS, student)
    if grant is None:
        return None
    forms = present(student).order_by("given_on", "entered_at")
    given = tuple(_given(form) for form in forms if form.instrument in instruments())
    if given:
        record_view(user, student, Section.ANSWERS)
    return given


def forms_of_many(students: Iterable[int], codes: Collection[str]) -> dict[int, tuple[Given, ...]]:
    """Return the forms of some instruments of many students by their keys, oldest first.

    For numbers over all of them: whoever shows one student's forms asks `given_to`.
    """
    forms = Administration.objects.filter(
        student__in=list(students), instrument__in=codes, superseded_by__isnull=True
    )
    found: dict[int, tuple[Given, ...]] = {}
    for form in forms.order_by("given_on", "entered_at"):
        found[form.student_id] = (*found.get(form.student_id, ()), _given(form))
    return found


def may_accompany(user: User, student: Student) -> bool:
    """Whether `user` could key in for a student if she accompanied her."""
    may_write = any(
        grant.scope == Scope.OWN and grant.school_id == student.school_id
        for grant in held(user, Verb.WRITE, Section.ANSWERS)
    )
    return may_write and may(user, Verb.WRITE, Section.CASE, at=student.school)


def offers_for(user: User, student: Student, *, on: dt.date) -> tuple[Offer, ...]:
    """Return what may be keyed in for a student, our own instruments first; the trail is told.

    Raises NotAllowed where `user` may not key in for her.
    """
    require_reach(user, Verb.WRITE, Section.ANSWERS, student)
    record_view(user, student, Section.ANSWERS)
    dates = present(student).values_list("instrument").annotate(last=Max("given_on"))
    last, birth = dict(dates), student.person.birth
    age = whole_years(birth, on) if birth else None
    return tuple(Offer(one, age, last.get(one.code), on) for one in keyed_in())


def given_for(user: User, uid: uuid.UUID) -> Given:
    """Return one form and record that it was opened; Http404 where `user` may not read it."""
    reached = students_reached(user, Verb.READ, Section.ANSWERS)
    form = Administration.objects.filter(uid=uid, student__in=reached)
    found = form.select_related(
        "student__person", "student__school", "entered_by", "superseded_by", "wording"
    ).first()
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


def alerting_for(user: User, uid: uuid.UUID) -> Given:
    """Return the form that raised an alert, for showing its alerting items and nothing else.

    Whoever answers for an alert about the student may; the trail says which instrument it was.
    Http404 where `user` may not.
    """
    reached = students_reached(user, Verb.READ, Section.ANSWERS, form=Form.ALERTING_ITEM)
    form = Administration.objects.filter(uid=uid, student__in=reached)
    found = form.select_related("student__person", "student__school").first()
    if found is None:
        raise Http404("There is no such form among those you may see.")
    record(
        Event.VIEW,
        "administration",
        subject=found.student.uid,
        by=user,
        school=found.student.school.uid,
        section=Section.ALERTS.value,
        fields=[found.instrument],
    )
    return _given(found)


def compared_with_earlier(given: Given) -> tuple[Compared, ...]:
    """Compare each score with that of the form before; forms of unlike kinds are refused."""
    earlier = _before(given.administration)
    if earlier is None:
        return ()
    return compared_between(_given(earlier), given)


def compared_between(before: Given, now: Given) -> tuple[Compared, ...]:
    """Compare each score of two forms; forms of unlike kinds are refused."""
    refused = comparable(before.result.form, now.result.form)
    return tuple(_compared(name, before, now, refused) for name in now.result.scores)


def own_first() -> tuple[InstrumentEntry, ...]:
    """Return every instrument, our own first."""
    return tuple(
        sorted(instruments().values(), key=lambda one: (one.licence.kind != "own", one.code))
    )


def keyed_in() -> tuple[InstrumentEntry, ...]:
    """Return the instruments that may be keyed in, our own first."""
    return tuple(one for one in own_first() if is_keyed_in(one))


def class_sheet(user: User, uid: uuid.UUID) -> ClassSheet:
    """Return a class as `user` may key it in, and record that it was listed.

    Http404 where she may see nobody of it.
    """
    school_class = SchoolClass.objects.filter(uid=uid).select_related("year__school").first()
    school = school_class.year.school if school_class else None
    if school_class is None or school is None:
        raise Http404("There is no such class among those you may see.")
    today = clock.today(school.time_zone or "UTC")
    enrolled = Enrolment.objects.filter(in_force(today), school_class=school_class)
    seen = list(present_students(students_for(user).filter(enrolments__in=enrolled)))
    if not seen:
        raise Http404("There is no such class among those you may see.")
    reached = students_reached(user, Verb.WRITE, Section.ANSWERS).filter(
        pk__in=[one.pk for one in seen]
    )
    own = set(reached.values_list("pk", flat=True))
    record_list(user, section=Section.ANSWERS, size=len(seen))
    return ClassSheet(
        school_class=school_class,
        school=school,
        students=tuple(one for one in seen if one.pk in own),
        others=tuple(one for one in seen if one.pk not in own),
    )


def keyed_on(sheet: ClassSheet, code: str, *, on: dt.date) -> dict[int, Administration]:
    """Return the forms of a day that the students of a sheet have already, by the student's key."""
    forms = Administration.objects.filter(
        student__in=sheet.students, instrument=code, given_on=on, superseded_by__isnull=True
    )
    return {form.student_id: form for form in forms}


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
    return Given(form, entry, key, score_with(key, form.answers))
