"""Cases counted by category, over everybody and over groups, so that no view gives anybody away.

A population is broken down by one thing (terms, or pathways). All its figures are partitions over
the same sizes (`core.disclosure.partitions`), so it does not matter who has looked at what before:
the same number is shown to everybody, and what two views have in common cannot be subtracted. A
view of several groups shows a number only where each of them does.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kithwork.core.disclosure import (
    DisclosurePolicy,
    ShownPartition,
    shown_part,
    shown_partition,
    shown_sizes,
)
from kithwork.evaluation.across.seen import CaseSeen

View = tuple[str, ...] | None  # the keys of groups; None is everybody


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many of `size` cases are in each category; None is hidden."""

    size: int | None
    counts: Mapping[str, int | None]

    def of(self, *categories: str) -> int | None:
        """Return how many are in these categories, where that follows from what is shown."""
        named = [self.counts[one] for one in categories]
        others = [n for one, n in self.counts.items() if one not in categories]
        if None not in named:
            return sum(n or 0 for n in named)
        if self.size is None or None in others:
            return None
        return self.size - sum(n or 0 for n in others)

    @property
    def is_empty(self) -> bool:
        """Whether no case at all is there, which is no secret."""
        return self.size == 0


@dataclass(frozen=True, slots=True)
class Figure:
    """A partition of cases: its categories in their order, and the one that a case is in."""

    categories: tuple[str, ...]
    category_of: Callable[[CaseSeen], str]


class Population:
    """Some cases, in groups by `group_of`, with the sizes that may be shown of them."""

    def __init__(
        self,
        cases: Sequence[CaseSeen],
        group_of: Callable[[CaseSeen], str],
        *,
        policy: DisclosurePolicy,
    ) -> None:
        self._policy = policy
        self._groups: dict[str, list[CaseSeen]] = {}
        for case in cases:
            self._groups.setdefault(group_of(case), []).append(case)
        self._keys = tuple(self._groups)
        sizes = [len(self._groups[key]) for key in self._keys]
        self._sizes = shown_sizes(sizes, policy) if sizes else ()

    def size(self, view: View) -> int | None:
        """Return how many cases a view has; None is hidden."""
        if view is None:
            total = len(self.cases(None))
            return None if self._policy.is_small(total) else total
        shown = dict(zip(self._keys, self._sizes, strict=True))
        return _sum([shown[key] for key in view if key in shown])

    def cases(self, view: View) -> list[CaseSeen]:
        """Return the cases of a view, for sums that `numbers` allows to be shown."""
        keys = self._keys if view is None else [key for key in view if key in self._groups]
        return [case for key in keys for case in self._groups[key]]

    def numbers(self, figure: Figure, view: View) -> Numbers:
        """Return a figure over a view."""
        if not self._keys:
            return Numbers(0, dict.fromkeys(figure.categories, 0))
        found = self._shown(figure)
        if view is None:
            return Numbers(self.size(None), dict(zip(figure.categories, found.whole, strict=True)))
        lines = [found.groups[self._keys.index(key)] for key in view if key in self._groups]
        columns = zip(*lines, strict=True) if lines else [()] * len(figure.categories)
        counts = dict(zip(figure.categories, map(_sum, columns), strict=True))
        return Numbers(self.size(view), counts)

    def part(
        self, figure: Figure, is_part: Callable[[CaseSeen], bool], *, size: int | None
    ) -> Numbers:
        """Return how many of everybody in each category belong to a part; None is hidden.

        `size` is that of the part where it is on a page, else None, which shows nothing. Groups
        have no parts: their numbers and everybody's, both by two things, could be subtracted.
        """
        cases = self.cases(None)
        whole, part = (
            [sum(figure.category_of(case) == one for case in some) for one in figure.categories]
            for some in (cases, [case for case in cases if is_part(case)])
        )
        if size is None:
            return Numbers(None, dict.fromkeys(figure.categories))
        known = self.numbers(figure, None).counts
        shown = tuple(known[one] for one in figure.categories)
        found = shown_part(part, whole, shown, policy=self._policy)
        return Numbers(size, dict(zip(figure.categories, found, strict=True)))

    def _shown(self, figure: Figure) -> ShownPartition:
        places = {category: place for place, category in enumerate(figure.categories)}
        counts = []
        for key in self._keys:
            line = [0] * len(places)
            for case in self._groups[key]:
                line[places[figure.category_of(case)]] += 1
            counts.append(tuple(line))
        return shown_partition(counts, self._sizes, policy=self._policy)


def _sum(numbers: Sequence[int | None]) -> int | None:
    return None if None in numbers else sum(n or 0 for n in numbers)
