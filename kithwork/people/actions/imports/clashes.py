"""Two people write the same at one moment: the database lets one of them, the other is told so."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction

from kithwork.access.refusals import Refused


@contextmanager
def all_or_refused(code: str) -> Iterator[None]:
    """Write all or nothing; raise Refused with `code` where somebody was quicker.

    A row that is looked for first may be made, or built upon, before it is written: SQLite lets
    one writer in at a time, PostgreSQL finds out at the end.
    """
    try:
        with transaction.atomic():
            yield
    except IntegrityError:
        raise Refused(code) from None
