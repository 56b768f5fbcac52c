"""The job that makes a report. Begun twice, it makes it once."""

import logging

from django_tasks import task

from kithwork.access.models import User
from kithwork.access.permissions import NotAllowed
from kithwork.audit.context import Actor, acting
from kithwork.documents.actions import State, break_off, make_report
from kithwork.documents.models import NeedsReport

log = logging.getLogger("kithwork.documents")


@task()
def make_needs_report(report: int, user: int) -> None:
    """Make the report that was asked for, or note why it could not be made."""
    wanted = NeedsReport.objects.select_related("school", "key").filter(pk=report).first()
    if wanted is None or wanted.state != State.WAITING:
        return
    by = User.objects.get(pk=user)
    with acting(Actor(uid=by.uid)), _BreaksOff(wanted):
        make_report(report=wanted, by=by)


class _BreaksOff:
    """Turns whatever ends a job early into words on the page; the log gets the kind alone."""

    def __init__(self, report: NeedsReport) -> None:
        self._report = report

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: type[BaseException] | None, error: object, _trace: object) -> bool:
        if kind is None or not isinstance(error, Exception):
            return False
        if isinstance(error, NotAllowed):
            break_off(report=self._report, reason="know.report.not_allowed_any_more")
        else:
            log.error("report %s broke off: %s", self._report.uid, kind.__name__)
            break_off(report=self._report, reason="know.report.broke_off")
        return True
