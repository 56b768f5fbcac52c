"""Marks by support: where students stand in their last exam, by how many functions are enough.

Of each student who said of all four functions whether there is enough, and whose last exam can be
compared with those who sat it: the median of z, by the number of functions that are enough. It
describes and explains nothing: both may follow from a third thing, and neither is said to bring
about the other. A group of fewer than ten has no median. Source: docs/methods/needs.md.
"""

from collections import defaultdict
from dataclasses import dataclass
from statistics import median

from kithwork.catalogue.words import say
from kithwork.core.support.functions import FOUR
from kithwork.core.support.thresholds import Word
from kithwork.needs.disclosed import parts
from kithwork.needs.school import STANDING, SchoolNeeds

WIDEST = 1.5  # of the axis, in standard deviations to either side


@dataclass(frozen=True, slots=True)
class MarksOfGroup:
    """Students with that many functions enough: how many, and their median z; None is hidden."""

    enough: int
    students: int | None
    median: float | None

    @property
    def place(self) -> int:
        """Where the median stands on the axis, in hundredths of a standard deviation."""
        assert self.median is not None
        return round(100 * max(-WIDEST, min(WIDEST, self.median)))


@dataclass(frozen=True, slots=True)
class MarksBySupport:
    """The groups from none of the functions enough to all four, and what they show in words."""

    groups: tuple[MarksOfGroup, ...]
    sentence: str


def marks_by_support(needs: SchoolNeeds, language: str) -> MarksBySupport | None:
    """Return the medians; None where nobody said so much and sat an exam that can be compared."""
    found = _by_enough(needs)
    if not found:
        return None
    policy = needs.here.rules.policy
    numbers = range(len(FOUR) + 1)
    shown = parts([len(found[enough]) for enough in numbers], policy)
    groups = tuple(
        MarksOfGroup(enough, n, _median(found[enough], n, policy.smallest_rate_base))
        for enough, n in zip(numbers, shown, strict=True)
    )
    return MarksBySupport(groups, _sentence(groups, language))


def _median(values: list[float], shown: int | None, fewest: int) -> float | None:
    return None if shown is None or shown < fewest else round(median(values), 2)


def _by_enough(needs: SchoolNeeds) -> defaultdict[int, list[float]]:
    found: defaultdict[int, list[float]] = defaultdict(list)
    for place, facts in enumerate(needs.evidence.facts):
        words = [needs.words[function][place] for function in FOUR if function in needs.words]
        mark = facts.get(STANDING)
        if mark is None or len(words) < len(FOUR) or Word.NOT_ASKED in words:
            continue
        if isinstance(mark.value, int | float):
            found[sum(word is Word.ENOUGH for word in words)].append(float(mark.value))
    return found


def _sentence(groups: tuple[MarksOfGroup, ...], language: str) -> str:
    known = [one for one in groups if one.median is not None]
    if len(known) < 2:
        return say("know.marks.too_few", language)
    fewest, most = known[0], known[-1]
    return say(
        "know.marks.sentence",
        language,
        fewest=fewest.enough,
        low=f"{fewest.median:+.2f}",
        most=most.enough,
        high=f"{most.median:+.2f}",
    )
