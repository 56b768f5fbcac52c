"""Coverage of the intervals of questionnaires on data whose truth is known.

Each line draws many data sets from one truth and counts how often the 95 % interval (90 % of RMSEA)
holds it, with the error of the count itself. Nominal ± 2 points is what the docstrings promise,
where they do not say otherwise.
"""

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from kithwork.core.estimates import Interval
from kithwork.core.factors import confirm, polychoric
from kithwork.core.item_bias import mantel_haenszel
from kithwork.core.items import ItemCovariances, ItemMatrix
from kithwork.core.reliability import alpha, bootstrap, measurement_error, omega

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Draw = Callable[[np.random.Generator], tuple[Interval | None, float]]

SETS, SLOW_SETS, RESAMPLES = 2000, 120, 120
CUTS = [-1.2, -0.4, 0.4, 1.2]


def main() -> None:
    print(f"{'interval and truth':<62}{'nominal':>8}{'covers':>8}{'±':>6}{'sets':>7}")
    for name, draw in (
        ("alpha, Feldt: 8 parallel normal items, 60 people", _alpha(np.full(8, 0.6), 60)),
        ("alpha, Feldt: the same in five answers", _alpha(np.full(8, 0.6), 60, cuts=CUTS)),
        (
            "alpha, Feldt: loadings .3 to .9, 60 people",
            _alpha(np.linspace(0.3, 0.9, 8), 60),
        ),
        ("SEM, chi²: 8 parallel normal items, 200 people", _error(np.full(8, 0.6), 200)),
        ("SEM, chi²: loadings .3 to .9, 200 people", _error(np.linspace(0.3, 0.9, 8), 200)),
        ("polychoric, Fisher z: r .5, four answers, 300 people", _pair(0.5, 300, CUTS[:3])),
        ("polychoric, Fisher z: r .8, two answers, 300 people", _pair(0.8, 300, [0.3])),
        ("loading of a confirmed factor, 300 people", _loading(300)),
        ("RMSEA of a model that is slightly wrong, 500 people", _rmsea(500)),
        ("odds ratio 2 of Mantel–Haenszel, five levels of 60", _odds(2.0)),
    ):
        _told(name, draw, sets=SETS)
    _told("omega total, bootstrap: 9 items, 150 people", _omega(150), sets=SLOW_SETS)
    print(f"one test at 5 % of a question without bias is significant in {_false_alarms():.1%}")


def _told(name: str, draw: Draw, *, sets: int) -> None:
    generator = np.random.default_rng(2026)
    hits, level = 0, 0.95
    for _ in range(sets):
        interval, truth = draw(generator)
        if interval is not None:
            level = interval.level
            hits += interval.low <= truth <= interval.high
    share = hits / sets
    error = math.sqrt(share * (1 - share) / sets)
    print(f"{name:<62}{level:>8.0%}{share:>8.1%}{error:>6.1%}{sets:>7}", flush=True)


def _items(loadings: Numbers, people: int, draw: np.random.Generator, cuts: Any) -> ItemMatrix:
    latent = draw.normal(size=(people, 1)) * loadings
    latent = latent + draw.normal(size=(people, len(loadings))) * np.sqrt(1 - loadings**2)
    values = np.digitize(latent, cuts).astype(float) if cuts else latent
    return ItemMatrix(tuple(f"q{place}" for place in range(len(loadings))), values)


def _alpha_of(matrix: Numbers) -> float:
    found = alpha(ItemCovariances.given(tuple(map(str, range(len(matrix)))), matrix, n=10**6))
    assert found.estimate is not None
    return found.estimate


def _true_alpha(loadings: Numbers, cuts: Any) -> float:
    """Return alpha of the population: exact, or of a million drawn people where there are cuts."""
    if cuts is None:
        return _alpha_of(np.outer(loadings, loadings) + np.diag(1 - loadings**2))
    many = _items(loadings, 1_000_000, np.random.default_rng(1), cuts)
    return _alpha_of(ItemCovariances.of(many).matrix)


def _alpha(loadings: Numbers, people: int, *, cuts: Any = None) -> Draw:
    truth = _true_alpha(loadings, cuts)

    def draw(generator: np.random.Generator) -> tuple[Interval | None, float]:
        items = _items(loadings, people, generator, cuts)
        return alpha(ItemCovariances.of(items)).interval, truth

    return draw


