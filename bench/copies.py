"""Copies of one case with all that hangs on it, for a benchmark's world. Not a benchmark.

What belongs to the case is found by following the database's own relations. A copy has its own
numbers and identifiers, its own student and worker, and every text is sealed anew: another key,
another row. The rows are written as they lie in the tables, a thousand times faster than by the
actions; only on SQLite.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.db.models import Field, Model

    from kithwork.access.keys.vault import Vault
    from kithwork.casework.models import Case

APPS = {"casework", "evaluation", "surveys"}
OF_THE_STUDENT = ("administrations", "consents", "ties")
AT_ONCE = 250  # copies in one transaction


@dataclass(frozen=True, slots=True)
class Sealing:
    """What one value was sealed from, and for where."""

    key: uuid.UUID
    text: str
    row: uuid.UUID
    field: str


@contextmanager
def sealings() -> Iterator[dict[bytes, Sealing]]:
    """Note whatever is sealed until the end; a sealed value itself tells nothing."""
    from kithwork.access.keys.vault import Vault

    seen: dict[bytes, Sealing] = {}
    seal = Vault.seal

    def noted(vault: "Vault", text: str | None, *, row: uuid.UUID, field: str) -> bytes | None:
        sealed = seal(vault, text, row=row, field=field)
        if sealed is not None:
            seen[sealed] = Sealing(vault._uid, text or "", row, field)
        return sealed

    Vault.seal = noted  # type: ignore[method-assign]
    try:
        yield seen
    finally:
        Vault.seal = seal  # type: ignore[method-assign]


def copy_case(
    case: "Case",
    sealed: dict[bytes, Sealing],
    *,
    worker: int,
    among: Iterable[tuple[int, int]],
) -> int:
    """Give each student a copy of a case and of what its student answered; return the rows of one.

    `worker`: whose the case is; `among`: primary keys of students and their workers.
    """
    from django.db import connection, transaction

    original = _gathered(case)
    ways = [_way(table, original, case, worker, sealed) for table in original.rows]
    places = list(among)
    for first in range(0, len(places), AT_ONCE):
        copies = [
            _Copy(first + place, student, by)
            for place, (student, by) in enumerate(places[first : first + AT_ONCE])
        ]
        with transaction.atomic(), connection.cursor() as cursor:
            for way in ways:  # keys first: what they seal needs them
                cursor.executemany(way.insert, [row for copy in copies for row in way.rows(copy)])
    return sum(map(len, original.rows.values()))


# ── what hangs on a case ────────────────────────────────────────────────────────────────────


@dataclass(slots=True)
class _Original:
    """The rows of one case by table and number, the keys first; the next free number of each."""

    rows: "dict[type[Model], dict[int, dict[str, Any]]]" = field(default_factory=dict)
    free: "dict[type[Model], int]" = field(default_factory=dict)


def _gathered(case: "Case") -> _Original:
    from kithwork.access.models import DataKey

    found: dict[type[Model], dict[int, Model]] = {DataKey: {}}
    waiting: list[Model] = [case]
    for name in OF_THE_STUDENT:
        waiting += getattr(case.student, name).all()
    while waiting:
        one = waiting.pop()
        if one.pk in found.setdefault(type(one), {}):
            continue
        found[type(one)][one.pk] = one
        waiting += _hanging_on(one)
        if (key := getattr(one, "key", None)) is not None and isinstance(key, DataKey):
            found[DataKey][key.pk] = key
    return _as_they_lie({table: sorted(rows) for table, rows in found.items()})


def _hanging_on(one: "Model") -> "Iterator[Model]":
    """Yield the rows that point at this one, those of joining tables included."""
    for relation in one._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        table = relation.related_model
        if table._meta.app_label in APPS or table.__name__ == "ConsentAnswer":
            yield from table._base_manager.filter(**{relation.field.name: one.pk})


def _as_they_lie(found: "dict[type[Model], list[int]]") -> _Original:
    from django.db import connection

    original = _Original()
    with connection.cursor() as cursor:
        for table, numbers in found.items():
            columns = [one.column for one in table._meta.concrete_fields]
            words = f"SELECT {', '.join(map(_quoted, columns))} FROM {table._meta.db_table}"
            cursor.execute(f"{words} WHERE id IN ({', '.join(map(str, numbers))}) ORDER BY id")
            rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
            original.rows[table] = {row["id"]: row for row in rows}
            cursor.execute(f"SELECT max(id) FROM {table._meta.db_table}")
            original.free[table] = cursor.fetchone()[0] + 1
    return original


def _quoted(column: str) -> str:
    return f'"{column}"'


# ── copying ─────────────────────────────────────────────────────────────────────────────────

Value = Any
Turn = Callable[["_Copy", Value], Value]
"""What becomes of a column's value in a copy."""


