"""Everything that is said when factors are sought: adequacy, parallel analysis, the factors."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kithwork.core.factors.adequacy import Adequacy, adequacy
from kithwork.core.factors.exploratory import Exploratory, Method, Rotation, explore
from kithwork.core.factors.parallel import Parallel, parallel_analysis
from kithwork.core.factors.polychoric import Polychoric, polychoric
from kithwork.core.items import ItemCovariances, ItemMatrix
from kithwork.core.reasons import Reason

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """`parallel` is a reason where it could not be done; `pairs` None for Pearson correlations."""

    n: int
    people: int
    suited: Adequacy
    parallel: Parallel | Reason
    found: Exploratory
    pairs: Polychoric | None
    notes: tuple[Reason, ...]


def sought(
    answers: ItemMatrix,
    *,
    factors: int | None = None,
    method: Method = Method.MINRES,
    rotation: Rotation = Rotation.OBLIMIN,
    sparse_below: int | None = None,
    seed: int = 1,
) -> Sought:
    """Seek as many factors as said, or as stand out from chance, at least one.

    With `sparse_below` the correlations are polychoric, and a cell with fewer people is named;
    else they are Pearson's over complete answers. Raises ItemError as `polychoric` does.
    """
    correlations, n, pairs, notes = _correlations(answers, sparse_below)
    parallel = parallel_analysis(correlations, n=n, seed=seed)
    suggested = max(1, parallel.factors) if isinstance(parallel, Parallel) else 1
    return Sought(
        n=n,
        people=answers.people,
        suited=adequacy(answers.names, correlations, n=n),
        parallel=parallel,
        found=explore(
            answers.names,
            correlations,
            n=n,
            factors=factors or suggested,
            method=method,
            rotation=rotation,
        ),
        pairs=pairs,
        notes=notes,
    )


def left_out(covariances: ItemCovariances) -> tuple[Reason, ...]:
    """Return the note on people who left a question open, if there are any."""
    if not covariances.dropped:
        return ()
    dropped = Reason.of("factors.note.left_out", n=covariances.dropped, people=covariances.people)
    return (dropped,)


def _correlations(
    answers: ItemMatrix, sparse_below: int | None
) -> tuple["Numbers", int, Polychoric | None, tuple[Reason, ...]]:
    if sparse_below is None:
        covariances = ItemCovariances.of(answers)
        return covariances.correlations(), covariances.n, None, left_out(covariances)
    pairs = polychoric(answers, sparse_below=sparse_below)
    notes = tuple(pairs.notes)
    if sparse := sum(bool(pair.sparse) for pair in pairs.pairs):
        told = {"n": sparse, "pairs": len(pairs.pairs), "below": sparse_below}
        notes = (*notes, Reason.of("factors.note.sparse_pairs", **told))
    return pairs.matrix, pairs.n, pairs, notes
