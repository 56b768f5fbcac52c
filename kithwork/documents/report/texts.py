"""What counts as text in a report.

Reports carry what people typed: names, notes, a child's own words. Nothing is escaped here (each
renderer hands text over as data), but two things are settled once for all of them: a value that
is no text, or that is blank where something must stand, is an error of the composer; and the few
characters which no document may carry are taken out. These are the control characters (Word's XML
refuses them), the code points that Unicode reserves as non-characters, and the explicit
directional controls (Unicode Annex 9), which could make a page read otherwise than its record.
Zero-width joiners and spaces stay: scripts and emoji are written with them.
"""

import re

_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f"  # controls but tab, line feed, next line
    "\u202a-\u202e\u2066-\u2069"  # directional embeddings, overrides and isolates
    "\ud800-\udfff"  # halves of surrogate pairs
    "\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "\ufeff]"
)
_NEW_LINES = re.compile("\r\n|[\r\x85\u2028\u2029]")
_BLANKS = re.compile(r"\s+")


class ReportError(ValueError):
    """A report was composed wrongly. The message names the block and the field, never a value."""


def text(value: object, where: str) -> str:
    """Return `value` as document text of one or more lines; it may be empty.

    Raises ReportError when it is not a string.
    """
    if not isinstance(value, str):
        raise ReportError(f"{where}: expected text, got {type(value).__name__}")
    return _FORBIDDEN.sub("", _NEW_LINES.sub("\n", value))


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
