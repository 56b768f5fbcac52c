"""Groups of students measured once, and how each is spread.

A group below three values has no test of normality; one whose values are all equal has a mean and
no spread. Normality is asked of Shapiro and Wilk's W (1965; SciPy's computation, up to 5,000
values): a small p says that the values do not look normal, a large one never that they are.
"""

import math
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason, Value

LARGEST_SHAPIRO = 5000
MOST_GROUPS = 20  # with more, what was named is most likely no grouping but a number or a name
NOT_NORMAL = 0.05  # Shapiro–Wilk p below which values are said not to look normal


class GroupsError(ValueError):
    """Groups that cannot be compared; the reason says why."""

    def __init__(self, code: str, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One group: its values, and how many of its students have none."""

    name: str
    values: tuple[float, ...]
    missing: int = 0

    @property
    def n(self) -> int:
        return len(self.values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Described(PlainResult):
    """A group in numbers: `sd` with n − 1, quartiles interpolated (type 7).

    What a group is too small for is None. `looks_normal` is None where normality was not asked.
    """

    name: str
    n: int
    missing: int
    mean: float | None
    sd: float | None
    median: float | None
    lower_quartile: float | None
    upper_quartile: float | None
    shapiro_w: float | None
    shapiro_p: float | None

    @property
    def looks_normal(self) -> bool | None:
        return None if self.shapiro_p is None else self.shapiro_p >= NOT_NORMAL


def samples(groups: Mapping[str, Sequence[float | None]]) -> tuple[Sample, ...]:
    """Return the groups without their missing values, in the order given.

    Raises GroupsError for fewer than two groups, more than MOST_GROUPS, or a value not finite.
    """
    if len(groups) < 2:
        raise GroupsError("groups.error.two_groups", n=len(groups))
    if len(groups) > MOST_GROUPS:
        raise GroupsError("groups.error.too_many", n=len(groups), most=MOST_GROUPS)
    made = []
    for name, column in groups.items():
        values = tuple(float(value) for value in column if value is not None)
        if not all(map(math.isfinite, values)):
            raise GroupsError("groups.error.not_finite", group=name)
        made.append(Sample(name=name, values=values, missing=len(column) - len(values)))
    return tuple(made)


def described(sample: Sample) -> Described:
    """Return the numbers of one group."""
    values = sample.values
    quartiles = _quartiles(values)
    w, p = _shapiro(values)
    return Described(
        name=sample.name,
        n=sample.n,
        missing=sample.missing,
        mean=statistics.fmean(values) if values else None,
        sd=statistics.stdev(values) if len(values) > 1 else None,
        median=statistics.median(values) if values else None,
        lower_quartile=quartiles[0] if quartiles else None,
        upper_quartile=quartiles[2] if quartiles else None,
        shapiro_w=w,
        shapiro_p=p,
    )


def varies(sample: Sample) -> bool:
    """Return whether a group has two different values."""
    return len(set(sample.values)) > 1


def _quartiles(values: Sequence[float]) -> list[float] | None:
    return statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else None


def _shapiro(values: Sequence[float]) -> tuple[float | None, float | None]:
    if not 3 <= len(values) <= LARGEST_SHAPIRO or len(set(values)) == 1:
        return None, None
    from scipy.stats import shapiro

    found = shapiro(values)
    return float(found.statistic), float(found.pvalue)
