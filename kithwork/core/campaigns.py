"""What a campaign still needs before it may open, and how many of those asked have answered.

It opens with a stored notice, a lawful basis for each purpose, and a way for answers to come that
the instrument allows: on a screen only where the wording is ours to show, and, where an answer may
raise an alert, to a student by herself only while somebody is on duty (field specification, D2,
D4, I1). Rates are told for groups of at least the given size where not just a handful answered, and
none can be had by taking one number from another (H8).
"""

import math
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.core.disclosure import CountTable, DisclosurePolicy, suppress
from kithwork.core.reasons import Reason

ANSWERING = "survey"  # the purpose without which nothing is asked
UNATTENDED = frozenset({"link", "room"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A campaign before it opens.

    `bases` maps each purpose to its lawful basis, "" where none is named; `ways` are among "link",
    "room", "paper", "file"; `has_wording` whether its questions may be shown; `may_alert` whether
    an answer may raise an alert; `has_duty` whether somebody is on duty now or will be;
    `asked` how many students it would ask; `is_over` whether its last day has passed.
    """

    has_notice: bool
    bases: Mapping[str, str]
    ways: frozenset[str]
    has_wording: bool
    may_alert: bool
    has_duty: bool
    has_contact: bool
    asked: int
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of those asked have answered."""

    asked: int
    answered: int

    @property
    def share(self) -> float:
        """Between 0 and 1; NaN where nobody was asked."""
        return self.answered / self.asked if self.asked else math.nan


@dataclass(frozen=True, slots=True)
class Rates:
    """Rates by group, as far as they may be told; `rest` are the other groups together.

    `total` and `rest` are None where they would tell of fewer than may be told. `hides_a_few` says
    that a handful answered somewhere, whom a group, or another beside it, would have told.
    """

    total: Rate | None
    groups: Mapping[str, Rate]
    rest: Rate | None
    hides_a_few: bool = False


def missing_to_open(draft: Draft) -> tuple[Reason, ...]:
    """Return everything that stands between a campaign and its opening, all at once.

    >>> [one.code for one in missing_to_open(Draft(has_notice=False, bases={"survey": "consent"},
    ...     ways=frozenset({"paper"}), has_wording=False, may_alert=True, has_duty=False,
    ...     has_contact=True, asked=30))]
    ['surveys.open.notice']
    """
    needs = (
        ("surveys.open.notice", draft.has_notice),
        ("surveys.open.purpose", ANSWERING in draft.bases),
        ("surveys.open.way", bool(draft.ways)),
        ("surveys.open.wording", draft.has_wording or not draft.ways & UNATTENDED),
        ("surveys.open.duty", not needs_duty(draft) or draft.has_duty),
        ("surveys.open.contact", draft.has_contact),
        ("surveys.open.nobody", draft.asked > 0),
        ("surveys.open.over", not draft.is_over),
    )
    missing = [Reason.of(code) for code, is_there in needs if not is_there]
    without = [purpose for purpose, basis in draft.bases.items() if not basis]
    missing += [
        Reason.of("surveys.open.basis", purpose=f"surveys.purpose.{one}") for one in without
    ]
    return tuple(missing)


def needs_duty(draft: Draft) -> bool:
    """Whether somebody must be on duty while students answer by themselves."""
    return draft.may_alert and bool(draft.ways & UNATTENDED)


def sample_of(population: Sequence[str], *, size: int, seed: str) -> tuple[str, ...]:
    """Return `size` of the population (or all), the same for the same seed whatever its order.

    A simple random sample without replacement.

    >>> sample_of(["b", "a", "c"], size=2, seed="autumn") == sample_of(
    ...     ["c", "b", "a"], size=2, seed="autumn")
    True
    """
    ordered = sorted(population)
    chance = random.Random(f"{seed}:survey-sample")  # noqa: S311 (a sample that can be drawn again)
    drawn = chance.sample(ordered, min(size, len(ordered)))
    return tuple(sorted(drawn))


def rates_of(groups: Mapping[str, Rate], *, policy: DisclosurePolicy) -> Rates:
    """Return what may be told of the response, by group and altogether.

    Groups smaller than a rate's base stand together as the rest; where the rest is smaller than
    that too, neither it nor the total is told: one could be had from the other. A group in which a
    handful answered stands with the rest as well, with another beside it where one of them could
    be worked out. That few did not answer is told: it is no sign of who said no.
    """
    least = policy.smallest_rate_base
    large = {name: rate for name, rate in groups.items() if rate.asked >= least}
    small = _together([rate for name, rate in groups.items() if name not in large])
    if 0 < small.asked < least:
        told = {name: one for name, one in large.items() if not policy.is_small(one.answered)}
        return Rates(None, told, None, hides_a_few=len(told) < len(large))
    every = [*large.values(), *([small] if small.asked else [])]
    shown, is_total_shown = _shown([one.answered for one in every], policy)
    told = {
        name: one for (name, one), is_shown in zip(large.items(), shown, strict=False) if is_shown
    }
    hides_a_few = not (is_total_shown and all(shown))
    total = _together(every)
    if not is_total_shown or total.asked < least:
        return Rates(None, told, None, hides_a_few)
    rest = _together([rate for name, rate in groups.items() if name not in told])
    return Rates(total, told, rest if rest.asked else None, hides_a_few)


def _shown(answered: Sequence[int], policy: DisclosurePolicy) -> tuple[tuple[bool, ...], bool]:
    """Which of these numbers may be told, and whether their sum may stand beside them."""
    if sum(answered) < policy.smallest_shown:  # so far nobody, or a handful in all
        return tuple(not one for one in answered), not sum(answered)
    names = tuple(map(str, range(len(answered))))
    table = suppress(CountTable(("all",), names, (tuple(answered),)), policy)
    return tuple(one.value is not None for one in table.cells[0]), table.total.value is not None


def rates_of_parts(
    groups: Mapping[str, Rate], part_of: Mapping[str, str], *, policy: DisclosurePolicy
) -> Mapping[str, Rate]:
    """Return the rates of the parts into which groups fall (grades, of classes): all, or none.

    They stand beside the rates of `rates_of`. A part is told where its smaller groups together are
    as many as may be told, or there are none, and in none of its groups just a handful answered;
    where one part is not, no part is: the others, taken from the total, would tell of it.

    >>> classes = {"7-1": Rate(40, 30), "8-1": Rate(38, 19)}
    >>> policy = DisclosurePolicy(smallest_shown=5, smallest_filter=5, smallest_rate_base=10)
    >>> rates_of_parts(classes, {"7-1": "7", "8-1": "8"}, policy=policy)["8"]
    Rate(asked=38, answered=19)
    """
    parts: dict[str, dict[str, Rate]] = {}
    for name, rate in groups.items():
        parts.setdefault(part_of[name], {})[name] = rate
    told = {part: rates_of(members, policy=policy) for part, members in parts.items()}
    if any(one.hides_a_few for one in told.values()):
        return {}
    totals = {part: one.total for part, one in told.items() if one.total}
    return totals if len(totals) == len(told) else {}


def said_no(unanswered: int, no: int, policy: DisclosurePolicy) -> int | None:
    """Return how many of those without a form said no; None where that or the rest is a handful.

    Raises ValueError unless 0 ≤ `no` ≤ `unanswered`.
    """
    if not 0 <= no <= unanswered:
        raise ValueError("those who said no are a part of those without a form")
    return None if policy.is_small(no) or policy.is_small(unanswered - no) else no


def _together(rates: Sequence[Rate]) -> Rate:
    return Rate(sum(one.asked for one in rates), sum(one.answered for one in rates))
