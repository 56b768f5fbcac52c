"""Every index of a comparison, each under its name, or null with its reason.

The cut-offs of the catalogue decide whether a statistic is given at all: a phase with fewer than
`rules.fewest` points gives a chart and words only. What looks at the order of sessions is not given
where phases come back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from kithwork.core.estimates import Estimate, not_stated
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.overlap import ird, pand_minimum, pand_sort, pem, pnd
from kithwork.core.singlecase.pairs import nap, tau
from kithwork.core.singlecase.phases import Compared
from kithwork.core.singlecase.ratios import (
    Scale,
    log_odds_ratio,
    log_ratio_of_medians,
    lrr_decreasing,
    lrr_increasing,
)
from kithwork.core.singlecase.series import Rules, TwoPhases, refusal, remarks
from kithwork.core.singlecase.standardized import percent_of_goal, smd_baseline, smd_pooled
from kithwork.core.singlecase.trend_tau import (
    Correct,
    tau_bc,
    tau_bc_kendall,
    tau_u_complete,
    tau_u_parker,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a person says about a series besides its points.

    `scale` says what the values are, `goal` the level that is aimed at (None: no percent of goal),
    `correct` when Tau-BC takes the baseline's line away.
    """

    scale: Scale = Scale.AMOUNT
    goal: float | None = None
    correct: Correct = Correct.ALWAYS


IN_ORDER = frozenset({"tau_u_parker", "tau_u_complete", "tau_bc", "tau_bc_kendall"})


def indices(compared: Compared, *, rules: Rules, asked: Asked | None = None) -> dict[str, Estimate]:
    """Return every index by its name; the remarks on the series stand with each."""
    series = compared.pooled
    why = refusal(series, rules)
    said = remarks(series, rules)
    if compared.returns:
        said = (*said, Reason.of("singlecase.note.pooled", n=len(compared.phases)))
    found = {}
    for name, compute in _computed(asked or Asked()).items():
        if why:
            found[name] = _withheld(series, name, why)
        elif compared.returns and name in IN_ORDER:
            found[name] = _withheld(series, name, Reason.of("singlecase.refused.returns"))
        else:
            index = compute(series)
            found[name] = replace(index, notes=(*index.notes, *said))
    return found


def _computed(asked: Asked) -> Mapping[str, Callable[[TwoPhases], Estimate]]:
    scale, goal, correct = asked.scale, asked.goal, asked.correct
    computed: dict[str, Callable[[TwoPhases], Estimate]] = {
        "pnd": pnd,
        "pem": pem,
        "pand_sort": pand_sort,
        "pand_minimum": pand_minimum,
        "ird": ird,
        "nap": nap,
        "tau": tau,
        "tau_u_parker": tau_u_parker,
        "tau_u_complete": tau_u_complete,
        "tau_bc": lambda series: tau_bc(series, correct=correct),
        "tau_bc_kendall": lambda series: tau_bc_kendall(series, correct=correct),
        "lrr_increasing": lambda series: lrr_increasing(series, scale=scale),
        "lrr_decreasing": lambda series: lrr_decreasing(series, scale=scale),
        "lrm": log_ratio_of_medians,
        "smd_baseline": smd_baseline,
        "smd_pooled": smd_pooled,
    }
    if scale is not Scale.AMOUNT:
        computed["lor"] = lambda series: log_odds_ratio(series, scale=scale)
    if goal is not None:
        computed["pogo"] = lambda series: percent_of_goal(series, goal=goal)
    return computed


def _withheld(series: TwoPhases, name: str, why: Reason) -> Estimate:
    n = len(series.a) + len(series.b)
    return not_stated(why, variant=name.replace("_", "-"), n=n, missing=series.missing)
