"""Whether a student is a left-behind child by one definition: true, false or unknown.

A definition is an age limit and a condition over care facts (who works away, since when, whether
the other parent can look after the child). A missing fact gives "unknown" and never false, and
parents who live apart are not thereby away. A status that holds ends by age on a known day, which
is shown beforehand, because support does not end with it. Source: docs/methods/left-behind.md.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.dated import AS_OF, BIRTH, birthday, dated
from kithwork.core.rules import Condition, FactReason, Facts, Truth, evaluate
from kithwork.core.rules.syntax import AgeAt, AllOf, Compare


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition of "left-behind": holds below `under_age` whole years where `when` is true."""

    id: str
    under_age: int
    when: Condition


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of arrangement (both away, mother only, formerly left behind …) and when it is one."""

    id: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Status:
    """The status by one definition, with the facts that decided or those that are missing.

    `ends_on`: the day on which a status that is true ends by age; else None.
    """

    definition: str
    truth: Truth
    reasons: tuple[FactReason, ...]
    missing: tuple[str, ...]
    ends_on: dt.date | None = None


def status_of(definition: Definition, facts: Facts, *, as_of: dt.date) -> Status:
    """Return the status on the day `as_of`."""
    verdict = evaluate(status_rule(definition), dated(facts, as_of), rule=definition.id)
    birth = facts[BIRTH].value if BIRTH in facts else None
    is_dated = verdict.truth is True and isinstance(birth, dt.date)
    ends_on = birthday(birth, definition.under_age) if is_dated else None  # type: ignore[arg-type]
    return Status(definition.id, verdict.truth, verdict.reasons, verdict.missing, ends_on)


def status_rule(definition: Definition) -> Condition:
    """Return the whole rule of a definition: its age limit and its condition."""
    is_young_enough = Compare(AgeAt(BIRTH, AS_OF), "lt", definition.under_age)
    return AllOf((is_young_enough, definition.when))


def kinds_of(kinds: Sequence[Kind], facts: Facts, *, as_of: dt.date) -> tuple[str, ...]:
    """Return the ids of the kinds that certainly hold on the day `as_of`; several may."""
    today = dated(facts, as_of)
    return tuple(kind.id for kind in kinds if evaluate(kind.when, today, rule=kind.id).truth)
