"""Questionnaires: polychoric correlations, alpha and omega of a million, factors, classes.

Claims: 25 items of 2,800 people below 0.3 s; alpha and both omegas of 60 items of 1,000,000 people
in no more than three times one `numpy.cov` of the same array. Peers in the same run: numpy.cov, and
R's psych, lavaan and mclust, each timing the same thing on the same answers within R. psych rounds
its polychoric correlations at about four decimals, ours are exact to ten.
"""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from bench import r
from bench.measuring import Timing, alternately, report

Numbers = np.ndarray[Any, np.dtype[np.float64]]
MODEL = {"one": range(0, 5), "two": range(5, 10), "three": range(10, 15)}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        answers = likert(2_800, 25)
        file = Path(folder, "answers.csv")
        names = ",".join(f"q{place}" for place in range(1, 26))
        np.savetxt(file, answers, fmt="%d", delimiter=",", header=names, comments="")
        _polychoric(answers, file)
        _reliability_small(answers, file)
        _confirming(answers, file)
        _profiles(answers, file)
    _reliability_large()


def likert(people: int, items: int, *, seed: int = 1) -> Numbers:
    """Return answers 1–6 from a general factor and five groups of items."""
    draw = np.random.default_rng(seed)
    loadings = draw.uniform(0.4, 0.7, items)
    groups = draw.normal(size=(people, 5))[:, np.arange(items) % 5]
    latent = draw.normal(size=(people, 1)) * 0.5 + groups * 0.5
    latent = latent * loadings + draw.normal(size=(people, items)) * 0.7
    return np.digitize(latent, [-1.4, -0.6, 0.1, 0.8, 1.5]) + 1.0


def matrix(answers: Numbers) -> Any:
    from kithwork.core.items import ItemMatrix

    return ItemMatrix(tuple(f"q{place}" for place in range(1, answers.shape[1] + 1)), answers)


def _polychoric(answers: Numbers, file: Path) -> None:
    from kithwork.core.factors import polychoric

    items = matrix(answers)
    _against(
        "polychoric, 25 items × 2,800 people",
        lambda: polychoric(items, sparse_below=5),
        r.timed(
            "R psych: polychoric", packages=("psych",), prepare=f'x <- read.csv("{file}")',
            run="polychoric(x, correct = 0, smooth = FALSE)", times=3,
        ),
    )  # fmt: skip


def _reliability_small(answers: Numbers, file: Path) -> None:
    from kithwork.core.items import ItemCovariances
    from kithwork.core.reliability import alpha, omega

    items = matrix(answers)

    def ours() -> None:
        covariances = ItemCovariances.of(items)
        alpha(covariances)
        omega(covariances)

    _against(
        "alpha and omega, 25 items × 2,800 people",
        ours,
        r.timed(
            "R psych: alpha and omega", packages=("psych", "GPArotation"),
            prepare=f'x <- read.csv("{file}")',
            run="alpha(x); omega(x, 3, plot = FALSE)", times=5,
        ),
    )  # fmt: skip


def _confirming(answers: Numbers, file: Path) -> None:
    from kithwork.core.factors import confirm
    from kithwork.core.items import ItemCovariances

    items = matrix(answers)
    model = {name: [f"q{place + 1}" for place in places] for name, places in MODEL.items()}
    written = "; ".join(f"{name} =~ {' + '.join(members)}" for name, members in model.items())
    _against(
        "confirmatory model, 3 factors of 15 items",
        lambda: confirm(ItemCovariances.of(items), model),
        r.timed(
            "R lavaan: cfa and fit measures", packages=("lavaan",),
            prepare=f'x <- read.csv("{file}")',
            run=f'fitMeasures(cfa("{written}", data = x))', times=5,
        ),
    )  # fmt: skip


def _profiles(answers: Numbers, file: Path) -> None:
    from kithwork.core.classes import Kind, classes_of

    items = matrix(answers).only([f"q{place}" for place in range(1, 11)])
    _against(
        "latent profiles, 3 of 10 items, one start",
        lambda: classes_of(items, classes=3, seed=1, kind=Kind.PROFILES, starts=1),
        r.timed(
            "R mclust: 3 profiles (VVI), one start", packages=("mclust",),
            prepare=f'x <- read.csv("{file}")[, 1:10]',
            run='Mclust(x, G = 3, modelNames = "VVI", verbose = FALSE)', times=3,
        ),
        times=3,
    )  # fmt: skip


def _reliability_large() -> None:
    """Alpha and omega against one covariance matrix of the same array."""
    from kithwork.core.items import ItemCovariances
    from kithwork.core.reliability import alpha, omega

    answers = np.tile(likert(50_000, 60), (20, 1))
    items = matrix(answers)

    def ours() -> None:
        covariances = ItemCovariances.of(items)
        alpha(covariances)
        omega(covariances)

    timings = alternately(
        {
            "alpha and omega, 60 items × 1,000,000": ours,
            "numpy.cov of the same array": lambda: np.cov(answers, rowvar=False),
        },
        times=5,
    )
    report(timings)
    print(f"ours : numpy.cov {timings[0].p50 / timings[1].p50:.2f} (claim: at most 3)")


def _against(name: str, ours: Callable[[], object], peer: Timing | None, *, times: int = 7) -> None:
    ours()  # imports, first
    timings = alternately({name: ours}, times=times)
    report([*timings, *([peer] if peer else [])])
