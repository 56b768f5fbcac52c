"""Supervision records of a case, for the two who spoke; others of the case see that they did."""

from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.access.roles import Section
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.casework.models import Case, SupervisionRecord
from kithwork.casework.sealing import CaseVault

WORDS = "supervision.words"


@dataclass(frozen=True, slots=True)
class SupervisionLine:
    """One record; `words` by part, empty for whoever was not there."""

    row: SupervisionRecord
    words: dict[str, str]
    is_mine: bool


def supervision_of(user: User, case: Case) -> tuple[SupervisionLine, ...]:
    """Return the records of a case that was opened, the latest first; opening any is an event."""
    found = SupervisionRecord.objects.filter(case=case)
    rows = list(found.select_related("key", "supervisor", "worker").order_by("-on", "-pk"))
    lines = tuple(_line(row, user) for row in rows)
    if any(line.is_mine for line in lines):
        record(
            Event.VIEW,
            "case.supervision",
            subject=case.uid,
            by=user,
            school=case.school.uid,
            section=Section.CASE.value,
        )
    return lines


def _line(row: SupervisionRecord, user: User) -> SupervisionLine:
    is_mine = user.pk in (row.supervisor_id, row.worker_id)
    opened = CaseVault.under(row.key).open_json(row.words, row=row.uid, field=WORDS)
    return SupervisionLine(row, dict(opened) if is_mine else {}, is_mine)
