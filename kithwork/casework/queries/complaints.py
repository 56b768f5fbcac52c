"""Complaints and appeals: who may take one up, who sees what of one, and what waits for whom.

Whoever handles a complaint, or did, sees all of it. Whoever took it down sees her own words and how
it stands. Whoever is meant sees nothing of it until its handler shows it: then its words and the
answer. The members of a case see that there is one, if it is about nobody or was shown.
"""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from kithwork.access.models import School, Supervision, User
from kithwork.access.models.postings import Posting, in_force
from kithwork.access.permissions import held
from kithwork.access.queries.posted import users_posted
from kithwork.access.roles import ROLES, Section, Verb
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.casework.models import Case, Complaint, ComplaintStep
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.complaints import complaints_entry
from kithwork.core.casework.complaints import (
    ClockStanding,
    Colleague,
    clocks_of,
    is_at_rest,
    next_steps,
    stage_of,
    who_handles,
)
from kithwork.core.casework.complaints import ComplaintStep as Step
from kithwork.core.school_calendar import SchoolCalendar
from kithwork.people.queries.calendar import calendar_of

SAID = "complaint.words"
DONE = "complaint_step.words"
KIND = "complaint"
MAIN = (Step.ACKNOWLEDGED, Step.LOOKED_INTO, Step.ANSWERED, Step.CLOSED)
RELATED = ("school", "student__person", "case", "key", "person", "handler", "entered_by")


@dataclass(frozen=True, slots=True)
class StepSeen:
    """One step with its words, as far as the reader may see them."""

    row: ComplaintStep
    words: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ComplaintSeen:
    """A complaint for one reader. `words` and a step's are empty where she may not see them."""

    row: Complaint
    words: Mapping[str, str]
    steps: tuple[StepSeen, ...]
    clocks: tuple[ClockStanding, ...]
    handler: User
    is_handler: bool
    sees_answer: bool
    may_open: bool

    @property
    def taken(self) -> tuple[Step, ...]:
        return tuple(Step(one.row.step) for one in self.steps)

    @property
    def standing(self) -> str:
        """The code of words for how it stands."""
        return f"complaint.standing.{stage_of(self.taken) or 'received'}"

    @property
    def open_steps(self) -> tuple[str, ...]:
        """What its handler may do now, in the order of the course."""
        if not self.is_handler:
            return ()
        may = next_steps(self.taken)
        if self.row.person_id is None or Step.SHARED in self.taken:
            may -= {Step.SHARED}
        return tuple(step.value for step in Step if step in may)

    @property
    def main_step(self) -> str:
        """The step that leads to the answer, "" where none does."""
        ahead = (step for step in MAIN if step not in self.taken)
        return next((step.value for step in ahead if step in self.open_steps), "")

    @property
    def was_shown(self) -> bool:
        """Whether the person it is about was shown it."""
        return Step.SHARED in self.taken

    @property
    def is_over(self) -> bool:
        return is_at_rest(self.taken)

    @property
    def next_clock(self) -> ClockStanding | None:
        """The first clock that still runs."""
        return next((one for one in self.clocks if one.done_on is None), None)


def handlers_for(school: School, person: User | None) -> tuple[User, ...]:
    """Return who may take a complaint at a school up, whoever should do so first."""
    chain, on = complaints_entry().chain, clock.today(school.time_zone or "UTC")
    people = _colleagues(school, person, on)
    meant = _colleague(person, people) if person else None
    chosen = who_handles(people.values(), chain, meant=meant)
    found = {str(one.pk): one for one in User.objects.filter(pk__in=[int(key) for key in chosen])}
    return tuple(found[key] for key in chosen)


def staff_at(school: School) -> QuerySet[User]:
    """Return who works at a school today: whoever a complaint might be about."""
    return users_posted(school, ROLES, on=clock.today(school.time_zone or "UTC"))


def complaint_for(user: User, uid: uuid.UUID) -> ComplaintSeen:
    """Return a complaint that `user` has to do with and record the view; Http404 where none is."""
    row = _involving(user).filter(uid=uid).select_related(*RELATED).first()
    if row is None:
        raise Http404("There is no such complaint among those you may see.")
    record(Event.VIEW, KIND, subject=row.uid, by=user, school=row.school.uid)
    return seen_by(user, row, calendar_of(row.school))


def my_complaints(user: User) -> tuple[ComplaintSeen, ...]:
    """Return what `user` has to do with, open ones first, the oldest first among those."""
    rows = _involving(user).order_by("received_on", "pk")
    found = _seen(user, rows)
    if found:
        record(Event.LIST, KIND, by=user, size=len(found))
    return tuple(sorted(found, key=lambda one: one.is_over))


def waiting_complaints(user: User) -> tuple[ComplaintSeen, ...]:
    """Return the complaints that wait for `user` to do something, the oldest first."""
    rows = _handled_by(user).order_by("received_on", "pk")
    waiting = tuple(one for one in _seen(user, rows) if not one.is_over)
    if waiting:
        record(Event.LIST, KIND, by=user, size=len(waiting))
    return waiting


def complaints_in(user: User, case: Case) -> tuple[ComplaintSeen, ...]:
    """Return the complaints of a case that was opened, as far as `user` may know of them."""
    known = Complaint.objects.filter(_is_open_to_the_file() | _is_involved(user), case=case)
    return _seen(user, known.order_by("-received_on", "-pk"))


def in_the_file(case: Case) -> QuerySet[Complaint]:
    """Return what a case's file tells of: complaints about nobody, or shown to the one meant."""
    return Complaint.objects.filter(_is_open_to_the_file(), case=case)


