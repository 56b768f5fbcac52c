"""Which students a person reaches: what she holds (`access.permissions`), turned into rows.

This is the one place where scopes become a condition on students. The list, the search, the
page, the export and every action ask it, so they cannot disagree about whom a person may see.
"""

import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from kithwork.access.console import Operator
from kithwork.access.models import Supervision, User
from kithwork.access.models.postings import in_force
from kithwork.access.permissions import Held, NotAllowed, Who, held, read_once
from kithwork.access.roles import Form, Need, Scope, Section, Verb
from kithwork.people.models import Enrolment, Student, StudentTie

NONE = uuid.UUID(int=0)  # the uid of nothing
TIE_KINDS = {
    Scope.OWN: StudentTie.Kind.OWN,
    Scope.REFERRED: StudentTie.Kind.REFERRED,
    Scope.ALERT: StudentTie.Kind.ALERT,
}
OF_A_FILE = (
    Section.IDENTITY,
    Section.MARKS,
    Section.ANSWERS,
    Section.NEEDS,
    Section.AID,
    Section.CASE_EXISTS,
    Section.CASE,
    Section.RESTRICTED,
    Section.ALERTS,
)


def students_reached(
    who: Who, verb: Verb, section: Section, *, form: Form = Form.FULL
) -> QuerySet[Student]:
    """Return the students about whom `who` may do this, in the given form; perhaps none."""
    condition = Q(pk__in=[])
    for grant in held(who, verb, section, form=form):
        condition |= _condition(who, grant)
    return Student.objects.filter(condition)


def reaches(
    who: Who,
    verb: Verb,
    section: Section,
    student: Student,
    *,
    form: Form = Form.FULL,
    with_needs: Iterable[Need] = (),
) -> Held | None:
    """Return what allows `who` to do this about one student, or None.

    A grant that asks for consent counts only `with_needs`: whoever names it checks the consent.
    """
    for grant in held(who, verb, section, form=form, with_needs=with_needs):
        if _is_within(who, grant, student):
            return grant
    return None


def require_reach(
    who: Who, verb: Verb, section: Section, student: Student, *, form: Form = Form.FULL
) -> Held:
    """Return what allows this, or raise `NotAllowed`, which names no student."""
    grant = reaches(who, verb, section, student, form=form)
    if grant is None:
        raise NotAllowed(f"You may not {verb.value} {section.value} of this student.")
    return grant


def sections_open(who: Who, student: Student) -> frozenset[Section]:
    """Return the sections of one student's file of which `who` may read the full record."""
    return frozenset(s for s in OF_A_FILE if reaches(who, Verb.READ, s, student) is not None)


def _is_within(who: Who, grant: Held, student: Student) -> bool:
    """Whether a grant reaches a student; of a whole school that is seen without asking."""
    if isinstance(who, Operator):
        return True
    if grant.school_id != student.school_id:
        return False
    if grant.is_school_wide:
        return True
    there = Student.objects.filter(_condition(who, grant), pk=student.pk)
    key = ("reach", who.pk, student.pk, grant.scope, grant.class_uid, grant.school_id, grant.day)
    return read_once(key, there.exists)


def _condition(who: Who, grant: Held) -> Q:
    if isinstance(who, Operator):
        return Q()
    return Q(school_id=grant.school_id) & _within(who, grant)


def _within(user: User, grant: Held) -> Q:
    if grant.scope in TIE_KINDS:
        return Q(pk__in=_tied([user.pk], TIE_KINDS[grant.scope], grant))
    if grant.scope == Scope.TEAM:
        return Q(pk__in=_tied(_team(user, grant), StudentTie.Kind.OWN, grant))
    if grant.scope == Scope.OWN_CLASS or (grant.scope == Scope.SCHOOL and grant.class_uid):
        return Q(pk__in=_in_class(grant))
    return Q() if grant.scope == Scope.SCHOOL else Q(pk__in=[])


def _tied(users: Iterable[int], kind: StudentTie.Kind, grant: Held) -> QuerySet[StudentTie, int]:
    ties = StudentTie.objects.filter(in_force(grant.day), user__in=users, kind=kind)
    return ties.values_list("student_id", flat=True)


def _team(user: User, grant: Held) -> QuerySet[Supervision, int]:
    team = Supervision.objects.filter(
        in_force(grant.day), supervisor=user, school__uid=grant.school_uid or NONE
    )
    return team.values_list("worker_id", flat=True)


def _in_class(grant: Held) -> QuerySet[Enrolment, int]:
    enrolments = Enrolment.objects.filter(
        in_force(grant.day), school_class__uid=grant.class_uid or NONE
    )
    return enrolments.values_list("student_id", flat=True)
