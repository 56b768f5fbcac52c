"""Planned against delivered, action by action, and what was delivered without a plan.

Doses are counts of times. Nothing is judged good or bad by it: a child may need more or less than
was planned; the report shows both (domain specification H7).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.planning.actions import Planned
from kithwork.core.reasons import Reason


class Standing(StrEnum):
    """How the delivered stands to the planned."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    AS_PLANNED = "as_planned"
    MORE = "more"
    NO_DOSE = "no_dose"  # delivered or not, no dose was planned
    NOT_PLANNED = "not_planned"  # delivered without an action of the plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One action, or one technique that no action names (`ref` None)."""

    ref: str | None
    technique: str
    planned: int | None
    delivered: int
    standing: Standing

    @property
    def reason(self) -> Reason:
        return Reason.of(
            f"planning.dose.{self.standing}", planned=self.planned, delivered=self.delivered
        )


def doses(
    actions: Iterable[Planned],
    delivered: Mapping[str, int],
    *,
    beside: Mapping[str, int] | None = None,
) -> tuple[Dose, ...]:
    """Return each action with its doses, then what was delivered beside the plan.

    `delivered` counts by the ref of an action, `beside` by technique where no action was named.
    """
    planned = [_dose(action, delivered.get(action.ref, 0)) for action in actions]
    more = [
        Dose(
            ref=None,
            technique=technique,
            planned=None,
            delivered=times,
            standing=Standing.NOT_PLANNED,
        )
        for technique, times in (beside or {}).items()
        if times
    ]
    return (*planned, *more)


def _dose(action: Planned, times: int) -> Dose:
    return Dose(
        ref=action.ref,
        technique=action.technique,
        planned=action.dose,
        delivered=times,
        standing=_standing(action.dose, times),
    )


def _standing(planned: int | None, delivered: int) -> Standing:
    if planned is None:
        return Standing.NO_DOSE
    if delivered > planned:
        return Standing.MORE
    if delivered == planned:
        return Standing.AS_PLANNED
    return Standing.UNDER_WAY if delivered else Standing.NOT_BEGUN
