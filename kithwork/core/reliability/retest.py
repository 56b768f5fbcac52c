"""Test–retest: is a score the same when the same people answer again, with nothing in between?

Two intraclass correlations of Shrout & Fleiss (1979) for one score on two days: (2,1), agreement,
in which a general rise counts against the score, and (3,1), consistency, in which it does not. The
time between must be long enough to forget the answers and short enough for nothing to change; the
product-moment correlation is not given, because it is blind to a rise and to a stretch.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.agreement import intraclass
from kithwork.core.estimates import LEVEL, Estimate, Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Retest:
    """Agreement and consistency of two days; people without both scores are counted as missing."""

    agreement: Estimate
    consistency: Estimate

    def to_dict(self) -> dict[str, Plain]:
        """Return both for JSON."""
        return {"icc_2_1": self.agreement.to_dict(), "icc_3_1": self.consistency.to_dict()}


def retest(
    first: Sequence[float | None], second: Sequence[float | None], *, level: float = LEVEL
) -> Retest:
    """Return how far two days agree; the scores of one person stand at the same place.

    >>> found = retest([10, 12, 15, 9, 14], [12, 14, 17, 11, 16])
    >>> round(found.agreement.estimate, 3), round(found.consistency.estimate, 3)
    (0.765, 1.0)
    """
    found = intraclass(list(zip(first, second, strict=True)), level=level)
    return Retest(agreement=found.forms["icc_2_1"], consistency=found.forms["icc_3_1"])
