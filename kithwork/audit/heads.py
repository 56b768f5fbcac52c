"""The heads of the chain, noted outside the database, a line each.

Whoever can rewrite the database can chain it anew from the first event. The lines of
KITHWORK_HOME/audit.heads then no longer fit; an organisation that copies the last line somewhere
else once a month can show even a rewritten file to be so.
"""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

NAME = "audit.heads"


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a seal and the seal's digest."""

    last_event: int
    digest: str


def heads_path() -> Path:
    """Return where the heads of this installation are noted."""
    return Path(settings.KITHWORK_HOME) / NAME


def note_head(head: Head) -> None:
    """Add a head to the file."""
    with heads_path().open("a", encoding="ascii") as file:
        file.write(f"{head.last_event} {head.digest}\n")


def noted_heads() -> tuple[Head, ...]:
    """Return the heads noted so far, in their order; none where there is no file."""
    path = heads_path()
    if not path.exists():
        return ()
    lines = (line.split() for line in path.read_text("ascii").splitlines() if line.strip())
    return tuple(Head(int(number), digest) for number, digest in lines)
