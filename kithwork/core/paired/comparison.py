"""Everything that is said of one before and after of the same students, in one result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.core.estimates import LEVEL
from kithwork.core.paired.difference import MeanDifference, mean_difference
from kithwork.core.paired.effects import StandardizedChange, standardized_changes
from kithwork.core.paired.pairs import Figures, Pairs, figures
from kithwork.core.paired.ranks import SignedRanks, signed_ranks
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedComparison(PlainResult):
    """`figures` are None below two pairs; `rose`, `same` and `fell` count students."""

    pairs: Pairs
    figures: Figures | None
    mean: MeanDifference
    effects: Mapping[str, StandardizedChange]
    ranks: SignedRanks
    rose: int
    same: int
    fell: int
    notes: tuple[Reason, ...]


def paired(
    before: Sequence[float | None], after: Sequence[float | None], *, level: float = LEVEL
) -> PairedComparison:
    """Compare two measurements of the same students, after − before; errors as in `Pairs.of`."""
    pairs = Pairs.of(before, after)
    found = figures(pairs) if pairs.n >= 2 else None
    return PairedComparison(
        pairs=pairs,
        figures=found,
        mean=mean_difference(pairs, level=level),
        effects=standardized_changes(pairs, level=level),
        ranks=signed_ranks(pairs, level=level),
        rose=sum(one > 0 for one in pairs.differences),
        same=sum(one == 0 for one in pairs.differences),
        fell=sum(one < 0 for one in pairs.differences),
        notes=tuple(_notes(pairs, found)),
    )


def _notes(pairs: Pairs, found: Figures | None) -> list[Reason]:
    notes = []
    if pairs.missing:
        notes.append(Reason.of("paired.note.missing", n=pairs.missing))
    if found is not None and found.r is None:
        notes.append(Reason.of("paired.note.constant"))
    return notes
