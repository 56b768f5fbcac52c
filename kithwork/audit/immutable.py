"""Rows that a database refuses to change, on both engines.

A migration adds `RefuseChange` after the table. The guard is a trigger: it holds against this
code, against a management shell and against a tool that opens the file, until somebody who owns
the database takes it away; for the trail of events the sealed chain then shows what was done.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

PREFIX = "kithwork_keep_"
VERBS = ("UPDATE", "DELETE")


class RefuseChange(Operation):
    """Refuse UPDATE, DELETE or both on every row of `table`."""

    reversible = True

    def __init__(self, table: str, verbs: tuple[str, ...] = VERBS) -> None:
        self.table = table
        self.verbs = verbs

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:  # noqa: ARG002
        for verb in self.verbs:
            for statement in _create(schema_editor.connection.vendor, self.table, verb):
                schema_editor.execute(statement, params=None)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:  # noqa: ARG002
        for verb in self.verbs:
            schema_editor.execute(
                _drop(schema_editor.connection.vendor, self.table, verb), params=None
            )

    def describe(self) -> str:
        return f"Refuse {' and '.join(self.verbs)} on {self.table}"

    @property
    def migration_name_fragment(self) -> str:
        return f"keep_{self.table}"


class AllowChange(RefuseChange):
    """Take the guard of `table` away, until a `RefuseChange` after it puts it back.

    For a migration that alters the table: SQLite makes it anew and would drop the guard unseen.
    """

    def database_forwards(self, app_label, schema_editor, from_state, to_state) -> None:
        super().database_backwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(self, app_label, schema_editor, from_state, to_state) -> None:
        super().database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Allow {' and '.join(self.verbs)} on {self.table} while it is altered"

    @property
    def migration_name_fragment(self) -> str:
        return f"alter_{self.table}"


def guards_on(connection: BaseDatabaseWrapper, table: str) -> frozenset[str]:
    """Return which of UPDATE and DELETE the database refuses on `table`."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'")
        names = {str(row[0]) for row in cursor.fetchall()}
    return frozenset(verb for verb in VERBS if _name(table, verb) in names)


@contextmanager
def lifted(using: str = "default") -> Iterator[None]:
    """Take every guard of a SQLite database away until the end: to empty a test database.

    PostgreSQL empties tables by TRUNCATE, which asks no row's guard.
    """
    connection = connections[using]
    kept: list[tuple[str, str]] = []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
                [f"{PREFIX}%"],
            )
            kept = [(str(name), str(sql)) for name, sql in cursor.fetchall()]
        for name, _sql in kept:
            cursor.execute(f'DROP TRIGGER "{name}"')
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for _, sql in kept:
                cursor.execute(sql)


def _name(table: str, verb: str) -> str:
    return f"{PREFIX}{table}_{verb.lower()}"


def _create(vendor: str, table: str, verb: str) -> list[str]:
    name, refusal = _name(table, verb), f"{table} is kept: {verb} is refused"
    if vendor == "sqlite":
        return [
            f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}"'
            f" BEGIN SELECT RAISE(ABORT, '{refusal}'); END"
        ]
    return [
        f'CREATE OR REPLACE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS'
        f" $$ BEGIN RAISE EXCEPTION '{refusal}' USING ERRCODE = 'restrict_violation'; END $$",
        f'CREATE TRIGGER "{name}" BEFORE {verb} ON "{table}"'
        f' FOR EACH ROW EXECUTE FUNCTION "{name}"()',
    ]


def _drop(vendor: str, table: str, verb: str) -> str:
    name = _name(table, verb)
    if vendor == "sqlite":
        return f'DROP TRIGGER "{name}"'
    return f'DROP TRIGGER "{name}" ON "{table}"; DROP FUNCTION "{name}"()'
