"""Care facts that ask for a talk: a young child alone, nobody entrusted in writing, no contact.

Each rule is a prompt to a person ("ask who is with her at night"), with the facts that raised it.
Prompts are not added up, weighed or turned into a score. A rule whose facts are missing is
returned as unknown: what to ask at the next care check. Source: docs/methods/left-behind.md.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.dated import dated
from kithwork.core.rules import Condition, FactReason, Facts, Truth, evaluate


@dataclass(frozen=True, slots=True)
class CareRule:
    """When a talk about the child's care is due."""

    id: str
    when: Condition


@dataclass(frozen=True, slots=True)
class CarePrompt:
    """A rule that holds (`truth` True) or whose facts are missing (None)."""

    rule: str
    truth: Truth
    reasons: tuple[FactReason, ...]
    missing: tuple[str, ...]


def prompts_of(
    rules: Sequence[CareRule], facts: Facts, *, as_of: dt.date
) -> tuple[CarePrompt, ...]:
    """Return the prompts of the day `as_of`, in the order of the rules; rules that fail are out."""
    today = dated(facts, as_of)
    prompts = []
    for rule in rules:
        verdict = evaluate(rule.when, today, rule=rule.id)
        if verdict.truth is not False:
            prompts.append(CarePrompt(rule.id, verdict.truth, verdict.reasons, verdict.missing))
    return tuple(prompts)
