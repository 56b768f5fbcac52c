"""Bands of students by their unmet needs: an order of talks, never a ranking of children.

A band is a rule of the catalogue over three counts: how many unmet needs are urgent, clear and
mild (each need counted once, at its severity). Within a band nobody is before another; lists show
waiting time. A student of whom nothing could be judged is in no band. Source:
docs/methods/needs.md.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from kithwork.core.needs.definitions import CLEAR, MILD, URGENT
from kithwork.core.needs.severity import Need
from kithwork.core.rules import Condition, Fact, evaluate

COUNTS = {"needs.urgent": URGENT, "needs.clear": CLEAR, "needs.mild": MILD}


@dataclass(frozen=True, slots=True)
class Band:
    """A band and when a student belongs to it; bands are tried in the catalogue's order."""

    id: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Banded:
    """The band, None where nothing could be judged, and the unmet needs that put her there."""

    band: str | None
    needs: tuple[Need, ...]


def band_of(needs: Sequence[Need], bands: Sequence[Band], *, met: Collection[str] = ()) -> Banded:
    """Return the first band whose rule holds; `met` are codes that a person has marked as met.

    The needs are returned gravest first, in the catalogue's order within a severity.
    """
    if all(need.severity is None for need in needs):
        return Banded(None, ())
    unmet = [need for need in needs if need.severity and need.code not in met]
    facts = {
        name: Fact(sum(need.severity == severity for need in unmet))
        for name, severity in COUNTS.items()
    }
    gravest_first = tuple(sorted(unmet, key=lambda need: -(need.severity or 0)))
    for band in bands:
        if evaluate(band.when, facts, rule=band.id).truth:
            return Banded(band.id, gravest_first)
    return Banded(None, gravest_first)
