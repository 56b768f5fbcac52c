"""Everything that is said of groups measured once, in one result."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.core.estimates import LEVEL
from kithwork.core.groups.assumptions import Assumptions, assumptions
from kithwork.core.groups.many import ManyGroups, many_groups
from kithwork.core.groups.samples import Described, described, samples
from kithwork.core.plain_results import PlainResult
from kithwork.core.reasons import Reason

FEW = 10  # students in a group below which its figures are said to be uncertain


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison(PlainResult):
    """Groups in the order given; `notes` stand beside every reading of them."""

    groups: tuple[Described, ...]
    assumptions: Assumptions
    together: ManyGroups
    notes: tuple[Reason, ...]


def compare(groups: Mapping[str, Sequence[float | None]], *, level: float = LEVEL) -> Comparison:
    """Compare groups by name; errors as in `samples`."""
    made = samples(groups)
    numbers = tuple(described(one) for one in made)
    return Comparison(
        groups=numbers,
        assumptions=assumptions(made, numbers),
        together=many_groups(made, level=level),
        notes=tuple(_notes(numbers)),
    )


def _notes(groups: Sequence[Described]) -> list[Reason]:
    notes = [Reason.of("groups.note.no_cause")]
    notes.extend(
        Reason.of("groups.note.few", group=one.name, n=one.n) for one in groups if 0 < one.n < FEW
    )
    notes.extend(
        Reason.of("groups.note.missing", group=one.name, n=one.missing)
        for one in groups
        if one.missing
    )
    return notes
