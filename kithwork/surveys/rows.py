"""The rows that a scored form is kept as: the administration, and one row for each score."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from typing import Any

from kithwork.access.keys.vault import Vault
from kithwork.access.models import User
from kithwork.access.permissions import Who
from kithwork.core.questionnaires import Answer
from kithwork.core.scales import Scored
from kithwork.people.models import ImportRun, Student
from kithwork.surveys.filling import Filled, entry_of
from kithwork.surveys.models import Administration, Campaign, ScoreResult

ADMINISTRATION = "administration"
REASON = "administration.reason"


def administration_of(
    student: Student,
    filled: Filled,
    *,
    result: Scored,
    more: Mapping[str, Answer],
    corrects: Administration | None,
    reason: str,
    by: Who | None,
    at: dt.datetime,
    campaign: Campaign | None = None,
    uid: uuid.UUID | None = None,
    run: ImportRun | None = None,
) -> Administration:
    """Return the row of a form, not saved yet; it names what it was scored by, version and hash.

    The reason is sealed under the student's key. `uid` is that of the form where it was promised.
    A correction keeps the wording of the form it corrects: that is what was answered to.
    """
    entry = entry_of(filled.instrument).entry
    row = Administration(
        student=student,
        school=student.school,
        instrument=filled.instrument,
        entry_version=entry.version,
        entry_hash=entry.content_hash,
        form_version=result.form.version,
        coding=result.form.coding,
        choices=dict(result.form.choices),
        population=filled.population or "",
        mode=filled.mode,
        answers=dict(result.answers),
        more=stored(more),
        missing=result.missing,
        flags=[flag.value for flag in result.flags],
        given_on=filled.given_on,
        entered_at=at,
        entered_by=by if isinstance(by, User) else None,
        supersedes=corrects,
        campaign=campaign,
        wording_id=corrects.wording_id if corrects else filled.wording,
        run=run,
    )
    if uid is not None:
        row.uid = uid
    row.reason = Vault(student.key).seal(reason, row=row.uid, field=REASON) if reason else None
    return row


def reason_of(form: Administration) -> str:
    """Return why a form corrects another, opened; "" where it corrects none."""
    if form.reason is None:
        return ""
    return Vault(form.student.key).open(form.reason, row=form.uid, field=REASON)


def scores_of(saved: Administration, result: Scored) -> Iterator[ScoreResult]:
    """Yield a row for each score of a saved form."""
    for name, value in result.scores.items():
        placed = result.bands[name]
        band = placed.band.code if placed else ""
        yield ScoreResult(administration=saved, name=name, value=value, band=band)


def stored(more: Mapping[str, Answer]) -> dict[str, Any]:
    """Return answers as JSON keeps them: several ticks as a list, a month as its first day."""
    return {name: plain(answer) for name, answer in more.items()}


def plain(answer: Answer) -> str | list[str]:
    """Return one answer as JSON keeps it."""
    if isinstance(answer, dt.date):
        return answer.isoformat()
    return answer if isinstance(answer, str) else list(answer)
