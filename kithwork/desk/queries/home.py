"""The first page: what waits now, what comes next, whom one had open, and what was begun.

Only what is on record stands here. A list over a whole school ("eight students in no class") is
one line to open; one's own students are rows (`own.py`).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from kithwork.access.models import School, User
from kithwork.access.permissions import held, may, may_school_wide, postings_of
from kithwork.access.queries.glass import glasses_waiting, schools_reviewed
from kithwork.access.roles import Scope, Section, Verb
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.audit.models import Verb as Event
from kithwork.casework.queries.complaints import waiting_complaints
from kithwork.casework.queries.handovers import waiting_handovers
from kithwork.casework.queries.lists import CaseList, own_open_cases
from kithwork.casework.queries.worklists import Worklist, worklist_of
from kithwork.desk.queries.own import Own, own_of
from kithwork.drafts.queries import Kept, drafts_of
from kithwork.people.models import ImportUpload
from kithwork.people.queries.lists import Row, There, classless, rows_of
from kithwork.people.queries.students import record_list, students_for
from kithwork.people.queries.uploads import waiting_for
from kithwork.safety.models import Alert
from kithwork.safety.queries import open_alerts_for, open_count_for, told_to_act

MOST = 7  # lines: more would not be read
LOOKED_BACK = 200  # events in which the students whom one had open are looked for


@dataclass(frozen=True, slots=True)
class Item:
    """One line: a code that the page puts into words, a number, and where it leads."""

    code: str
    address: str
    number: int = 0
    on: dt.date | None = None
    school: School | None = None


@dataclass(frozen=True, slots=True)
class Home:
    """What stands on the first page of one person."""

    alerts: tuple[Alert, ...]
    told: tuple[Alert, ...]
    counted: int
    now: tuple[Item, ...]
    next: tuple[Item, ...]
    own: Own
    cases: CaseList | None
    parts: Worklist
    recent: tuple[Row, ...]
    drafts: tuple[Kept, ...]
    is_posted: bool
    may_see_students: bool
    may_import: bool
    has_students: bool

    @property
    def something_waits(self) -> bool:
        return bool(self.alerts or self.told or self.now or self.counted)


def home_of(user: User, *, language: str = "en") -> Home:
    """Return the first page of `user`; the students named on it are one event of the trail."""
    has_students = students_for(user).exists()
    recent = _recent(user) if has_students else ()
    own = own_of(user, language=language) if has_students else Own((), 0, is_team=False)
    named = {row.student.pk for row in recent} | {row.student.pk for row in own.rows}
    if named:
        record_list(user, size=len(named))
    alerts = tuple(open_alerts_for(user))[:MOST]
    return Home(
        alerts=alerts,
        told=tuple(told_to_act(user))[:MOST],
        counted=0 if alerts else open_count_for(user),
        now=(*_waiting_imports(user), *_glasses(user), *_handovers(user), *_complaints(user))[
            :MOST
        ],
        next=(*_classless(user), *_to_talk(user))[:MOST] if has_students else (),
        own=own,
        cases=own_open_cases(user, language=language)
        if may(user, Verb.WRITE, Section.CASE)
        else None,
        parts=worklist_of(user),
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
        oldest = min(_day_of(one) for one in waiting)
        yield Item("import_waits", reverse("imports:start"), number=len(waiting), on=oldest)


def _day_of(waiting: ImportUpload) -> dt.date:
    return clock.day_of(waiting.created_at, waiting.school.time_zone)


def _classless(user: User) -> Iterator[Item]:
    """How many of a school's students are in no class; one line a school."""
    for school in _schools(user, Verb.WRITE, Section.CAMPAIGNS):
        if number := classless(user, school).count():
            query = f"?school={school.uid}&there={There.CLASSLESS.value}"
            address = f"{reverse('people:students')}{query}"
            yield Item("classless", address, number=number, school=school)


def _glasses(user: User) -> Iterator[Item]:
    """How many broken glasses wait for this person's word."""
    if schools_reviewed(user) and (waiting := glasses_waiting(user)):
        yield Item("glass_waits", reverse("access:glass"), number=waiting)


def _handovers(user: User) -> Iterator[Item]:
    """Cases that a colleague hands over to this person, each by itself."""
    for one in waiting_handovers(user):
        address = reverse("casework:handover_sheet", kwargs={"uid": one.uid})
        yield Item("handover", address, on=one.on, school=one.case.school)


def _complaints(user: User) -> Iterator[Item]:
    """Complaints that this person takes up, each by itself, with the day on which she owes."""
    for one in waiting_complaints(user):
        clock = one.next_clock
        address = reverse("casework:complaint", kwargs={"uid": one.row.uid})
        due = clock.due_on if clock else None
        yield Item("complaint", address, on=due, school=one.row.school)


def _to_talk(user: User) -> Iterator[Item]:
    """Where the students of the school stand in bands, for those who may list them."""
    if may(user, Verb.READ, Section.BANDS) and may(user, Verb.READ, Section.NEEDS):
        yield Item("talk", reverse("needs:students"))


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
