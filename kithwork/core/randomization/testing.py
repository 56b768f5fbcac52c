"""Where what happened stands among all that the draw could have given.

p is the share of arrangements whose statistic is at least that of the arrangement that happened,
itself among them; with several cases the statistic is the mean over the cases. While the
arrangements can be listed the p is exact; otherwise arrangements are drawn, and p = (b + 1)/(n + 1)
with b of n draws at least as large, which is never 0 (Phipson and Smyth 2010). One-sided in the
direction of improvement unless told otherwise.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kithwork.core.randomization.designs import (
    Arrangement,
    Design,
    DesignError,
    Scheme,
    alternations,
    arrangements_of_ab,
    arrangements_of_abab,
    count_alternations,
    longest_run,
    shape_of,
    starting_at,
)
from kithwork.core.randomization.plans import Case, Plan, RandomizationResult, Tail
from kithwork.core.randomization.statistics import Function, Statistic
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    from kithwork.core._kernels.randomization import Array

FEW = 20  # arrangements below which p ≤ .05 is out of reach
SAME = 1e-9  # values closer than this share of the largest count as equal


@dataclass(frozen=True, slots=True)
class _Reference:
    """What the draw could have given: sums over cases, all of them or drawn ones."""

    happened: float
    sums: "Array"
    arrangements: int
    is_exact: bool


def randomization_test(cases: Sequence[Case], plan: Plan) -> RandomizationResult:
    """Return the p of a randomized single-case design.

    Raises DesignError where a case could not have come out of the draw that the plan describes.

    >>> from kithwork.core.randomization.designs import Limits
    >>> from kithwork.core.singlecase.series import Better
    >>> case = Case("Lin", (2, 3, 1, 2, 7, 8), (False,) * 4 + (True,) * 2)
    >>> plan = Plan(design=Design.AB, limits=Limits(min_a=2, min_b=2), better=Better.HIGHER)
    >>> result = randomization_test([case], plan)
    >>> round(result.p, 4), result.arrangements, result.method
    (0.3333, 3, 'exact')
    """
    if not cases:
        raise DesignError(Reason.of("randomization.error.no_case"))
    if plan.design is Design.MULTIPLE_BASELINE and plan.scheme is not Scheme.MARASCUILO_BUSK:
        reference = _ordered(cases, plan)
    else:
        reference = _independent(cases, plan)
    return _result(reference, cases, plan)


# ── what could have happened ────────────────────────────────────────────────────────────────


def _independent(cases: Sequence[Case], plan: Plan) -> _Reference:
    """Each case was drawn by itself."""
    from kithwork.core._kernels.randomization import all_sums

    counts = [_count(case, plan) for case in cases]
    arrangements = math.prod(counts)
    happened = sum(_happened(case, plan) for case in cases)
    if arrangements <= plan.listed:
        tables = [_statistic(case, _rows(case, plan), plan) for case in cases]
        return _Reference(happened, all_sums(tables), arrangements, is_exact=True)
    sums = _drawn(cases, counts, plan)
    return _Reference(happened, sums, arrangements, is_exact=False)


def _drawn(cases: Sequence[Case], counts: Sequence[int], plan: Plan) -> "Array":
    """Return sums over cases of drawn arrangements; only long alternations are not listed."""
    import numpy as np

    from kithwork.core._kernels.randomization import drawn_sums

    chance = _chance(plan)
    sums = np.zeros(plan.draws)
    for case, count in zip(cases, counts, strict=True):
        if plan.design is Design.ALTERNATING and count > plan.listed:
            sums += _drawn_alternating(case, plan, chance)
        else:
            sums += drawn_sums([_statistic(case, _rows(case, plan), plan)], plan.draws, chance)
    return sums


def _ordered(cases: Sequence[Case], plan: Plan) -> _Reference:
    """Drawn was which case gets which place, and perhaps the start within it."""
    from kithwork.core._kernels.randomization import all_sums_of_orders, drawn_sums_of_orders

    starts = [_start_of(case) for case in cases]
    places = _places(starts, plan)
    tables = [[_at_starts(case, place, plan) for place in places] for case in cases]
    arrangements = math.factorial(len(cases)) * math.prod(map(len, places))
    happened = sum(_happened(case, plan) for case in cases)
    if arrangements <= plan.listed:
        return _Reference(happened, all_sums_of_orders(tables), arrangements, is_exact=True)
    sums = drawn_sums_of_orders(tables, plan.draws, _chance(plan))
    return _Reference(happened, sums, arrangements, is_exact=False)


def _places(starts: Sequence[int], plan: Plan) -> list[tuple[int, ...]]:
    """Return the start points of each place; every case must have begun in a place of its own."""
    if plan.scheme is Scheme.WAMPOLD_WORSHAM:
        return [(start,) for start in sorted(starts)]
    ranges = list(plan.ranges)
    if len(ranges) != len(starts):
        raise DesignError(
            Reason.of("randomization.error.ranges", given=len(ranges), cases=len(starts))
        )
    held = [[place for place, allowed in enumerate(ranges) if start in allowed] for start in starts]
    if not _all_apart(held):
        raise DesignError(Reason.of("randomization.error.not_in_ranges"))
    return ranges


def _all_apart(held: Sequence[Sequence[int]]) -> bool:
    """Tell whether each start lies in exactly one range, and each range holds one start."""
    return all(len(places) == 1 for places in held) and len({one for [one] in held}) == len(held)


def _start_of(case: Case) -> int:
    if shape_of(case.is_b) != "AB":
        raise DesignError(Reason.of("randomization.error.shape", case=case.name, shape="AB"))
    return case.is_b.index(True)


def _at_starts(case: Case, starts: Sequence[int], plan: Plan) -> "Array":
    n = len(case.values)
    if not all(0 < start < n for start in starts):
        raise DesignError(Reason.of("randomization.error.too_short", case=case.name))
    return _statistic(case, [starting_at(start, n) for start in starts], plan)


def _count(case: Case, plan: Plan) -> int:
    """Return how many arrangements the draw allowed the case; what happened must be one of them."""
    n, limits = len(case.values), plan.limits
    if plan.design is Design.ALTERNATING:
        count = count_alternations(n, case.is_b.count(False), max_run=limits.max_run)
        is_allowed = limits.max_run is None or longest_run(case.is_b) <= limits.max_run
        is_allowed = is_allowed and 0 < case.is_b.count(True) < n
    else:
        shape = "ABAB" if plan.design is Design.ABAB else "AB"
        if shape_of(case.is_b) != shape:
            raise DesignError(Reason.of("randomization.error.shape", case=case.name, shape=shape))
        rows = _rows(case, plan)
        count, is_allowed = len(rows), case.is_b in rows
    if not is_allowed:
        raise DesignError(
            Reason.of(
                "randomization.error.not_drawn",
                case=case.name,
                min_a=limits.min_a,
                min_b=limits.min_b,
            )
        )
    return count


def _rows(case: Case, plan: Plan) -> list[Arrangement]:
    n, limits = len(case.values), plan.limits
    if plan.design is Design.ALTERNATING:
        return list(alternations(n, case.is_b.count(False), max_run=limits.max_run))
    if plan.design is Design.ABAB:
        return arrangements_of_abab(n, limits)
    return arrangements_of_ab(n, limits)


def _drawn_alternating(case: Case, plan: Plan, chance: "np.random.Generator") -> "Array":
    from kithwork.core._kernels.randomization import drawn_alternations

    n_a = case.is_b.count(False)
    rows = drawn_alternations(
        len(case.values), n_a, max_run=plan.limits.max_run, draws=plan.draws, chance=chance
    )
    return _statistic(case, rows, plan)


# ── the statistic of arrangements ───────────────────────────────────────────────────────────


def _happened(case: Case, plan: Plan) -> float:
    return float(_statistic(case, [case.is_b], plan)[0])


def _statistic(case: Case, rows: "Sequence[Arrangement] | np.ndarray", plan: Plan) -> "Array":
    """Return the statistic of each arrangement, sessions without a value left out."""
    import numpy as np

    has_value = np.array([value is not None for value in case.values])
    points = plan.better.sign * np.array(
        [value for value in case.values if value is not None], dtype=float
    )
    of_b = np.asarray(rows, dtype=bool)[:, has_value]
    n_b = of_b.sum(axis=1)
    if len(points) < 2 or n_b.min() == 0 or n_b.max() == len(points):
        raise DesignError(Reason.of("randomization.error.empty_phase", case=case.name))
    return _computed(points, of_b, plan.statistic)


def _computed(points: "Array", of_b: "np.ndarray", statistic: Statistic | Function) -> "Array":
    import numpy as np

    from kithwork.core._kernels import randomization as kernel

    if statistic is Statistic.MEAN_DIFFERENCE:
        return kernel.mean_differences(points, of_b)
    if statistic is Statistic.NAP:
        return kernel.shares_of_wins(points, of_b)
    if statistic is Statistic.TAU:
        return 2 * kernel.shares_of_wins(points, of_b) - 1
    if statistic is Statistic.MEDIAN_DIFFERENCE:
        return kernel.median_differences(points, of_b)
    function = statistic.function if isinstance(statistic, Statistic) else statistic
    return np.array([function(points[~row].tolist(), points[row].tolist()) for row in of_b])


def _chance(plan: Plan) -> "np.random.Generator":
    import numpy as np

    return np.random.default_rng(plan.seed)


# ── what it says ────────────────────────────────────────────────────────────────────────────


def _result(reference: _Reference, cases: Sequence[Case], plan: Plan) -> RandomizationResult:
    looked_at = len(reference.sums)
    as_large = _as_large(reference, len(cases), plan)
    added = 0 if reference.is_exact else 1
    p = (as_large + added) / (looked_at + added)
    method = "exact" if reference.is_exact else "monte-carlo"
    return RandomizationResult(
        p=p,
        statistic=reference.happened / len(cases),
        arrangements=reference.arrangements,
        smallest_p=1 / reference.arrangements,
        method=method,
        draws=looked_at,
        n_cases=len(cases),
        notes=_notes(reference, cases, plan, p=p),
        claim=Reason.of(
            f"randomization.says.{plan.tail}", p=p, arrangements=reference.arrangements
        ),
    )


def _as_large(reference: _Reference, n_cases: int, plan: Plan) -> int:
    import numpy as np

    middle = plan.statistic.no_difference * n_cases if isinstance(plan.statistic, Statistic) else 0
    sums, happened = reference.sums - middle, reference.happened - middle
    if plan.tail is Tail.WORSENING:
        sums, happened = -sums, -happened
    elif plan.tail is Tail.BOTH:
        sums, happened = np.abs(sums), abs(happened)
    same = SAME * max(float(np.abs(sums).max()), abs(happened))
    return int((sums >= happened - same).sum())


def _notes(
    reference: _Reference, cases: Sequence[Case], plan: Plan, *, p: float
) -> tuple[Reason, ...]:
    notes = [Reason.of("randomization.note.only_if_drawn")]
    if plan.design in (Design.AB, Design.ABAB) or (
        plan.design is Design.MULTIPLE_BASELINE and plan.scheme is Scheme.MARASCUILO_BUSK
    ):
        limits = plan.limits
        notes.append(Reason.of("randomization.note.limits", min_a=limits.min_a, min_b=limits.min_b))
    if plan.design is Design.MULTIPLE_BASELINE:
        notes.append(Reason.of(f"randomization.note.{plan.scheme.replace('-', '_')}"))
    if reference.arrangements < FEW:
        least = 1 / reference.arrangements
        notes.append(Reason.of("randomization.note.few", n=reference.arrangements, least=least))
    if not reference.is_exact:
        error = math.sqrt(p * (1 - p) / plan.draws)
        notes.append(Reason.of("randomization.note.drawn", draws=plan.draws, error=error))
    if missing := sum(case.values.count(None) for case in cases):
        notes.append(Reason.of("randomization.note.missing", n=missing))
    return tuple(notes)
