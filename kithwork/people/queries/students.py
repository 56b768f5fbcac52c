"""Students: the list one may see, one student, and the search by name, pinyin or number.

`students_for` and `student_for` are the only ways in which a view gets students.
"""

import uuid
from dataclasses import dataclass
from typing import Protocol

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from kithwork.access.models import School
from kithwork.access.names import typed_words
from kithwork.access.permissions import Who, held
from kithwork.access.roles import Form, Section, Verb
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.people.models import Person, SearchToken, Student
from kithwork.people.queries.reach import students_reached

LAST = "\U0010ffff"  # after every other sign: the end of the range of a beginning
CANDIDATES = 200
COMMON = 2000
MOST_WORDS = 6


class Keyed(Protocol):
    """A student, however much of her was loaded."""

    @property
    def pk(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gave, the nearest first; `has_more` where there were more than asked for."""

    students: tuple[Student, ...]
    has_more: bool


def students_for(
    who: Who, *, section: Section = Section.IDENTITY, verb: Verb = Verb.READ, form: Form = Form.FULL
) -> QuerySet[Student]:
    """Return the students whom `who` may see in a section, with person and school, by pinyin.

    The view shows a page of them and says so to the trail with `record_list`.
    """
    reached = students_reached(who, verb, section, form=form)
    return reached.select_related("person", "school").order_by("person__pinyin", "number")


def present(students: QuerySet[Student]) -> QuerySet[Student]:
    """Return those who have not left."""
    return students.filter(left_on__isnull=True)


def student_for(
    who: Who, uid: uuid.UUID, *, section: Section = Section.IDENTITY, verb: Verb = Verb.READ
) -> Student:
    """Return one student and record that her file was opened.

    Http404 where there is none, and alike where `who` may not see her: an address tells nobody
    whether a child is at a school.
    """
    student = students_for(who, section=section, verb=verb).filter(uid=uid).first()
    if student is None:
        raise Http404("There is no such student among those you may see.")
    record_view(who, student, section)
    return student


def person_of(student: Student) -> Person:
    """Return a student's person with her key, for a form that opens what is sealed."""
    return Person.objects.select_related("key").get(pk=student.person_id)


def search(who: Who, typed: str, *, limit: int = 20) -> Found:
    """Return students by the beginnings of name, pinyin, initials or number; all words must fit.

    The trail records that there was a search, and how many were shown; never what was typed.
    """
    words = typed_words(typed)[:MOST_WORDS]
    if not words:
        return Found((), has_more=False)
    schools = school_ids(who)
    students = _nearest(who, schools, words[0], limit + 1) if len(words) == 1 else None
    if students is None:
        students = list(_fitting(who, schools, words)[: limit + 1])
    shown = tuple(students[:limit])
    record(Event.SEARCH, "student", by=who, section=Section.IDENTITY.value, size=len(shown))
    return Found(shown, has_more=len(students) > limit)


def found_by(students: QuerySet[Student], typed: str) -> QuerySet[Student]:
    """Return those of the students whom all words typed fit; all of them where none was typed."""
    for word in typed_words(typed):
        fits = SearchToken.objects.filter(_begins(word), student_id=OuterRef("pk"))
        students = students.filter(Exists(fits))
    return students


def record_view(who: Who, student: Student, section: Section) -> None:
    """Record that one more section of a student's open file was shown."""
    record(
        Event.VIEW,
        "student",
        subject=student.uid,
        by=who,
        school=student.school.uid,
        section=section.value,
    )


def record_list(who: Who, *, section: Section = Section.IDENTITY, size: int) -> None:
    """Record that a list of students was shown: one event with its size."""
    record(Event.LIST, "student", by=who, section=section.value, size=size)


def school_ids(who: Who) -> list[int]:
    """Return the primary keys of the schools of whose students one may see any."""
    schools = {grant.school_id for grant in held(who, Verb.READ, Section.IDENTITY)}
    if None in schools:
        return list(School.objects.values_list("pk", flat=True))
    return [school for school in schools if school is not None]


def _nearest(who: Who, schools: list[int], word: str, count: int) -> list[Student] | None:
    """Return the first students in the order of the index, or None where these do not decide.

    A whole school is searched without reading more of the index than is shown. Where most of
    the first candidates are out of reach (a class, a caseload), the reach is asked first.
    """
    rows: list[tuple[str, int]] = []
    for school in schools:
        begins = SearchToken.objects.filter(_begins(word), school_id=school).order_by("token")
        rows += begins.values_list("token", "student_id")[:CANDIDATES]
    ids = list(dict.fromkeys(student for _, student in sorted(rows)))
    by_id = students_for(who).in_bulk(ids)
    students = [by_id[one] for one in ids if one in by_id]
    is_complete = len(rows) < CANDIDATES
    return students[:count] if is_complete or len(students) >= count else None


def _fitting(who: Who, schools: list[int], words: list[str]) -> QuerySet[Student]:
    """Return every student in reach whom all words fit, by pinyin; the rarest word leads."""
    first, *others = sorted(words, key=lambda word: _how_common(word, schools))
    leading = SearchToken.objects.filter(_begins(first), school_id__in=schools)
    students = students_for(who).filter(pk__in=leading.values("student_id"))
    return found_by(students, " ".join(others))


def _how_common(word: str, schools: list[int]) -> int:
    """Return how many tokens begin with a word, counted no further than it takes to compare."""
    return SearchToken.objects.filter(_begins(word), school_id__in=schools)[:COMMON].count()


def _begins(word: str) -> Q:
    return Q(token__gte=word, token__lt=word + LAST)
