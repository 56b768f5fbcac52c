"""Reads the papers of a case: which fields each asks, how they are answered, who signs."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from kithwork.catalogue.casework import closure_entries
from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.core.casework import ClosingNeed, ClosureReason, RecordKind
from kithwork.core.text import Text

PARTS = ("client", "guardian", "worker", "supervisor")


class Way(StrEnum):
    """How a field is answered."""

    WORDS = "words"
    LINE = "line"
    DAY = "day"
    CHOICE = "choice"
    ASKED = "asked"
    YES = "yes"


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True)
class PaperField:
    """A field: its name, label and help, and how it is answered; `group` heads what follows.

    `asked_with`: asked only where closing asks for that; None is always, except after a death.
    """

    name: str
    way: Way
    label: Text
    help: Text | None = None
    group: Text | None = None
    is_required: bool = False
    options: tuple[Option, ...] = ()
    asked_with: ClosingNeed | None = None

    def option(self, code: str) -> Text | None:
        """Return the label of one answer, or None."""
        return next((one.label for one in self.options if one.code == code), None)


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of a case. `writes`: the record whose stage lets it be written; None: always.

    `has_many`: a case has more than one of them.
    """

    entry: Entry
    form: str
    title: Text
    lead: Text
    fields: tuple[PaperField, ...]
    signed_by: tuple[str, ...]
    writes: RecordKind | None = None
    has_many: bool = False

    @property
    def code(self) -> str:
        return self.entry.id

    def field(self, name: str) -> PaperField | None:
        """Return a field by its name, or None."""
        return next((one for one in self.fields if one.name == name), None)


def asked_for(paper: Paper, reason: ClosureReason) -> tuple[PaperField, ...]:
    """Return the fields of the closing paper that apply to a reason; after a death the few."""
    return tuple(
        field
        for field in paper.fields
        if (field.asked_with in reason.needs if field.asked_with else not reason.is_death)
        or field.options == _reasons()
    )


@cache
def papers() -> Mapping[str, Paper]:
    """Return the papers by their code ("intake"), in the order of the work."""
    read = map(read_paper, entries_of(read_catalogue("casework/papers.yaml")))
    return {one.code: one for one in read}


def read_paper(node: Node) -> Paper:
    """Read one paper."""
    head, fields = entry(
        node,
        required=["form", "title", "lead", "signed_by", "fields"],
        optional=["writes", "many"],
    )
    kinds = [kind.value for kind in RecordKind]
    return Paper(
        entry=head,
        form=fields["form"].string(),
        title=fields["title"].text(),
        lead=fields["lead"].text(),
        fields=tuple(map(_field, fields["fields"].items(at_least=1))),
        signed_by=fields["signed_by"].strings(among=PARTS),
        has_many=fields.maybe("many", Node.flag, False),
        writes=fields.maybe("writes", lambda one: RecordKind(one.string(among=kinds)), None),
    )


def _field(node: Node) -> PaperField:
    fields = node.mapping(
        required=["name", "as", "label"],
        optional=["help", "group", "required", "options", "options_from", "asked_with"],
    )
    options = fields.maybe("options", _options, ())
    if "options_from" in fields:
        fields["options_from"].string(among=["closure_reasons"])
        options = _reasons()
    return PaperField(
        name=fields["name"].string(),
        way=Way(fields["as"].string(among=[way.value for way in Way])),
        label=fields["label"].text(),
        help=fields.maybe("help", Node.text, None),
        group=fields.maybe("group", Node.text, None),
        is_required=fields.maybe("required", Node.flag, False),
        options=options,
        asked_with=fields.maybe("asked_with", _need, None),
    )


def _reasons() -> tuple[Option, ...]:
    reasons = (one.reason for one in closure_entries().values())
    return tuple(Option(reason.code, reason.label) for reason in reasons)


def _need(node: Node) -> ClosingNeed:
    return ClosingNeed(node.string(among=[need.value for need in ClosingNeed]))


def _options(node: Node) -> tuple[Option, ...]:
    return tuple(map(_option, node.items(at_least=2)))


def _option(node: Node) -> Option:
    fields = node.mapping(required=["code", "label"])
    return Option(fields["code"].string(), fields["label"].text())
