"""Latent class and latent profile models, fitted by StepMix (MIT licence) from several starts.

Lazarsfeld & Henry (1968); Goodman (1974), Biometrika 61: within a class the answers to different
items are independent, so that P(answers) = Σ over classes of share × product over items of P(answer
| class). Classes for answers in categories; profiles for numbers, normal within a class with a
variance of its own for every item and class. Missing answers are left out of a person's product
(full information, right if what is missing depends on what was answered only). The likelihood has
many peaks: each start climbs one, so the number of starts that reached the highest is told.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kithwork.core.classes.result import Classes, ClassProfile, ItemProfile
from kithwork.core.items import ItemError, ItemMatrix
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

STARTS = 20
_SAME_PEAK = 0.01  # of log-likelihood
_STEPS = 5000
_SETTLED = 1e-10  # of the mean log-likelihood from one step to the next
_MOST_CATEGORIES = 20


class Kind(StrEnum):
    """Answers in categories, or numbers."""

    CLASSES = "classes"
    PROFILES = "profiles"


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """What StepMix is given: each different person once, with how many are alike.

    `rows` are category numbers or values (NaN missing), `place` says which row each person is.
    """

    names: tuple[str, ...]
    rows: "Numbers"
    weights: "Numbers"
    place: "np.ndarray[Any, np.dtype[np.int64]]"
    values: "Numbers"
    categories: tuple[tuple[float, ...], ...]
    left_out: int


def classes_of(
    items: ItemMatrix,
    *,
    classes: int,
    seed: int,
    kind: Kind = Kind.CLASSES,
    starts: int = STARTS,
) -> Classes:
    """Fit `classes` classes from `starts` starts, drawn from `seed`.

    Raises ItemError for fewer than one class, or categories where an item has more than 20 answers.
    """
    if classes < 1:
        raise ItemError("classes.error.number", classes=classes)
    answers = _answers(items, kind)
    n = int(answers.weights.sum())
    if why := _refusal(answers, classes):
        return Classes(kind=str(kind), classes=classes, n=n, missing=answers.left_out, why=why)
    peaks = [_climbed(answers, classes, kind, seed=seed + start) for start in range(starts)]
    heights = [height for height, _ in peaks]
    best = max(heights)
    reached = sum(height > best - _SAME_PEAK for height in heights)
    posteriors = peaks[heights.index(best)][1]
    return _result(
        answers, kind, posteriors, height=best, starts=starts, reached=reached, seed=seed
    )


def compare(
    items: ItemMatrix,
    *,
    numbers: Iterable[int],
    seed: int,
    kind: Kind = Kind.CLASSES,
    starts: int = STARTS,
) -> tuple[Classes, ...]:
    """Fit several numbers of classes; the least BIC is the usual choice, with sense beside it."""
    return tuple(
        classes_of(items, classes=number, seed=seed, kind=kind, starts=starts) for number in numbers
    )


def _answers(items: ItemMatrix, kind: Kind) -> _Answers:
    import numpy as np

    known = ~np.isnan(items.values)
    values = items.values[known.any(axis=1)]
    categories = tuple(tuple(np.unique(column[~np.isnan(column)]).tolist()) for column in values.T)
    if kind is Kind.PROFILES:
        weights, place = np.ones(len(values)), np.arange(len(values))
        left_out = items.people - len(values)
        return _Answers(items.names, values, weights, place, values, categories, left_out)
    for name, found in zip(items.names, categories, strict=True):
        if len(found) > _MOST_CATEGORIES:
            raise ItemError("classes.error.categories", item=name, n=len(found))
    codes = np.column_stack(
        [
            np.where(np.isnan(column), -1.0, np.searchsorted(found, column))
            for column, found in zip(values.T, categories, strict=True)
        ]
    )
    unique, place, counts = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
    rows = np.where(unique < 0, np.nan, unique)
    return _Answers(
        items.names, rows, counts.astype(float), place.reshape(-1), values, categories,
        items.people - len(values),
    )  # fmt: skip


def _refusal(answers: _Answers, classes: int) -> Reason | None:
    n = int(answers.weights.sum())
    if n < max(2 * classes, 2):
        return Reason.of("classes.refused.people", n=n, classes=classes)
    flat = [
        name
        for name, found in zip(answers.names, answers.categories, strict=True)
        if len(found) < 2
    ]
    if flat:
        return Reason.of("reliability.refused.constant", items=", ".join(flat))
    return None


def _climbed(answers: _Answers, classes: int, kind: Kind, *, seed: int) -> tuple[float, "Numbers"]:
    """Return the log-likelihood where one start ends, and each row's posteriors there."""
    import warnings

    import numpy as np

    with warnings.catch_warnings():
        # its docstrings have unknown escapes, and it warns of starts that end early: we count them
        warnings.simplefilter("ignore")
        from stepmix.stepmix import StepMix

        model = StepMix(
            n_components=classes,
            measurement="categorical_nan" if kind is Kind.CLASSES else "gaussian_diag_nan",
            n_init=1,
            max_iter=_STEPS,
            abs_tol=_SETTLED,
            rel_tol=0.0,
            random_state=seed,
            verbose=0,
            progress_bar=0,
        )
        model.fit(answers.rows, sample_weight=answers.weights)
        height = model.score(answers.rows, sample_weight=answers.weights) * answers.weights.sum()
        posteriors = model.predict_proba(answers.rows)
    return float(height), np.asarray(posteriors, dtype=np.float64)


