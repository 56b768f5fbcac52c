"""What goes wrong inside, told to whoever runs the installation without a word about anybody.

An exception's text may hold a name, an address a child's file. So of a fault nothing is written but
the time, the request's identifier (it stands in the trail as well), the name of the page, the class
of the exception, and where it was raised: file, line and function.
"""

import logging
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kithwork.audit.context import actor

HERE = Path(__file__).resolve().parent.parent.parent


class Discreet(logging.Formatter):
    """Formats a record; of an exception and of a request it keeps only what names nobody."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line, and a line for each frame of an exception."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds")
        lines = [f"{at} {record.levelname} {_what(record)}"]
        if record.exc_info and record.exc_info[1]:
            lines.extend(_raised(record.exc_info[1]))
        return "\n".join(lines)


def _what(record: logging.LogRecord) -> str:
    request = getattr(record, "request", None)
    if request is None:
        return record.getMessage()
    page = getattr(request, "resolver_match", None)
    name = (page and page.view_name) or "no page"
    return (
        f"{getattr(record, 'status_code', '')} {request.method} {name}, request {actor().request}"
    )


def _raised(error: BaseException) -> Iterator[str]:
    """Tell where an exception was raised, the first cause first."""
    cause = error.__cause__ or error.__context__
    if cause is not None:
        yield from _raised(cause)
    yield f"{type(error).__module__}.{type(error).__qualname__}"
    for frame in traceback.extract_tb(error.__traceback__):
        yield f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"


def _place(filename: str) -> str:
    path = Path(filename)
    return str(path.relative_to(HERE)) if path.is_relative_to(HERE) else f"…/{path.name}"
