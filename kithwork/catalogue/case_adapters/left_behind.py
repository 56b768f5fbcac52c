"""Cases of left-behind status: care facts and a day to status, kinds of arrangement and prompts."""

from kithwork.catalogue.facts import read_fact_values, vocabulary
from kithwork.catalogue.left_behind import definition_entries, kind_entries, prompt_entries
from kithwork.catalogue.reading import Node
from kithwork.core.left_behind import kinds_of, prompts_of, status_of
from kithwork.core.rules import Truth


def result(given: Node) -> object:
    """Judge `facts` on the day `as_of` by every definition."""
    fields = given.mapping(required=["facts", "as_of"])
    facts = read_fact_values(fields["facts"], vocabulary())
    as_of = fields["as_of"].date()
    judged = [status_of(one.definition, facts, as_of=as_of) for one in definition_entries()]
    prompts = prompts_of([one.rule for one in prompt_entries()], facts, as_of=as_of)
    return {
        "status": {one.definition: _told(one.truth) for one in judged},
        "missing": {one.definition: one.missing for one in judged},
        "ends_on": {one.definition: one.ends_on for one in judged},
        "kinds": kinds_of([one.kind for one in kind_entries()], facts, as_of=as_of),
        "prompts": tuple(one.rule for one in prompts if one.truth),
        "ask": tuple(one.rule for one in prompts if one.truth is None),
    }


def _told(truth: Truth) -> bool | str:
    return "unknown" if truth is None else truth
