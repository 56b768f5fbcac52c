"""The vocabulary of facts: what may be known of a student, in `facts/*.yaml`.

A rule may name only facts of the vocabulary, so a misspelt fact is a load error and never a need
that silently does not show. A mapping file may add facts of its own (`read_facts`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries, entry
from kithwork.catalogue.reading import Node, Scalar
from kithwork.core.needs import Direction, Directions, Harder
from kithwork.core.rules import Fact, FactError, FactType, Kind, Vocabulary, check_value
from kithwork.core.text import Text

FUNCTIONS = ("EM", "IS", "IN", "AP", "CO")
_HARDER: Mapping[Kind, tuple[Harder, ...]] = {
    Kind.NUMBER: (Harder.HIGHER, Harder.LOWER),
    Kind.DATE: (Harder.HIGHER, Harder.LOWER),
    Kind.FLAG: (Harder.IF_TRUE, Harder.IF_FALSE),
    Kind.CHOICE: (Harder.FIRST_CHOICE, Harder.LAST_CHOICE),
}
_ID = re.compile(r"[a-z][a-z0-9_]*(\.[A-Za-z0-9_]+)*")


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """A fact of the vocabulary.

    `choices` are the labels of a choice's values, or of the numbers that stand for answers; `asks`
    the functions of support on which the fact sheds light; a circumstance (sex, hukou …) filters
    lists and never adds to a severity. `harder` says at which end hardship is greater, where the
    fact has such an end.
    """

    id: str
    label: Text
    type: FactType
    unit: Text | None = None
    choices: tuple[tuple[str, Text], ...] = ()
    asks: tuple[str, ...] = ()
    is_circumstance: bool = False
    harder: Harder | None = None


Definitions = Mapping[str, FactDefinition]


@cache
def definitions() -> Definitions:
    """Return every fact of the catalogue by its id; an id defined twice is an error."""
    found: dict[str, FactDefinition] = {}
    for node in entries("facts"):
        _, facts = read_facts_entry(node)
        for name, definition in facts.items():
            if name in found:
                raise node.error("catalogue.id_twice", id=name, first="facts/")
            found[name] = definition
    return found


def vocabulary(*more: Definitions) -> Vocabulary:
    """Return the types of the catalogue's facts, and of `more` that a mapping or a pack adds."""
    known = (definitions(), *more)
    return {name: one.type for definitions_ in known for name, one in definitions_.items()}


def directions(*more: Definitions) -> Directions:
    """Return where the harder end lies, of the catalogue's facts and of `more`, if they say so."""
    known = (definitions(), *more)
    return {
        name: Direction(one.harder, one.type.choices)
        for definitions_ in known
        for name, one in definitions_.items()
        if one.harder
    }


def read_facts_entry(node: Node) -> tuple[Entry, dict[str, FactDefinition]]:
    """Read an entry of `facts/`: a head and the facts."""
    head, fields = entry(node, required=["facts"])
    return head, read_facts(fields["facts"])


def ids_of(node: Node) -> tuple[str, ...]:
    """Return the ids of the facts that an entry of `facts/` defines."""
    return tuple(node.mapping(required=["facts"], optional=node.pairs())["facts"].pairs())


def read_facts(node: Node) -> dict[str, FactDefinition]:
    """Read facts by id: {care.mother_away: {label: …, type: flag}, …}."""
    return {name: _definition(name, one) for name, one in node.pairs().items()}


def read_fact_values(node: Node, vocabulary: Vocabulary) -> dict[str, Fact]:
    """Read facts of one student: `absences: 14`, or with {value, on, source}."""
    return {name: _fact(name, one, vocabulary) for name, one in node.pairs().items()}


def _definition(name: str, node: Node) -> FactDefinition:
    if not _ID.fullmatch(name):
        raise node.error("catalogue.bad_fact_id")
    fields = node.mapping(
        required=["label", "type"], optional=["unit", "choices", "asks", "circumstance", "harder"]
    )
    kind = Kind(fields["type"].string(among=tuple(Kind)))
    choices = fields.maybe("choices", _choices, ())
    if (kind is Kind.CHOICE) is not bool(choices):
        raise node.error("catalogue.choices_of_a_choice")
    return FactDefinition(
        id=name,
        label=fields["label"].text(),
        type=FactType(kind, tuple(value for value, _ in choices)),
        unit=fields.maybe("unit", Node.text, None),
        choices=choices,
        asks=fields.maybe("asks", lambda node: node.strings(among=FUNCTIONS), ()),
        is_circumstance=fields.maybe("circumstance", Node.flag, False),
        harder=fields.maybe("harder", lambda node: _harder(node, kind), None),
    )


def _harder(node: Node, kind: Kind) -> Harder:
    ends = _HARDER.get(kind, ())
    if (written := node.string()) not in ends:
        raise node.unknown("catalogue.what.choice", written, ends)
    return Harder(written)


def _choices(node: Node) -> tuple[tuple[str, Text], ...]:
    return tuple((value, label.text()) for value, label in node.pairs().items())


def _fact(name: str, node: Node, vocabulary: Vocabulary) -> Fact:
    if name not in vocabulary:
        raise node.unknown("catalogue.what.fact", name, vocabulary)
    if not node.is_mapping:
        return Fact(_value(name, node, vocabulary))
    fields = node.mapping(required=["value"], optional=["on", "source"])
    return Fact(
        _value(name, fields["value"], vocabulary),
        on=fields.maybe("on", Node.date, None),
        source=fields.maybe("source", Node.string, None),
    )


def _value(name: str, node: Node, vocabulary: Vocabulary) -> Scalar:
    value = node.scalar()
    try:
        check_value(name, value, vocabulary[name])
    except FactError as error:
        raise node.error(error.reason.code, **error.reason.values()) from error
    return value
