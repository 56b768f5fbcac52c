"""What may be said of a change, by the design under which it was seen.

A comparison of before and after tells that something changed, never why. A single AB series can at
most be consistent with an effect; only staggered starts over several goals or students make the
claim stronger, and a programme's figures need a comparison group (domain specification H1). A
student chosen because a score was extreme would come nearer to the mean without any help, so that
expectation stands beside each before and after.
"""

from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.reasons import Reason
from kithwork.core.singlecase.pairs import nap
from kithwork.core.singlecase.series import Rules, TwoPhases, refusal
from kithwork.core.singlecase.trend_tau import tau_bc

NO_DIFFERENCE = 0.5  # of NAP


class Design(StrEnum):
    PRE_POST = "pre_post"
    PRE_POST_FOLLOW_UP = "pre_post_follow_up"
    AB = "ab"
    MULTIPLE_BASELINE = "multiple_baseline"
    PROGRAMME = "programme"


_CLAIMS = {
    Design.PRE_POST: ("changed", "not_caused"),
    Design.PRE_POST_FOLLOW_UP: ("changed", "maintained", "not_caused"),
    Design.AB: ("consistent", "ab_no_cause"),
    Design.MULTIPLE_BASELINE: ("stronger",),
    Design.PROGRAMME: ("with_n_and_missing", "needs_comparison"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The design and the sentences it allows, with those that must stand beside them."""

    design: Design
    says: tuple[Reason, ...]


def claim(design: Design) -> Claim:
    """Return what a design lets one say."""
    return Claim(
        design=design,
        says=tuple(Reason.of(f"singlecase.claim.{code}") for code in _CLAIMS[design]),
    )


def claim_of_series(
    series: TwoPhases, *, rules: Rules, staggered: int = 1, in_order: bool = True
) -> Claim:
    """Return the claim of an AB series; `staggered` counts the baselines that start apart.

    A phase with too few points allows a chart and words only. What the design allows is said only
    where the series bears it out: where NAP's interval lies above ½, and the points since are
    better than the line on which the baseline was already going (looked at where `in_order`).
    """
    design = Design.MULTIPLE_BASELINE if staggered > 1 else Design.AB
    if refusal(series, rules):
        words = Reason.of("singlecase.claim.chart_and_words", needed=rules.fewest)
        return Claim(design=design, says=(words,))
    if against := _against(series, in_order=in_order):
        return Claim(design=design, says=(against, Reason.of("singlecase.claim.ab_no_cause")))
    return claim(design)


def _against(series: TwoPhases, *, in_order: bool) -> Reason | None:
    """Return what the series says instead of an improvement; None where it bears one out."""
    limits = nap(series).interval
    assert limits is not None  # both phases have points
    if limits.high < NO_DIFFERENCE:
        return Reason.of("singlecase.claim.worse")
    if limits.low <= NO_DIFFERENCE:
        return Reason.of("singlecase.claim.not_clear")
    beyond = tau_bc(series).estimate if in_order else None
    if beyond is not None and beyond <= 0:
        return Reason.of("singlecase.claim.as_before")
    return None


def regression_to_the_mean(
    *, before: float, mean: float | None = None, r: float | None = None, source: str | None = None
) -> Reason:
    """Return what a student chosen for an extreme score would show without help.

    mean + r·(before − mean), with the source of mean and of r (the retest correlation, 0–1);
    without all three a sentence only.

    >>> expected = regression_to_the_mean(before=-1.2, mean=0, r=0.8, source="norm sample")
    >>> round(expected.values()["expected"], 2)
    -0.96
    """
    if mean is None or r is None or not source:
        return Reason.of("singlecase.claim.chosen_for_score")
    if not 0 <= r <= 1:
        raise ValueError("r lies between 0 and 1")
    expected = mean + r * (before - mean)
    return Reason.of(
        "singlecase.claim.expected_without_help", expected=expected, mean=mean, r=r, source=source
    )
