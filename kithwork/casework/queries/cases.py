"""Cases: the list that one may see, and one case. The only ways in which a view gets a case."""

import datetime as dt
import uuid
from collections.abc import Sequence

from django.db.models import Q, QuerySet
from django.http import Http404

from kithwork.access.models import User
from kithwork.access.permissions import Who
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.casework.models import Case, CaseMember
from kithwork.casework.queries.reach import cases_reached, reaches_case
from kithwork.casework.sealing import CaseVault
from kithwork.people.models import Student

REPORT_NAME = "case.report_name"


def cases_for(who: Who, *, verb: Verb = Verb.READ) -> QuerySet[Case]:
    """Return the cases that `who` may see in full, with student, person and school."""
    related = ("student__person", "student__school", "school", "key")
    return cases_reached(who, verb).select_related(*related)


def case_for(who: Who, uid: uuid.UUID, *, verb: Verb = Verb.READ) -> Case:
    """Return one case and record that it was opened.

    Http404 where there is none, and alike where `who` may not see it: an address tells nobody
    whether a case exists.
    """
    case = cases_for(who, verb=verb).filter(uid=uid).first()
    if case is None:
        raise Http404("There is no such case among those you may see.")
    record_case_view(who, case)
    return case


def cases_of(who: Who, student: Student) -> tuple[Case, ...]:
    """Return a student's cases that `who` may see, the latest first; the trail is the caller's."""
    return tuple(cases_for(who).filter(student=student).order_by("-received_on", "-pk"))


def may_write(who: Who, case: Case) -> bool:
    """Whether `who` may write in the case."""
    return reaches_case(who, Verb.WRITE, case) is not None


def may_sign(who: Who, case: Case) -> bool:
    """Whether `who` may sign as the supervisor of the case."""
    return reaches_case(who, Verb.SIGN, case) is not None


def members_of(case: Case) -> Sequence[CaseMember]:
    """Return who works on the case or will, and has not ended by today, the first first."""
    members = CaseMember.objects.filter(not_ended(today_at(case)), case=case)
    return list(members.select_related("user").order_by("starts_on", "pk"))


def not_ended(on: dt.date) -> Q:
    """Return the condition that somebody's work on a case goes on after a day."""
    return Q(ends_on__isnull=True) | Q(ends_on__gt=on)


def report_name_of(case: Case) -> str:
    """Return the name under which documents tell of the student; "" where none is set."""
    return CaseVault(case).open(case.report_name, row=case.uid, field=REPORT_NAME)


def record_case_view(who: Who, case: Case, *, section: Section = Section.CASE) -> None:
    """Record that a section of a case was shown."""
    record(
        Event.VIEW,
        "case",
        subject=case.uid,
        by=who,
        school=case.school.uid,
        section=section.value,
    )


def record_case_list(user: User, size: int) -> None:
    """Record that a list of cases was shown: one event with its size."""
    record(Event.LIST, "case", by=user, section=Section.CASE.value, size=size)


def today_at(case: Case) -> dt.date:
    """Return the date it is at the school of the case."""
    return clock.today(case.school.time_zone or "UTC")
