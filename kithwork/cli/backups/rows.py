"""Rows as JSON lines, the same from both engines: bytes in base64, dates and uids as text."""

import base64
import datetime as dt
import json
import uuid
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.apps.registry import Apps
from django.db import models

from kithwork.cli.backups.layout import LEFT_OUT

CHUNK = 2000
Model = type[models.Model]


def kept_models(apps: Apps) -> list[Model]:
    """Return the models whose rows are kept, app by app."""
    kept = [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in LEFT_OUT and model._meta.managed and not model._meta.proxy
    ]
    return sorted(kept, key=lambda model: (part_of(model), model._meta.db_table))


def part_of(model: Model) -> str:
    """Return the app of a model: the part of a backup that people are told of."""
    return str(model._meta.app_label)


def lines_of(model: Model) -> Iterator[str]:
    """Yield every row of a model as a line, in the order of keys."""
    columns = [field.attname for field in model._meta.concrete_fields]
    yield json.dumps(columns)
    rows = model._base_manager.order_by("pk").values_list(*columns)
    for row in rows.iterator(chunk_size=CHUNK):
        yield json.dumps([_plain(value) for value in row], ensure_ascii=False)


def add_rows(model: Model, lines: Iterable[str]) -> int:
    """Insert the rows that `lines_of` wrote and return how many there were."""
    numbered = iter(lines)
    fields = {field.attname: field for field in model._meta.concrete_fields}
    columns = [fields[name] for name in json.loads(next(numbered))]
    batch: list[models.Model] = []
    count = 0
    for line in numbered:
        values = json.loads(line)
        pairs = zip(columns, values, strict=True)
        batch.append(model(**{field.attname: _typed(field, value) for field, value in pairs}))
        if len(batch) == CHUNK:
            count += _insert(model, batch)
    return count + _insert(model, batch)


def _insert(model: Model, batch: list[models.Model]) -> int:
    count = len(batch)
    model._base_manager.bulk_create(batch, batch_size=500)
    batch.clear()
    return count


def _plain(value: Any) -> Any:
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value) if isinstance(value, uuid.UUID | Decimal) else value


def _typed(field: Any, value: Any) -> Any:
    if value is None or isinstance(field, models.JSONField):
        return value
    if isinstance(field, models.BinaryField):
        return base64.b64decode(value)
    return field.target_field.to_python(value) if field.is_relation else field.to_python(value)
