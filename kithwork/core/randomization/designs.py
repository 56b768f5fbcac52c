"""Which sessions the draw could have given to the work.

Each arrangement is a row that tells of every session whether it belongs to B.

- AB (Edgington 1975): one start point, leaving at least `min_a` and `min_b` sessions to the phases;
  N − min_a − min_b + 1 arrangements.
- ABAB (Onghena 1992): three points of change, each A phase of at least `min_a` sessions and each B
  phase of at least `min_b`; C(N − 2·min_a − 2·min_b + 3, 3) arrangements.
- alternating (Edgington 1967): any n_A of N sessions; C(N, n_A) arrangements, or those without a
  run longer than `max_run` (Onghena and Edgington 1994).
- multiple baseline: see `Scheme`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import combinations, pairwise
from math import comb

from kithwork.core.reasons import Reason

Arrangement = tuple[bool, ...]


class Design(StrEnum):
    AB = "ab"
    ABAB = "abab"
    ALTERNATING = "alternating"
    MULTIPLE_BASELINE = "multiple-baseline"


class Scheme(StrEnum):
    """How the starts of a multiple baseline were drawn.

    `MARASCUILO_BUSK` (1988): each case's start by itself, within its own limits.
    `WAMPOLD_WORSHAM` (1986): the starts were fixed, and drawn is which case gets which.
    `KOEHLER_LEVIN` (1998): drawn is which case gets which range of starts, and the start within it.
    """

    MARASCUILO_BUSK = "marascuilo-busk"
    WAMPOLD_WORSHAM = "wampold-worsham"
    KOEHLER_LEVIN = "koehler-levin"


class DesignError(ValueError):
    """A series that the draw could not have given, or one that it does not fit."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Fewest sessions of each phase that the draw allowed, and the longest run when alternating."""

    min_a: int
    min_b: int
    max_run: int | None = None

    def __post_init__(self) -> None:
        least = 1 if self.max_run is None else self.max_run
        if min(self.min_a, self.min_b, least) < 1:
            raise DesignError(Reason.of("randomization.error.limits"))


def starting_at(start: int, n: int) -> Arrangement:
    """Return A before session `start` (from 0) and B from it on."""
    return (False,) * start + (True,) * (n - start)


def starts_of_ab(n: int, limits: Limits) -> range:
    """Return the sessions (from 0) at which B could begin."""
    return range(limits.min_a, n - limits.min_b + 1)


def arrangements_of_ab(n: int, limits: Limits) -> list[Arrangement]:
    """Return every AB arrangement of `n` sessions.

    >>> len(arrangements_of_ab(20, Limits(min_a=5, min_b=5)))
    11
    """
    return [starting_at(start, n) for start in starts_of_ab(n, limits)]


def arrangements_of_abab(n: int, limits: Limits) -> list[Arrangement]:
    """Return every ABAB arrangement of `n` sessions.

    >>> len(arrangements_of_abab(24, Limits(min_a=4, min_b=4)))
    165
    """
    a, b = limits.min_a, limits.min_b
    spare = n - 2 * a - 2 * b
    rows = []
    for first in range(spare + 1):
        for second in range(spare + 1 - first):
            for third in range(spare + 1 - first - second):
                lengths = (a + first, b + second, a + third)
                last = n - sum(lengths)
                rows.append(
                    (False,) * lengths[0]
                    + (True,) * lengths[1]
                    + (False,) * lengths[2]
                    + (True,) * last
                )
    return rows


def alternations(n: int, n_a: int, *, max_run: int | None = None) -> Iterator[Arrangement]:
    """Yield every arrangement of `n_a` A sessions among `n`, no run longer than `max_run`.

    >>> len(list(alternations(6, 3))), len(list(alternations(6, 3, max_run=2)))
    (20, 14)
    """
    for chosen in combinations(range(n), n_a):
        of_a = set(chosen)
        row = tuple(session not in of_a for session in range(n))
        if max_run is None or longest_run(row) <= max_run:
            yield row


def count_alternations(n: int, n_a: int, *, max_run: int | None = None) -> int:
    """Return how many arrangements `alternations` yields, without listing them."""
    if max_run is None:
        return comb(n, n_a)
    longest = max_run

    @cache
    def ways(left_a: int, left_b: int, last_is_b: bool, run: int) -> int:
        if left_a + left_b == 0:
            return 1
        total = 0
        if left_a and (last_is_b or run < longest):
            total += ways(left_a - 1, left_b, False, 1 if last_is_b else run + 1)
        if left_b and (not last_is_b or run < longest):
            total += ways(left_a, left_b - 1, True, 1 if not last_is_b else run + 1)
        return total

    first_a = ways(n_a - 1, n - n_a, False, 1) if n_a else 0
    first_b = ways(n_a, n - n_a - 1, True, 1) if n > n_a else 0
    return first_a + first_b


def longest_run(row: Arrangement) -> int:
    """Return the longest run of sessions of one kind."""
    longest = run = 1
    for earlier, later in pairwise(row):
        run = run + 1 if earlier == later else 1
        longest = max(longest, run)
    return longest


def shape_of(row: Arrangement) -> str:
    """Return the phases of an arrangement in order, such as "ABAB"."""
    letters = ["B" if is_b else "A" for is_b in row]
    return "".join(
        letter for place, letter in enumerate(letters) if place == 0 or letter != letters[place - 1]
    )
