"""The rows that a scored form is kept as: the administration, and one row for each score."""

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from kithwork.access.models import User
from kithwork.access.permissions import Who
from kithwork.core.questionnaires import Answer
from kithwork.core.scales import Scored
from kithwork.people.models import Student
from kithwork.surveys.filling import Filled, entry_of
from kithwork.surveys.models import Administration, ScoreResult

ADMINISTRATION = "administration"


def administration_of(
    student: Student,
    filled: Filled,
    *,
    result: Scored,
    more: Mapping[str, Answer],
    corrects: Administration | None,
    reason: str,
    by: Who,
    at: dt.datetime,
) -> Administration:
    """Return the row of a form, not saved yet; it names what it was scored by, version and hash."""
    entry = entry_of(filled.instrument).entry
    return Administration(
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
        reason=reason,
    )


def scores_of(saved: Administration, result: Scored) -> Iterator[ScoreResult]:
    """Yield a row for each score of a saved form."""
    for name, value in result.scores.items():
        placed = result.bands[name]
        band = placed.band.code if placed else ""
        yield ScoreResult(administration=saved, name=name, value=value, band=band)


def stored(more: Mapping[str, Answer]) -> dict[str, Any]:
    """Return answers as JSON keeps them: several ticks as a list, a month as its first day."""
    return {name: _plain(answer) for name, answer in more.items()}


def _plain(answer: Answer) -> str | list[str]:
    if isinstance(answer, dt.date):
        return answer.isoformat()
    return answer if isinstance(answer, str) else list(answer)
