"""A mapping's own pack: facts that only this file knows, and rules over them.

Needs and lists of a pack are written like those of the catalogue and checked like them: a fact
that nobody defined is an error with its line, and no circumstance (sex, home area …) may stand in
a severity. A pack adds facts; it never redefines one of the catalogue.
"""

from kithwork.catalogue.facts import Definitions, definitions, read_facts
from kithwork.catalogue.mappings.mapping import Pack, PackList, PackNeed
from kithwork.catalogue.reading import Fields, Node
from kithwork.catalogue.rules import read_condition, read_ladder
from kithwork.core.needs import FUNCTIONS, Evidence, NeedDefinition
from kithwork.core.rules import Vocabulary, ladder_facts

GROUP = "own"


def read_own_facts(node: Node) -> Definitions:
    """Read the pack's facts; one that the catalogue has already is refused."""
    own = read_facts(node)
    for name, one in node.pairs().items():
        if name in definitions():
            raise one.error("catalogue.id_twice", id=name, first="facts/")
    return own


def read_pack(fields: Fields, own: Definitions, *, vocabulary: Vocabulary) -> Pack:
    """Read needs and lists over `vocabulary`, which holds the pack's `own` facts too."""
    known = {**definitions(), **own}
    needs = fields.maybe("needs", lambda node: _needs(node, known, vocabulary=vocabulary), ())
    lists = fields.maybe("lists", lambda node: _lists(node, vocabulary), ())
    return Pack(tuple(own.values()), needs, lists)


def _needs(node: Node, known: Definitions, *, vocabulary: Vocabulary) -> tuple[PackNeed, ...]:
    return tuple(
        _need(code, one, known=known, vocabulary=vocabulary) for code, one in node.pairs().items()
    )


def _need(code: str, node: Node, *, known: Definitions, vocabulary: Vocabulary) -> PackNeed:
    fields = node.mapping(required=["label", "functions", "severity"])
    ladder = read_ladder(fields["severity"], vocabulary)
    for fact in ladder_facts(ladder):
        if fact in known and known[fact].is_circumstance:
            raise fields["severity"].error("imports.circumstance_in_severity", fact=fact)
    functions = fields["functions"].strings(among=FUNCTIONS, at_least=1)
    definition = NeedDefinition(code, GROUP, functions, (Evidence(f"{code}.file", ladder),))
    return PackNeed(definition, fields["label"].text())


def _lists(node: Node, vocabulary: Vocabulary) -> tuple[PackList, ...]:
    read = []
    for name, one in node.pairs().items():
        fields = one.mapping(required=["label", "when"])
        condition = read_condition(fields["when"], vocabulary)
        read.append(PackList(name, fields["label"].text(), condition))
    return tuple(read)
