"""A disk that is full says so in words, on whichever system and engine."""

import errno
import sys

FULL = {
    number
    for name in ("ENOSPC", "EDQUOT", "EFBIG")
    if (number := getattr(errno, name, None)) is not None
}
SQLITE_SAYS = "database or disk is full"
POSTGRESQL_CLASS = "53100"


def is_no_room(error: BaseException) -> bool:
    """Whether an error, or what it came from, is a full disk or a used-up quota."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError) and seen.errno in FULL:
            return True
        if _is_full_database(seen):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def _is_full_database(error: BaseException) -> bool:
    """Ask without importing Django: a command that needs none never loads it."""
    if "django.db.utils" not in sys.modules:
        return False
    from django.db.utils import DatabaseError

    is_full = SQLITE_SAYS in str(error) or getattr(error, "sqlstate", "") == POSTGRESQL_CLASS
    return is_full and (isinstance(error, DatabaseError) or hasattr(error, "sqlstate"))
