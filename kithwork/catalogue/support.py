"""The support matrix in the catalogue: its columns, its rows, its cut-offs and its words.

`functions.yaml`, `sources.yaml` and `thresholds.yaml` stand in `catalogue/support/`. Reasons of
`core.support` name functions and sources by their codes; `tell` says them with the labels that
stand here, so that a page, a report and the command line speak of "homeroom teacher" alike.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import fields as fields_of
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.catalogue.words import Param, say, word
from kithwork.core.reasons import Reason, Value
from kithwork.core.support.cells import SELF
from kithwork.core.support.functions import ALL, Function
from kithwork.core.support.thresholds import Thresholds
from kithwork.core.text import Text

TIES = ("informal", "formal", "apart")

_CUT_OFFS = tuple(field.name for field in fields_of(Thresholds))


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportFunction:
    """A column: `short` heads it, `letter` is its badge, `icon` a name of Tabler Icons."""

    entry: Entry
    function: Function
    label: Text
    short: Text
    letter: Text
    icon: str
    definition: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A row. `is_formal`: a body whose task it is; None for the student herself."""

    entry: Entry
    code: str
    label: Text
    is_formal: bool | None
    note: Text | None


@cache
def functions() -> Mapping[Function, SupportFunction]:
    """Return the columns in their order; one per function of the core, no other."""
    document = read_catalogue("support/functions.yaml")
    read = {one.function: one for one in map(_function, entries_of(document))}
    if tuple(read) != ALL:
        raise document.error("support.catalogue.functions", codes=" ".join(ALL))
    return read


@cache
def sources() -> Mapping[str, Source]:
    """Return the rows in their order, by code."""
    document = read_catalogue("support/sources.yaml")
    read: dict[str, Source] = {}
    for node in entries_of(document):
        source = _source(node)
        if source.code in read:
            raise node.error("catalogue.twice", name=source.code)
        read[source.code] = source
    if SELF not in read:
        raise document.error("support.catalogue.no_self", code=SELF)
    return read


@cache
def thresholds() -> Thresholds:
    """Return the cut-offs."""
    node = read_catalogue("support/thresholds.yaml")
    _, fields = entry(node, required=_CUT_OFFS)
    return Thresholds(
        counted=fields["counted"].whole(at_least=0),
        strong=fields["strong"].whole(at_least=0),
        weak=fields["weak"].whole(at_least=0),
        large_gap=fields["large_gap"].number(),
        some_gap=fields["some_gap"].number(),
        raters_apart=fields["raters_apart"].whole(at_least=1),
        available=fields["available"].number(),
        little_used=fields["little_used"].number(),
    )


def tell(reason: Reason, language: str, /, **params: Param) -> str:
    """Say a reason of `core.support`, its codes replaced by the labels of the catalogue."""
    labels = {name: _label(name, value, language) for name, value in reason.params}
    return say(reason, language, **{**labels, **params})


def label_of(source: str, language: str) -> str:
    """Return the label of a source, or the code itself where the catalogue has none."""
    known = sources().get(source)
    return known.label.said_in(language) if known else source


def names_of(codes: Iterable[str], language: str) -> str:
    """Return the short names of functions, joined as a reader lists them."""
    names = [functions()[Function(code)].short.said_in(language) for code in codes]
    return say("support.list_comma", language).join(names)


def _label(name: str, value: Value, language: str) -> Param:
    if not isinstance(value, str):
        return value
    if name == "source":
        return label_of(value, language)
    if name in ("function", "functions"):
        return names_of(value.split(), language)
    if name == "place":
        return _place(value, language)
    if name in ("before", "after", "word"):
        return word(f"support.word.{value}")
    if name in ("answer", "field"):
        return word(f"support.{name}.{value}")
    return value


def _place(place: str, language: str) -> str:
    source, slash, function = place.partition("/")
    if not slash:
        return names_of([place], language) if place in ALL else label_of(place, language)
    return f"{label_of(source, language)} / {names_of([function], language)}"


def _function(node: Node) -> SupportFunction:
    head, fields = entry(node, required=("label", "short", "letter", "icon", "definition"))
    return SupportFunction(
        entry=head,
        function=Function(node.pairs()["id"].string(among=ALL)),
        label=fields["label"].text(),
        short=fields["short"].text(),
        letter=fields["letter"].text(),
        icon=fields["icon"].string(),
        definition=fields["definition"].text(),
    )


def _source(node: Node) -> Source:
    head, fields = entry(node, required=("label", "tie"), optional=("note",))
    tie = fields["tie"].string(among=TIES)
    return Source(
        entry=head,
        code=head.id,
        label=fields["label"].text(),
        is_formal=None if tie == "apart" else tie == "formal",
        note=fields.maybe("note", Node.text, None),
    )
