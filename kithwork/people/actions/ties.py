"""Who has to do with a student: taken up and ended, with a line in the trail each time.

A tie opens a file to a person, so it is recorded as a change of permission. Casework, safety and
referral call this; whoever may write cases or alerts at the school may. Who accompanies a student
is said by each for herself, or by somebody who oversees more than her own students.
"""

import datetime as dt

from django.db import transaction

from kithwork.access.models import User
from kithwork.access.models.postings import in_force
from kithwork.access.permissions import Held, NotAllowed, Who, held
from kithwork.access.refusals import Refused
from kithwork.access.roles import Scope, Section
from kithwork.access.roles import Verb as May
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.people.actions.trail import note
from kithwork.people.models import Student, StudentTie

MAKERS = ((Section.CASE, May.WRITE), (Section.CASE, May.SIGN), (Section.ALERTS, May.WRITE))

NARROW = (Scope.OWN, Scope.REFERRED)


@transaction.atomic
def tie(*, student: Student, user: User, kind: StudentTie.Kind, on: dt.date, by: Who) -> StudentTie:
    """Let `user` accompany a student, receive her as referred, or answer for an alert about her.

    The same open tie is made once. Raises NotAllowed, and Refused for a user without a posting
    at the student's school.
    """
    grant = _require_maker(by, student)
    if kind == StudentTie.Kind.OWN:
        _require_own_or_wide(by, user, grant)
    if not user.postings.filter(in_force(on), school=student.school_id).exists():
        raise Refused("people.tie_without_posting")
    made, is_new = StudentTie.objects.get_or_create(
        student=student,
        user=user,
        kind=kind.value,
        ends_on=None,
        defaults={"starts_on": on, "entered_by": by if isinstance(by, User) else None},
    )
    if is_new:
        _note(student, by, grant, f"tie.{kind.value}")
    return made


def take_up(*, student: Student, by: User) -> StudentTie:
    """Let `by` accompany a student from today on.

    Raises NotAllowed where her role has no students of its own at the school; Refused.
    """
    grants = held(by, May.WRITE, Section.CASE)
    if not any(one.scope is Scope.OWN and one.school_id == student.school_id for one in grants):
        raise NotAllowed("Your role does not accompany students of its own here.")
    today = clock.today(student.school.time_zone or "UTC")
    return tie(student=student, user=by, kind=StudentTie.Kind.OWN, on=today, by=by)


@transaction.atomic
def untie(*, tied: StudentTie, on: dt.date, by: Who) -> None:
    """End a tie on a day, which is not before its first. Raises NotAllowed, Refused."""
    grant = _require_maker(by, tied.student)
    if tied.kind == StudentTie.Kind.OWN:
        _require_own_or_wide(by, tied.user, grant)
    if on < tied.starts_on:
        raise Refused("people.days_out_of_order")
    tied.ends_on = on
    tied.save(update_fields=["ends_on"])
    _note(tied.student, by, grant, f"untie.{tied.kind}")


def _require_maker(by: Who, student: Student) -> Held:
    for section, verb in MAKERS:
        for grant in held(by, verb, section):
            if grant.school_id in (None, student.school_id):
                return grant
    raise NotAllowed("You may not change who has to do with this student.")


def _require_own_or_wide(by: Who, user: User, grant: Held) -> None:
    if grant.scope in NARROW and by != user:
        raise NotAllowed("Who accompanies a student is said by herself or by her supervisor.")


def _note(student: Student, by: Who, grant: Held, reason: str) -> None:
    note(
        Verb.PERMISSION,
        "student",
        by=by,
        grant=grant,
        school=student.school,
        subject=student.uid,
        reason=reason,
    )
