"""Whose needs a person may count or list: the schools, and at one of them the students present.

Counts are open to many and lists to few: a teacher counts over her class, if it is large enough;
names stand in the list in bands alone, for those whom the matrix gives it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from kithwork.access.models import School, User
from kithwork.access.permissions import held, may_school_wide
from kithwork.access.roles import Form, Section, Verb
from kithwork.needs.evidence import Whom, whom
from kithwork.people.models import Student
from kithwork.people.queries.reach import students_reached
from kithwork.people.queries.students import present
from kithwork.surveys.models import Campaign
from kithwork.surveys.queries.standing import campaigns_answered

COUNTED = Form.TEN_OR_MORE  # what a role that may count holds at least
FEWEST_OF_CLASS = 10  # the matrix: a teacher's numbers are over at least ten


@dataclass(frozen=True, slots=True)
class Over:
    """The students over whom one may count at a school; `is_class` where they are one's class."""

    school: School
    students: Whom
    is_class: bool

    @property
    def is_too_small(self) -> bool:
        return self.is_class and len(self.students) < FEWEST_OF_CLASS


def schools_to_know(user: User) -> list[School]:
    """Return the schools over whose students one may count, by name."""
    ids = {grant.school_id for grant in held(user, Verb.READ, Section.AGGREGATES, form=COUNTED)}
    schools = School.objects.order_by("name_en", "name_zh")
    return list(schools if None in ids else schools.filter(pk__in=[one for one in ids if one]))


def schools_to_list(user: User) -> list[School]:
    """Return the schools whose students one may see in bands, by name."""
    ids = {grant.school_id for grant in held(user, Verb.READ, Section.BANDS)}
    schools = School.objects.filter(pk__in=[one for one in ids if one])
    return list(schools.order_by("name_en", "name_zh"))


def counted_over(user: User, school: School) -> Over:
    """Return the students present at a school over whom `user` may count."""
    reached = students_reached(user, Verb.READ, Section.AGGREGATES, form=COUNTED)
    is_class = not may_school_wide(user, Verb.READ, Section.AGGREGATES, at=school)
    return Over(school, _present(reached, school), is_class)


def campaigns_over(over: Over) -> tuple[Campaign, ...]:
    """Return the campaigns by which one may count, the newest first.

    Whoever counts over a class is told of none, as she is told of no response.
    """
    return () if over.is_class else campaigns_answered(over.school)


def listed_at(user: User, school: School) -> Whom:
    """Return the students present at a school whom `user` may see in bands with their needs.

    A band says what somebody needs, so it is listed only of those whose needs one may read.
    """
    in_bands = students_reached(user, Verb.READ, Section.BANDS)
    needs_open = students_reached(user, Verb.READ, Section.NEEDS).values("pk")
    return _present(in_bands.filter(pk__in=needs_open), school)


def nobody() -> Whom:
    """Return no students, for whoever may see none by name."""
    return whom(Student.objects.none())


def chosen(schools: Sequence[School], asked: str) -> School:
    """Return the school that an address names, or the first."""
    return next((school for school in schools if str(school.uid) == asked), schools[0])


def _present(students: QuerySet[Student], school: School) -> Whom:
    return whom(present(students).filter(school=school))
