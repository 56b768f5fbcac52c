"""What a world looks like without its keys: every row, sealed and secret columns left out."""

import hashlib
import json
from collections.abc import Iterator
from decimal import Decimal

from django.apps import apps
from django.db import models

from kithwork.access.keys.fields import SealedField

APPS = ("audit", "access", "people", "safety", "aid", "casework", "evaluation")
SECRET = {"password", "wrapped", "value", "leaves", "previous", "digest"}


def portrait() -> str:
    """Return the SHA-256 of the present world."""
    lines = [line for app in APPS for line in _lines(app)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _lines(app: str) -> Iterator[str]:
    for model in sorted(apps.get_app_config(app).get_models(), key=lambda one: one.__name__):
        columns = [f for f in model._meta.concrete_fields if _is_shown(f)]
        lookups = [_lookup(field) for field in columns]
        rows = model.objects.order_by("pk").values_list(*lookups)
        yield from sorted(
            json.dumps([model.__name__, *row], default=_plain, sort_keys=True) for row in rows
        )


def _plain(value: object) -> int | str:
    """A whole number stays one, whatever type the engine gives it back in."""
    is_whole = isinstance(value, Decimal) and value == value.to_integral_value()
    return int(value) if is_whole else str(value)


def _is_shown(field: models.Field) -> bool:
    is_number = field.primary_key and isinstance(field, models.AutoField)
    return not (is_number or isinstance(field, SealedField) or field.name in SECRET)


def _lookup(field: models.Field) -> str:
    if field.is_relation and any(f.name == "uid" for f in field.related_model._meta.fields):
        return f"{field.name}__uid"
    return field.name
