"""The numbers that the guards need; `catalogue/casework/guards.yaml` carries them."""

from dataclasses import dataclass

from kithwork.core.safety.levels import Level


@dataclass(frozen=True, slots=True)
class CaseworkPolicy:
    """`rating_days`: how old the last rating of an open goal may be when evaluation begins.

    `high_risk_from`: a risk episode open at this level or above keeps a case from closing.
    `needs_approval`: whether the organisation wants the supervisor to approve each plan.
    """

    rating_days: int
    high_risk_from: Level
    needs_approval: bool

    def __post_init__(self) -> None:
        if self.rating_days < 1:
            raise ValueError("a rating stays valid for at least a day")
