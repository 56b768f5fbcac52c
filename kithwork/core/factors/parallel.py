"""Parallel analysis: how many factors stand out from what chance alone would give?

Horn (1965), Psychometrika 30: the eigenvalues of the correlations are compared, from the first on,
with those of random data of the same size, until one does not exceed its rival; at the 95th
centile of the random ones (Glorfeld 1995), where Horn took the mean, which keeps too many. Random
correlations of independent normal items are drawn directly from the Wishart distribution (Bartlett
1933), which is the same thing as drawing the people, and as quick for a million of them. Two
variants: of components (the whole matrix) and of common factors (squared multiple correlations on
the diagonal; Humphreys & Ilgen 1969), which finds more. It is advice on a number, not a test.
"""

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kithwork.core.estimates import Plain
from kithwork.core.factors.adequacy import unusable
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

CENTILE = 95
DRAWS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Parallel:
    """The suggested numbers, and the eigenvalues found and expected by chance, largest first."""

    components: int
    factors: int
    eigenvalues: tuple[float, ...]
    by_chance: tuple[float, ...]
    factor_eigenvalues: tuple[float, ...]
    factor_by_chance: tuple[float, ...]
    centile: int
    draws: int
    seed: int

    def to_dict(self) -> dict[str, Plain]:
        """Return the figures for JSON."""
        return {
            name: list(value) if isinstance(value, tuple) else value
            for name, value in asdict(self).items()
        }


def parallel_analysis(
    correlations: "Numbers", *, n: int, seed: int, draws: int = DRAWS, centile: int = CENTILE
) -> Parallel | Reason:
    """Return how many components and factors stand out; or why that cannot be said."""

    if why := unusable(correlations, n):
        return why
    drawn = random_correlations(len(correlations), n=n, draws=draws, seed=seed)
    eigenvalues = _eigenvalues(correlations)
    chance = _centile(_eigenvalues(drawn), centile)
    of_factors = _eigenvalues(_reduced(correlations[None])[0])
    factor_chance = _centile(_eigenvalues(_reduced(drawn)), centile)
    return Parallel(
        components=_leading(eigenvalues, chance),
        factors=_leading(of_factors, factor_chance),
        eigenvalues=tuple(map(float, eigenvalues)),
        by_chance=tuple(map(float, chance)),
        factor_eigenvalues=tuple(map(float, of_factors)),
        factor_by_chance=tuple(map(float, factor_chance)),
        centile=centile,
        draws=draws,
        seed=seed,
    )


def random_correlations(k: int, *, n: int, draws: int, seed: int) -> "Numbers":
    """Return correlations of k independent normal items of n people: draws × k × k."""
    import numpy as np

    draw = np.random.default_rng(seed)
    if n - 1 < k:  # no Wishart density: draw the people themselves
        people = draw.normal(size=(draws, n, k))
        people -= people.mean(axis=1, keepdims=True)
        scatter = people.transpose(0, 2, 1) @ people
    else:
        root = np.tril(draw.normal(size=(draws, k, k)), -1)
        place = np.arange(k)
        root[:, place, place] = np.sqrt(draw.chisquare(n - 1 - place, size=(draws, k)))
        scatter = root @ root.transpose(0, 2, 1)
    scale = np.sqrt(np.diagonal(scatter, axis1=1, axis2=2))
    return np.asarray(scatter / (scale[:, :, None] * scale[:, None, :]))


def _reduced(correlations: "Numbers") -> "Numbers":
    """Put each item's squared multiple correlation on the diagonal."""
    import numpy as np

    k = correlations.shape[1]
    place = np.arange(k)
    inverse = np.linalg.pinv(correlations, hermitian=True)
    reduced = correlations.copy()
    reduced[:, place, place] = 1 - 1 / inverse[:, place, place]
    return reduced


def _eigenvalues(matrices: "Numbers") -> "Numbers":
    """Return the eigenvalues, largest first."""
    import numpy as np

    return np.asarray(np.linalg.eigvalsh(matrices)[..., ::-1], dtype=np.float64)


def _centile(eigenvalues: "Numbers", centile: int) -> "Numbers":
    import numpy as np

    return np.asarray(np.percentile(eigenvalues, centile, axis=0))


def _leading(eigenvalues: "Numbers", chance: "Numbers") -> int:
    above = eigenvalues > chance
    return int(above.argmin()) if not above.all() else len(above)
