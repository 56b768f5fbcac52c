"""What the environment says: every setting of an installation is read here and nowhere else.

KITHWORK_HOME holds the database, the keys and the files of one installation. Without it, a
folder of the user's own is taken, so that a newcomer types one command and nothing else.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlparse

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
NEAREST_PROXY = "127.0.0.1"  # the one on this machine


@dataclass(frozen=True, slots=True)
class Environment:
    """The settings that differ between installations."""

    home: Path
    is_debug: bool
    is_demo: bool
    hosts: tuple[str, ...]
    database_url: str
    trusted_origins: tuple[str, ...]
    is_behind_tls: bool
    proxy: str
    second_factor: tuple[str, ...]

    @classmethod
    def read(cls) -> "Environment":
        home = Path(os.environ.get("KITHWORK_HOME") or _default_home()).expanduser().resolve()
        return cls(
            home=home,
            is_debug=_flag("KITHWORK_DEBUG"),
            is_demo=_flag("KITHWORK_DEMO"),
            hosts=_listed("KITHWORK_HOSTS") or LOOPBACK,
            database_url=os.environ.get("KITHWORK_DATABASE", ""),
            trusted_origins=_listed("KITHWORK_ORIGINS"),
            is_behind_tls=_flag("KITHWORK_TLS"),
            proxy=os.environ.get("KITHWORK_PROXY", "").strip() or NEAREST_PROXY,
            second_factor=_listed("KITHWORK_SECOND_FACTOR"),
        )

    def database(self) -> dict[str, object]:
        """Return Django's database settings: SQLite in the home folder, or a PostgreSQL URL."""
        if not self.database_url:
            return _sqlite(self.home / "kithwork.sqlite3")
        return _postgresql(self.database_url)

    def incoming(self) -> Path:
        """Return the folder in which an upload waits: the home's, not the machine's."""
        folder = self.home / "incoming"
        make_private(self.home)
        make_private(folder)
        return folder

    def secret_key(self) -> str:
        """Return the key that signs sessions, made once and kept in the home folder (0600)."""
        make_private(self.home)
        return kept_secret(self.home / "keys" / "session.key")


def make_private(folder: Path) -> None:
    """Make a folder that its owner alone may open, if there is none; its parents as usual."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)


def kept_secret(path: Path) -> str:
    """Return the secret kept at `path`; make it, readable by its owner alone, if there is none."""
    if not path.exists():
        make_private(path.parent)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(64))
    return path.read_text(encoding="ascii").strip()


def _sqlite(path: Path) -> dict[str, object]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "TEST": {"NAME": str(path.with_name("test.sqlite3"))},
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            # Nearly every `supersedes` is empty; once statistics say so, SQLite would rather build
            # an index of the whole table for one query than use the one that is there.
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
            " PRAGMA foreign_keys=ON; PRAGMA secure_delete=ON; PRAGMA busy_timeout=20000;"
            " PRAGMA automatic_index=OFF;",
        },
    }


def _postgresql(url: str) -> dict[str, object]:
    parts = urlparse(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(
            "KITHWORK_DATABASE must be a PostgreSQL address like"
            " postgresql://user:password@host:5432/name; leave it out for SQLite."
        )
    query = dict(pair.partition("=")[::2] for pair in parts.query.split("&") if pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 60,
    }


def _default_home() -> Path:
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA", "~")) / "kithwork"
    return Path(os.environ.get("XDG_DATA_HOME", "~/.local/share")) / "kithwork"


def _flag(name: str) -> bool:
    return os.environ.get(name, "").strip().lower() in ("1", "true", "yes", "on")


def _listed(name: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in os.environ.get(name, "").split(",") if part.strip())
