"""The keys that were erased, noted outside the database and outside every backup, a line each.

An erased key is the erasure of a file. A backup made before it still holds the key; restored, it
would open the file again. KITHWORK_HOME/erased.keys names the keys that must stay erased: a restore
erases them once more, and `kithwork audit verify` shows one that came back. A line holds a day and
the key's uid, and nothing about whose file it was.
"""

import datetime as dt
import re
import uuid
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

NAME = "erased.keys"
LINE = re.compile(r"\d{4}-\d{2}-\d{2} ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


class NotALedger(ValueError):
    """A file that should name erased keys is something else."""


def ledger_path() -> Path:
    """Return where this installation notes the keys that were erased."""
    return Path(settings.KITHWORK_HOME) / NAME


def note_erased(keys: Iterable[uuid.UUID], *, on: dt.date) -> None:
    """Add keys to the file."""
    lines = [f"{on.isoformat()} {key}\n" for key in keys]
    if lines:
        with ledger_path().open("a", encoding="ascii") as file:
            file.write("".join(lines))


def noted_erasures(path: Path | None = None) -> frozenset[uuid.UUID]:
    """Return the keys noted here, or in another installation's file; none where there is no file.

    Raises NotALedger, with the number of the line, where a line is of another form.
    """
    ledger = path or ledger_path()
    if not ledger.exists():
        return frozenset()
    lines = ledger.read_text("ascii", errors="replace").splitlines()
    return frozenset(_key(number, line) for number, line in enumerate(lines, 1) if line.strip())


def _key(number: int, line: str) -> uuid.UUID:
    found = LINE.fullmatch(line.strip())
    if found is None:
        raise NotALedger(number)
    return uuid.UUID(found.group(1))
