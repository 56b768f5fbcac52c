"""Ladders: a rule that answers with a severity and not with yes or no.

The levels are tried from the top and the first that is true gives the severity. Where none is
true, one unknown level makes the severity unknown; only where every level is false is it 0. A
level that is unknown above the one found is named, for the severity may then be higher.
"""

from dataclasses import dataclass

from kithwork.core.rules.evaluation import Verdict, any_of, evaluate
from kithwork.core.rules.facts import Facts
from kithwork.core.rules.syntax import Condition, facts_of


@dataclass(frozen=True, slots=True)
class Level:
    """A severity from 1 upwards and when it is reached."""

    severity: int
    when: Condition


@dataclass(frozen=True, slots=True)
class Ladder:
    """Levels of strictly falling severity."""

    levels: tuple[Level, ...]

    def __post_init__(self) -> None:
        severities = [level.severity for level in self.levels]
        assert severities, "a ladder has levels"
        assert min(severities) >= 1, "0 is what remains, and has no condition"
        assert severities == sorted(set(severities), reverse=True), "severities fall"


@dataclass(frozen=True, slots=True)
class Climb:
    """The severity, None where it is unknown, and the verdict that gave it.

    `missing_above`: facts whose absence leaves open whether the severity is higher.
    """

    severity: int | None
    verdict: Verdict
    missing_above: tuple[str, ...] = ()


def climb(ladder: Ladder, facts: Facts, *, rule: str = "") -> Climb:
    """Return the severity that the facts reach on a ladder; `rule` is named in its reasons."""
    tried: list[Verdict] = []
    for level in ladder.levels:
        verdict = evaluate(level.when, facts, rule=rule)
        if verdict.truth:
            return Climb(level.severity, verdict, any_of(tried).missing)
        tried.append(verdict)
    together = any_of(tried)
    return Climb(None if together.truth is None else 0, together)


def ladder_facts(ladder: Ladder) -> tuple[str, ...]:
    """Return the names of all facts that a ladder reads, each once, in order."""
    return tuple(dict.fromkeys(name for level in ladder.levels for name in facts_of(level.when)))