def _result(
    answers: _Answers,
    kind: Kind,
    posteriors: "Numbers",
    *,
    height: float,
    starts: int,
    reached: int,
    seed: int,
) -> Classes:
    import numpy as np

    shares = answers.weights @ posteriors / answers.weights.sum()
    order = np.argsort(-shares, kind="stable")
    posteriors, shares = posteriors[:, order], shares[order]
    n, classes = int(answers.weights.sum()), len(order)
    parameters = _parameters(answers, kind, classes)
    profiles = _profiles(answers, kind, posteriors)
    return Classes(
        kind=str(kind),
        classes=classes,
        n=n,
        missing=answers.left_out,
        log_likelihood=height,
        parameters=parameters,
        aic=-2 * height + 2 * parameters,
        bic=-2 * height + parameters * math.log(n),
        bic_adjusted=-2 * height + parameters * math.log((n + 2) / 24),
        entropy=_entropy(answers.weights, posteriors),
        starts=starts,
        reached=reached,
        seed=seed,
        profiles=profiles,
        posteriors=posteriors[answers.place],
        notes=_notes(profiles, parameters, answers, kind, reached, starts),
    )


def _parameters(answers: _Answers, kind: Kind, classes: int) -> int:
    """Return how many numbers are free: the shares, and each class's answers."""
    free = sum(len(found) - 1 for found in answers.categories)
    return classes - 1 + classes * (free if kind is Kind.CLASSES else 2 * len(answers.names))


def _entropy(weights: "Numbers", posteriors: "Numbers") -> float | None:
    from scipy.special import entr

    classes = posteriors.shape[1]
    if classes == 1:
        return None
    doubt = float(weights @ entr(posteriors).sum(axis=1))
    return 1 - doubt / (float(weights.sum()) * math.log(classes))


def _profiles(answers: _Answers, kind: Kind, posteriors: "Numbers") -> tuple[ClassProfile, ...]:
    import numpy as np

    belonging = posteriors[answers.place]
    likeliest = belonging.argmax(axis=1)
    profiles = []
    for number in range(belonging.shape[1]):
        assigned = likeliest == number
        profiles.append(
            ClassProfile(
                share=float(belonging[:, number].mean()),
                assigned=int(assigned.sum()),
                certainty=float(belonging[assigned, number].mean()) if assigned.any() else None,
                items=tuple(
                    _item(name, column, belonging[:, number], found, kind)
                    for name, column, found in zip(
                        answers.names, np.asarray(answers.values).T, answers.categories, strict=True
                    )
                ),
            )
        )
    return tuple(profiles)


def _item(
    name: str,
    column: "Numbers",
    weights: "Numbers",
    categories: tuple[float, ...],
    kind: Kind,
) -> ItemProfile:
    """Return the answers of one class to one item, over those who answered it."""
    import numpy as np

    known = ~np.isnan(column)
    answers, own = column[known], weights[known]
    whole = max(float(own.sum()), 1e-300)
    mean = float(own @ answers) / whole
    shares = (
        {answer: float(own[answers == answer].sum()) / whole for answer in categories}
        if kind is Kind.CLASSES
        else {}
    )
    sd = math.sqrt(max(float(own @ (answers - mean) ** 2) / whole, 0.0))
    return ItemProfile(item=name, shares=shares, mean=mean, sd=sd)


def _notes(
    profiles: tuple[ClassProfile, ...],
    parameters: int,
    answers: _Answers,
    kind: Kind,
    reached: int,
    starts: int,
) -> tuple[Reason, ...]:
    notes = []
    if len(profiles) > 1 and reached == 1 and starts > 1:
        notes.append(Reason.of("classes.note.reached_once", starts=starts))
    patterns = math.prod(len(found) for found in answers.categories)
    if kind is Kind.CLASSES and parameters > patterns - 1:
        notes.append(Reason.of("classes.note.not_identified", parameters=parameters))
    n = float(answers.weights.sum())
    if any(profile.share * n < 5 for profile in profiles):
        notes.append(Reason.of("classes.note.small"))
    if answers.left_out:
        notes.append(Reason.of("classes.note.left_out", n=answers.left_out))
    return tuple(notes)
