"""The installation's key: 32 bytes in KITHWORK_HOME/keys, readable by its owner alone.

All else is derived from it (HKDF, RFC 5869), each use by its own name: wrapping the data keys,
blind indices. It is made with the first sealed value. A database that already knows a key is
never given another: a wrong or missing key stops the start, before anything is written that
nobody could read again.
"""

import base64
import hashlib
import hmac
import os
import stat
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from kithwork.access.keys.problems import KeyProblem

NAME = "installation.key"
LENGTH = 32
SECRET = 0o077  # bits that group and others must not have

_kept: dict[Path, bytes] = {}
_derived: dict[tuple[Path, str], bytes] = {}


def key_path() -> Path:
    """Return where this installation's key stands."""
    return Path(settings.KITHWORK_HOME) / "keys" / NAME


def derived(purpose: str) -> bytes:
    """Return the 32 bytes that the installation's key gives for one use."""
    path = key_path()
    if (path, purpose) not in _derived:
        _derived[path, purpose] = _derive(_installation_key(path), purpose)
    return _derived[path, purpose]


def verify_installation_key() -> None:
    """Make the key on a first start; refuse a missing, unsafe or wrong one with `KeyProblem`."""
    forget()
    derived("check")


def forget() -> None:
    """Forget what was read, so that the next use reads the file again."""
    _kept.clear()
    _derived.clear()


def _derive(key: bytes, purpose: str) -> bytes:
    return HKDF(SHA256(), LENGTH, salt=None, info=f"kithwork/1 {purpose}".encode()).derive(key)


def _installation_key(path: Path) -> bytes:
    if path not in _kept:
        expected = _expected_check()
        key = _read(path) if path.exists() else _make(path, is_first=expected is None)
        _compare(key, expected)
        _kept[path] = key
    return _kept[path]


def _read(path: Path) -> bytes:
    if os.name != "nt" and stat.S_IMODE(path.stat().st_mode) & SECRET:
        raise KeyProblem("access.key.loose", file=NAME)
    try:
        key = base64.b64decode(path.read_text("ascii").strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != LENGTH:
        raise KeyProblem("access.key.unreadable", file=NAME)
    return key


def _make(path: Path, *, is_first: bool) -> bytes:
    if not is_first:
        raise KeyProblem("access.key.missing", file=NAME)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = os.urandom(LENGTH)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process was first
        return _read(path)
    with os.fdopen(descriptor, "wb") as file:
        file.write(base64.b64encode(key))
    return key


def _expected_check() -> str | None:
    from kithwork.access.models import KeyCheck

    return KeyCheck.objects.values_list("value", flat=True).first()


def _compare(key: bytes, expected: str | None) -> None:
    from kithwork.access.models import KeyCheck

    value = hashlib.sha256(_derive(key, "check")).hexdigest()
    if expected is None:
        KeyCheck.objects.get_or_create(id=KeyCheck.ONLY, defaults={"value": value})
    elif not hmac.compare_digest(value, expected):
        raise KeyProblem("access.key.wrong", file=NAME)
