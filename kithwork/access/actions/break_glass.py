"""Breaking the glass: a look for a stated reason and a stated time, reviewed by another person.

How long it opens, how long a reason is at least, and by when it is reviewed are data of the
catalogue (`access/break_glass.yaml`). While it is open, everything read through it is recorded.
"""

import datetime as dt
import uuid

from django.db import transaction
from django.db.models import QuerySet

from kithwork.access.actions.keys import make_key
from kithwork.access.keys.vault import Vault
from kithwork.access.models import BreakGlass, DataKey, School, User
from kithwork.access.permissions import Held, NotAllowed, held
from kithwork.access.refusals import Refused
from kithwork.access.roles import Need, Scope, Section, Verb
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.break_glass import break_glass_rule

FIELD = "break_glass.reason"


@transaction.atomic
def break_glass(
    *,
    user: User,
    school: School,
    section: Section,
    subject_kind: str,
    subject: uuid.UUID,
    reason: str,
) -> BreakGlass:
    """Open one section of one record to `user` for a while. Raises NotAllowed, Refused."""
    grant = _require_glass(user, school, section)
    rule = break_glass_rule()
    if len(reason.strip()) < rule.reason_at_least:
        raise Refused("access.reason_too_short", n=rule.reason_at_least)
    now = clock.now()
    opened = BreakGlass(
        user=user,
        school=school,
        section=section.value,
        subject_kind=subject_kind,
        subject=subject,
        key=make_key(DataKey.Kind.ACCESS),
        at=now,
        expires_at=now + dt.timedelta(minutes=rule.open_minutes),
    )
    opened.reason = Vault(opened.key).seal(reason.strip(), row=opened.uid, field=FIELD)
    opened.save(force_insert=True)
    record(
        Event.BREAK_GLASS,
        subject_kind,
        subject=subject,
        by=user,
        role=grant.role,
        school=school.uid,
        section=section.value,
        reason="opened",
    )
    return opened


@transaction.atomic
def close_glass(*, opened: BreakGlass, by: User) -> None:
    """Close one's own glass before its time: nothing more is read through it. Raises NotAllowed."""
    if by != opened.user:
        raise NotAllowed("Whoever broke a glass closes it.")
    opened.refresh_from_db(from_queryset=BreakGlass.objects.select_for_update())
    now = clock.now()
    if opened.expires_at > now > opened.at:
        opened.expires_at = now
        opened.save(update_fields=["expires_at"])
        record(
            Event.BREAK_GLASS,
            opened.subject_kind,
            subject=opened.subject,
            by=by,
            school=opened.school.uid,
            section=opened.section,
            reason="closed_early",
        )


@transaction.atomic
def review_broken_glass(*, opened: BreakGlass, is_justified: bool, by: User) -> None:
    """Review a broken glass: by another person who reads the whole school's trail in full.

    It is reviewed once. Raises NotAllowed, Refused.
    """
    grants = held(by, Verb.READ, Section.AUDIT)
    allowed = [
        one for one in grants if one.school_id == opened.school_id and one.scope == Scope.SCHOOL
    ]
    if not allowed or by == opened.user:
        raise NotAllowed("Another person who reads the trail reviews a broken glass.")
    opened.refresh_from_db(from_queryset=BreakGlass.objects.select_for_update())
    if opened.reviewed_at is not None:
        raise Refused("access.glass_reviewed")
    opened.reviewed_by, opened.reviewed_at = by, clock.now()
    opened.is_justified = is_justified
    opened.save(update_fields=["reviewed_by", "reviewed_at", "is_justified"])
    record(
        Event.BREAK_GLASS,
        opened.subject_kind,
        subject=opened.subject,
        by=by,
        role=allowed[0].role,
        school=opened.school.uid,
        section=opened.section,
        reason="reviewed.justified" if is_justified else "reviewed.not_justified",
    )


def open_glass(user: User, section: Section, *, subject: uuid.UUID) -> QuerySet[BreakGlass]:
    """Return what opens a section of a record to `user` at present."""
    return BreakGlass.objects.filter(
        user=user, section=section.value, subject=subject, expires_at__gt=clock.now()
    )


def open_reason(opened: BreakGlass) -> str:
    """Return the reason that was given, for whoever reviews it."""
    return Vault(opened.key).open(opened.reason, row=opened.uid, field=FIELD)


def _require_glass(user: User, school: School, section: Section) -> Held:
    for grant in held(user, Verb.READ, section, with_needs=[Need.BREAK_GLASS]):
        if Need.BREAK_GLASS in grant.needs and grant.school_id == school.pk:
            return grant
    raise NotAllowed(f"There is no glass here that opens {section.value} to you.")
