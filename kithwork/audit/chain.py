"""How the trail is chained: the hash of an event, of a batch, and of a batch onto the one before.

An event's leaf is SHA-256 over its canonical JSON (all columns, its number included). A seal's
digest is SHA-256 over the digest before it and the leaves of its batch. Nothing here reads or
writes the database.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

COLUMNS = (
    "id",
    "uid",
    "at",
    "actor",
    "role",
    "school",
    "verb",
    "subject_kind",
    "subject",
    "section",
    "fields",
    "reason",
    "request",
    "size",
)
NUMBER = 8  # bytes of an event's number
HASH = 32
LEAF = NUMBER + HASH


def leaf(event: Mapping[str, Any]) -> bytes:
    """Return the number and the hash of an event, given as a mapping of `COLUMNS`."""
    content = {column: _plain(event[column]) for column in COLUMNS}
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return _number(event["id"]) + hashlib.sha256(canonical.encode()).digest()


def digest(previous: str, leaves: bytes) -> str:
    """Return the digest of a batch, chained onto the digest before it ("" for the first)."""
    return hashlib.sha256(previous.encode() + leaves).hexdigest()


def joined(leaves: Iterable[bytes]) -> bytes:
    """Return the leaves of a batch as one value, in their order."""
    return b"".join(leaves)


def parted(leaves: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the number and the leaf of each event of a batch."""
    for start in range(0, len(leaves), LEAF):
        one = leaves[start : start + LEAF]
        yield int.from_bytes(one[:NUMBER], "big", signed=True), one


def _number(number: int) -> bytes:
    return number.to_bytes(NUMBER, "big", signed=True)


def _plain(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return value if isinstance(value, int | list) or value is None else str(value)
