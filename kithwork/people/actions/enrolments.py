"""Who is in which class: a new enrolment ends the one before, on the day before it begins."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.stale import require_version
from kithwork.people.actions.students import NewStudent, admit
from kithwork.people.actions.trail import note
from kithwork.people.models import Enrolment, SchoolClass, Student


@transaction.atomic
def enrol(
    *,
    student: Student,
    school_class: SchoolClass,
    starts_on: dt.date,
    by: Who,
    version: str | None = None,
) -> None:
    """Put a student into a class from a day on. Raises NotAllowed, Stale, Refused."""
    grant = require_roster(by, student.school)
    require_version(student.enrolments.filter(ends_on__isnull=True).first(), version)
    _enrolled(student.school, {student.pk: school_class}, starts_on)
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=student.school,
        subject=student.uid,
        fields=["class"],
    )


@transaction.atomic
def admit_into(
    *, school: School, student: NewStudent, school_class: SchoolClass | None, by: Who
) -> Student:
    """Admit a student and, where a class is named, put her into it from her first day on."""
    admitted = admit(school=school, student=student, by=by)
    if school_class is not None:
        first = student.entered_on or clock.today(school.time_zone)
        enrol(student=admitted, school_class=school_class, starts_on=first, by=by)
    return admitted


@transaction.atomic
def enrol_many(
    *, school: School, classes: Mapping[int, SchoolClass], starts_on: dt.date, by: Who
) -> None:
    """Put students (by primary key) into their classes from a day on; one event with the number."""
    grant = require_roster(by, school)
    _enrolled(school, classes, starts_on)
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=school,
        fields=["class"],
        size=len(classes),
    )


def _enrolled(school: School, classes: Mapping[int, SchoolClass], starts_on: dt.date) -> None:
    ids = list(classes)
    if Student.objects.filter(school=school, pk__in=ids).count() != len(ids) or any(
        one.year.school_id != school.pk for one in set(classes.values())
    ):
        raise Refused("people.other_school")
    present = Enrolment.objects.filter(student__in=ids, ends_on__isnull=True)
    if present.filter(starts_on__gt=starts_on).exists():
        raise Refused("people.enrolled_later")
    present.filter(starts_on=starts_on).delete()
    present.update(ends_on=starts_on - dt.timedelta(days=1))
    Enrolment.objects.bulk_create(
        (
            Enrolment(student_id=pk, school_class=school_class, starts_on=starts_on)
            for pk, school_class in classes.items()
        ),
        batch_size=500,
    )
