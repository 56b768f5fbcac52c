"""What an import made and what it changed, kept so that it can be taken back.

Rows that were made are listed by model; of rows that were changed the values before and after are
kept. Taking back puts every value back only where it is still as the import left it, and removes
what was made only where nothing else has come to hang on it. The whole is one JSON text, sealed
with the run, because it holds what people were called before.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Field, Model

Values = dict[str, Any]


class Undo:
    """Collects while an import writes; `text` is what the run keeps."""

    def __init__(self) -> None:
        self._made: dict[str, list[int]] = {}
        self._before: dict[str, dict[int, Values]] = {}
        self._after: dict[str, dict[int, Values]] = {}
        self._removed: dict[str, dict[int, Values]] = {}
        self._schools: list[int] = []

    def school(self, school: int) -> None:
        """Note a school, by primary key, whose records the import touches."""
        self._schools.append(school)

    def made(self, rows: Iterable[Model]) -> None:
        """Note rows that did not exist before."""
        for row in rows:
            self._made.setdefault(row._meta.label_lower, []).append(row.pk)

    def before(self, rows: Iterable[Model], fields: Sequence[str]) -> None:
        """Note values that are about to change; of a row that changes twice, the first."""
        for row in rows:
            kept = self._before.setdefault(row._meta.label_lower, {}).setdefault(row.pk, {})
            for name in fields:
                if name not in kept:
                    kept[name] = written(row, name)

    def after(self, rows: Iterable[Model], fields: Sequence[str]) -> None:
        """Note the same values once they have changed."""
        _note(self._after, rows, fields=fields)

    def removed(self, rows: Iterable[Model]) -> None:
        """Note rows that are about to be replaced, whole."""
        for row in rows:
            fields = [field.name for field in row._meta.concrete_fields if not field.primary_key]
            _note(self._removed, [row], fields=fields)

    def text(self) -> str:
        kept = {
            "made": self._made,
            "before": self._before,
            "after": self._after,
            "removed": self._removed,
            "schools": self._schools,
        }
        return json.dumps(kept)


def _note(
    where: dict[str, dict[int, Values]], rows: Iterable[Model], *, fields: Sequence[str]
) -> None:
    for row in rows:
        values = {name: written(row, name) for name in fields}
        where.setdefault(row._meta.label_lower, {}).setdefault(row.pk, {}).update(values)


def written(row: Model, name: str) -> Any:
    """Return a field's value as JSON that the field itself reads back."""
    field = _field(type(row), name)
    value = field.value_from_object(row)
    return None if value is None else field.value_to_string(row)


def read_back(model: type[Model], name: str, *, value: Any) -> Any:
    """Return the value that `written` wrote."""
    return None if value is None else _field(model, name).to_python(value)


def _field(model: type[Model], name: str) -> Field[Any, Any]:
    field = model._meta.get_field(name)
    assert isinstance(field, Field), "only columns are kept"
    return field
