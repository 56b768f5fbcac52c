"""Sealing the trail: events are taken in batches and chained onto the seal before.

A batch takes every event up to a number of which it is certain that no smaller one is still
under way: SQLite has one writer at a time, and on PostgreSQL the table is locked against writers
for the moment in which a batch is read.
"""

from typing import Any

from django.db import connection, transaction

from kithwork.audit.chain import COLUMNS, digest, joined, leaf
from kithwork.audit.heads import Head, note_head
from kithwork.audit.models import AuditEvent, AuditSeal

BATCH = 1000


def seal_trail(*, batch: int = BATCH) -> int:
    """Seal every event that is not sealed yet and return how many there were."""
    total = 0
    while sealed := seal_batch(batch=batch):
        total += sealed
    return total


@transaction.atomic
def seal_batch(*, batch: int = BATCH) -> int:
    """Seal the next `batch` events and return how many there were; 0 where none is left."""
    _hold_writers()
    before = AuditSeal.objects.order_by("-last_event").first()
    after = before.last_event if before else 0
    rows = AuditEvent.objects.filter(pk__gt=after).order_by("pk").values(*COLUMNS)[:batch]
    events = list(rows)
    if events:
        _add_seal(before.digest if before else "", events)
    return len(events)


def _add_seal(previous: str, events: list[dict[str, Any]]) -> None:
    leaves = joined(leaf(event) for event in events)
    seal = AuditSeal.objects.create(
        first_event=events[0]["id"],
        last_event=events[-1]["id"],
        leaves=leaves,
        previous=previous,
        digest=digest(previous, leaves),
    )
    transaction.on_commit(lambda: note_head(Head(seal.last_event, seal.digest)))


def _hold_writers() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audit_event IN SHARE ROW EXCLUSIVE MODE")