def owed_in(case: Case) -> tuple[str, ...]:
    """Return what is owed too long in the complaints that a case's file tells of, as codes."""
    calendar = calendar_of(case.school)
    owed: dict[str, None] = {}
    for row in in_the_file(case).select_related("school").prefetch_related("steps"):
        steps = sorted(row.steps.all(), key=lambda one: one.pk)
        clocks = _clocks(row, [(Step(one.step), one.on) for one in steps], calendar)
        late = (one.step for one in clocks if one.is_late and one.done_on is None)
        owed |= dict.fromkeys(f"complaint.owed.{step}" for step in late)
    return tuple(owed)


def _seen(user: User, rows: QuerySet[Complaint]) -> tuple[ComplaintSeen, ...]:
    related = rows.select_related(*RELATED).prefetch_related("steps__to", "steps__entered_by")
    calendars: dict[int, SchoolCalendar] = {}
    found = []
    for row in related:
        if row.school_id not in calendars:
            calendars[row.school_id] = calendar_of(row.school)
        found.append(seen_by(user, row, calendars[row.school_id]))
    return tuple(found)


def seen_by(user: User, row: Complaint, calendar: SchoolCalendar) -> ComplaintSeen:
    """Return a complaint as one reader may see it."""
    steps = sorted(row.steps.all(), key=lambda one: one.pk)
    handlers = [row.handler_id, *(one.to_id for one in steps if one.to_id)]
    taken = [(Step(one.step), one.on) for one in steps]
    was_shown = row.person_id == user.pk and Step.SHARED in (step for step, _on in taken)
    has_handled, took_down = user.pk in handlers, user.pk == row.entered_by_id
    is_meant = row.person_id == user.pk
    vault = CaseVault.under(row.key)
    reads = has_handled or was_shown or (took_down and not is_meant)
    return ComplaintSeen(
        row=row,
        words=vault.open_json(row.words, row=row.uid, field=SAID) if reads else {},
        steps=tuple(
            StepSeen(one, _words(vault, one) if _reads(one, has_handled, was_shown) else {})
            for one in steps
        ),
        clocks=_clocks(row, taken, calendar),
        handler=_handler(row, steps),
        is_handler=handlers[-1] == user.pk,
        sees_answer=has_handled or was_shown,
        may_open=has_handled or took_down or was_shown,
    )


def handler_of(row: Complaint) -> int:
    """Return the key of whoever handles a complaint now."""
    passed = row.steps.filter(step=Step.PASSED.value).order_by("-pk").first()
    return passed.to_id if passed and passed.to_id else row.handler_id


def _words(vault: CaseVault, step: ComplaintStep) -> Mapping[str, str]:
    words: Mapping[str, str] = vault.open_json(step.words, row=step.uid, field=DONE)
    return words


def _reads(step: ComplaintStep, has_handled: bool, was_shown: bool) -> bool:
    """Handlers read what was done; whoever is meant the answer, once it was shown to her."""
    return has_handled or (was_shown and step.step == Step.ANSWERED)


def _handler(row: Complaint, steps: list[ComplaintStep]) -> User:
    return next((one.to for one in reversed(steps) if one.to), row.handler)


def _clocks(
    row: Complaint, taken: list[tuple[Step, dt.date]], calendar: SchoolCalendar
) -> tuple[ClockStanding, ...]:
    return clocks_of(
        row.received_on,
        taken,
        complaints_entry().clocks_on(row.received_on),
        on=clock.today(row.school.time_zone or "UTC"),
        calendar=calendar,
    )


def _involving(user: User) -> QuerySet[Complaint]:
    """The complaints that somebody handles, handled, took down, or was shown, at her schools."""
    return Complaint.objects.filter(_is_involved(user), school__in=_schools(user))


def _handled_by(user: User) -> QuerySet[Complaint]:
    passed = ComplaintStep.objects.filter(complaint=OuterRef("pk"), to__isnull=False)
    last = Subquery(passed.order_by("-pk").values("to")[:1])
    found = Complaint.objects.annotate(
        now_with=Coalesce(last, F("handler_id"), output_field=BigIntegerField())
    )
    return found.filter(now_with=user.pk, school__in=_schools(user))


def _is_involved(user: User) -> Q:
    passed = ComplaintStep.objects.filter(complaint=OuterRef("pk"), to=user)
    shown = Q(person=user) & _was_shown()
    return Q(handler=user) | Q(entered_by=user) | shown | Q(Exists(passed))


def _is_open_to_the_file() -> Q:
    return Q(person__isnull=True) | _was_shown()


def _was_shown() -> Q:
    return Q(Exists(ComplaintStep.objects.filter(complaint=OuterRef("pk"), step=Step.SHARED.value)))


def _schools(user: User) -> set[int]:
    grants = held(user, Verb.READ, Section.IDENTITY)
    return {grant.school_id for grant in grants if grant.school_id is not None}


def _colleagues(school: School, person: User | None, on: dt.date) -> dict[int, Colleague]:
    posts = Posting.objects.filter(in_force(on), school=school, user__is_active=True)
    roles: dict[int, set[str]] = {}
    for user, role in posts.order_by("user__pinyin", "user__name", "pk").values_list(
        "user_id", "role"
    ):
        roles.setdefault(user, set()).add(role)
    bosses = Supervision.objects.filter(in_force(on), worker=person, school=school)
    supervising = set(bosses.values_list("supervisor_id", flat=True)) if person else set()
    return {
        pk: Colleague(str(pk), frozenset(held_there), supervises_meant=pk in supervising)
        for pk, held_there in roles.items()
    }


def _colleague(person: User, people: Mapping[int, Colleague]) -> Colleague:
    return people.get(person.pk, Colleague(str(person.pk), frozenset()))
