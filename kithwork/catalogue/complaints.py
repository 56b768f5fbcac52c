"""Reads who takes a complaint up, within which time, and to whom one turns outside the school."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.jurisdictions import packs
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.catalogue.sheets import Sheet, read_sheet
from kithwork.catalogue.spans import read_span
from kithwork.catalogue.validity import Validity, read_validity, valid_on
from kithwork.core.casework.complaints import ComplaintClock, ComplaintStep
from kithwork.core.text import Text

CLOCKED = (ComplaintStep.ACKNOWLEDGED, ComplaintStep.ANSWERED)


@dataclass(frozen=True, slots=True)
class DatedClock:
    """A clock and from when to when it runs."""

    clock: ComplaintClock
    valid: Validity


@dataclass(frozen=True, slots=True)
class ComplaintsEntry:
    """The chain of roles that handle complaints, the lowest first, and all clocks."""

    entry: Entry
    chain: tuple[str, ...]
    clocks: tuple[DatedClock, ...]

    def clocks_on(self, day: dt.date) -> tuple[ComplaintClock, ...]:
        """Return the clocks that run for what was received on a day."""
        return tuple(one.clock for one in valid_on(self.clocks, day))


@dataclass(frozen=True, slots=True)
class OutsideBody:
    """Somebody outside the school to whom one can turn; `number` is "" where none is known."""

    entry: Entry
    valid: Validity
    jurisdiction: str
    label: Text
    number: str


@cache
def complaints_entry() -> ComplaintsEntry:
    """Return who takes complaints up and until when."""
    return read_complaints(read_catalogue("casework/complaints.yaml"))


@cache
def complaint_sheet() -> Sheet:
    """Return the sheet for students and families on how to complain."""
    return read_sheet(read_catalogue("casework/complaint_sheet.yaml"))


@cache
def body_entries() -> tuple[OutsideBody, ...]:
    """Return every body outside, of all jurisdictions."""
    return tuple(map(read_body, entries_of(read_catalogue("casework/complaint_bodies.yaml"))))


def bodies(jurisdiction: str, on: dt.date) -> tuple[OutsideBody, ...]:
    """Return to whom one can turn in a jurisdiction on a day."""
    return tuple(one for one in valid_on(body_entries(), on) if one.jurisdiction == jurisdiction)


def read_complaints(node: Node) -> ComplaintsEntry:
    """Read the chain and the clocks; each step that is owed has one."""
    head, fields = entry(node, required=["chain", "clocks"])
    clocks = tuple(map(_clock, fields["clocks"].items(at_least=1)))
    for step in CLOCKED:
        if not any(one.clock.step is step for one in clocks):
            raise fields["clocks"].error("complaint.catalogue.no_clock", step=step.value)
    return ComplaintsEntry(head, fields["chain"].strings(at_least=1), clocks)


def read_body(node: Node) -> OutsideBody:
    """Read one body outside the school."""
    head, fields = entry(node, required=["jurisdiction", "valid", "label"], optional=["number"])
    return OutsideBody(
        entry=head,
        valid=read_validity(fields["valid"]),
        jurisdiction=fields["jurisdiction"].string(among=tuple(packs())),
        label=fields["label"].text(),
        number=fields.maybe("number", Node.string, ""),
    )


def _clock(node: Node) -> DatedClock:
    fields = node.mapping(required=["step", "within", "valid"])
    step = ComplaintStep(fields["step"].string(among=[one.value for one in CLOCKED]))
    return DatedClock(
        ComplaintClock(step, read_span(fields["within"])), read_validity(fields["valid"])
    )
