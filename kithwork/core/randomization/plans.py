"""What a randomization test is asked, and what it answers."""

from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.estimates import Plain, plain
from kithwork.core.randomization.designs import Arrangement, Design, Limits, Scheme
from kithwork.core.randomization.statistics import Function, Statistic
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.series import Better

LISTED = 1_000_000  # arrangements up to which all are listed
DRAWS = 10_000


class Tail(StrEnum):
    IMPROVEMENT = "improvement"
    WORSENING = "worsening"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Case:
    """One case: its values in order of sessions (None without one), and which belong to B."""

    name: str
    values: tuple[float | None, ...]
    is_b: Arrangement


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How the arrangement was drawn, by which number it is judged, and how it is computed.

    `ranges` are the start points (from 0) of each place in Koehler and Levin's scheme. `seed` makes
    a Monte-Carlo p the same again.
    """

    design: Design
    limits: Limits
    better: Better
    statistic: Statistic | Function = Statistic.MEAN_DIFFERENCE
    scheme: Scheme = Scheme.MARASCUILO_BUSK
    ranges: tuple[tuple[int, ...], ...] = ()
    tail: Tail = Tail.IMPROVEMENT
    draws: int = DRAWS
    seed: int = 0
    listed: int = LISTED


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomizationResult:
    """The p of the draw, and everything that it rests on.

    `statistic` is that of the arrangement that happened (the mean over cases), `arrangements` how
    many the draw allowed, `smallest_p` the least p they allow, `method` "exact" or "monte-carlo",
    `draws` the arrangements looked at.
    """

    p: float
    statistic: float
    arrangements: int
    smallest_p: float
    method: str
    draws: int
    n_cases: int
    notes: tuple[Reason, ...]
    claim: Reason

    def to_dict(self) -> dict[str, Plain]:
        """Return the result for JSON; reasons as their codes and values."""
        return {
            "p": self.p,
            "statistic": self.statistic,
            "arrangements": self.arrangements,
            "method": self.method,
            "draws": self.draws,
            "smallest_p": self.smallest_p,
            "cases": self.n_cases,
            "notes": [plain(note) for note in self.notes],
            "claim": plain(self.claim),
        }
