"""The outcome of comparing two scores."""

from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.change.basis import ChangeBasis
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason


class Verdict(StrEnum):
    """The five codes of domain specification D5."""

    RECOVERED = "recovered"
    RELIABLY_IMPROVED = "reliably_improved"
    NO_RELIABLE_CHANGE = "no_reliable_change"
    RELIABLY_WORSE = "reliably_worse"
    NOT_COMPUTABLE = "not_computable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(PlainResult):
    """What changed between two scores and how sure that is.

    `difference` is post − pre in units of the score. `s_diff` is the standard error of a
    difference, `rci` the difference in such units; `threshold` is the smallest attainable
    difference that is reliable. `crossed` tells whether the two scores lie on different sides of
    the cut-off, None where there is none; a change is `clinically_significant` when it is reliable
    and crosses. `basis` names the population of SD and r; None where there is no verdict.
    """

    verdict: Verdict
    difference: float | None
    sem: float | None = None
    s_diff: float | None = None
    rci: float | None = None
    threshold: float | None = None
    reliable: bool | None = None
    crossed: bool | None = None
    clinically_significant: bool | None = None
    basis: ChangeBasis | None = None
    notes: tuple[Reason, ...] = ()
