"""Jobs of the worker: checking and applying a file. Begun twice, a job does its work once."""

import datetime as dt
import logging

from django_tasks import task

from kithwork.access.models import User
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.audit.context import Actor, acting
from kithwork.core.reasons import Reason
from kithwork.people.actions import uploads
from kithwork.people.actions.imports import Leaving
from kithwork.people.models import ImportUpload

log = logging.getLogger("kithwork.people")


@task()
def check_upload(upload: int, user: int) -> None:
    """Check a file whose columns have a meaning."""
    taken, by = _found(upload, user)
    if taken is None or taken.state != ImportUpload.State.CHECKING:
        return
    with acting(Actor(uid=by.uid)), BreaksOff(taken):
        uploads.check(taken=taken, by=by)


@task()
def apply_upload(upload: int, user: int, leave_on: str = "") -> None:
    """Apply a file that was checked and confirmed."""
    taken, by = _found(upload, user)
    if taken is None or taken.state != ImportUpload.State.APPLYING:
        return
    leaving = Leaving(dt.date.fromisoformat(leave_on)) if leave_on else None
    with acting(Actor(uid=by.uid)), BreaksOff(taken):
        uploads.apply(taken=taken, leaving=leaving, by=by)


def _found(upload: int, user: int) -> tuple[ImportUpload | None, User]:
    taken = ImportUpload.objects.select_related("school", "run", "key").filter(pk=upload).first()
    return taken, User.objects.get(pk=user)


class BreaksOff:
    """Turns whatever ends a job early into words on the page; the log gets the kind alone."""

    def __init__(self, taken: ImportUpload) -> None:
        self._taken = taken

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: object, _trace: object) -> bool:
        if kind is None:
            return False
        if isinstance(error, Refused):
            reason = error.reason
        elif isinstance(error, NotAllowed):
            reason = Reason.of("imports.not_allowed_any_more")
        elif isinstance(error, Exception):
            log.error("import %s broke off: %s", self._taken.uid, kind.__name__)
            reason = Reason.of("imports.broke_off")
        else:
            return False
        still_there = ImportUpload.objects.filter(pk=self._taken.pk).first()
        if still_there is not None:
            uploads.break_off(taken=still_there, reason=reason)
        return True
