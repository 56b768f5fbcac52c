"""One's own students as rows of the first page: what each asks for next, and when one last looked.

Own are those whose file one reads in full because one accompanies them, because they were
referred, or because somebody of one's team accompanies them. Whoever waits for a talk stands first,
then whose need is gravest, then whom one has not looked at for longest. No mark and no rank stands
here.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Max, QuerySet

from kithwork.access.models import User
from kithwork.access.permissions import held
from kithwork.access.roles import Scope, Section, Verb
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.upkeep import upkeep
from kithwork.needs.queries.student import gravest_of
from kithwork.needs.telling import NeedTold
from kithwork.people.models import SchoolClass, Student, StudentFact
from kithwork.people.queries.lists import rows_of
from kithwork.people.queries.reach import students_reached
from kithwork.people.queries.students import present
from kithwork.safety.models import Alert
from kithwork.safety.queries import open_alerts_about

SHOWN = 12  # the others stand in the list of one's own
WEIGHED = 30  # whose needs are looked at; of a larger number, those one has not seen for longest
NAMED = 2  # needs that a row names


@dataclass(frozen=True, slots=True)
class OwnRow:
    """A student of one's own: the open alert, what is to ask about her care, her gravest needs.

    `asked` is the day on which her care at home was last recorded; None is never. `looked` is the
    day on which the reader had her page open last.
    """

    student: Student
    school_class: SchoolClass | None
    alert: Alert | None
    is_care_old: bool
    asked: dt.date | None
    needs: tuple[NeedTold, ...]
    looked: dt.date | None

    @property
    def asks_for_something(self) -> bool:
        return bool(self.alert or self.is_care_old or self.needs)


@dataclass(frozen=True, slots=True)
class Own:
    """The rows that are shown, how many students there are, and whether they are a team's."""

    rows: tuple[OwnRow, ...]
    total: int
    is_team: bool

    @property
    def asking(self) -> tuple[OwnRow, ...]:
        """The rows in which something is due or needed."""
        return tuple(row for row in self.rows if row.asks_for_something)

    @property
    def quiet(self) -> tuple[OwnRow, ...]:
        """The rows in which nothing is: their names are enough."""
        return tuple(row for row in self.rows if not row.asks_for_something)

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def own_of(user: User, *, language: str) -> Own:
    """Return the first of one's own students; the caller tells the trail how many were named."""
    grants = held(user, Verb.READ, Section.ANSWERS)
    own = present(students_reached(user, Verb.READ, Section.ANSWERS))
    students = _in_short(own) if grants else []
    alerts = open_alerts_about(user, students)
    looked = _last_looked(user, students)
    students.sort(key=lambda one: (one.pk not in alerts, *_longest(one, looked)))
    weighed = _loaded(students[:WEIGHED])
    needs = gravest_of(user, weighed, language=language)
    weighed.sort(key=lambda one: (one.pk not in alerts, -_gravest(needs.get(one.pk, ()))))
    rows = tuple(_rows(user, weighed[:SHOWN], needs, alerts, looked))
    is_team = any(grant.scope == Scope.TEAM for grant in grants)
    return Own(rows, len(students), is_team)


class _InShort(NamedTuple):
    """A student as far as her place in the order asks for it: a team may have thousands."""

    pk: int
    uid: uuid.UUID
    pinyin: str
    time_zone: str


def _in_short(students: QuerySet[Student]) -> list[_InShort]:
    columns = ("pk", "uid", "person__pinyin", "school__time_zone")
    return [_InShort(*row) for row in students.order_by("pk").values_list(*columns)]


def _loaded(students: Sequence[_InShort]) -> list[Student]:
    found = Student.objects.select_related("person", "school").in_bulk([one.pk for one in students])
    return [found[one.pk] for one in students]


def _longest(student: _InShort, looked: Mapping[int, dt.date]) -> tuple[dt.date, str]:
    return looked.get(student.pk, dt.date.min), student.pinyin


def _gravest(needs: Sequence[NeedTold]) -> int:
    return max((need.severity or 0 for need in needs), default=0)


def _rows(
    user: User,
    students: Sequence[Student],
    needs: Mapping[int, tuple[NeedTold, ...]],
    alerts: Mapping[int, Alert],
    looked: Mapping[int, dt.date],
) -> Iterable[OwnRow]:
    asked = _last_asked(students)
    writable = students_reached(user, Verb.WRITE, Section.IDENTITY)
    writes = set(writable.filter(pk__in=[s.pk for s in students]).values_list("pk", flat=True))
    for row in rows_of(students):
        pk = row.student.pk
        yield OwnRow(
            student=row.student,
            school_class=row.school_class,
            alert=alerts.get(pk),
            is_care_old=pk in writes and _is_old(asked.get(pk), row.student),
            asked=asked.get(pk),
            needs=needs.get(pk, ())[:NAMED],
            looked=looked.get(pk),
        )


def _is_old(asked: dt.date | None, student: Student) -> bool:
    oldest = clock.today(student.school.time_zone) - dt.timedelta(days=upkeep().care_facts_days)
    return asked is None or asked < oldest


def _last_asked(students: Iterable[Student]) -> dict[int, dt.date]:
    facts = StudentFact.objects.filter(student__in=list(students), fact__startswith="care.")
    return dict(facts.values_list("student_id").annotate(last=Max("on")))


def _last_looked(user: User, students: Sequence[_InShort]) -> dict[int, dt.date]:
    """Return the day at her school on which one had each student's page open last.

    All of one's own events are asked for, by their index, and not those of thousands of students.
    """
    views = AuditEvent.objects.filter(actor=user.uid, verb=Event.VIEW, subject_kind="student")
    last = dict(views.values_list("subject").annotate(last=Max("at")).order_by())
    return {
        one.pk: clock.day_of(last[one.uid], one.time_zone) for one in students if one.uid in last
    }
