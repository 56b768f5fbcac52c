"""Which cases a person reaches by her postings, for a verb, in a form.

*Own* are the cases that she works on, *team* those of the workers whom she supervises and those
that she was asked to supervise by themselves,
*alert* and *referred* those of students about whom she answers for an alert or who were referred
to her (their part only, by the form), *school* all of it, behind a broken glass.
"""

import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from kithwork.access.actions.break_glass import open_glass
from kithwork.access.console import Operator
from kithwork.access.models import BreakGlass, Supervision, User
from kithwork.access.models.postings import in_force
from kithwork.access.permissions import Held, NotAllowed, Who, held, read_once
from kithwork.access.roles import Form, Need, Scope, Section, Verb
from kithwork.audit import clock
from kithwork.casework.models import Case, CaseMember, RestrictedReader
from kithwork.people.models import StudentTie

NONE = uuid.UUID(int=0)
SUPERVISES = Q(part=CaseMember.Part.SUPERVISOR)
TIES = {Scope.ALERT: StudentTie.Kind.ALERT, Scope.REFERRED: StudentTie.Kind.REFERRED}


def cases_reached(
    who: Who, verb: Verb, *, section: Section = Section.CASE, form: Form = Form.FULL
) -> QuerySet[Case]:
    """Return the cases that `who` may read, write or sign, in a form."""
    condition = Q(pk__in=[])
    for grant in held(who, verb, section, form=form, with_needs=[Need.BREAK_GLASS]):
        condition |= _within(who, grant)
    return Case.objects.filter(condition)


def reaches_case(
    who: Who,
    verb: Verb,
    case: Case,
    *,
    section: Section = Section.CASE,
    form: Form = Form.FULL,
) -> Held | None:
    """Return what lets `who` do this in a case, or None; each part of a page asks it."""

    def found() -> Held | None:
        for grant in held(who, verb, section, form=form, with_needs=[Need.BREAK_GLASS]):
            if Case.objects.filter(_within(who, grant), pk=case.pk).exists():
                return grant
        return None

    return read_once(("case reached", who.uid, verb, case.pk, section, form), found)


def require_case(who: Who, case: Case, verb: Verb = Verb.WRITE) -> Held:
    """Return what allows this, or raise `NotAllowed`, which names no case."""
    grant = reaches_case(who, verb, case)
    if grant is None:
        raise NotAllowed(f"You may not {verb.value} this case.")
    return grant


def reaches_restricted(who: Who, verb: Verb, case: Case) -> Held | None:
    """Return what opens the restricted section of a case to `who`: its list, or the whole school's.

    A broken glass opens it for reading, as it opens the case.
    """
    needs = [Need.BREAK_GLASS] if verb == Verb.READ else []
    for grant in held(who, verb, Section.RESTRICTED, with_needs=needs):
        if grant.school_id not in (None, case.school_id):
            continue
        if Need.BREAK_GLASS in grant.needs and isinstance(who, User):
            is_open = open_glass(who, Section.RESTRICTED, subject=case.uid).exists()
        elif grant.scope == Scope.LISTED:
            is_open = RestrictedReader.objects.filter(
                in_force(grant.day), case=case, user__uid=who.uid or NONE
            ).exists()
        else:
            is_open = True
        if is_open:
            return grant
    return None


def _within(who: Who, grant: Held) -> Q:
    if isinstance(who, Operator):
        return Q()
    return Q(school_id=grant.school_id) & _scope(who, grant)


def _scope(user: User, grant: Held) -> Q:
    if Need.BREAK_GLASS in grant.needs:
        glass = BreakGlass.objects.filter(
            user=user, section=Section.CASE.value, expires_at__gt=clock.now()
        )
        return Q(uid__in=glass.values("subject"))
    if grant.scope == Scope.OWN:
        return Q(pk__in=_of([user.pk], grant))
    if grant.scope == Scope.TEAM:
        team = Supervision.objects.filter(
            in_force(grant.day), supervisor=user, school__uid=grant.school_uid or NONE
        )
        asked = CaseMember.objects.filter(SUPERVISES, in_force(grant.day), user=user)
        of_team = Q(pk__in=_of(team.values_list("worker_id", flat=True), grant))
        return of_team | Q(pk__in=asked.values("case_id"))
    if grant.scope in TIES:
        ties = StudentTie.objects.filter(in_force(grant.day), user=user, kind=TIES[grant.scope])
        return Q(student__in=ties.values("student_id"))
    return Q() if grant.scope == Scope.SCHOOL else Q(pk__in=[])


def _of(users: Iterable[int], grant: Held) -> QuerySet[CaseMember, int]:
    members = CaseMember.objects.filter(~SUPERVISES, in_force(grant.day), user__in=users)
    return members.values_list("case_id", flat=True)
