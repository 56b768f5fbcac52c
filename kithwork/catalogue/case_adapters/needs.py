"""Cases of needs: facts and a day to severities, what they rest on, what is missing, and a band."""

from kithwork.catalogue.facts import read_fact_values
from kithwork.catalogue.needs import band_entries, need_definitions, rule_facts
from kithwork.catalogue.reading import Node
from kithwork.core.needs import band_of, needs_of


def result(given: Node) -> object:
    """Judge all needs by `facts` on the day `as_of`; `met` are codes that a person marked."""
    fields = given.mapping(required=["facts", "as_of"], optional=["met"])
    vocabulary = {name: one.type for name, one in rule_facts().items()}
    facts = read_fact_values(fields["facts"], vocabulary)
    needs = needs_of(facts, need_definitions(), as_of=fields["as_of"].date())
    bands = [one.band for one in band_entries()]
    return {
        "severity": {one.code: _told(one.severity) for one in needs},
        "because": {
            one.code: tuple(dict.fromkeys(reason.fact for reason in one.reasons)) for one in needs
        },
        "missing": {one.code: one.missing for one in needs},
        "found": tuple(one.code for one in needs if one.severity),
        "band": band_of(needs, bands, met=fields.maybe("met", Node.strings, ())).band,
    }


def _told(severity: int | None) -> int | str:
    return "unknown" if severity is None else severity
