"""Postings and teams: who works where as what, from when to when.

Nobody posts herself nor changes her own posting. Whoever keeps accounts also hands out the codes
by which passwords are chosen, so this keeps honest people honest and does not stop a dishonest one:
that each change is an event of its own, which managers read, is what does.
"""

import datetime as dt
import uuid

from django.db import transaction

from kithwork.access.actions.allowed import require_accounts, require_team
from kithwork.access.models import Posting, School, Supervision, User
from kithwork.access.permissions import Held, NotAllowed, Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import ROLES, Scope
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb


@transaction.atomic
def post(
    *,
    user: User,
    role: str,
    school: School,
    starts_on: dt.date,
    by: Who,
    ends_on: dt.date | None = None,
    class_uid: uuid.UUID | None = None,
) -> Posting:
    """Post a user in a role at a school, for the whole school or for one class."""
    grant = require_accounts(by, at=school)
    if by == user:
        raise NotAllowed("Nobody posts herself.")
    if role not in ROLES:
        raise Refused("access.unknown_role", role=role)
    if ends_on is not None and ends_on < starts_on:
        raise Refused("access.days_out_of_order")
    posting = Posting.objects.create(
        user=user,
        role=role,
        school=school,
        starts_on=starts_on,
        ends_on=ends_on,
        scope=Posting.Scope.CLASS if class_uid else Posting.Scope.SCHOOL,
        scope_uid=class_uid,
    )
    _note("posting", posting.uid, by=by, grant=grant, school=school, reason=f"posted.{role}")
    return posting


@transaction.atomic
def end_posting(*, posting: Posting, on: dt.date, by: Who) -> None:
    """Let a posting end on a day, its last; it may be brought forward and never put off.

    Raises NotAllowed, also for one's own posting; Refused for a day before it begins or after it
    ends: who shall work on is posted anew.
    """
    grant = require_accounts(by, at=posting.school)
    if by == posting.user:
        raise NotAllowed("Nobody changes her own posting.")
    posting.refresh_from_db(from_queryset=Posting.objects.select_for_update())
    if on < posting.starts_on:
        raise Refused("access.days_out_of_order")
    if posting.ends_on is not None and on > posting.ends_on:
        raise Refused("access.posting_ends_before", on=posting.ends_on)
    posting.ends_on = on
    posting.save(update_fields=["ends_on"])
    _note(
        "posting",
        posting.uid,
        by=by,
        grant=grant,
        school=posting.school,
        reason=f"ended.{posting.role}",
    )


@transaction.atomic
def put_in_team(
    *, supervisor: User, worker: User, school: School, starts_on: dt.date, by: Who
) -> Supervision:
    """Put a worker into a supervisor's team; a supervisor may do so for her own team."""
    grant = require_team(by, at=school)
    if grant.scope == Scope.TEAM and by != supervisor:
        raise NotAllowed("You may only change your own team.")
    if supervisor == worker:
        raise Refused("access.supervises_herself")
    if not worker.postings.filter(school=school, role="worker").exists():
        raise Refused("access.not_a_worker_here")
    team = Supervision.objects.create(
        supervisor=supervisor, worker=worker, school=school, starts_on=starts_on
    )
    _note("team", team.uid, by=by, grant=grant, school=school, reason="joined")
    return team


@transaction.atomic
def take_from_team(*, team: Supervision, on: dt.date, by: Who) -> None:
    """Let a worker leave a team on a day, her last in it."""
    grant = require_team(by, at=team.school)
    if grant.scope == Scope.TEAM and by != team.supervisor:
        raise NotAllowed("You may only change your own team.")
    if on < team.starts_on:
        raise Refused("access.days_out_of_order")
    team.ends_on = on
    team.save(update_fields=["ends_on"])
    _note("team", team.uid, by=by, grant=grant, school=team.school, reason="left")


def _note(
    kind: str, subject: uuid.UUID, *, by: Who, grant: Held, school: School, reason: str
) -> None:
    record(
        Verb.PERMISSION,
        kind,
        subject=subject,
        by=by,
        role=grant.role,
        school=school.uid,
        reason=reason,
    )
