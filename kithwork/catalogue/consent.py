"""Reads what is asked, how it is asked, and who must agree in which jurisdiction.

What holds everywhere (months, witnesses, who decides) stands in `consent/rules.yaml`, the
purposes and the texts to read aloud beside it; ages and lawful bases stand in the pack of each
jurisdiction. A policy is put together from all of these, and names each entry it came from.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.jurisdictions import packs
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Fields, Node
from kithwork.catalogue.validity import Validity, read_validity, valid_on
from kithwork.core.consent import (
    AgeBand,
    ChildPart,
    ConsentPolicy,
    DecisionKind,
    GuardianPart,
    Purpose,
    Refusal,
)
from kithwork.core.text import Text

BASES = (
    "consent",
    "separate_consent",
    "public_task",
    "legal_duty",
    "legitimate_educational_interest",
)
READERS = ("student", "guardian")


@dataclass(frozen=True, slots=True)
class ConsentRules:
    """What holds for consent everywhere; `methods` are the ways to agree, with their names."""

    entry: Entry
    valid_months: int
    methods: Mapping[str, Text]
    witnessed: frozenset[str]
    deciders: Mapping[DecisionKind, frozenset[str]]


@dataclass(frozen=True, slots=True)
class PurposeEntry:
    """What is asked: the sentence for the student, and how far it reaches (`scope`).

    `ask_guardian` asks a guardian of her child, where a guardian is asked without a worker.
    """

    entry: Entry
    label: Text
    ask: Text
    ask_guardian: Text | None
    scope: int
    is_protective: bool
    needs_approval: bool


@dataclass(frozen=True, slots=True)
class Script:
    """What is read aloud from an age on, and the question by which it is said back."""

    entry: Entry
    from_age: int
    reader: str
    text: Text
    say_back: Text


@dataclass(frozen=True, slots=True)
class ConsentEntry:
    """The policy of a jurisdiction while it is valid.

    `online_from`: the age from which a child agrees to an online service without a guardian.
    """

    entry: Entry
    valid: Validity
    note: Text
    online_from: int
    policy: ConsentPolicy


@cache
def consent_rules() -> ConsentRules:
    """Return what holds everywhere."""
    return read_rules(read_catalogue("consent/rules.yaml"))


@cache
def purpose_entries() -> Mapping[str, PurposeEntry]:
    """Return what is asked, by code, in the order of the form."""
    read = map(read_purpose, entries_of(read_catalogue("consent/purposes.yaml")))
    return {one.entry.id: one for one in read}


@cache
def scripts() -> tuple[Script, ...]:
    """Return the texts to read aloud."""
    return tuple(map(read_script, entries_of(read_catalogue("consent/scripts.yaml"))))


def script_for(reader: str, age: int) -> Script:
    """Return the text for a student of an age, or for a guardian."""
    fitting = [one for one in scripts() if one.reader == reader and one.from_age <= age]
    return max(fitting, key=lambda one: one.from_age)


@cache
def consent_entries(jurisdiction: str) -> tuple[ConsentEntry, ...]:
    """Return the policies of a jurisdiction, earlier ones too."""
    document = read_catalogue(f"jurisdictions/{jurisdiction}/consent.yaml")
    return tuple(read_consent(node, jurisdiction) for node in entries_of(document))


def all_policies() -> tuple[ConsentEntry, ...]:
    """Return the policies of every jurisdiction."""
    return tuple(one for code in packs() for one in consent_entries(code))


def consent_policy(jurisdiction: str, on: dt.date) -> ConsentPolicy:
    """Return the policy that is valid on a day. Raises ValueError where there is none."""
    valid = valid_on(consent_entries(jurisdiction), on)
    if not valid:
        raise ValueError(f"the pack {jurisdiction} has no consent policy for {on}")
    return max(valid, key=lambda one: one.valid.since).policy


def read_rules(node: Node) -> ConsentRules:
    """Read what holds everywhere; a witnessed method is one of the methods."""
    head, fields = entry(node, required=["valid_months", "witnessed", "methods", "deciders"])
    methods = {name: one.text() for name, one in fields["methods"].pairs().items()}
    kinds = [kind.value for kind in DecisionKind]
    deciders = fields["deciders"].mapping(required=kinds)
    return ConsentRules(
        entry=head,
        valid_months=fields["valid_months"].whole(at_least=1),
        methods=methods,
        witnessed=frozenset(fields["witnessed"].strings(among=methods)),
        deciders={
            DecisionKind(kind): frozenset(roles.strings(at_least=1))
            for kind, roles in deciders.items()
        },
    )


def read_purpose(node: Node) -> PurposeEntry:
    """Read one purpose."""
    head, fields = entry(
        node,
        required=["label", "ask", "scope"],
        optional=["ask_guardian", "is_protective", "needs_approval"],
    )
    return PurposeEntry(
        entry=head,
        label=fields["label"].text(),
        ask=fields["ask"].text(),
        ask_guardian=fields.maybe("ask_guardian", Node.text, None),
        scope=fields["scope"].whole(at_least=1),
        is_protective=fields.maybe("is_protective", Node.flag, False),
        needs_approval=fields.maybe("needs_approval", Node.flag, False),
    )


def read_script(node: Node) -> Script:
    """Read one text to be read aloud."""
    head, fields = entry(node, required=["from_age", "reader", "text", "say_back"])
    return Script(
        entry=head,
        from_age=fields["from_age"].whole(at_least=0),
        reader=fields["reader"].string(among=READERS),
        text=fields["text"].text(),
        say_back=fields["say_back"].text(),
    )


def read_consent(node: Node, jurisdiction: str) -> ConsentEntry:
    """Read the policy of a jurisdiction: it names a lawful basis for every purpose."""
    head, fields = entry(
        node,
        required=[
            "valid",
            "note",
            "bands",
            "renew_at",
            "adult_from",
            "online_from",
            "lawful_basis",
        ],
        optional=["self_supporting_from"],
    )
    try:
        policy = _policy(fields, jurisdiction)
    except ValueError as error:
        raise fields["bands"].error("consent.catalogue.bands") from error
    return ConsentEntry(
        entry=head,
        valid=read_validity(fields["valid"]),
        note=fields["note"].text(),
        online_from=_age(fields["online_from"]),
        policy=policy,
    )


def _policy(fields: Fields, jurisdiction: str) -> ConsentPolicy:
    rules = consent_rules()
    bases = fields["lawful_basis"].mapping(required=purpose_entries())
    return ConsentPolicy(
        jurisdiction=jurisdiction,
        bands=tuple(_band(one) for one in fields["bands"].items(at_least=1)),
        purposes=tuple(
            Purpose(
                code=code,
                label=one.label,
                scope=one.scope,
                lawful_basis=bases[code].string(among=BASES),
                is_protective=one.is_protective,
                needs_approval=one.needs_approval,
            )
            for code, one in purpose_entries().items()
        ),
        renew_at=tuple(_age(one) for one in fields["renew_at"].items()),
        valid_months=rules.valid_months,
        adult_from=_age(fields["adult_from"]),
        witnessed=rules.witnessed,
        deciders=rules.deciders,
        self_supporting_from=fields.maybe("self_supporting_from", _age, None),
    )


def _band(node: Node) -> AgeBand:
    fields = node.mapping(required=["from_age", "guardian", "child", "refusal"])
    return AgeBand(
        from_age=fields["from_age"].whole(at_least=0),
        guardian=GuardianPart(
            fields["guardian"].string(among=[part.value for part in GuardianPart])
        ),
        child=ChildPart(fields["child"].string(among=[part.value for part in ChildPart])),
        refusal=Refusal(fields["refusal"].string(among=[one.value for one in Refusal])),
    )


def _age(node: Node) -> int:
    return node.whole(at_least=1)
