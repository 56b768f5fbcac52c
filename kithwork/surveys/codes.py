"""Codes of invitations: drawn by chance, easy to read out, told apart by eye.

Eight letters of thirty-two are 10¹² codes: with ten thousand invitations open, a guess hits one in
a hundred million. A code is kept sealed under its campaign's key and found by a blind index; what
is typed may be spaced, lower case or full width.
"""

import secrets
import uuid

from kithwork.access.keys.blind import blind_index
from kithwork.access.keys.vault import Vault

LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"  # none that looks like another
LENGTH = 8
HALF = 4
FIELD = "survey.code"
PURPOSE = "survey code"


def new_code() -> str:
    """Return a new code, such as "K7P2MXQA"."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))


def spaced(code: str) -> str:
    """Return a code as it is printed.

    >>> spaced("K7P2MXQA")
    'K7P2-MXQA'
    """
    return f"{code[:HALF]}-{code[HALF:]}"


def index_of(typed: str) -> str:
    """Return the blind index of a code as somebody typed it; "" for nothing."""
    return blind_index(typed.replace("-", "").replace("－", ""), purpose=PURPOSE)


def sealed(code: str, vault: Vault, *, row: uuid.UUID) -> bytes:
    """Return a code sealed for the row of an invitation."""
    return vault.seal(code, row=row, field=FIELD) or b""


def opened(stored: bytes | memoryview, vault: Vault, *, row: uuid.UUID) -> str:
    """Return the code of a row, to print it again."""
    return vault.open(stored, row=row, field=FIELD)


def new_receipt() -> str:
    """Return a receipt number, such as "482-913-057", which says nothing of anybody."""
    digits = f"{secrets.randbelow(10**9):09d}"
    return "-".join((digits[:3], digits[3:6], digits[6:]))
