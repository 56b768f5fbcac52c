"""How far a long job is, told outside the database.

A job that writes in one transaction shows nothing of it before the end, and on SQLite nobody else
writes meanwhile; so its progress stands in a small file of the installation's home. It holds a
stage's code and two numbers.
"""

import datetime as dt
import json
import uuid
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Progress:
    """A stage by its word code, and how many steps of how many are done."""

    stage: str
    done: int
    total: int


def tell(job: uuid.UUID, *, stage: str, done: int, total: int) -> None:
    """Say how far a job is; the file is replaced as a whole."""
    path = _path(job)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    part = path.with_suffix(".part")
    part.write_text(json.dumps([stage, done, total]), encoding="utf-8")
    part.replace(path)


def told(job: uuid.UUID) -> Progress | None:
    """Return how far a job is, or None where it has not begun."""
    try:
        stage, done, total = json.loads(_path(job).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Progress(stage, done, total)


def heard(job: uuid.UUID) -> dt.datetime | None:
    """Return when a job last said anything, by the machine's clock; None where it never did."""
    try:
        changed = _path(job).stat().st_mtime
    except FileNotFoundError:
        return None
    return dt.datetime.fromtimestamp(changed, tz=dt.UTC)


def forget(job: uuid.UUID) -> None:
    """Remove what was told of a job that has ended."""
    _path(job).unlink(missing_ok=True)


def _path(job: uuid.UUID) -> Path:
    return Path(settings.KITHWORK_HOME) / "progress" / f"{job}.json"
