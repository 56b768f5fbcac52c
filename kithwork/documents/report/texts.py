"""What counts as text in a report.

A value that is no text, or that is blank where something must stand, is an error of whoever
composed the report, and is found when its block is made.
"""

import re

from kithwork.documents.texts import readable

_BLANKS = re.compile(r"\s+")


class ReportError(ValueError):
    """A report was composed wrongly. The message names the block and the field, never a value."""


def text(value: object, where: str) -> str:
    """Return `value` as document text of one or more lines; it may be empty.

    Raises ReportError when it is not a string.
    """
    if not isinstance(value, str):
        raise ReportError(f"{where}: expected text, got {type(value).__name__}")
    return readable(value)


def filled(value: object, where: str) -> str:
    """Return document text that says something; raises ReportError when it is blank."""
    cleaned = text(value, where)
    if not cleaned.strip():
        raise ReportError(f"{where}: is empty")
    return cleaned


def line(value: object, where: str) -> str:
    """Return document text of one line, for headings and labels; raises as `filled` does."""
    return _BLANKS.sub(" ", filled(value, where)).strip()


def line_or_empty(value: object, where: str) -> str:
    """Return document text of one line or the empty string."""
    return _BLANKS.sub(" ", text(value, where)).strip()


def collection(value: object, where: str) -> None:
    """Require a filled tuple; raises ReportError otherwise."""
    if not isinstance(value, tuple):
        raise ReportError(f"{where}: expected a tuple, got {type(value).__name__}")
    if not value:
        raise ReportError(f"{where}: is empty")
