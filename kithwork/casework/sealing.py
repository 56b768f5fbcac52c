"""Sealing and opening what people wrote in a case: under the key of the case, row by row.

Keep a vault no longer than the work takes. A text is bound to its row and field, so that it opens
nowhere else.
"""

import json
import uuid
from typing import Any

from kithwork.access.keys.vault import Vault
from kithwork.access.models import DataKey
from kithwork.casework.models import Case

Sealed = bytes | memoryview | None


class CaseVault:
    """Opens and closes the words of one case (or, `CaseVault.under`, of one key)."""

    def __init__(self, case: Case) -> None:
        self._vault = Vault(case.key)

    @classmethod
    def under(cls, key: DataKey) -> "CaseVault":
        """Return a vault of another key: a reflection's, a resource's, a student's."""
        made = cls.__new__(cls)
        made._vault = Vault(key)
        return made

    def seal(self, text: str | None, *, row: uuid.UUID, field: str) -> bytes | None:
        """Return a text sealed for one field ("goal.statement") of one row; nothing for nothing."""
        return self._vault.seal((text or "").strip() or None, row=row, field=field)

    def open(self, sealed: Sealed, *, row: uuid.UUID, field: str) -> str:
        """Return the text; "" for nothing."""
        return self._vault.open(sealed, row=row, field=field)

    def seal_json(self, value: Any, *, row: uuid.UUID, field: str) -> bytes | None:
        """Return a list or dictionary of texts and numbers, sealed; nothing where it is empty."""
        if not value:
            return None
        return self._vault.seal(json.dumps(value, ensure_ascii=False), row=row, field=field)

    def open_json(self, sealed: Sealed, *, row: uuid.UUID, field: str) -> Any:
        """Return the list or dictionary; {} for nothing."""
        text = self._vault.open(sealed, row=row, field=field)
        return json.loads(text) if text else {}
