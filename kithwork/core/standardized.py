"""What all standardised mean differences share: the small-sample correction, exact intervals.

A standardised difference is too large in small samples by a known factor; Hedges (1981) gives it
exactly by the gamma function and as an approximation, and the two differ in the third decimal below
10 degrees of freedom, so each is a function of its own name. The interval of a standardised
difference follows from the noncentral t distribution, that of a share of variance from the
noncentral F, by seeking the parameters under which the value seen is just at the edge (Steiger and
Fouladi 1997; Cumming and Finch 2001). The distributions are SciPy's.
"""

import math
from collections.abc import Callable

SMALLEST = 1e-12  # a t below it counts as 0, where SciPy's distribution would be NaN


def hedges_exact(df: float) -> float:
    """Return the exact correction J = Γ(df/2) / (√(df/2)·Γ((df − 1)/2)), for df above 1.

    >>> round(hedges_exact(9), 6)
    0.913875
    """
    return math.exp(math.lgamma(df / 2) - math.lgamma((df - 1) / 2)) / math.sqrt(df / 2)


def hedges_approximate(df: float) -> float:
    """Return the approximate correction J = 1 − 3 / (4·df − 1).

    >>> round(hedges_approximate(9), 6)
    0.914286
    """
    return 1 - 3 / (4 * df - 1)


def noncentral_t_limits(t: float, df: float, *, level: float) -> tuple[float, float]:
    """Return the noncentralities under which `t` stands at the upper and the lower edge."""
    from scipy.special import nctdtr

    tail = (1 - level) / 2
    if abs(t) < SMALLEST:
        t = 0.0

    def below(noncentrality: float) -> float:
        found = float(nctdtr(df, noncentrality, t))
        # SciPy gives NaN far outside, where the value is 0 or 1 to all digits.
        return found if math.isfinite(found) else float(noncentrality < t)

    return (
        falling_root(below, 1 - tail, start=t),
        falling_root(below, tail, start=t),
    )


def noncentral_f_limits(f: float, df1: float, df2: float, *, level: float) -> tuple[float, float]:
    """Return the limits of the noncentrality λ of an F ratio; an end without a root is 0."""
    from scipy.special import fdtr, ncfdtr

    tail = (1 - level) / 2
    at_zero = float(fdtr(df1, df2, f))

    def below(noncentrality: float) -> float:
        if noncentrality <= 0:
            return at_zero - noncentrality  # carried on beyond 0, so that a root is bracketed
        found = float(ncfdtr(df1, df2, noncentrality, f))
        return found if math.isfinite(found) else 0.0

    return (
        max(0.0, falling_root(below, 1 - tail, start=f * df1)),
        max(0.0, falling_root(below, tail, start=f * df1)),
    )


def falling_root(function: Callable[[float], float], value: float, *, start: float) -> float:
    """Return where a falling function takes `value`, seeking outwards from `start`."""
    from scipy.optimize import brentq

    low = high = start
    step = 1.0
    while function(low) < value:
        low, step = low - step, 2 * step
    step = 1.0
    while function(high) > value:
        high, step = high + step, 2 * step
    return float(brentq(lambda at: function(at) - value, low, high, xtol=1e-10, rtol=1e-12))
