"""Handovers of a case, opened; what is open in it on the day; and what waits for a receiver."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import Http404

from kithwork.access.models import User
from kithwork.access.permissions import held
from kithwork.access.queries.posted import roles_with, users_posted
from kithwork.access.roles import Scope, Section, Verb
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.casework.models import Case, CaseMember, FollowUp, Handover, Plan, RestrictedRecord
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.contacts import OpenTask, tasks_of
from kithwork.casework.queries.facts import risk_level_of
from kithwork.casework.queries.reach import reaches_case
from kithwork.casework.sealing import CaseVault
from kithwork.core.casework import FollowUpState
from kithwork.safety.models import Alert

WORDS = "handover.words"
STEP = "handover_step.words"


@dataclass(frozen=True, slots=True)
class HandoverSeen:
    """One handover sheet, opened; `end` is what came of it ("": it waits), `said` its words."""

    row: Handover
    words: dict[str, str]
    end: str
    said: str

    @property
    def waits(self) -> bool:
        return not self.end

    @property
    def today(self) -> dt.date:
        return today_at(self.row.case)


@dataclass(frozen=True, slots=True)
class OpenMatters:
    """What is open in a case and goes with it, read from the file; nobody types it twice."""

    tasks: tuple[OpenTask, ...]
    follow_ups: tuple[FollowUp, ...]
    review_on: dt.date | None
    level: str
    alerts: tuple[Alert, ...]
    restricted: int


def handovers_of(case: Case) -> tuple[HandoverSeen, ...]:
    """Return the handovers of a case that was opened, the latest first."""
    found = Handover.objects.filter(case=case).select_related("giver", "receiver", "end")
    return tuple(_seen(row) for row in found.order_by("-entered_at", "-pk"))


def open_matters(case: Case) -> OpenMatters:
    """Return what is open in a case today."""
    planned = FollowUp.objects.filter(case=case, state=FollowUpState.PLANNED.value)
    plan = Plan.objects.filter(case=case, superseded_by=None).first()
    setting = risk_level_of(case)
    alerts = Alert.objects.filter(student=case.student, spoken_at__isnull=True)
    return OpenMatters(
        tasks=tasks_of(case, on=today_at(case)),
        follow_ups=tuple(planned.order_by("due_on", "pk")),
        review_on=plan.review_on if plan else None,
        level=setting.level if setting else "",
        alerts=tuple(alerts.select_related("speaker", "school").order_by("raised_at", "pk")),
        restricted=RestrictedRecord.objects.filter(case=case, superseded_by=None).count(),
    )


def handover_for(user: User, uid: uuid.UUID) -> HandoverSeen:
    """Return one handover and record that it was opened; Http404 where `user` may not see it.

    Its receiver sees the sheet before the case is hers; else whoever may read the case.
    """
    related = ("case__school", "case__student__person", "case__key", "giver", "receiver", "end")
    row = Handover.objects.filter(uid=uid).select_related(*related).first()
    if row is None or not _may_see(user, row):
        raise Http404("There is no such handover among those you may see.")
    record(
        Event.VIEW,
        "case.handover",
        subject=row.case.uid,
        by=user,
        school=row.case.school.uid,
        section=Section.CASE.value,
    )
    return _seen(row)


def waiting_handovers(user: User) -> tuple[Handover, ...]:
    """Return the handovers that wait for the word of `user`, the first first."""
    schools = _schools_with_cases(user)
    if not schools:
        return ()
    found = Handover.objects.filter(receiver=user, end=None, case__school__in=schools)
    rows = tuple(found.select_related("case__school", "giver").order_by("on", "pk"))
    if rows:
        record(Event.LIST, "case.handover", by=user, section=Section.CASE.value, size=len(rows))
    return rows


def receivers_for(case: Case) -> QuerySet[User]:
    """Return the colleagues of the school who may have cases of their own and do not have this."""
    having = roles_with(
        Section.CASE, lambda grant: grant.verb is Verb.WRITE and grant.scope is Scope.OWN
    )
    on_it = CaseMember.objects.filter(case=case, ends_on__isnull=True).values("user_id")
    return users_posted(case.school, having, on=today_at(case)).exclude(pk__in=on_it)


def _may_see(user: User, row: Handover) -> bool:
    if row.receiver_id == user.pk and not _end(row):
        return row.case.school_id in _schools_with_cases(user)
    return reaches_case(user, Verb.READ, row.case) is not None


def _schools_with_cases(user: User) -> set[int | None]:
    """Return the schools where a person may have cases of her own."""
    return {grant.school_id for grant in held(user, Verb.WRITE, Section.CASE)}


def _seen(row: Handover) -> HandoverSeen:
    vault = CaseVault(row.case)
    end = getattr(row, "end", None)
    return HandoverSeen(
        row=row,
        words=dict(vault.open_json(row.words, row=row.uid, field=WORDS)),
        end=_end(row),
        said=vault.open(end.words, row=end.uid, field=STEP) if end else "",
    )


def _end(row: Handover) -> str:
    end = getattr(row, "end", None)
    return end.step if end else ""
