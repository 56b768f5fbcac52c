"""The severity of each need by the facts of one student.

Each piece of evidence climbs its own ladder. The need's severity is the highest that any of them
reaches; it is 0 only where at least one could be judged and none shows the need, and unknown
where none could be judged: a question that nobody asked is not a need that is absent. What is
missing is named, since it might raise the severity. Circumstances (sex, hukou, left-behind
status, ethnicity) cannot stand in a ladder: the catalogue's loader refuses them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from kithwork.core.dated import dated
from kithwork.core.needs.definitions import NeedDefinition
from kithwork.core.rules import Climb, FactReason, Facts, climb

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Need:
    """A need as the facts show it: severity 0 none, 1 mild, 2 clear, 3 urgent, None unknown.

    `reasons`: the facts that gave the severity. `missing`: facts that are not known and might
    give or raise it.
    """

    code: str
    functions: tuple[str, ...]
    severity: int | None
    reasons: tuple[FactReason, ...] = ()
    missing: tuple[str, ...] = ()


def needs_of(
    facts: Facts, definitions: Sequence[NeedDefinition], *, as_of: dt.date
) -> tuple[Need, ...]:
    """Return every need of the catalogue, in its order, as the facts of `as_of` show it."""
    today = dated(facts, as_of)
    return tuple(need_of(definition, today) for definition in definitions)


def need_of(definition: NeedDefinition, facts: Facts) -> Need:
    """Return one need; `facts` hold the day on which the question is asked as fact `as_of`."""
    climbs = [climb(evidence.ladder, facts, rule=evidence.id) for evidence in definition.evidence]
    known = [one.severity for one in climbs if one.severity is not None]
    severity = max(known) if known else None
    return Need(
        code=definition.code,
        functions=definition.functions,
        severity=severity,
        reasons=_once(
            reason for one in _telling(climbs, severity) for reason in one.verdict.reasons
        ),
        missing=_once(
            name for one in climbs for name in (*one.verdict.missing, *one.missing_above)
        ),
    )


def _telling(climbs: Iterable[Climb], severity: int | None) -> list[Climb]:
    """The climbs whose facts are told: all that show the need, the gravest first."""
    if severity is None:
        return []
    shown = [one for one in climbs if one.severity is not None and (one.severity or not severity)]
    return sorted(shown, key=lambda one: one.severity or 0, reverse=True)


def _once(items: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(items))
