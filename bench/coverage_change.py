"""Coverage: how often each 95 % interval of change, groups, raters and synthesis holds the truth.

Data are drawn from a known truth, the interval is made as the product makes it, and it is counted
how often the truth lies inside. A line is nominal where that is within two points of 95 %; what is
not says so here and on its page in docs/methods. A line of DRAWS draws is itself unsure by about
1.4 points (two standard errors at 95 %).
"""

import math
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from kithwork.core.agreement import intraclass, weighted_kappa
from kithwork.core.betweencase import Case, Design, Session, between_case, case
from kithwork.core.change import number_needed
from kithwork.core.estimates import Interval
from kithwork.core.groups import Sample, many_groups, two_groups
from kithwork.core.paired import Pairs, mean_difference, signed_ranks, standardized_changes
from kithwork.core.regression_to_mean import Again, expected_again
from kithwork.core.singlecase.series import Better
from kithwork.core.synthesis import Effect, synthesize

DRAWS = 1000
NOMINAL, ALLOWED = 95.0, 2.0

Random = np.random.Generator
Made = tuple[Interval | None, float]  # an interval and the truth it should hold


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the table: what was drawn, and a function that draws once."""

    name: str
    draw: Callable[[Random], Made]
    draws: int = DRAWS


def main(wanted: tuple[str, ...] = ()) -> None:
    print(f"{'interval':<58} {'coverage':>9}  within ±2?")
    for line in lines():
        if wanted and not any(one in line.name for one in wanted):
            continue
        found = coverage(line)
        fits = "yes" if abs(found - NOMINAL) <= ALLOWED else "NO"
        print(f"{line.name:<58} {found:8.1f} %  {fits}", flush=True)


def coverage(line: Line) -> float:
    """Return the percentage of drawn intervals that hold their truth."""
    source = np.random.default_rng(sum(map(ord, line.name)))
    held = counted = 0
    for _ in range(line.draws):
        interval, truth = line.draw(source)
        if interval is not None:
            counted += 1
            held += interval.low <= truth <= interval.high
    return 100 * held / counted


def lines() -> Iterator[Line]:
    yield from _paired()
    yield from _groups()
    yield from _raters()
    yield from _cases()
    yield from _rates()
    yield from _again()


# ── before and after ────────────────────────────────────────────────────────────────────────


def _paired() -> Iterator[Line]:
    yield Line("mean difference, n 8", lambda source: _mean_of(source, 8))
    yield Line("Hodges–Lehmann, n 12", lambda source: _typical_of(source, 12))
    for variant in ("d_z", "d_av", "d_pooled", "d_rm", "d_pre"):
        for n in (15, 50):
            yield Line(
                f"{variant}, true d .8 by SD before, r .6, n {n}",
                lambda source, variant=variant, n=n: _change_of(source, variant, n),
            )


def _drawn_pairs(source: Random, n: int, *, d: float = 0.8, r: float = 0.6) -> Pairs:
    before, noise = source.normal(size=n), source.normal(size=n)
    after = d + r * before + math.sqrt(1 - r * r) * noise
    return Pairs(before=tuple(map(float, before)), after=tuple(map(float, after)))


def _mean_of(source: Random, n: int) -> Made:
    return mean_difference(_drawn_pairs(source, n)).difference.interval, 0.8


def _typical_of(source: Random, n: int) -> Made:
    return signed_ranks(_drawn_pairs(source, n)).typical.interval, 0.8


def _change_of(source: Random, variant: str, n: int) -> Made:
    truth = 0.8 / math.sqrt(2 * 0.4) if variant == "d_z" else 0.8
    return standardized_changes(_drawn_pairs(source, n))[variant].raw.interval, truth


# ── groups ──────────────────────────────────────────────────────────────────────────────────


def _groups() -> Iterator[Line]:
    for sizes, sds in (((12, 20), (1.0, 1.0)), ((12, 20), (1.0, 2.0)), ((60, 80), (1.0, 2.0))):
        for effect in ("difference", "hedges_g", "d_average", "superiority"):
            if effect == "hedges_g" and sds[0] != sds[1]:
                continue  # the interval supposes equal spread, and says so
            yield Line(
                f"{effect}, n {sizes[0]} and {sizes[1]}, SDs {sds[0]:g} and {sds[1]:g}",
                lambda source, effect=effect, sizes=sizes, sds=sds: _effect_of(
                    source, effect, sizes, sds
                ),
            )
    yield Line("omega squared, 3 groups of 15, truth .18", _omega_of)


def _effect_of(
    source: Random, effect: str, sizes: tuple[int, int], sds: tuple[float, float]
) -> Made:
    one, two = (
        Sample(name=name, values=tuple(map(float, source.normal(mean, sd, n))))
        for name, mean, sd, n in zip("ab", (0.7, 0.0), sds, sizes, strict=True)
    )
    found = two_groups(one, two)
    if effect == "difference":
        return found.difference.interval, 0.7
    root = math.hypot(*sds)
    truth = {
        "hedges_g": 0.7,
        "d_average": 0.7 / (root / math.sqrt(2)),
        "superiority": 0.5 * math.erfc(-0.7 / root / math.sqrt(2)),
    }[effect]
    return found.effects[effect].interval, truth


def _omega_of(source: Random) -> Made:
    means = (0.0, 0.4, 1.1)
    groups = [
        Sample(name=str(mean), values=tuple(map(float, source.normal(mean, 1, 15))))
        for mean in means
    ]
    between = float(np.var(means))
    return many_groups(groups).omega_squared.interval, between / (between + 1)


# ── raters ──────────────────────────────────────────────────────────────────────────────────


def _raters() -> Iterator[Line]:
    for n in (40, 200):
        yield Line(f"kappa of five levels, linear weights, n {n}", lambda s, n=n: _kappa_of(s, n))
    for form in ("icc_1_1", "icc_2_1", "icc_3_1", "icc_3_k"):
        yield Line(f"{form}, 30 things, 3 raters", lambda s, form=form: _icc_of(s, form))


_LEVELS = (-2, -1, 0, 1, 2)


def _ratings(source: Random, n: int) -> list[tuple[int, int]]:
    true = source.normal(size=n)
    seen = [np.clip(np.round(true + source.normal(0, 0.6, n)), -2, 2) for _ in range(2)]
    return [(int(one), int(two)) for one, two in zip(*seen, strict=True)]


def _kappa_of(source: Random, n: int) -> Made:
    one, two = zip(*_ratings(source, n), strict=True)
    return weighted_kappa(one, two, categories=_LEVELS).kappa.interval, _true_kappa()


def _true_kappa(known: list[float] = []) -> float:  # noqa: B006 (drawn once)
    if not known:
        one, two = zip(*_ratings(np.random.default_rng(1), 400_000), strict=True)
        found = weighted_kappa(one, two, categories=_LEVELS).kappa.estimate
        assert found is not None
        known.append(found)
    return known[0]


def _icc_of(source: Random, form: str) -> Made:
    """Spread between things 1, between raters .3 (all of it in the error of (1,1)), rest .5."""
    things = source.normal(size=(30, 1))
    shift = source.normal(0, math.sqrt(0.3), size=(30, 3) if form == "icc_1_1" else (1, 3))
    rows = (things + shift + source.normal(0, math.sqrt(0.5), size=(30, 3))).tolist()
    truth = {
        "icc_1_1": 1 / 1.8,
        "icc_2_1": 1 / 1.8,
        "icc_3_1": 1 / 1.5,
        "icc_3_k": 1 / (1 + 0.5 / 3),
    }[form]
    return intraclass(rows).forms[form].interval, truth


# ── cases and their synthesis ───────────────────────────────────────────────────────────────


def _cases() -> Iterator[Line]:
    for m in (4, 8):
        yield Line(
            f"between-case delta, {m} cases of 16, phi .2, rho .5, delta 1",
            lambda source, m=m: _delta_of(source, m),
            draws=500,
        )
    yield Line("between-case delta, (AB)² in 6 cases of 20, delta 1", _reversal_of, draws=500)
    yield Line("synthesis mean (CR2), 12 cases, tau² .1", lambda s: _synthesis_of(s, "mean"))
    yield Line("synthesis mean (CR2), 5 cases, tau² .1", lambda s: _synthesis_of(s, "mean", k=5))
    yield Line("synthesis mean by model, 12 cases", lambda s: _synthesis_of(s, "mean_by_model"))
    yield Line("synthesis tau² (Q-profile), 12 cases", lambda s: _synthesis_of(s, "tau"))
    yield Line("synthesis next case, 12 cases", lambda s: _synthesis_of(s, "prediction"))


def _delta_of(source: Random, m: int) -> Made:
    """Return the interval of δ where the SD between students is 1: τ² = σ² = .5."""
    cases = [
        _drawn_case(
            source, str(place), ["A"] * (start := 5 + place * 6 // m) + ["B"] * (16 - start)
        )
        for place in range(m)
    ]
    found = between_case(cases, design=Design.MULTIPLE_BASELINE, better=Better.HIGHER)
    return found.delta.interval, 1.0


def _reversal_of(source: Random) -> Made:
    phases = (["A"] * 5 + ["B"] * 5) * 2
    cases = [_drawn_case(source, str(place), phases) for place in range(6)]
    found = between_case(cases, design=Design.AB_K, better=Better.HIGHER)
    return found.delta.interval, 1.0


def _drawn_case(source: Random, name: str, phases: Sequence[str]) -> Case:
    """Draw one case with level and error of variance .5 each, φ .2, and an effect of 1."""
    level, error, sessions = source.normal(0, math.sqrt(0.5)), source.normal(), []
    for at, phase in enumerate(phases):
        if at:
            error = 0.2 * error + math.sqrt(1 - 0.04) * source.normal()
        value = float(level + (phase == "B") + math.sqrt(0.5) * error)
        sessions.append(Session(time=at, value=value, is_treated=phase == "B"))
    return case(name, sessions)


def _synthesis_of(source: Random, part: str, *, k: int = 12) -> Made:
    errors = source.uniform(0.15, 0.5, size=k)
    true = 0.4 + source.normal(0, math.sqrt(0.1), size=k)
    seen = true + errors * source.normal(size=k)
    found = synthesize(
        [
            Effect(name=str(at), estimate=float(one), se=float(se))
            for at, (one, se) in enumerate(zip(seen, errors, strict=True))
        ]
    )
    if part == "tau":
        return found.tau_squared_interval, 0.1
    if part == "prediction":
        return found.prediction, 0.4 + source.normal(0, math.sqrt(0.1))
    mean = found.mean if part == "mean" else found.mean_by_model
    return mean.interval, 0.4


# ── rates, and the same score again ─────────────────────────────────────────────────────────


def _rates() -> Iterator[Line]:
    for n in (20, 80):
        yield Line(f"difference of rates .6 and .4, {n} each", lambda s, n=n: _rates_of(s, n))


def _rates_of(source: Random, n: int) -> Made:
    found = number_needed(
        helped=int(source.binomial(n, 0.6)),
        of_helped=n,
        others=int(source.binomial(n, 0.4)),
        of_others=n,
    )
    return found.difference.interval, 0.2


def _again() -> Iterator[Line]:
    yield Line("second score of one chosen below −1, population", lambda s: _again_of(s, None))
    yield Line("second score of one chosen below −1, sample of 25", lambda s: _again_of(s, 25))


def _again_of(source: Random, n: int | None) -> Made:
    pre = 0.0
    while pre >= -1:
        pre = float(source.normal())
    post = 0.7 * pre + math.sqrt(1 - 0.49) * float(source.normal())
    if n is None:
        population = Again(mean=0, sd=1, r=0.7, source="drawn")
        return expected_again(pre, population=population).interval, post
    first = source.normal(size=n)
    second = 0.7 * first + math.sqrt(1 - 0.49) * source.normal(size=n)
    sample = Again(
        mean=float(first.mean()),
        sd=float(first.std(ddof=1)),
        r=max(0.0, float(np.corrcoef(first, second)[0, 1])),
        source="drawn",
        n=n,
    )
    return expected_again(pre, population=sample).interval, post


if __name__ == "__main__":
    main(tuple(sys.argv[1:]))
