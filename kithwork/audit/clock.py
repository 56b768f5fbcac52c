"""The one clock of the installation.

Everything above the pure rules asks `now()` here, so that a test, or a demo world that is built
"as of" a day, sets the time in one place. Instants are UTC; a day is the school's own.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo


def _system() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


_source: Callable[[], dt.datetime] = _system


def now() -> dt.datetime:
    """Return the present instant, in UTC."""
    return _source()


def today(time_zone: str = "UTC") -> dt.date:
    """Return the date it is in `time_zone` (an IANA name such as "Asia/Shanghai")."""
    return day_of(now(), time_zone)


def day_of(at: dt.datetime, time_zone: str) -> dt.date:
    """Return the date that an instant falls on in `time_zone`; "" is UTC, as for a school's own."""
    return at.astimezone(ZoneInfo(time_zone or "UTC")).date()


@contextmanager
def telling(source: Callable[[], dt.datetime] | dt.datetime) -> Iterator[None]:
    """Let the clock tell a fixed instant, or what `source` tells, in every thread until the end.

    An instant without a time zone is refused: it would be read differently on each machine.
    """
    global _source
    if isinstance(source, dt.datetime):
        if source.tzinfo is None:
            raise ValueError("The clock needs an instant with its time zone.")
        instant = source.astimezone(dt.UTC)
        source = lambda: instant  # noqa: E731
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before