@dataclass(slots=True)
class _Copy:
    """One copy: its place among all, its student and worker, its identifiers and its keys."""

    place: int
    student: int
    worker: int
    uids: dict[str, uuid.UUID] = field(default_factory=dict)
    vaults: "dict[str, Vault]" = field(default_factory=dict)

    def uid(self, old: str) -> uuid.UUID:
        from kithwork.audit.ids import new_uid

        if old not in self.uids:
            self.uids[old] = new_uid()
        return self.uids[old]


@dataclass(slots=True)
class _Way:
    """How the rows of one table are copied."""

    insert: str
    originals: list[list[Value]]
    turns: dict[int, Turn]

    def rows(self, copy: _Copy) -> Iterator[list[Value]]:
        for original in self.originals:
            row = list(original)
            for column, turn in self.turns.items():
                if row[column] is not None:
                    row[column] = turn(copy, row[column])
            yield row


def _way(
    table: "type[Model]",
    original: _Original,
    case: "Case",
    worker: int,
    sealed: dict[bytes, Sealing],
) -> _Way:
    from kithwork.access.models import DataKey

    fields = table._meta.concrete_fields
    columns = ", ".join(_quoted(one.column) for one in fields)
    marks = ", ".join("%s" for _ in fields)
    turns = {
        place: turn
        for place, one in enumerate(fields)
        if (turn := _turn(one, original, case, worker, sealed)) is not None
    }
    if table is DataKey:
        wrapped = next(place for place, one in enumerate(fields) if one.column == "wrapped")
        turns[wrapped] = _new_key(list(original.rows[table].values()))
    return _Way(
        f"INSERT INTO {table._meta.db_table} ({columns}) VALUES ({marks})",
        [list(row.values()) for row in original.rows[table].values()],
        turns,
    )


def _turn(
    one: "Field[Any, Any]",
    original: _Original,
    case: "Case",
    worker: int,
    sealed: dict[bytes, Sealing],
) -> Turn | None:
    """Return what becomes of a column's values; None where they stay."""
    from django.db.models import UUIDField

    from kithwork.access.keys.fields import SealedField
    from kithwork.access.models import User
    from kithwork.people.models import Student

    target = one.model if one.primary_key else one.related_model
    if target in original.rows:
        return _renumbered(original, target)
    if target is Student:
        return lambda copy, value: copy.student if value == case.student_id else value
    if target is User:
        return lambda copy, value: copy.worker if value == worker else value
    if isinstance(one, UUIDField):
        return lambda copy, value: copy.uid(value).hex
    if isinstance(one, SealedField):
        return partial(_sealed_anew, sealed)
    if one.model is type(case) and one.column == "number":
        year = case.number.partition("-")[0]
        return lambda copy, _: f"{year}-{copy.place + 2:04}"
    return None


def _renumbered(original: _Original, target: "type[Model]") -> Turn:
    places = {number: place for place, number in enumerate(original.rows[target])}
    free, count = original.free[target], len(places)

    def turn(copy: _Copy, value: int) -> int:
        if value not in places:
            return value  # it points at something of the whole school
        return free + copy.place * count + places[value]

    return turn


def _new_key(keys: list[dict[str, Any]]) -> Turn:
    from kithwork.access.keys.vault import Vault, wrapped_key
    from kithwork.access.models import DataKey

    by_wrapped = {bytes(key["wrapped"]): key for key in keys}

    def turn(copy: _Copy, value: bytes) -> bytes:
        old = by_wrapped[bytes(value)]
        uid = copy.uid(old["uid"])
        wrapped = wrapped_key(uid, old["kind"])
        copy.vaults[old["uid"]] = Vault(DataKey(uid=uid, kind=old["kind"], wrapped=wrapped))
        return wrapped

    return turn


def _sealed_anew(sealed: dict[bytes, Sealing], copy: _Copy, value: bytes) -> bytes | None:
    was = sealed[bytes(value)]
    return copy.vaults[was.key.hex].seal(was.text, row=copy.uid(was.row.hex), field=was.field)
