"""One series read as a whole: its phases, its indices, and the sentences that may stand under it.

With fewer than `rules.fewest` points in a phase there is a chart and words only. A p is given only
where the start was drawn at random before the work began and the draw is on record (domain
specification H1): a test of a start that people chose means nothing.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from kithwork.core.estimates import Estimate
from kithwork.core.randomization.plans import Case, Plan, RandomizationResult
from kithwork.core.randomization.testing import randomization_test
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.band import Band, band
from kithwork.core.singlecase.claims import Claim, claim_of_series
from kithwork.core.singlecase.dual_criterion import DualCriterion, dual_criterion
from kithwork.core.singlecase.indices import Asked, indices
from kithwork.core.singlecase.phases import Compared
from kithwork.core.singlecase.series import Rules, refusal, remarks
from kithwork.core.singlecase.trend_tau import TauU, tau_u_of
from kithwork.core.singlecase.visual import Look, look


@dataclass(frozen=True, slots=True)
class Draw:
    """A draw of the start: when it was recorded, when the work began, and how it was drawn."""

    recorded_on: dt.date
    began_on: dt.date
    plan: Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesReading:
    """What one series says.

    `is_words_only` tells that a phase has too few points for any statistic. `indices` are by name;
    `tau_u` are the forms of Tau-U, None where the phases come back or are too short.
    """

    compared: Compared
    indices: Mapping[str, Estimate]
    look: Look
    band: Band
    dual_criterion: DualCriterion | None
    tau_u: TauU | None
    claim: Claim
    remarks: tuple[Reason, ...]
    is_words_only: bool

    @property
    def says(self) -> tuple[Reason, ...]:
        """The sentences under the chart: how little the phases overlap, and what that shows."""
        if self.is_words_only:
            return self.claim.says
        return (self.indices["nap"].claim, *self.claim.says)


def read_series(
    compared: Compared, *, rules: Rules, asked: Asked | None = None, staggered: int = 1
) -> SeriesReading:
    """Read one comparison; `staggered` counts the series whose work began at different times."""
    series = compared.pooled
    in_order = not compared.returns
    is_short = refusal(series, rules) is not None
    return SeriesReading(
        compared=compared,
        indices=indices(compared, rules=rules, asked=asked),
        look=look(series, rules=rules),
        band=band(series, rules=rules),
        dual_criterion=dual_criterion(series, rules=rules) if in_order else None,
        tau_u=tau_u_of(series.better_a, series.better_b) if in_order and not is_short else None,
        claim=claim_of_series(series, rules=rules, staggered=staggered, in_order=in_order),
        remarks=remarks(series, rules),
        is_words_only=is_short,
    )


def p_of_draw(name: str, compared: Compared, draw: Draw | None) -> RandomizationResult | Reason:
    """Return the p of the draw that made this series, or why none is given."""
    if draw is None:
        return Reason.of("singlecase.draw.none")
    if draw.recorded_on >= draw.began_on:
        return Reason.of("singlecase.draw.after_start", drawn=draw.recorded_on, began=draw.began_on)
    return randomization_test([drawn_case(name, compared)], draw.plan)


def drawn_case(name: str, compared: Compared) -> Case:
    """Return the sessions of a comparison in order of time, as a randomization test takes them."""
    sessions = [session for phase in compared.phases for session in phase.sessions]
    return Case(
        name,
        tuple(session.value for session in sessions),
        tuple(session.phase == compared.labels[1] for session in sessions),
    )
