"""What the safeguarding lead and the psychologist have to do: their parts of cases, as rows.

A row tells whose case it is and what waits in that part; of the rest it tells nothing.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from kithwork.access.models import User
from kithwork.access.permissions import may
from kithwork.access.roles import Form, Section, Verb
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.casework.models import (
    Case,
    CaseMember,
    EpisodeStep,
    Referral,
    ReferralStep,
    RiskEpisode,
    RiskSetting,
)
from kithwork.casework.queries.cases import not_ended, today_at
from kithwork.casework.queries.danger import open_episodes
from kithwork.casework.queries.parts import cases_in_danger, cases_referred
from kithwork.casework.queries.referrals import OVER
from kithwork.core.safety import Step
from kithwork.safety.models import Alert

MOST = 100


@dataclass(frozen=True, slots=True)
class DangerRow:
    """A case with danger in it: who works on it, the level, the open alert, the last step."""

    case: Case
    workers: tuple[str, ...]
    level: str
    alert: Alert | None
    last: str
    next_check: dt.date | None
    is_late: bool


@dataclass(frozen=True, slots=True)
class ReferredRow:
    """A referral to the reader: since when, and where it stands ("" while it waits for her)."""

    case: Case
    referral: Referral
    standing: str


@dataclass(frozen=True, slots=True)
class Worklist:
    """The rows of a person; `leads`, `is_referred_to`: whether her role has that part."""

    danger: tuple[DangerRow, ...]
    referred: tuple[ReferredRow, ...]
    leads: bool
    is_referred_to: bool

    @property
    def is_empty(self) -> bool:
        return not self.danger and not self.referred


def worklist_of(user: User, *, is_open: bool = True) -> Worklist:
    """Return what waits for a person in the parts of cases that are hers; one event each.

    For those who have the whole case nothing stands here: their list is the list of cases.
    """
    leads = has_part(user, Form.ALERT_PART)
    is_referred_to = has_part(user, Form.REFERRED_PART)
    danger = tuple(_danger(user, is_open)) if leads else ()
    referred = tuple(_referred(user, is_open)) if is_referred_to else ()
    for rows, section in ((danger, Section.ALERTS), (referred, Section.CASE)):
        if rows:
            record(Event.LIST, "case", by=user, section=section.value, size=len(rows))
    return Worklist(danger, referred, leads=leads, is_referred_to=is_referred_to)


def has_part(user: User, form: Form) -> bool:
    """Whether the role of a person has a part of cases, and not the whole."""
    return may(user, Verb.READ, Section.CASE, form=form) and not may(user, Verb.READ, Section.CASE)


def _danger(user: User, is_open: bool) -> Iterable[DangerRow]:
    episodes = open_episodes().filter(case=OuterRef("pk"))
    waits = Exists(_open_alerts()) | Exists(episodes)
    there = cases_in_danger(user).filter(waits if is_open else ~waits)
    cases = list(there.order_by("-received_on", "-pk")[:MOST])
    alerts = _first_alerts(cases)
    members, levels, steps = _members(cases), _levels(cases), _steps(cases)
    rows = [
        _row(
            case,
            members.get(case.pk, ()),
            levels.get(case.pk, ""),
            alerts.get(case.student_id),
            steps.get(case.pk, []),
        )
        for case in cases
    ]
    yield from sorted(rows, key=lambda row: (row.alert is None, not row.is_late))


def _open_alerts() -> QuerySet[Alert]:
    return Alert.objects.filter(student=OuterRef("student"), spoken_at__isnull=True)


def _row(
    case: Case,
    workers: tuple[str, ...],
    level: str,
    alert: Alert | None,
    steps: list[EpisodeStep],
) -> DangerRow:
    last = steps[-1] if steps else None
    checks = [one.next_check for one in steps if one.next_check]
    is_over = last is not None and last.step == Step.CLOSED.value
    due = checks[-1] if checks and not is_over else None
    return DangerRow(
        case=case,
        workers=workers,
        level=level,
        alert=alert,
        last=last.step if last else "",
        next_check=due,
        is_late=due is not None and due < today_at(case),
    )


def _first_alerts(cases: list[Case]) -> dict[int, Alert]:
    found = Alert.objects.filter(student__in=[one.student_id for one in cases], spoken_at=None)
    first: dict[int, Alert] = {}
    for alert in found.select_related("speaker", "school").order_by("raised_at", "pk"):
        first.setdefault(alert.student_id, alert)
    return first


def _members(cases: list[Case]) -> dict[int, tuple[str, ...]]:
    there = CaseMember.objects.filter(not_ended(clock.today()), case__in=cases)
    found = there.select_related("user")
    names: dict[int, tuple[str, ...]] = {}
    for one in found.order_by("starts_on", "pk"):
        names[one.case_id] = (*names.get(one.case_id, ()), one.user.name)
    return names


def _levels(cases: list[Case]) -> dict[int, str]:
    found = RiskSetting.objects.filter(case__in=cases).order_by("on", "pk")
    return dict(found.values_list("case_id", "level"))


def _steps(cases: list[Case]) -> dict[int, list[EpisodeStep]]:
    """Return the steps of the latest episode of each case, in their order."""
    steps = Prefetch("steps", EpisodeStep.objects.order_by("pk"))
    found = RiskEpisode.objects.filter(case__in=cases).order_by("pk").prefetch_related(steps)
    return {one.case_id: list(one.steps.all()) for one in found}


def _referred(user: User, is_open: bool) -> Iterable[ReferredRow]:
    cases = {case.pk: case for case in cases_referred(user)}
    over = Exists(ReferralStep.objects.filter(referral=OuterRef("pk"), step__in=OVER))
    asked = Referral.objects.filter(~over if is_open else over, to=user, case__in=cases)
    steps = Prefetch("steps", ReferralStep.objects.order_by("pk"))
    asked = asked.select_related("entered_by").prefetch_related(steps)
    for referral in asked.order_by("-on", "-pk")[:MOST]:
        standing = [one.step for one in referral.steps.all()]
        yield ReferredRow(cases[referral.case_id], referral, standing[-1] if standing else "")
