"""Cases of the rule language: facts and a condition, or a ladder, to a verdict."""

from kithwork.catalogue.facts import read_fact_values, read_facts, vocabulary
from kithwork.catalogue.reading import Node
from kithwork.catalogue.rules import read_condition, read_ladder
from kithwork.core.rules import FactError, Verdict, climb, evaluate


def result(given: Node) -> object:
    """Judge `when` or climb `ladder` by `facts`; `define` adds facts to the vocabulary."""
    fields = given.mapping(required=["facts"], optional=["define", "when", "ladder"])
    known = vocabulary(fields.maybe("define", read_facts, {}))
    try:
        facts = read_fact_values(fields["facts"], known)
    except FactError as error:
        return {"error": error.reason.code}
    if "ladder" in fields:
        climbed = climb(read_ladder(fields["ladder"], known), facts)
        return {"severity": climbed.severity, **_told(climbed.verdict)}
    verdict = evaluate(read_condition(fields["when"], known), facts)
    truth = "unknown" if verdict.truth is None else verdict.truth
    return {"truth": truth, **_told(verdict)}


def _told(verdict: Verdict) -> dict[str, object]:
    because = tuple(dict.fromkeys(reason.fact for reason in verdict.reasons))
    return {"because": because, "missing": verdict.missing}
