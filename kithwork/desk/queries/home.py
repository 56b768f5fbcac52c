"""The first page: what waits now, what comes next, whom one had open, and what was begun.

Only what is on record stands here. A list over a whole school ("eight students in no class") is
one line to open; a student of one's own is a line of her own, with the reason.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Max
from django.urls import reverse

from kithwork.access.models import School, User
from kithwork.access.permissions import held, may, may_school_wide, postings_of
from kithwork.access.roles import Scope, Section, Verb
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.upkeep import upkeep
from kithwork.drafts.queries import Kept, drafts_of
from kithwork.people.addresses import page_of
from kithwork.people.models import Student, StudentFact
from kithwork.people.queries.lists import Row, There, classless, rows_of
from kithwork.people.queries.reach import students_reached
from kithwork.people.queries.students import present, record_list, students_for
from kithwork.people.queries.uploads import waiting_for
from kithwork.safety.models import Alert
from kithwork.safety.queries import open_alerts_for, told_to_act

MOST = 7  # lines: more would not be read
LOOKED_BACK = 200  # events in which the students whom one had open are looked for


@dataclass(frozen=True, slots=True)
class Item:
    """One line: a code that the page puts into words, a number or a student, and where it leads."""

    code: str
    address: str
    number: int = 0
    student: Student | None = None
    on: dt.date | None = None
    school: School | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """What stands on the first page of one person."""

    alerts: tuple[Alert, ...]
    told: tuple[Alert, ...]
    now: tuple[Item, ...]
    next: tuple[Item, ...]
    recent: tuple[Row, ...]
    drafts: tuple[Kept, ...]
    is_posted: bool
    may_see_students: bool
    may_import: bool
    has_students: bool

    @property
    def something_waits(self) -> bool:
        return bool(self.alerts or self.told or self.now)


def home_of(user: User) -> Home:
    """Return the first page of `user`; the students named on it are one event of the trail."""
    has_students = students_for(user).exists()
    recent = _recent(user) if has_students else ()
    to_ask = tuple(_care_to_ask(user)) if has_students else ()
    named = {row.student.pk for row in recent} | {one.student.pk for one in to_ask if one.student}
    if named:
        record_list(user, size=len(named))
    return Home(
        alerts=tuple(open_alerts_for(user))[:MOST],
        told=tuple(told_to_act(user))[:MOST],
        now=tuple(_waiting_imports(user))[:MOST],
        next=(*_classless(user), *to_ask)[:MOST],
        recent=recent,
        drafts=tuple(drafts_of(user)),
        is_posted=bool(postings_of(user)),
        may_see_students=may(user, Verb.READ, Section.IDENTITY),
        may_import=may_school_wide(user, Verb.WRITE, Section.CAMPAIGNS),
        has_students=has_students,
    )


def _waiting_imports(user: User) -> Iterator[Item]:
    """Files that this person began to bring in and has neither confirmed nor thrown away."""
    if waiting := waiting_for(user):
        oldest = min(one.created_at for one in waiting).date()
        yield Item("import_waits", reverse("imports:start"), number=len(waiting), on=oldest)


def _classless(user: User) -> Iterator[Item]:
    """How many of a school's students are in no class; one line a school."""
    for school in _schools(user, Verb.WRITE, Section.CAMPAIGNS):
        if number := classless(user, school).count():
            query = f"?school={school.uid}&there={There.CLASSLESS.value}"
            address = f"{reverse('people:students')}{query}"
            yield Item("classless", address, number=number, school=school)


def _care_to_ask(user: User) -> Iterator[Item]:
    """Own students about whose care at home nothing was recorded for long, or ever."""
    own = present(students_reached(user, Verb.WRITE, Section.IDENTITY))
    students = list(own.select_related("person", "school").order_by("person__pinyin"))
    asked = _last_asked(students)
    for student in students:
        last = asked.get(student.pk)
        oldest = clock.today(student.school.time_zone) - dt.timedelta(days=upkeep().care_facts_days)
        if last is None or last < oldest:
            code = "care_never" if last is None else "care_old"
            yield Item(code, page_of(student), student=student, on=last)


def _last_asked(students: Iterable[Student]) -> dict[int, dt.date]:
    facts = StudentFact.objects.filter(student__in=list(students), fact__startswith="care.")
    return dict(facts.values_list("student_id").annotate(last=Max("on")))


def _recent(user: User) -> tuple[Row, ...]:
    """The students whose pages this person had open last, so far as she may still see them."""
    views = AuditEvent.objects.filter(actor=user.uid, verb=Event.VIEW, subject_kind="student")
    uids = views.order_by("-at").values_list("subject", flat=True)[:LOOKED_BACK]
    order = list(dict.fromkeys(uid for uid in uids if uid))[:MOST]
    found = {one.uid: one for one in students_for(user).filter(uid__in=order)}
    return rows_of(found[uid] for uid in order if uid in found)


def _schools(user: User, verb: Verb, section: Section) -> tuple[School, ...]:
    ids = {grant.school_id for grant in held(user, verb, section)}
    reads = {
        grant.school_id
        for grant in held(user, Verb.READ, Section.IDENTITY)
        if grant.scope == Scope.SCHOOL
    }
    found = School.objects.filter(pk__in=[one for one in ids & reads if one is not None])
    return tuple(found.order_by("code"))
