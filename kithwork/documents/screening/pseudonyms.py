"""Pseudonyms: names for students that only the holder of a key can trace back.

A pseudonym is the beginning of a keyed hash (HMAC-SHA-256) of school and number, in letters and
digits that are not mixed up when read aloud. With the same key a student keeps her pseudonym from
run to run; with a fresh key, two runs cannot be laid side by side. Without the key, trying all
numbers of a school tells nothing.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence

from kithwork.core.reasons import Reason

KEY_BYTES = 32
_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"  # no 0 and O, 1, I and L, no U
_LENGTH = 10


class KeyFileError(ValueError):
    """A file that cannot serve as the key of pseudonyms; `reason` says why."""

    def __init__(self, code: str) -> None:
        self.reason = Reason.of(f"screening.key.{code}")
        super().__init__(self.reason)


def new_key() -> bytes:
    """Return a fresh key."""
    return secrets.token_bytes(KEY_BYTES)


def key_from(text: str) -> bytes:
    """Return the key that stands in a key file as hexadecimal digits."""
    try:
        key = bytes.fromhex(text.strip())
    except ValueError:
        raise KeyFileError("not_a_key") from None
    if len(key) != KEY_BYTES:
        raise KeyFileError("not_a_key")
    return key


def pseudonyms(key: bytes, ids: Sequence[str], *, schools: Sequence[str | None]) -> tuple[str, ...]:
    """Return a pseudonym for each student, different for different students."""
    drawn = tuple(
        _drawn(key, f"{school or ''}\x00{number}")
        for number, school in zip(ids, schools, strict=True)
    )
    if len(set(drawn)) < len(drawn):
        raise AssertionError("two students drew one pseudonym; draw again with a fresh key")
    return drawn


def _drawn(key: bytes, student: str) -> str:
    number = int.from_bytes(hmac.digest(key, student.encode(), hashlib.sha256), "big")
    letters = []
    for _ in range(_LENGTH):
        number, rest = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[rest])
    return f"{''.join(letters[:5])}-{''.join(letters[5:])}"
