"""What is expected of a student chosen for an extreme score, without any help.

    expected = mean + r·(pre − mean)        error = SD·√(1 − r²)

with mean, SD and retest correlation r of the population she was chosen from. The error is that of a
single second score around what is expected (for a sample of n with the further error of its line,
Crawford and Howell 1998, and Student's t of n − 2). A second score beyond the interval is more than
regression to the mean and error of measurement explain, which is still no cause. A whole group
chosen for scores beyond a cut-off returns by SD·(1 − r)·φ(z)/Φ(z), z = (cut-off − mean)/SD turned
towards the chosen side (Davis 1976; Barnett, van der Pols and Dobson 2005, eq. 1).
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

from kithwork.core.estimates import LEVEL, Interval
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason, Value


class RegressionError(ValueError):
    """A mean, SD or correlation that cannot be; the reason says which."""

    def __init__(self, code: str, **params: Value) -> None:
        self.reason = Reason.of(code, **params)
        super().__init__(code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Again:
    """The population: `r` is its retest correlation (0–1), `n` its size where it was a sample."""

    mean: float
    sd: float
    r: float
    source: str
    n: int | None = None

    def __post_init__(self) -> None:
        if not math.isfinite(self.mean):
            raise RegressionError("change.error.mean")
        if not 0 < self.sd < math.inf:
            raise RegressionError("change.error.sd")
        if not 0 <= self.r <= 1:
            raise RegressionError("change.error.r")
        if self.n is not None and self.n < 3:
            raise RegressionError("change.error.n", fewest=3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected(PlainResult):
    """What a second score would be on average, and where most would lie.

    `beyond` is the second score − expected, None without one; `is_beyond` whether it leaves the
    interval. `by_itself` is the change that comes without help, expected − pre.
    """

    pre: float
    expected: float
    error: float
    interval: Interval
    beyond: float | None
    is_beyond: bool | None
    claim: Reason

    @property
    def by_itself(self) -> float:
        return self.expected - self.pre


def expected_again(
    pre: float, post: float | None = None, *, population: Again, level: float = LEVEL
) -> Expected:
    """Return what is expected of a second score, and how far one that was seen lies beyond it.

    >>> found = expected_again(-1.2, population=Again(mean=0, sd=1, r=0.8, source="grade"))
    >>> round(found.expected, 2), round(found.error, 2)
    (-0.96, 0.6)
    """
    expected = population.mean + population.r * (pre - population.mean)
    error, quantile = _error(pre, population, level=level)
    method = "normal-prediction" if population.n is None else "crawford-howell-t"
    interval = Interval(expected - quantile * error, expected + quantile * error, method, level)
    beyond = None if post is None else post - expected
    is_beyond = None if post is None else not interval.low <= post <= interval.high
    return Expected(
        pre=pre,
        expected=expected,
        error=error,
        interval=interval,
        beyond=beyond,
        is_beyond=is_beyond,
        claim=_claim(expected, interval, post, is_beyond=is_beyond, source=population.source),
    )


def return_of_a_group(cut_off: float, *, population: Again, is_below: bool = True) -> float:
    """Return by how much the mean of a group returns that was chosen below (above) a cut-off.

    Positive for a group chosen below, negative for one chosen above.

    >>> population = Again(mean=60, sd=15, r=0.5, source="an example")
    >>> round(return_of_a_group(40, population=population), 2)
    13.49
    """
    side = 1 if is_below else -1
    z = side * (cut_off - population.mean) / population.sd
    normal = NormalDist()
    share = normal.cdf(z)
    if share == 0:
        raise RegressionError("change.error.nobody_chosen")
    return side * population.sd * (1 - population.r) * normal.pdf(z) / share


def _error(pre: float, population: Again, *, level: float) -> tuple[float, float]:
    """Return the error of one second score, and how many of it the interval reaches."""
    plain = population.sd * math.sqrt(1 - population.r**2)
    if population.n is None:
        return plain, NormalDist().inv_cdf((1 + level) / 2)
    from scipy.stats import t

    n = population.n
    away = (pre - population.mean) ** 2 / (population.sd**2 * (n - 1))
    error = plain * math.sqrt((n - 1) / (n - 2)) * math.sqrt(1 + 1 / n + away)
    return error, float(t.ppf((1 + level) / 2, n - 2))


def _claim(
    expected: float,
    interval: Interval,
    post: float | None,
    *,
    is_beyond: bool | None,
    source: str,
) -> Reason:
    code = {None: "expected", True: "beyond", False: "within"}[is_beyond]
    values: dict[str, Value] = {} if post is None else {"post": post}
    return Reason.of(
        f"change.again.{code}",
        expected=expected,
        low=interval.low,
        high=interval.high,
        level=round(100 * interval.level, 1),
        source=source,
        **values,
    )
