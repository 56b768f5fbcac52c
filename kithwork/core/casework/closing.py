"""What closing asks for, once its reason is known.

Closing asks for the reason first, and then only for what applies to it: nobody offers a summary
to a student who cannot be found, or asks for follow-up visits after a death. Which reason asks
for what stands in `catalogue/casework/closure_reasons.yaml`. What no catalogue can switch off is
here: a form, the supervisor's signature, and, except after a death, no danger left open.
"""

from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.text import Text


class ClosingNeed(StrEnum):
    """Something that closing can ask for."""

    CLOSURE_FORM = "closure_form"
    WORKER_SIGN_OFF = "worker_sign_off"
    SUPERVISOR_SIGN_OFF = "supervisor_sign_off"
    NO_HIGH_RISK = "no_high_risk"
    FOLLOW_UP = "follow_up"
    CLIENT_SUMMARY = "client_summary"
    EXPLANATION = "explanation"
    HANDED_ON = "handed_on"
    NEW_SCHOOL_ASKED = "new_school_asked"
    RECEIPT = "receipt"
    LAST_EFFORTS = "last_efforts"
    WORKER_SUPPORT = "worker_support"


ALWAYS = (ClosingNeed.CLOSURE_FORM, ClosingNeed.SUPERVISOR_SIGN_OFF)


@dataclass(frozen=True, slots=True)
class ClosureReason:
    """Why a case ends; `asks` is what applies beside what closing always asks.

    `is_death` opens the short path: no evaluation, no summary, no follow-up, and support for the
    worker. Raises ValueError where the path and what it asks contradict each other.
    """

    code: str
    label: Text
    asks: frozenset[ClosingNeed]
    is_death: bool = False

    def __post_init__(self) -> None:
        short = {ClosingNeed.WORKER_SUPPORT}
        if self.is_death and self.asks != short:
            raise ValueError("after a death closing asks for support for the worker, nothing else")

    @property
    def needs(self) -> tuple[ClosingNeed, ...]:
        """All that closing asks for, in the order of the form."""
        asked = {*ALWAYS, *self.asks}
        if not self.is_death:
            asked.add(ClosingNeed.NO_HIGH_RISK)
        return tuple(need for need in ClosingNeed if need in asked)
