"""Identifiers that may stand in an address: UUIDs of version 7 (RFC 9562, section 5.7).

The first 48 bits are the clock's milliseconds, so that rows born together lie together; the rest
is chance from the operating system. A demo world draws its chance from a seed instead, and takes
its milliseconds from the clock it was given: the same seed gives the same identifiers.
"""

import random
import secrets
import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from kithwork.audit import clock

_chance: random.Random = secrets.SystemRandom()


def new_uid() -> uuid.UUID:
    """Return a new version 7 identifier."""
    milliseconds = int(clock.now().timestamp() * 1000)
    return uuid.UUID(
        int=(milliseconds & (1 << 48) - 1) << 80
        | 0x7 << 76
        | _chance.getrandbits(12) << 64
        | 0b10 << 62
        | _chance.getrandbits(62)
    )


def chance(bits: int) -> int:
    """Return `bits` bits of chance, for codes that say nothing about whom they stand for."""
    return _chance.getrandbits(bits)


@contextmanager
def drawn_from(seed: str) -> Iterator[None]:
    """Draw all chance from `seed` until the end. Only for invented worlds and tests."""
    global _chance
    before, _chance = _chance, random.Random(seed)  # noqa: S311
    try:
        yield
    finally:
        _chance = before
