"""Reads the list of contents of a case's file, in the order of an inspection."""

from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.papers import papers
from kithwork.catalogue.reading import Node
from kithwork.core.casework import Status
from kithwork.core.casework.file_check import PaperRule
from kithwork.core.text import Text

PARTS = (
    "complaints",
    "consents",
    "contacts",
    "disclosures",
    "ecomaps",
    "genograms",
    "handovers",
    "plan",
    "ratings",
    "resources",
    "risks",
    "scales",
    "sheets",
    "supervision",
    "visits",
)  # of the record, that are no papers


@dataclass(frozen=True, slots=True)
class FileLine:
    """A line of the list: its form, its title, what it is counted from, and when it is needed."""

    entry: Entry
    form: str
    title: Text
    counted_from: str
    rule: PaperRule


@cache
def file_lines() -> tuple[FileLine, ...]:
    """Return the list of contents in its order."""
    return tuple(map(read_line, entries_of(read_catalogue("casework/file_check.yaml"))))


def read_line(node: Node) -> FileLine:
    """Read one line; it is needed from a stage on, or on an occasion."""
    head, fields = entry(node, required=("form", "from", "title"), optional=("stage", "occasion"))
    if ("stage" in fields) is ("occasion" in fields):
        raise node.error("filecheck.catalogue.stage_or_occasion")
    stage = fields.maybe("stage", _stage, None)
    return FileLine(
        entry=head,
        form=fields["form"].string(),
        title=fields["title"].text(),
        counted_from=fields["from"].string(among=(*papers(), *PARTS)),
        rule=PaperRule(head.id, stage, fields.maybe("occasion", Node.string, "")),
    )


def _stage(node: Node) -> Status:
    return Status(node.string(among=[status.value for status in Status]))
