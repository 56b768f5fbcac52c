"""The list of students: one school at a time, narrowed by class, by who is there and by words.

One school at a time, because names are ordered within a school by an index: the list opens as
fast for a hundred thousand students as for ten. The number that stands over it is counted, over
those whom the reader may see; where that is the whole school an index counts them.
"""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Exists, OuterRef, Q, QuerySet

from kithwork.access.models import School
from kithwork.access.models.postings import in_force
from kithwork.access.names import typed_words
from kithwork.access.permissions import Who, held
from kithwork.access.roles import Scope, Section, Verb
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.people.models import Enrolment, Person, SchoolClass, Student
from kithwork.people.queries.classes import classes_of, in_order
from kithwork.people.queries.reach import students_reached
from kithwork.people.queries.students import (
    found_by,
    record_list,
    school_ids,
    students_for,
)

PAGE = 50
SORTED = 2_000  # students who fit, up to which sorting them is the quicker way


class There(StrEnum):
    """Which students: those present, one's own of them, those without a class, those who left."""

    PRESENT = "present"
    OWN = "own"
    CLASSLESS = "classless"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list is asked for; `typed` holds beginnings of names, pinyin or numbers."""

    school: School
    school_class: uuid.UUID | None = None
    there: There = There.PRESENT
    typed: str = ""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A student of a list with her class of the day."""

    student: Student
    school_class: SchoolClass | None


@dataclass(frozen=True, slots=True)
class StudentList:
    """One page of a list; `total` are all that fit, `first` and `last` the places shown."""

    asked: Asked
    rows: tuple[Row, ...]
    total: int

    @property
    def first(self) -> int:
        return (self.asked.page - 1) * PAGE + 1 if self.rows else 0

    @property
    def last(self) -> int:
        return (self.asked.page - 1) * PAGE + len(self.rows)

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // PAGE))

    @property
    def before(self) -> int | None:
        return self.asked.page - 1 if self.asked.page > 1 else None

    @property
    def after(self) -> int | None:
        return self.asked.page + 1 if self.asked.page < self.pages else None


def listed(who: Who, asked: Asked) -> StudentList:
    """Return one page of the students asked for, and record that they were shown."""
    students = _asked_for(who, asked)
    total = students.count()
    page = min(asked.page, max(1, -(-total // PAGE)))
    asked = Asked(asked.school, asked.school_class, asked.there, asked.typed, page)
    rows = rows_of(_shown(students, asked, total))
    record_list(who, size=len(rows))
    if typed_words(asked.typed):
        record(Event.SEARCH, "student", by=who, section=Section.IDENTITY.value, size=len(rows))
    return StudentList(asked, rows, total)


def _shown(students: QuerySet[Student], asked: Asked, total: int) -> list[Student]:
    """Return the students of one page, by pinyin, those of one pinyin as they came.

    Few are sorted. Of many the names are read in the order of their index until the page is full;
    for few that would read the whole index.
    """
    place = slice((asked.page - 1) * PAGE, asked.page * PAGE)
    if total <= SORTED:
        return list(students.order_by("person__pinyin", "person_id")[place])
    among = Exists(students.order_by().filter(person_id=OuterRef("pk")))
    people = Person.objects.filter(among, school=asked.school).order_by("pinyin", "pk")
    order = list(people.values_list("pk", flat=True)[place])
    found = Student.objects.select_related("person", "school").filter(person__in=order)
    by_person = {one.person_id: one for one in found}
    return [by_person[one] for one in order]


def rows_of(students: Iterable[Student]) -> tuple[Row, ...]:
    """Return students, whose school is loaded, with their classes of today; one query for all."""
    loaded = list(students)
    today = clock.today(loaded[0].school.time_zone) if loaded else clock.today()
    classes = classes_of(loaded, on=today) if loaded else {}
    return tuple(Row(student, classes.get(student.pk)) for student in loaded)


def classless(who: Who, school: School) -> QuerySet[Student]:
    """Return the students present at a school who are in no class today."""
    return _asked_for(who, Asked(school, there=There.CLASSLESS))


def schools_of(who: Who) -> tuple[School, ...]:
    """Return the schools of whose students one may see any, by name."""
    return tuple(School.objects.filter(pk__in=school_ids(who)).order_by("name_en", "name_zh"))


def schools_where(who: Who, verb: Verb, section: Section) -> tuple[School, ...]:
    """Return the schools at which one may do this for the whole school, by name."""
    ids = {grant.school_id for grant in held(who, verb, section) if grant.is_school_wide}
    found = School.objects.order_by("name_en", "name_zh")
    return tuple(found if None in ids else found.filter(pk__in=[i for i in ids if i is not None]))


def classes_to_choose(who: Who, school: School) -> tuple[SchoolClass, ...]:
    """Return the present classes of a school by which one may narrow a list: one's own, or all."""
    today = clock.today(school.time_zone)
    classes = SchoolClass.objects.filter(
        year__school=school, year__starts_on__lte=today, year__ends_on__gte=today
    )
    own = _own_classes(who, school)
    return in_order(classes if own is None else classes.filter(uid__in=own))


def _own_classes(who: Who, school: School) -> set[uuid.UUID] | None:
    """Return the classes to which one's view is limited; None where it is the whole school."""
    own: set[uuid.UUID] = set()
    for grant in held(who, Verb.READ, Section.IDENTITY):
        if grant.school_id not in (None, school.pk):
            continue
        if grant.class_uid is not None:
            own.add(grant.class_uid)
        elif grant.scope in (Scope.SCHOOL, Scope.EVERYWHERE):
            return None
    return own


def _asked_for(who: Who, asked: Asked) -> QuerySet[Student]:
    students = students_for(who).filter(school=asked.school)
    students = students.filter(left_on__isnull=asked.there != There.LEFT)
    today = clock.today(asked.school.time_zone)
    if asked.there == There.OWN:
        own = students_reached(who, Verb.READ, Section.ANSWERS)
        students = students.filter(pk__in=own.values("pk"))
    if asked.there == There.CLASSLESS:
        students = students.filter(~_in_a_class(today))
    if asked.school_class is not None:
        students = students.filter(_in_a_class(today, school_class__uid=asked.school_class))
    return found_by(students, asked.typed)


def _in_a_class(on: dt.date, **which: object) -> Q:
    enrolments = Enrolment.objects.filter(in_force(on), student_id=OuterRef("pk"), **which)
    return Q(Exists(enrolments))
