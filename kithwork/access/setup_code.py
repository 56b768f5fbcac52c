"""The one-time code of a first start: whoever sees the terminal may set the installation up.

Only its hash is kept, in a file of KITHWORK_HOME (0600), so that every process of the server
knows it; one at a time reads and counts, so that no try goes uncounted. It is void after ten
wrong tries, once an account exists, or when `serve` starts again.
"""

import hashlib
import hmac
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.files import locks

NAME = "setup.code"
TRIES = 10
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
GROUPS, GROUP = 4, 5


def spoken(groups: int, length: int) -> str:
    """Return chance letters in groups, easy to read out: "K7P2M-…"."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(length)) for _ in range(groups))


def offer_code() -> str:
    """Return a new code, such as "K7P2M-…", and keep its hash; an earlier one is void."""
    code = spoken(GROUPS, GROUP)
    with _alone():
        _keep(_hash(code), TRIES)
    return code


def code_fits(typed: str) -> bool:
    """Whether this is the code; each wrong try counts, also of those made at the same time."""
    with _alone():
        return _fits(typed)


def withdraw_code() -> None:
    """Let no code fit any more."""
    with _alone():
        _path().unlink(missing_ok=True)


def _fits(typed: str) -> bool:
    path = _path()
    if not path.exists():
        return False
    kept = json.loads(path.read_text("ascii"))
    if hmac.compare_digest(kept["hash"], _hash(typed)):
        return True
    if kept["tries"] <= 1:
        path.unlink()
    else:
        _keep(kept["hash"], kept["tries"] - 1)
    return False


@contextmanager
def _alone() -> Iterator[None]:
    """Hold the lock of the code, which every thread and every process of the server asks for."""
    path = _path().with_suffix(".lock")
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        locks.lock(file, locks.LOCK_EX)
        try:
            yield
        finally:
            locks.unlock(file)


def _hash(code: str) -> str:
    plain = "".join(sign for sign in code.upper() if sign in LETTERS)
    return hashlib.sha256(plain.encode("ascii")).hexdigest()


def _keep(hashed: str, tries: int) -> None:
    path = _path()
    fresh = path.with_suffix(".fresh")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        json.dump({"hash": hashed, "tries": tries}, file)
    fresh.replace(path)


def _path() -> Path:
    return Path(settings.KITHWORK_HOME) / "keys" / NAME
