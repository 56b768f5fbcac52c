"""Is the trail as it was sealed? Every seal against the one before and against its events."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db import connection

from kithwork.audit.chain import COLUMNS, digest, leaf, parted
from kithwork.audit.heads import noted_heads
from kithwork.audit.immutable import VERBS, guards_on
from kithwork.audit.models import AuditEvent, AuditSeal

BEFORE_ALL = -(2**63)  # the least number that a row can have
TABLES = ("audit_event", "audit_seal")


class Fault(StrEnum):
    """What can be wrong with a trail."""

    CHANGED = "changed"  # an event is not what was sealed
    MISSING = "missing"  # a sealed event is gone
    INSERTED = "inserted"  # an event stands among sealed ones that was not there
    SEAL_BROKEN = "seal_broken"  # a seal does not follow from the one before and its leaves
    HEAD_MISSING = "head_missing"  # a seal noted outside the database is not in it
    GUARD_MISSING = "guard_missing"  # the database would let a line be changed or deleted


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the number of the event, or of the last event of the seal; or a table."""

    fault: Fault
    event: int | None = None
    table: str = ""


@dataclass(frozen=True, slots=True)
class Verification:
    """What was looked at, the digest at the chain's head, and what was found."""

    events: int
    sealed: int
    seals: int
    head: str
    findings: tuple[Finding, ...]

    @property
    def is_sound(self) -> bool:
        return not self.findings


def verify_trail() -> Verification:
    """Check the whole trail. An event after the last seal can be counted and not yet checked."""
    findings: list[Finding] = list(_missing_guards())
    known: dict[int, str] = {}
    previous, after, sealed = "", BEFORE_ALL, 0
    for seal in AuditSeal.objects.order_by("last_event").iterator(chunk_size=50):
        leaves = bytes(seal.leaves)
        if seal.previous != previous or seal.digest != digest(previous, leaves):
            findings.append(Finding(Fault.SEAL_BROKEN, seal.last_event))
        expected = dict(parted(leaves))
        findings.extend(_differences(expected, after, seal.last_event))
        known[seal.last_event] = previous = seal.digest
        after, sealed = seal.last_event, sealed + len(expected)
    findings.extend(_missing_heads(known))
    events = AuditEvent.objects.count()
    return Verification(events, sealed, len(known), previous, tuple(findings))


def _differences(expected: dict[int, bytes], after: int, last: int) -> Iterator[Finding]:
    rows = AuditEvent.objects.filter(pk__gt=after, pk__lte=last).values(*COLUMNS)
    found = {row["id"]: leaf(row) for row in rows}
    for number in sorted(expected.keys() | found.keys()):
        if number not in found:
            yield Finding(Fault.MISSING, number)
        elif number not in expected:
            yield Finding(Fault.INSERTED, number)
        elif expected[number] != found[number]:
            yield Finding(Fault.CHANGED, number)


def _missing_heads(known: dict[int, str]) -> Iterator[Finding]:
    for head in noted_heads():
        if known.get(head.last_event) != head.digest:
            yield Finding(Fault.HEAD_MISSING, head.last_event)


def _missing_guards() -> Iterator[Finding]:
    for table in TABLES:
        if guards_on(connection, table) != frozenset(VERBS):
            yield Finding(Fault.GUARD_MISSING, table=table)
