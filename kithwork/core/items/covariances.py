"""How the items of a questionnaire vary together, by a named way of handling missing answers.

Listwise: over the people who answered every item. Pairwise: each covariance over the people who
answered both of its items; it loses fewer answers, but the matrix may then be that of no possible
data, and no single n stands behind it. All covariances have n − 1 below.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Self

from kithwork.core.items.matrix import ItemError, ItemMatrix

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Missing(StrEnum):
    """What is done with people who left an item open."""

    LISTWISE = "listwise"
    PAIRWISE = "pairwise"


@dataclass(frozen=True, slots=True, eq=False)
class ItemCovariances:
    """Covariances of items (k × k, n − 1), and on how many people they rest.

    `n` is the number of people behind every covariance (listwise) or behind the least of them
    (pairwise); `people` is everybody in the table. `means` is None where only a matrix was given.
    """

    names: tuple[str, ...]
    matrix: "Numbers"
    n: int
    people: int
    missing: Missing = Missing.LISTWISE
    means: "Numbers | None" = None

    def __post_init__(self) -> None:
        if self.matrix.shape != (len(self.names), len(self.names)):
            raise ItemError("items.error.shape", items=len(self.names))

    @classmethod
    def of(cls, items: ItemMatrix, missing: Missing = Missing.LISTWISE) -> Self:
        """Compute the covariances of a table of answers."""
        from kithwork.core._kernels import moments

        compute = moments.listwise if missing is Missing.LISTWISE else moments.pairwise
        found = compute(items.values)
        return cls(items.names, found.covariances, found.n, items.people, missing, found.means)

    @classmethod
    def given(cls, names: tuple[str, ...], matrix: "Numbers", *, n: int) -> Self:
        """Take covariances or correlations from a publication, with their n."""
        return cls(names, matrix, n, n)

    @property
    def k(self) -> int:
        return len(self.names)

    @property
    def dropped(self) -> int:
        """How many people do not stand behind every number."""
        return self.people - self.n

    @property
    def total_variance(self) -> float:
        """The variance of the sum of all items."""
        return float(self.matrix.sum())

    @property
    def constant(self) -> tuple[str, ...]:
        """The items to which everybody gave the same answer, or nobody two."""
        variances = self.matrix.diagonal()
        return tuple(
            name
            for name, variance in zip(self.names, variances, strict=True)
            if not variance > 1e-12
        )

    @property
    def is_complete(self) -> bool:
        """Whether every covariance could be computed."""
        return bool((self.matrix == self.matrix).all())

    def correlations(self) -> "Numbers":
        """Return the correlations; NaN where an item does not vary."""
        from kithwork.core._kernels import moments

        return moments.correlations(self.matrix)

    def without(self, name: str) -> "ItemCovariances":
        """Return the covariances of the other items; n stays that of all of them."""
        kept = [place for place, other in enumerate(self.names) if other != name]
        return ItemCovariances(
            tuple(self.names[place] for place in kept),
            self.matrix[kept][:, kept],
            self.n,
            self.people,
            self.missing,
            None if self.means is None else self.means[kept],
        )
