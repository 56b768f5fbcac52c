"""From when to when an entry is valid: law and numbers are ended with a date, never deleted."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from kithwork.catalogue.reading import Node


@dataclass(frozen=True, slots=True)
class Validity:
    """Both days belong to it; `to` None means that no end is known."""

    since: dt.date
    to: dt.date | None

    def covers(self, day: dt.date) -> bool:
        return self.since <= day and (self.to is None or day <= self.to)


class _Dated(Protocol):
    @property
    def valid(self) -> Validity: ...


D = TypeVar("D", bound=_Dated)


def read_validity(node: Node) -> Validity:
    """Read {from: date, to: date or null}; an end before the beginning is an error."""
    fields = node.mapping(required=["from", "to"])
    validity = Validity(fields["from"].date(), fields.maybe("to", Node.date, None))
    if validity.to is not None and validity.to < validity.since:
        raise fields["to"].error("jurisdictions.ends_before_it_begins")
    return validity


def valid_on(entries: Iterable[D], day: dt.date) -> tuple[D, ...]:
    """Return those that are valid on a day."""
    return tuple(entry for entry in entries if entry.valid.covers(day))
