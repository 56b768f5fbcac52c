"""What a comparison of means supposes, looked at: equal spread and normal values.

Equal spread by Brown and Forsythe (1974), distances from the group's median, and by Levene (1960),
distances from its mean; both are SciPy's. Neither decides which test is run: the comparisons here
never suppose equal spread (Welch), and the rank versions stand beside them always, because a test
that is chosen by a first test keeps neither's error rate. The assumptions are there to be read.
"""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.groups.samples import NOT_NORMAL, Described, Sample
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason

UNEQUAL_RATIO = 4.0  # largest over smallest variance from which the spread is said to differ


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumptions(PlainResult):
    """F ratios and p of both tests, None where no group varies; `variance_ratio` ≥ 1."""

    brown_forsythe_f: float | None
    brown_forsythe_p: float | None
    levene_f: float | None
    levene_p: float | None
    variance_ratio: float | None
    notes: tuple[Reason, ...]


def assumptions(groups: Sequence[Sample], described: Sequence[Described]) -> Assumptions:
    """Return the assumptions with what to read into them."""
    median, mean = (_levene(groups, centre=centre) for centre in ("median", "mean"))
    ratio = _variance_ratio(described)
    return Assumptions(
        brown_forsythe_f=median[0],
        brown_forsythe_p=median[1],
        levene_f=mean[0],
        levene_p=mean[1],
        variance_ratio=ratio,
        notes=tuple(_notes(described, median[1], ratio)),
    )


def _levene(groups: Sequence[Sample], *, centre: str) -> tuple[float | None, float | None]:
    from scipy.stats import levene

    if any(group.n < 2 for group in groups) or not _has_error(groups, centre):
        return None, None
    found = levene(*(group.values for group in groups), center=centre)
    return float(found.statistic), float(found.pvalue)


def _has_error(groups: Sequence[Sample], centre: str) -> bool:
    """Return whether in some group the distances from its centre differ from one another."""
    middle = statistics.median if centre == "median" else statistics.fmean
    return any(
        len({abs(value - middle(group.values)) for value in group.values}) > 1 for group in groups
    )


def _variance_ratio(described: Sequence[Described]) -> float | None:
    variances = [one.sd**2 for one in described if one.sd]
    return max(variances) / min(variances) if len(variances) == len(described) else None


def _notes(described: Sequence[Described], p: float | None, ratio: float | None) -> list[Reason]:
    notes = []
    if (p is not None and p < NOT_NORMAL) or (ratio is not None and ratio >= UNEQUAL_RATIO):
        notes.append(Reason.of("groups.note.unequal_spread"))
    notes.extend(
        Reason.of("groups.note.not_normal", group=one.name)
        for one in described
        if one.looks_normal is False
    )
    return notes
