"""Reads the needs of the catalogue, their groups and the bands of students.

The loader refuses what must not be: a circumstance (sex, registration, left-behind status,
ethnicity) in a severity, and a rule by which more hardship could lower a severity. A need has
evidence, or says why only a person can name it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries, entries_of, entry
from kithwork.catalogue.facts import Definitions, definitions, directions
from kithwork.catalogue.instruments import fact_definitions, instruments
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Fields, Node
from kithwork.catalogue.rules import read_condition, read_ladder
from kithwork.core.needs import (
    COUNTS,
    FUNCTIONS,
    Band,
    Evidence,
    NeedDefinition,
    facts_against,
)
from kithwork.core.rules import FactType, Kind, Ladder, Vocabulary, ladder_facts
from kithwork.core.text import Text

_BAND_FACTS: Vocabulary = {name: FactType(Kind.NUMBER) for name in COUNTS}


@dataclass(frozen=True, slots=True)
class NeedEntry:
    """A need with its label, a plain-language help, and why it is not computed, if it is not."""

    entry: Entry
    label: Text
    help: Text
    not_computed: Text | None
    definition: NeedDefinition


@dataclass(frozen=True, slots=True)
class BandEntry:
    """A band with its label and what is done for the students in it."""

    entry: Entry
    label: Text
    means: Text
    band: Band


@cache
def need_entries() -> Mapping[str, NeedEntry]:
    """Return every need by its code, in the catalogue's order."""
    read = map(read_need, entries("needs"))
    return {one.entry.id: one for one in read}


def need_definitions() -> tuple[NeedDefinition, ...]:
    """Return the definitions that `core.needs` judges by, in the catalogue's order."""
    return tuple(one.definition for one in need_entries().values())


@cache
def band_entries() -> tuple[BandEntry, ...]:
    """Return the bands, the first to be tried first."""
    return tuple(map(read_band, entries_of(read_catalogue("bands/needs.yaml"))))


def rule_facts(*more: Definitions) -> Definitions:
    """Return all facts that rules about needs may read: the catalogue's, of answers, `more`."""
    known = {**definitions(), **fact_definitions()}
    for one in more:
        known |= one
    return known


@cache
def answers_of_circumstance() -> frozenset[str]:
    """Return the facts of answers that tell a circumstance (where is your mother now?)."""
    circumstances = {name for name, one in definitions().items() if one.is_circumstance}
    return frozenset(
        question.fact
        for one in instruments().values()
        if one.questionnaire is not None
        for question in one.questionnaire.questions()
        if circumstances & {*question.feeds.facts, question.feeds.value_of}
    )


def read_need(node: Node) -> NeedEntry:
    """Read one need; `evidence` and `not_computed` exclude each other."""
    head, fields = entry(
        node,
        required=["group", "label", "functions", "help"],
        optional=["evidence", "not_computed"],
    )
    if ("evidence" in fields) is ("not_computed" in fields):
        raise node.error("needs.evidence_or_reason")
    definition = NeedDefinition(
        code=head.id,
        group=fields["group"].string(),
        functions=fields["functions"].strings(among=FUNCTIONS, at_least=1),
        evidence=_all_evidence(head.id, fields),
    )
    return NeedEntry(
        entry=head,
        label=fields["label"].text(),
        help=fields["help"].text(),
        not_computed=fields.maybe("not_computed", Node.text, None),
        definition=definition,
    )


def read_severity(node: Node, known: Definitions) -> Ladder:
    """Read a ladder of severities over the facts `known`, and refuse what must not be in one."""
    ladder = read_ladder(node, {name: one.type for name, one in known.items()})
    for fact in ladder_facts(ladder):
        if known[fact].is_circumstance or fact in answers_of_circumstance():
            raise node.error("needs.circumstance", fact=fact)
    for place, level in enumerate(ladder.levels):
        if level.severity > len(COUNTS):
            raise node.items()[place].error("needs.severity_too_high", highest=len(COUNTS))
        for fact in facts_against(level.when, directions(known)):
            raise node.items()[place].error("needs.against_hardship", fact=fact)
    return ladder


def read_band(node: Node) -> BandEntry:
    """Read one band: a condition over the counts of unmet needs."""
    head, fields = entry(node, required=["label", "means", "when"])
    band = Band(head.id, read_condition(fields["when"], _BAND_FACTS))
    return BandEntry(head, fields["label"].text(), fields["means"].text(), band)


def evidence_ids(node: Node) -> tuple[str, ...]:
    """Return the ids of the rules in an entry: one for each piece of evidence."""
    code = node.pairs()["id"].string()
    pieces = node.pairs().get("evidence")
    return () if pieces is None else tuple(f"{code}.{name}" for name in pieces.pairs())


def _all_evidence(code: str, fields: Fields) -> tuple[Evidence, ...]:
    if "evidence" not in fields:
        return ()
    pieces = fields["evidence"].pairs().items()
    known = rule_facts()
    return tuple(Evidence(f"{code}.{name}", read_severity(node, known)) for name, node in pieces)
