"""What the marks of each exam add up to, kept by the database itself as marks come and go.

Mean and spread of an exam follow from three sums over its marks. Adding them up for each page
that shows a mark takes as long as the school is large; so a trigger carries every insert, change
and removal of a mark on to the sums of its exam, in the same transaction, whoever writes it: an
import, a hand, an erasure, a cascade. Nothing else writes them, no backup holds them (bringing
marks back brings them back), and they can be added up anew at any time.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

TABLE = "people_exam_totals"
MARKS = "people_mark"
PREFIX = "kithwork_total_"
SCORE = "score_thousandths"
EXACT = {"sqlite": "integer", "postgresql": "numeric"}  # a sum of squares is beyond 64 bits there
EVENTS = ("INSERT", "UPDATE", "DELETE")
ROWS = {  # in PostgreSQL's terms: the rows of a statement before and after it, and their sign
    "INSERT": (("new_rows", "+"),),
    "UPDATE": (("new_rows", "+"), ("old_rows", "-")),
    "DELETE": (("old_rows", "-"),),
}
SHOWN_AS = {"new_rows": "NEW TABLE", "old_rows": "OLD TABLE"}


class KeepExamTotals(Operation):
    """Make the table of sums, add up the marks that are there, and let triggers keep it."""

    reversible = True

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(
        self,
        app_label: str,  # noqa: ARG002 (Django's signature, here and below)
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        vendor = schema_editor.connection.vendor
        for statement in (_table(vendor), ADDED_UP, *_triggers(vendor)):
            schema_editor.execute(statement, params=None)

    def database_backwards(
        self,
        app_label: str,  # noqa: ARG002
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,  # noqa: ARG002
        to_state: ProjectState,  # noqa: ARG002
    ) -> None:
        for statement in _undone(schema_editor.connection.vendor):
            schema_editor.execute(statement, params=None)

    def describe(self) -> str:
        return "Keep what the marks of each exam add up to"

    @property
    def migration_name_fragment(self) -> str:
        return "keep_exam_totals"


def _table(vendor: str) -> str:
    exact = EXACT[vendor]
    return (
        f"CREATE TABLE {TABLE} (exam_id bigint NOT NULL PRIMARY KEY, sat {exact} NOT NULL,"
        f" score_sum {exact} NOT NULL, square_sum {exact} NOT NULL)"
    )


def _sums(rows: str, sign: str = "+") -> str:
    """Return a query for the sums of some rows by exam, all of one sign."""
    square = f"CAST({SCORE} AS numeric) * {SCORE}"
    return (
        f"SELECT exam_id, {sign}count(*) AS sat, {sign}sum({SCORE}) AS score_sum,"  # noqa: S608
        f" {sign}sum({square}) AS square_sum"
        f" FROM {rows} WHERE {SCORE} IS NOT NULL GROUP BY exam_id"
    )


ADDED_UP = f"INSERT INTO {TABLE} {_sums(MARKS)}"


def _triggers(vendor: str) -> list[str]:
    if vendor == "sqlite":
        return [_by_row(event) for event in EVENTS]
    return [statement for event in EVENTS for statement in _by_statement(event)] + _emptied()


# ── SQLite: row by row ──────────────────────────────────────────────────────────────────────


def _by_row(event: str) -> str:
    steps = {
        "INSERT": [*_row_counts("NEW", "+")],
        "UPDATE": [*_row_counts("OLD", "-"), *_row_counts("NEW", "+")],
        "DELETE": [*_row_counts("OLD", "-")],
    }[event]
    columns = f" OF exam_id, {SCORE}" if event == "UPDATE" else ""
    return (
        f"CREATE TRIGGER {PREFIX}{event.lower()} AFTER {event}{columns} ON {MARKS}"
        f" BEGIN {' '.join(f'{step};' for step in steps)} END"
    )


def _row_counts(row: str, sign: str) -> list[str]:
    """Return what one row does to the sums of its exam, which begin with nothing.

    Two plain statements: an upsert would follow the conflict rule of the outer statement.
    """
    of_exam = f"exam_id = {row}.exam_id"
    return [
        f"INSERT INTO {TABLE} SELECT {row}.exam_id, 0, 0, 0 WHERE {row}.{SCORE} IS NOT NULL"  # noqa: S608
        f" AND NOT EXISTS (SELECT 1 FROM {TABLE} WHERE {of_exam})",
        f"UPDATE {TABLE} SET sat = sat {sign} 1, score_sum = score_sum {sign} {row}.{SCORE},"  # noqa: S608
        f" square_sum = square_sum {sign} {row}.{SCORE} * {row}.{SCORE}"
        f" WHERE {of_exam} AND {row}.{SCORE} IS NOT NULL",
    ]


# ── PostgreSQL: a statement at a time ───────────────────────────────────────────────────────


def _by_statement(event: str) -> list[str]:
    """Return function and trigger; exams in their order, so that two writers do not cross."""
    name = f"{PREFIX}{event.lower()}"
    parts = " UNION ALL ".join(f"({_sums(rows, sign)})" for rows, sign in ROWS[event])
    seen = " ".join(f"{SHOWN_AS[rows]} AS {rows}" for rows, _ in ROWS[event])
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"  # noqa: S608
        f" INSERT INTO {TABLE} AS kept"
        " SELECT exam_id, sum(sat), sum(score_sum), sum(square_sum)"
        f" FROM ({parts}) AS changed GROUP BY exam_id ORDER BY exam_id"
        " ON CONFLICT (exam_id) DO UPDATE SET sat = kept.sat + EXCLUDED.sat,"
        " score_sum = kept.score_sum + EXCLUDED.score_sum,"
        " square_sum = kept.square_sum + EXCLUDED.square_sum;"
        " RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER {event} ON {MARKS} REFERENCING {seen}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


def _emptied() -> list[str]:
    name = f"{PREFIX}truncate"
    return [
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $$ BEGIN TRUNCATE {TABLE}; RETURN NULL; END $$",
        f"CREATE TRIGGER {name} AFTER TRUNCATE ON {MARKS}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION {name}()",
    ]


def _undone(vendor: str) -> list[str]:
    if vendor == "sqlite":
        dropped = [f"DROP TRIGGER {PREFIX}{event.lower()}" for event in EVENTS]
    else:
        names = [f"{PREFIX}{event.lower()}" for event in (*EVENTS, "TRUNCATE")]
        dropped = [f"DROP TRIGGER {name} ON {MARKS}; DROP FUNCTION {name}()" for name in names]
    return [*dropped, f"DROP TABLE {TABLE}"]
