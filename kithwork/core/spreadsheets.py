"""What a spreadsheet would run: the one list, for all that writes a table that people may open.

A cell of a CSV file that begins with = + - @ or a control character is taken for a formula
(CWE-1236), full-width forms of these signs too, and a name can begin with any of them. Such text
gets an apostrophe before it, which our own reading takes away again. A plain signed number is left
as it is: it can do nothing, and a difference of −3 must stay one.
"""

import re

RUN_AS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_PLAIN = re.compile(r"[-+][0-9]+([.][0-9]+)?")


def is_run(text: str) -> bool:
    """Whether a spreadsheet would run `text` as a formula.

    >>> is_run("=1+1"), is_run("-3.5"), is_run("-a"), is_run("")
    (True, False, True, False)
    """
    return text.startswith(RUN_AS_FORMULA) and not _PLAIN.fullmatch(text)


def harmless(text: str) -> str:
    """Return `text` as a cell that nothing runs.

    >>> harmless("@sum(a1)"), harmless("plain")
    ("'@sum(a1)", 'plain')
    """
    return f"'{text}" if is_run(text) else text


def as_it_was(cell: str) -> str:
    """Return the text that `harmless` was given.

    >>> as_it_was("'@sum(a1)"), as_it_was("'tis")
    ('@sum(a1)', "'tis")
    """
    is_ours = cell.startswith("'") and cell[1:].startswith(RUN_AS_FORMULA)
    return cell[1:] if is_ours else cell
