"""Reads the packs of the jurisdictions: lines to call, reporting, and how long files are kept.

A pack is a folder (`jurisdictions/CN/`). What a pack does not say is not invented: a missing
retention period is asked of the organisation, and whatever could not be checked against its
source carries `status: unconfirmed`, which pages show beside it.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry, files
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.catalogue.validity import Validity, read_validity, valid_on
from kithwork.core.retention import RetentionRule
from kithwork.core.text import Text

LINE_KINDS = ("emergency", "ambulance", "crisis", "child", "report", "public")
NEEDED_LINES = ("emergency", "crisis")


@dataclass(frozen=True, slots=True)
class Pack:
    """A jurisdiction by its code and name."""

    entry: Entry
    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Line:
    """A line to call: the number as people dial it, when it answers, and what it is for."""

    entry: Entry
    valid: Validity
    kinds: frozenset[str]
    number: str
    label: Text
    hours: Text


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that must be reported."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class Reporting:
    """The duty to report: who, how fast, to whom (in this order), and what."""

    entry: Entry
    valid: Validity
    who: Text
    how_fast: Text
    to: tuple[Text, ...]
    situations: tuple[Situation, ...]


@dataclass(frozen=True, slots=True)
class RetentionEntry:
    """How long one kind of file is kept; `after` says what the years count from."""

    entry: Entry
    after: Text
    rule: RetentionRule


@cache
def packs() -> Mapping[str, Pack]:
    """Return the jurisdictions by their code."""
    names = [name for name in files("jurisdictions") if name.endswith("/pack.yaml")]
    read = [read_pack(read_catalogue(name)) for name in names]
    return {one.code: one for one in read}


@cache
def line_entries(jurisdiction: str) -> tuple[Line, ...]:
    """Return all lines of a jurisdiction, in the order in which they are shown."""
    document = read_catalogue(f"jurisdictions/{jurisdiction}/hotlines.yaml")
    read = tuple(map(read_line, entries_of(document)))
    for kind in NEEDED_LINES:
        if not any(kind in line.kinds for line in read):
            raise document.error("safety.catalogue.no_line", kind=kind)
    return read


def lines(jurisdiction: str, on: dt.date, *, kind: str | None = None) -> tuple[Line, ...]:
    """Return the lines that are valid on a day, of one kind or of all."""
    valid = valid_on(line_entries(jurisdiction), on)
    return tuple(line for line in valid if kind is None or kind in line.kinds)


@cache
def reporting_entries(jurisdiction: str) -> tuple[Reporting, ...]:
    """Return the duties to report of a jurisdiction, earlier ones too."""
    document = read_catalogue(f"jurisdictions/{jurisdiction}/reporting.yaml")
    return tuple(map(read_reporting, entries_of(document)))


def reporting(jurisdiction: str, on: dt.date) -> Reporting | None:
    """Return the duty to report that is valid on a day."""
    valid = valid_on(reporting_entries(jurisdiction), on)
    return max(valid, key=lambda one: one.valid.since, default=None)


@cache
def retention_entries(jurisdiction: str) -> Mapping[str, RetentionEntry]:
    """Return how long files are kept, by kind: the jurisdiction's periods over our proposals.

    A kind that is not there has no known period: the organisation must set it.
    """
    names = ["retention/defaults.yaml", f"jurisdictions/{jurisdiction}/retention.yaml"]
    known = {*files("retention"), *files("jurisdictions")}
    read = [
        read_retention(node)
        for name in names
        if name in known
        for node in entries_of(read_catalogue(name))
    ]
    return {one.rule.item: one for one in read}


def all_lines() -> tuple[Line, ...]:
    """Return the lines of every jurisdiction."""
    return tuple(line for code in packs() for line in line_entries(code))


def all_reporting() -> tuple[Reporting, ...]:
    """Return the duties to report of every jurisdiction."""
    return tuple(duty for code in packs() for duty in reporting_entries(code))


def all_retention() -> tuple[RetentionEntry, ...]:
    """Return the periods of every jurisdiction, our proposals among them."""
    return tuple(kept for code in packs() for kept in retention_entries(code).values())


def read_pack(node: Node) -> Pack:
    """Read the name of a jurisdiction; its folder is named by its id."""
    head, fields = entry(node, required=["label"])
    if node.place.file.split("/")[-2] != head.id:
        raise fields["id"].error("jurisdictions.id_is_not_the_folder", name=head.id)
    return Pack(head, head.id, fields["label"].text())


def read_line(node: Node) -> Line:
    """Read one line to call."""
    head, fields = entry(node, required=["valid", "kinds", "number", "label", "hours"])
    return Line(
        entry=head,
        valid=read_validity(fields["valid"]),
        kinds=frozenset(fields["kinds"].strings(among=LINE_KINDS, at_least=1)),
        number=fields["number"].string(),
        label=fields["label"].text(),
        hours=fields["hours"].text(),
    )


def read_reporting(node: Node) -> Reporting:
    """Read the duty to report."""
    head, fields = entry(node, required=["valid", "who", "how_fast", "to", "situations"])
    return Reporting(
        entry=head,
        valid=read_validity(fields["valid"]),
        who=fields["who"].text(),
        how_fast=fields["how_fast"].text(),
        to=tuple(one.text() for one in fields["to"].items(at_least=1)),
        situations=tuple(_situation(one) for one in fields["situations"].items(at_least=1)),
    )


def read_retention(node: Node) -> RetentionEntry:
    """Read how long one kind of file is kept: years, an age, or both."""
    head, fields = entry(
        node, required=["item", "label", "after"], optional=["years_after", "until_age"]
    )
    if "years_after" not in fields and "until_age" not in fields:
        raise node.error("catalogue.missing_key", key="years_after")
    rule = RetentionRule(
        item=fields["item"].string(),
        label=fields["label"].text(),
        years_after=fields.maybe("years_after", _years, None),
        until_age=fields.maybe("until_age", _years, None),
    )
    return RetentionEntry(head, fields["after"].text(), rule)


def _situation(node: Node) -> Situation:
    fields = node.mapping(required=["code", "label"])
    return Situation(fields["code"].string(), fields["label"].text())


def _years(node: Node) -> int:
    return node.whole(at_least=1)
