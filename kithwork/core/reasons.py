"""Why a result came out.

A result carries codes and parameters, never sentences: `catalogue.words` says them in the
reader's language, so the page, the report and the command line give the same reason.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

Value = str | int | float | bool | dt.date | None


@dataclass(frozen=True, slots=True)
class Reason:
    """A namespaced code ("casework.missing.risk_screen") and the values its sentence needs."""

    code: str
    params: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, code: str, /, **params: Value) -> "Reason":
        return cls(code, tuple(sorted(params.items())))

    def values(self) -> Mapping[str, Value]:
        return dict(self.params)
