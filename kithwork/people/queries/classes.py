"""In which class a student is, and the classes of a school."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from kithwork.access.models import School
from kithwork.access.models.postings import in_force
from kithwork.core.natural_order import natural_key
from kithwork.people.models import Enrolment, SchoolClass, Student


def class_of(student: Student, *, on: dt.date) -> SchoolClass | None:
    """Return the class in which a student was on a day, with its grade and year."""
    return classes_of([student], on=on).get(student.pk)


def classes_of(students: Iterable[Student], *, on: dt.date) -> Mapping[int, SchoolClass]:
    """Return the class of each student (by primary key) on a day; one query for all."""
    enrolments = Enrolment.objects.filter(in_force(on), student__in=students)
    enrolments = enrolments.select_related("school_class__grade", "school_class__year")
    return {one.student_id: one.school_class for one in enrolments.order_by("starts_on")}


@dataclass(frozen=True, slots=True)
class ClassNamed:
    """A class with the name of its grade, where it has one; `code` orders those of a school."""

    uid: str
    code: str
    name: str
    grade: str | None


def classes_named(students: QuerySet[Student, Any], *, on: dt.date) -> Mapping[int, ClassNamed]:
    """Return the class of each student (by primary key) on a day, for any number of them."""
    enrolments = Enrolment.objects.filter(in_force(on), student__in=students)
    rows = enrolments.order_by("starts_on", "pk").values_list("student_id", "school_class_id")
    of_student = dict(rows)
    named = SchoolClass.objects.filter(pk__in=enrolments.values("school_class_id"))
    columns = named.values_list("pk", "uid", "code", "name", "grade__name")
    classes = {pk: ClassNamed(str(uid), *more) for pk, uid, *more in columns}
    return {student: classes[one] for student, one in of_student.items()}


def classes_at(school: School, *, on: dt.date) -> QuerySet[SchoolClass]:
    """Return the classes of the school year that a day falls in, each with its `size`."""
    size = Count("enrolments", filter=Q(enrolments__in=Enrolment.objects.filter(in_force(on))))
    classes = SchoolClass.objects.filter(
        year__school=school, year__starts_on__lte=on, year__ends_on__gte=on
    )
    return classes.select_related("grade", "year").annotate(size=size).order_by("code")


def classes_open(schools: Iterable[School], *, on: dt.date) -> tuple[SchoolClass, ...]:
    """Return the classes of the school years that a day falls in, of several schools."""
    classes = SchoolClass.objects.filter(
        year__school__in=list(schools), year__starts_on__lte=on, year__ends_on__gte=on
    )
    return in_order(classes.select_related("year").order_by("year__school__code"))


def in_order(classes: Iterable[SchoolClass]) -> tuple[SchoolClass, ...]:
    """Return classes by the number in their names, those of one school together as they came."""
    years: dict[int, list[SchoolClass]] = {}
    for one in classes:
        years.setdefault(one.year_id, []).append(one)
    return tuple(
        one for year in years.values() for one in sorted(year, key=lambda c: natural_key(c.code))
    )


def standing_enrolment(student: Student) -> Enrolment | None:
    """Return the enrolment that has no end yet, with its class."""
    standing = Enrolment.objects.filter(student=student, ends_on__isnull=True)
    return standing.select_related("school_class").first()
