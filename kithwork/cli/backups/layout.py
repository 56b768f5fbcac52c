"""What stands where in a backup, and what is left out of it.

Sessions, failed sign-ins and jobs that wait are of the machine and not of the children's files:
whoever signs in after a restore does so anew. So of the keys only the installation's is kept:
whoever hands a backup over must not choose the key that signs sessions.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kithwork.access.refusals import Refused

FORMAT = "kithwork-backup"
VERSION = 1
MANIFEST = "manifest.json"
ROWS = "rows/"
FILES = "home/files/"
SINGLE = ("audit.heads", "demo.world")
KEYS = "home/keys/"
INSTALLATION_KEY = KEYS + "installation.key"
HOME = "home/"
LEFT_OUT = frozenset({"sessions", "axes", "django_tasks_database", "contenttypes", "auth"})


class BackupRefused(Refused):
    """A backup cannot be written, is not what it says, or cannot be brought back here."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says about itself; `files` are names with their SHA-256."""

    made_at: str
    program: str
    engine: str
    holds_keys: bool
    migrations: tuple[tuple[str, str], ...]
    rows: dict[str, int]
    files: dict[str, str]

    def as_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "version": VERSION,
            "made_at": self.made_at,
            "program": self.program,
            "engine": self.engine,
            "holds_keys": self.holds_keys,
            "migrations": [list(one) for one in self.migrations],
            "rows": self.rows,
            "files": self.files,
        }

    @classmethod
    def from_json(cls, said: Any) -> "Manifest":
        """Read what a backup says. Raises BackupRefused where it is not one of ours."""
        if not isinstance(said, dict) or said.get("format") != FORMAT:
            raise BackupRefused("backup.not_a_backup")
        if said.get("version") != VERSION:
            raise BackupRefused("backup.other_version", version=str(said.get("version")))
        return cls(
            made_at=said["made_at"],
            program=said["program"],
            engine=said["engine"],
            holds_keys=said["holds_keys"],
            migrations=tuple((app, name) for app, name in said["migrations"]),
            rows=said["rows"],
            files=said["files"],
        )


def kept_files(home: Path, *, with_keys: bool) -> list[tuple[str, Path]]:
    """Return what of a home goes into a backup, as (name in the zip, path), sorted."""
    found = [(HOME + name, home / name) for name in SINGLE]
    found += [(HOME + path.relative_to(home).as_posix(), path) for path in _under(home / "files")]
    if with_keys:
        found.append((INSTALLATION_KEY, home / INSTALLATION_KEY.removeprefix(HOME)))
    return sorted((name, path) for name, path in found if path.is_file())


def _under(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()] if folder.is_dir() else []
