"""The column of a sealed value: bytes that nobody can search.

Filtering or ordering by a sealed value would be a mistake that finds nothing and says nothing;
it is refused. What must be found again has a blind index beside it (`keys.blind`).
"""

from typing import Any

from django.core.exceptions import FieldError
from django.db import models

ALLOWED = ("isnull",)


class SealedField(models.BinaryField):
    """Bytes sealed by `keys.vault.Vault`; empty where there is nothing."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"null": True, "blank": True, "editable": False, **options})

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in ALLOWED:
            raise FieldError(
                f"{self.name} is sealed: it cannot be searched or compared. Use its blind index."
            )
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:  # noqa: ARG002 (Django's signature)
        raise FieldError(f"{self.name} is sealed: nothing can be computed from it.")
