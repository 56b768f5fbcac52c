"""The safe-contact rule: a new one ends the one before; both stay in the file."""

import datetime as dt

from django.db import transaction

from kithwork.access.models import User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit.models import Verb
from kithwork.people.actions.allowed import require_writing
from kithwork.people.actions.stale import require_version
from kithwork.people.actions.trail import note
from kithwork.people.models import SafeContactRule, Student
from kithwork.people.sealed import close_rule


@transaction.atomic
def set_contact_rule(
    *, student: Student, text: str, starts_on: dt.date, by: Who, version: str | None = None
) -> None:
    """Set how the family may safely be reached; "" ends the rule without another.

    Raises NotAllowed, Stale, and Refused where the day lies before the present rule's.
    """
    grant = require_writing(by, Section.IDENTITY, student)
    present = SafeContactRule.objects.filter(student=student, ends_on__isnull=True)
    require_version(present.first(), version)
    _end_present(student, starts_on)
    if text.strip():
        rule = SafeContactRule(
            student=student,
            starts_on=starts_on,
            entered_by=by if isinstance(by, User) else None,
        )
        close_rule(rule, text.strip())
        rule.save(force_insert=True)
    note(
        Verb.AMEND,
        "student",
        by=by,
        grant=grant,
        school=student.school,
        subject=student.uid,
        fields=["safe_contact_rule"],
    )


def _end_present(student: Student, on: dt.date) -> None:
    present = SafeContactRule.objects.filter(student=student, ends_on__isnull=True)
    if present.filter(starts_on__gt=on).exists():
        raise Refused("people.rule_in_force_later")
    present.update(ends_on=on)