def _error(loadings: Numbers, people: int) -> Draw:
    whole = np.outer(loadings, loadings) + np.diag(1 - loadings**2)
    truth = math.sqrt(whole.sum() * (1 - _alpha_of(whole)))

    def draw(generator: np.random.Generator) -> tuple[Interval | None, float]:
        covariances = ItemCovariances.of(_items(loadings, people, generator, None))
        return measurement_error(covariances).interval, truth

    return draw


def _pair(r: float, people: int, cuts: list[float]) -> Draw:
    def draw(generator: np.random.Generator) -> tuple[Interval | None, float]:
        first = generator.normal(size=people)
        second = r * first + math.sqrt(1 - r**2) * generator.normal(size=people)
        answers = np.column_stack([np.digitize(first, cuts), np.digitize(second, cuts)])
        (pair,) = polychoric(ItemMatrix(("a", "b"), answers.astype(float)), sparse_below=5).pairs
        return pair.estimate().interval, r

    return draw


def _loading(people: int) -> Draw:
    loadings = np.array([0.7, 0.6, 0.5, 0.8])
    truth = loadings[1] / loadings[0]

    def draw(generator: np.random.Generator) -> tuple[Interval | None, float]:
        items = _items(loadings, people, generator, None)
        found = confirm(ItemCovariances.of(items), {"one": items.names})
        if not found.loadings or found.loadings[1].se is None:
            return None, truth
        second = found.loadings[1]
        reach = 1.959964 * found.loadings[1].se
        return Interval(second.estimate - reach, second.estimate + reach, "wald"), truth

    return draw


def _rmsea(people: int) -> Draw:
    """One factor for items of which two share more: the truth is that of the population."""
    loadings = np.full(6, 0.7)
    whole = np.outer(loadings, loadings) + np.diag(1 - loadings**2)
    whole[0, 1] = whole[1, 0] = whole[0, 1] + 0.12
    names = tuple(f"q{place}" for place in range(6))
    of_all = confirm(ItemCovariances.given(names, whole, n=10**7), {"one": names})
    assert of_all.chi2 is not None
    assert of_all.df is not None
    truth = math.sqrt(of_all.chi2 / 10**7 / of_all.df)
    root = np.linalg.cholesky(whole)

    def draw(generator: np.random.Generator) -> tuple[Interval | None, float]:
        values = generator.normal(size=(people, 6)) @ root.T
        covariances = ItemCovariances.of(ItemMatrix(names, values))
        return confirm(covariances, {"one": names}).rmsea_interval, truth

    return draw


def _odds(ratio: float) -> Draw:
    chances = np.array([0.2, 0.35, 0.5, 0.65, 0.8])
    raised = ratio * chances / (1 - chances + ratio * chances)

    def draw(generator: np.random.Generator) -> tuple[Interval | None, float]:
        yes = np.column_stack([generator.binomial(30, raised), generator.binomial(30, chances)])
        tables = np.stack([yes, 30 - yes], axis=2).astype(float)
        return mantel_haenszel(tables).odds_ratio.interval, ratio

    return draw


def _omega(people: int) -> Draw:
    general, group = np.full(9, 0.6), np.full(9, 0.5)
    same = np.equal.outer(np.arange(9) % 3, np.arange(9) % 3)
    whole = np.outer(general, general) + same * np.outer(group, group)
    np.fill_diagonal(whole, 1.0)
    truth = 1 - 9 * (1 - 0.36 - 0.25) / whole.sum()
    root = np.linalg.cholesky(whole)

    def draw(generator: np.random.Generator) -> tuple[Interval | None, float]:
        items = ItemMatrix(tuple("abcdefghi"), generator.normal(size=(people, 9)) @ root.T)
        found = bootstrap(
            items,
            of=lambda covariances: omega(covariances).total,
            draws=RESAMPLES,
            seed=int(generator.integers(1 << 30)),
        )
        return found.interval, truth

    return draw


def _false_alarms() -> float:
    from kithwork.catalogue.questionnaire_rules import questionnaire_rules
    from kithwork.core.item_bias import item_bias

    generator, hits = np.random.default_rng(2026), 0
    for _ in range(SLOW_SETS):
        latent = generator.normal(size=(240, 1)) + generator.logistic(size=(240, 6)) * 0.7
        items = ItemMatrix(tuple("abcdef"), np.digitize(latent, [-1.0, 0.0, 1.0]).astype(float))
        groups = ["x" if one else "y" for one in generator.integers(0, 2, 240)]
        found = item_bias(items, groups, rules=questionnaire_rules().bias)
        hits += sum(one.p is not None and one.p < 0.05 for one in found)
    return hits / (6 * SLOW_SETS)
