"""Reads the kinds of aid and services, and the aid programmes of each jurisdiction.

A programme describes what is given, to whom, how much from when on, and who is left out; it decides
nothing about a person. Amounts are money in minor units with a currency and are dated: the one of
a day is found by `amount_on`. A school takes an entry over and completes what is local.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from kithwork.catalogue.entries import Entry, entries, entries_of, entry
from kithwork.catalogue.jurisdictions import packs
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.catalogue.support import sources
from kithwork.catalogue.validity import Validity, read_validity, valid_on
from kithwork.core.support.functions import ALL, Function
from kithwork.core.text import Text

STAGES = (
    "preschool",
    "primary",
    "junior_high",
    "senior_high",
    "vocational_school",
    "vocational_college",
    "undergraduate",
    "postgraduate",
)
AMOUNT_IS = ("fixed", "average", "at_least", "at_most", "range")
PER = ("year", "term", "month", "hour", "once")


@dataclass(frozen=True, slots=True, kw_only=True)
class AidKind:
    """A kind of programme; `is_service` where it gives a person's time and not money or goods.

    `sign` is the one-character sign by which Chinese aid offices call it, "" where there is none.
    """

    entry: Entry
    label: Text
    sign: str
    is_service: bool
    functions: tuple[Function, ...]
    source_of_support: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """Money in minor units (fen, cents) per period; `up_to` ends a range."""

    valid: Validity
    is_what: str
    minor: int
    up_to: int | None
    per: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeEntry:
    """A programme that a jurisdiction knows, for the stages of schooling named."""

    entry: Entry
    jurisdiction: str
    kind: str
    stages: tuple[str, ...]
    label: Text
    valid: Validity
    currency: str
    amounts: tuple[Amount, ...]
    rule: Text
    left_out: Text

    def amount_on(self, day: dt.date) -> Amount | None:
        """Return the amount valid on a day; None where it is local or not known."""
        return next(iter(valid_on(self.amounts, day)), None)


@cache
def aid_kinds() -> Mapping[str, AidKind]:
    """Return the kinds by their code, in the order in which they are shown."""
    read = map(read_kind, entries_of(read_catalogue("aid/kinds.yaml")))
    return {one.entry.id: one for one in read}


@cache
def programme_entries() -> Mapping[str, ProgrammeEntry]:
    """Return all programmes by id, in the catalogue's order."""
    read = map(read_programme, entries("programmes"))
    return {one.entry.id: one for one in read}


def programmes_of(jurisdiction: str, on: dt.date) -> tuple[ProgrammeEntry, ...]:
    """Return the programmes of a jurisdiction that are valid on a day."""
    here = (one for one in programme_entries().values() if one.jurisdiction == jurisdiction)
    return valid_on(here, on)


def read_kind(node: Node) -> AidKind:
    """Read one kind; its functions and its source must be columns and rows of the matrix."""
    head, fields = entry(
        node,
        required=["label", "is_service", "functions", "source_of_support"],
        optional=["sign"],
    )
    codes = fields["functions"].strings(among=ALL, at_least=1)
    return AidKind(
        entry=head,
        label=fields["label"].text(),
        sign=fields.maybe("sign", Node.string, ""),
        is_service=fields["is_service"].flag(),
        functions=tuple(map(Function, codes)),
        source_of_support=fields["source_of_support"].string(among=sources()),
    )


def read_programme(node: Node) -> ProgrammeEntry:
    """Read one programme. Amounts may not overlap: on one day there is one."""
    head, fields = entry(
        node,
        required=[
            "jurisdiction",
            "kind",
            "stages",
            "label",
            "valid",
            "currency",
            "amounts",
            "rule",
            "left_out",
        ],
    )
    amounts = tuple(map(_amount, fields["amounts"].items()))
    for earlier, later in pairwise(amounts):
        if earlier.valid.to is None or earlier.valid.to >= later.valid.since:
            raise fields["amounts"].error("aid.catalogue.amounts_overlap")
    return ProgrammeEntry(
        entry=head,
        jurisdiction=fields["jurisdiction"].string(among=packs()),
        kind=fields["kind"].string(among=aid_kinds()),
        stages=fields["stages"].strings(among=STAGES, at_least=1),
        label=fields["label"].text(),
        valid=read_validity(fields["valid"]),
        currency=fields["currency"].string(),
        amounts=amounts,
        rule=fields["rule"].text(),
        left_out=fields["left_out"].text(),
    )


def _amount(node: Node) -> Amount:
    fields = node.mapping(required=["valid", "is", "minor", "per"], optional=["up_to"])
    minor, is_what = fields["minor"].whole(at_least=1), fields["is"].string(among=AMOUNT_IS)
    up_to = fields.maybe("up_to", lambda one: one.whole(at_least=minor + 1), None)
    if (up_to is not None) is not (is_what == "range"):
        raise node.error("aid.catalogue.range_needs_an_end")
    return Amount(
        valid=read_validity(fields["valid"]),
        is_what=is_what,
        minor=minor,
        up_to=up_to,
        per=fields["per"].string(among=PER),
    )
