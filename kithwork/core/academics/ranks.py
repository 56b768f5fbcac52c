"""A rank as a percentile of its cohort.

Mid-rank percentile = 100 × (N − rank + 0.5) / N: rank 10 of 40 stands at 76.25. School rules
forbid publishing ranks, so the figure is for the worker's file alone. Source:
docs/methods/academics.md.
"""

from kithwork.core.academics.figures import AcademicsError, Figure
from kithwork.core.reasons import Reason


def percentile(rank: float | None, cohort_size: int | None) -> Figure:
    """Return the mid-rank percentile, above 0 and below 100; rank 1 is the best.

    `rank` may be a shared one (2.5 for two pupils on places 2 and 3).

    >>> percentile(10, 40).value
    76.25
    """
    if rank is None:
        return Figure.absent("academics.no_rank")
    if cohort_size is None:
        return Figure.absent("academics.no_cohort_size")
    if cohort_size < 1 or not 1 <= rank <= cohort_size:
        raise AcademicsError(Reason.of("academics.error.rank_range", cohort_size=cohort_size))
    return Figure(100 * (cohort_size - rank + 0.5) / cohort_size)
