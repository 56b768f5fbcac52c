"""Reading the trail, within what the reader's roles allow; reading it is an event itself.

A manager and a safeguarding lead read their schools' trail in full; an administrator the same
without what it is about (no subject, no field, no reason beyond accounts); a supervisor what she
and the workers of her team did; a worker what she did herself. Signing in belongs to no school:
it is shown where the person is posted.
"""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from kithwork.access.models import Posting, School, Supervision, User
from kithwork.access.models.postings import in_force
from kithwork.access.permissions import Held, held
from kithwork.access.roles import Form, Scope, Section, Verb
from kithwork.audit.actions.events import record
from kithwork.audit.models import AuditEvent, AuditSeal
from kithwork.audit.models import Verb as Event

PAGE = 50
PORTION = 2_000  # lines of an export that are read at a time
OWN_KINDS = ("user", "posting", "team", "school", "organisation", "second_factor", "audit_event")
ACCOUNT_KINDS = ("user", "second_factor")  # whose subject is an account


@dataclass(frozen=True, slots=True)
class Asked:
    """What to look for; None is everything. `before`: only lines older than this number."""

    actor: uuid.UUID | None = None
    verb: str | None = None
    day: dt.date | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One line as the reader may see it; what she may not is empty."""

    number: int
    at: dt.datetime
    actor: str
    role: str
    verb: str
    kind: str
    size: int | None
    subject: str = ""
    account: str = ""  # the name of an account, where the line is about one
    section: str = ""
    fields: tuple[str, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Sealed:
    """Up to when the trail is sealed, and how many lines wait for the next seal."""

    at: dt.datetime | None
    waiting: int


@dataclass(frozen=True, slots=True)
class Trail:
    """A page of the trail, the newest first; `older` is where the next page begins."""

    lines: tuple[Line, ...]
    older: int | None
    sealed: Sealed
    people: tuple[User, ...]
    zone: ZoneInfo  # of the reader's first school: a day, and what a line says, is there


def trail_for(reader: User, asked: Asked) -> Trail:
    """Return a page of the trail. Recorded as one event, with its size."""
    events = list(_events(reader, asked)[: PAGE + 1])
    page = events[:PAGE]
    older = page[-1].pk if len(events) > PAGE else None
    lines = tuple(_lines(reader, page))
    record(Event.LIST, "audit_event", section=Section.AUDIT.value, size=len(lines))
    return Trail(lines, older, _sealed(), _people(reader), zone_of(reader))


def export_for(reader: User, asked: Asked) -> Iterator[Line]:
    """Yield every line that fits, however many, a portion at a time. Recorded as an export.

    What is recorded from now on is not among them, so that the number in the trail is right.
    """
    events = _events(reader, asked)
    newest = events.values_list("pk", flat=True).first() or 0
    size = events.filter(pk__lte=newest).count()
    record(Event.EXPORT, "audit_event", section=Section.AUDIT.value, size=size)
    return _portions(reader, events, newest)


def _portions(reader: User, events: QuerySet[AuditEvent], newest: int) -> Iterator[Line]:
    while portion := list(events.filter(pk__lte=newest)[:PORTION]):
        yield from _lines(reader, portion)
        newest = portion[-1].pk - 1


def zone_of(reader: User) -> ZoneInfo:
    """Return the zone in which the reader is told times: that of her first school."""
    school = School.objects.filter(pk__in=[one.school_id for one in _grants(reader)]).first()
    return ZoneInfo(school.time_zone if school else "UTC")


def _events(reader: User, asked: Asked) -> QuerySet[AuditEvent]:
    found = AuditEvent.objects.filter(_reach(reader)).order_by("-pk")
    if asked.actor is not None:
        found = found.filter(actor=asked.actor)
    if asked.verb is not None:
        found = found.filter(verb=asked.verb)
    if asked.day is not None:
        start = dt.datetime.combine(asked.day, dt.time(), tzinfo=zone_of(reader))
        found = found.filter(at__gte=start, at__lt=start + dt.timedelta(days=1))
    return found.filter(pk__lt=asked.before) if asked.before is not None else found


def _reach(reader: User) -> Q:
    reach = Q(actor=reader.uid)
    for grant in _grants(reader):
        if grant.scope == Scope.SCHOOL:
            people = Posting.objects.filter(school=grant.school_id).values("user__uid")
            reach |= Q(school=grant.school_uid) | Q(school=None, actor__in=people)
        elif grant.scope == Scope.TEAM:
            members = _team(reader, grant).values("worker__uid")
            reach |= Q(actor__in=members) & (Q(school=grant.school_uid) | Q(school=None))
    return reach


def _grants(reader: User) -> tuple[Held, ...]:
    return held(reader, Verb.READ, Section.AUDIT, form=Form.NO_CONTENT)


def _lines(reader: User, events: list[AuditEvent]) -> Iterator[Line]:
    acting = {one.actor for one in events}
    about = {one.subject for one in events if one.subject_kind in ACCOUNT_KINDS}
    users = User.objects.filter(uid__in=[uid for uid in about | acting if uid is not None])
    names = dict(users.values_list("uid", "name"))
    full, team = _full(reader)
    for event in events:
        sees = event.actor == reader.uid or event.subject_kind in OWN_KINDS
        sees = sees or event.school in full or (event.school, event.actor) in team
        yield Line(
            number=event.pk,
            at=event.at,
            actor=names.get(event.actor, "") if event.actor else "",
            role=event.role,
            verb=event.verb,
            kind=event.subject_kind,
            size=event.size,
            **(_content(event, names) if sees else {}),
        )


def _full(reader: User) -> tuple[set[uuid.UUID | None], set[tuple[uuid.UUID | None, uuid.UUID]]]:
    """Return the schools whose lines are shown in full; elsewhere, school and member of a team.

    Asked grant by grant: who keeps accounts and also works there reads in full what she did.
    """
    schools, team = set[uuid.UUID | None](), set[tuple[uuid.UUID | None, uuid.UUID]]()
    for grant in held(reader, Verb.READ, Section.AUDIT):
        if grant.scope == Scope.SCHOOL:
            schools.add(grant.school_uid)
        elif grant.scope == Scope.TEAM:
            members = _team(reader, grant).values_list("worker__uid", flat=True)
            team |= {(grant.school_uid, member) for member in members}
    return schools, team


def _team(reader: User, grant: Held) -> QuerySet[Supervision]:
    team = Supervision.objects.filter(supervisor=reader, school=grant.school_id)
    return team.filter(in_force(grant.day))


def _content(event: AuditEvent, names: Mapping[uuid.UUID, str]) -> dict[str, Any]:
    is_account = event.subject_kind in ACCOUNT_KINDS and event.subject is not None
    return {
        "subject": str(event.subject or ""),
        "account": names.get(event.subject, "") if is_account and event.subject else "",
        "section": event.section,
        "fields": tuple(event.fields),
        "reason": event.reason,
    }


def _people(reader: User) -> tuple[User, ...]:
    schools = {one.school_id for one in _grants(reader) if one.scope == Scope.SCHOOL}
    teams = {one.school_id for one in _grants(reader) if one.scope == Scope.TEAM}
    known = Q(postings__school__in=schools) | Q(pk=reader.pk)
    known |= Q(supervised_by__supervisor=reader, supervised_by__school__in=teams)
    return tuple(User.objects.filter(known).distinct().order_by("search_key", "pk"))


def _sealed() -> Sealed:
    last = AuditSeal.objects.order_by("-last_event").first()
    waiting = AuditEvent.objects.filter(pk__gt=last.last_event if last else 0).count()
    return Sealed(last.made_at if last else None, waiting)
