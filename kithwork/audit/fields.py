"""Columns that mean the same on SQLite and PostgreSQL.

SQLite stores five hundred characters in a column of five, and PostgreSQL orders text by the
server's locale. These fields close both gaps where the column is declared.
"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from kithwork.audit.ids import new_uid


class ShortText(models.CharField):
    """Text of at most `max_length` characters; the database refuses more on both engines."""

    def db_check(self, connection: BaseDatabaseWrapper) -> str | None:
        if connection.vendor != "sqlite":
            return super().db_check(connection)
        return f"length({connection.ops.quote_name(str(self.column))}) <= {self.max_length}"


class BytewiseText(ShortText):
    """Short text that both engines compare by its bytes, so that a prefix is a range."""

    def db_parameters(self, connection: BaseDatabaseWrapper) -> dict[str, Any]:
        parameters = dict(super().db_parameters(connection))
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters


class Uid(models.UUIDField):
    """The identifier of a row outside the database: UUIDv7, unique, never changed."""

    def __init__(self, **options: Any) -> None:
        defaults = {"default": new_uid, "unique": True, "editable": False}
        super().__init__(**{**defaults, **options})
