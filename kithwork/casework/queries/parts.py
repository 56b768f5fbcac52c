"""The parts of a case that others than its members work on, and who reaches which (matrix K4).

The part of danger: the safeguarding lead for her whole school, wherever there is an alert or an
episode; members, supervisor and (of her referred students) the psychologist likewise. The
referred part: the person to whom a referral of the case was made. Neither opens the rest.
"""

import uuid
from typing import Any

from django.db.models import DateField, Exists, Func, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import Http404

from kithwork.access.models import User
from kithwork.access.permissions import Held, NotAllowed, Who
from kithwork.access.roles import Form, Need, Scope, Section, Verb
from kithwork.casework.models import Case, Referral, RestrictedRecord, RiskEpisode
from kithwork.casework.queries.cases import record_case_view
from kithwork.casework.queries.reach import cases_reached, reaches_case, reaches_restricted
from kithwork.safety.models import Alert

RELATED = ("student__person", "student__school", "student__key", "school", "key")
OVERSEEING = frozenset({Scope.TEAM, Scope.SCHOOL, Scope.EVERYWHERE})


def alerts_in(case: Case) -> QuerySet[Alert]:
    """Return the alerts that belong to a case: open, raised in it, or since it was received."""
    return _belonging(case.uid, case.received_on).filter(student=case.student_id)


def cases_in_danger(who: Who, verb: Verb = Verb.READ) -> QuerySet[Case]:
    """Return the cases whose part of danger `who` may read or write."""
    alerts = _belonging(OuterRef("uid"), OuterRef("received_on"))
    alerts = alerts.filter(student=OuterRef("student"))
    episodes = RiskEpisode.objects.filter(case=OuterRef("pk"))
    reached = cases_reached(who, verb, section=Section.ALERTS)
    full = cases_reached(who, Verb.READ)
    there = Exists(alerts) | Exists(episodes) | Q(pk__in=full.values("pk"))
    return reached.filter(there).select_related(*RELATED)


def danger_for(who: Who, uid: uuid.UUID, *, verb: Verb = Verb.READ) -> Case:
    """Return a case whose part of danger is opened, and record it; Http404 where there is none."""
    case = cases_in_danger(who, verb).filter(uid=uid).first()
    if case is None:
        raise Http404("There is no such case among those you may see.")
    record_case_view(who, case, section=Section.ALERTS)
    return case


def require_danger(who: Who, case: Case, verb: Verb = Verb.WRITE) -> Held:
    """Return what allows this in the part of danger of a case. Raises NotAllowed."""
    grant = reaches_case(who, verb, case, section=Section.ALERTS)
    if grant is None or not cases_in_danger(who, verb).filter(pk=case.pk).exists():
        raise NotAllowed(f"You may not {verb.value} what stands of danger in this case.")
    return grant


def oversees(grant: Held) -> bool:
    """Whether a grant reaches further than a person's own students."""
    return grant.scope in OVERSEEING


def cases_referred(user: User) -> QuerySet[Case]:
    """Return the cases of which something was referred to `user`, and whose student still is."""
    reached = cases_reached(user, Verb.READ, form=Form.REFERRED_PART)
    mine = Referral.objects.filter(case=OuterRef("pk"), to=user)
    return reached.filter(Exists(mine)).select_related(*RELATED)


def referred_for(user: User, uid: uuid.UUID) -> Case:
    """Return a case whose referred part is opened, and record it; Http404 where there is none."""
    case = cases_referred(user).filter(uid=uid).first()
    if case is None:
        raise Http404("There is no such case among those referred to you.")
    record_case_view(user, case)
    return case


def restricted_for(who: Who, uid: uuid.UUID) -> Case:
    """Return a case for the page of its restricted section; Http404 where there is none.

    It is there for whoever reads the case, stands on its list, or leads safeguarding at the
    school; the section itself records that it was opened.
    """
    case = Case.objects.filter(uid=uid).select_related(*RELATED).first()
    if case is None or not _sees_restricted(who, case):
        raise Http404("There is no such case among those you may see.")
    return case


def _belonging(case: Any, since: Any) -> QuerySet[Alert]:
    zone = Coalesce(NullIf("school__time_zone", Value("")), Value("UTC"))
    found = Alert.objects.alias(day=_DayThere("raised_at", zone))
    return found.filter(Q(spoken_at__isnull=True) | Q(source=case) | Q(day__gte=since))


class _DayThere(Func):
    """The day on which an instant falls in a time zone that stands in a column of its own.

    Django's own lookups know one time zone for all rows; a school in China is hours ahead of UTC.
    """

    output_field = DateField()
    template = "(%(expressions)s)::date"
    arg_joiner = " AT TIME ZONE "

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """Call what Django itself gives SQLite to find a day with."""
        template = "django_datetime_cast_date(%(expressions)s, 'UTC')"
        return self.as_sql(compiler, connection, template=template, arg_joiner=", ", **more)


def _sees_restricted(who: Who, case: Case) -> bool:
    if reaches_case(who, Verb.READ, case) is not None:
        return True
    grant = reaches_restricted(who, Verb.READ, case)
    if grant is None:
        return False
    if Need.BREAK_GLASS in grant.needs:
        return True  # she learns that nothing is kept apart, too
    written = RestrictedRecord.objects.filter(case=case)
    return written.exists() or cases_in_danger(who).filter(pk=case.pk).exists()
