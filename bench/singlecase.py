"""Single cases: every index of 10,000 series of 20 points, and draws of six staggered cases.

Claims: all indices of 10,000 series of 20 points below 2 s; a randomization test of six cases with
100,000 draws below 1 s. Peers in the same run: our own plain definitions, series by series (500,
extrapolated), and base R, five overlap indices only (200 series, extrapolated) and 5,000 draws.
"""

import random

from bench import r
from bench.measuring import Timing, alternately, report

SERIES, PLAIN, IN_R = 10_000, 500, 200
DRAWS, DRAWS_IN_R = 100_000, 5_000

_FIVE = """
five <- function(a, b) {
  wins <- outer(b, a, ">") + 0.5 * outer(b, a, "==")
  nap <- mean(wins)
  kept <- max(sapply(c(-Inf, a), function(cut) sum(a <= cut) + sum(b > cut)))
  c(mean(b > max(a)), mean((b > median(a)) + 0.5 * (b == median(a))), nap, 2 * nap - 1,
    kept / (length(a) + length(b)))
}
set.seed(1)
series <- replicate(%d, list(rnorm(10), rnorm(10, 1)), simplify = FALSE)
"""
_DRAWN = """
set.seed(1)
cases <- lapply(1:6, function(i) rnorm(24) + (1:24 >= 8 + i))
change <- function(y, start) mean(y[start:24]) - mean(y[1:(start - 1)])
"""


def main() -> None:
    _indices()
    _draws()


def _indices() -> None:
    from kithwork.catalogue.singlecase import single_case
    from kithwork.core.singlecase.indices import indices
    from kithwork.core.singlecase.many import indices_of_many
    from kithwork.core.singlecase.phases import Compared
    from kithwork.core.singlecase.series import Better, TwoPhases

    chance = random.Random(1)
    series = [
        TwoPhases(
            baseline=tuple(chance.gauss(10, 2) for _ in range(10)),
            intervention=tuple(chance.gauss(12, 2) for _ in range(10)),
            better=Better.HIGHER,
        )
        for _ in range(SERIES)
    ]
    rules = single_case().rules

    def one_by_one() -> None:
        for one in series[:PLAIN]:
            indices(Compared(one, (), ("A", "B"), returns=False), rules=rules)

    ours, plain = alternately(
        {
            f"all 16 indices, {SERIES:,} series": lambda: indices_of_many(series),
            f"one by one, {PLAIN} × {SERIES // PLAIN}": one_by_one,
        },
        times=5,
    )
    peers = [_scaled(plain, SERIES / PLAIN)]
    in_r = r.timed(
        f"base R: five indices, {IN_R} × {SERIES // IN_R}", packages=(), prepare=_FIVE % IN_R,
        run="for (one in series) five(one[[1]], one[[2]])", times=5,
    )  # fmt: skip
    if in_r is not None:
        peers.append(_scaled(in_r, SERIES / IN_R))
    report([ours, *peers])


def _draws() -> None:
    from kithwork.core.randomization.designs import Design, Limits, starting_at
    from kithwork.core.randomization.plans import Case, Plan
    from kithwork.core.randomization.testing import randomization_test
    from kithwork.core.singlecase.series import Better

    chance = random.Random(2)
    cases = [
        Case(
            f"case {place}",
            tuple(chance.gauss(0, 1) + (session >= 8 + place) for session in range(24)),
            starting_at(8 + place, 24),
        )
        for place in range(6)
    ]
    limits = Limits(min_a=5, min_b=5)
    plan = Plan(design=Design.MULTIPLE_BASELINE, limits=limits, better=Better.HIGHER, draws=DRAWS)
    ours = alternately(
        {f"6 cases × {DRAWS:,} draws": lambda: randomization_test(cases, plan)}, times=9
    )
    sums = "sum(sapply(cases, function(y) change(y, sample(6:20, 1))))"
    in_r = r.timed(
        f"base R: {DRAWS_IN_R:,} draws × {DRAWS // DRAWS_IN_R}", packages=(), prepare=_DRAWN,
        run=f"for (draw in 1:{DRAWS_IN_R}) {sums}", times=5,
    )  # fmt: skip
    peers = [] if in_r is None else [_scaled(in_r, DRAWS / DRAWS_IN_R)]
    report([*ours, *peers])


def _scaled(timing: Timing, times: float) -> Timing:
    return Timing(timing.name, tuple(seconds * times for seconds in timing.seconds))
