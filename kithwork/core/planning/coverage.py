"""Does the plan answer what was found? Every gap and every need that ranks high, or a reason.

A large or some gap of a function must have an action that serves it, or a written reason. A
function of which nobody asked is said to be unknown, never covered. A need among the first of the
client's or the worker's ranks must have a goal, or a written reason (domain specification B4: rank
≤ 3); needs that are met or not wanted are left alone. Protection comes before plans: a need whose
answer is protection is not judged here.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.planning.actions import Planned
from kithwork.core.reasons import Reason
from kithwork.core.support.functions import Function
from kithwork.core.support.thresholds import Word

HIGHEST_RANKS = 3  # so many needs of either ranking must have a goal or a reason

_GAPS = (Word.LARGE_GAP, Word.SOME_GAP)


class State(StrEnum):
    """How a function or a need stands in the plan."""

    COVERED = "covered"
    REASONED = "reasoned"  # left out, and the reason is written
    OPEN = "open"  # left out without a reason
    NO_GAP = "no_gap"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionCover:
    """One function: what was found, the techniques that serve it, and how it stands."""

    function: Function
    word: Word
    techniques: tuple[str, ...]
    state: State

    @property
    def reason(self) -> Reason:
        return Reason.of(
            f"planning.function.{self.state}", function=self.function, n=len(self.techniques)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedNeed:
    """A need of the case. Ranks count from 1; None is not ranked."""

    ref: str
    code: str
    rank_client: int | None = None
    rank_worker: int | None = None
    is_open: bool = True
    has_reason: bool = False

    @property
    def ranks_high(self) -> bool:
        ranks = (self.rank_client, self.rank_worker)
        return any(rank is not None and rank <= HIGHEST_RANKS for rank in ranks)


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedCover:
    """One need that ranks high: the numbers of the goals that answer it, and how it stands."""

    ref: str
    code: str
    goals: tuple[int, ...]
    state: State

    @property
    def reason(self) -> Reason:
        return Reason.of(f"planning.need.{self.state}", need=self.code, n=len(self.goals))


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Every function of the assessment, then every need that ranks high."""

    functions: tuple[FunctionCover, ...]
    needs: tuple[NeedCover, ...]

    @property
    def open(self) -> tuple[Reason, ...]:
        """What still wants an action, a goal or a reason."""
        covers: tuple[FunctionCover | NeedCover, ...] = (*self.functions, *self.needs)
        return tuple(one.reason for one in covers if one.state is State.OPEN)

    @property
    def is_complete(self) -> bool:
        return not self.open


def coverage(
    found: Mapping[Function, Word],
    *,
    actions: Iterable[Planned],
    left_out: Collection[Function] = (),
    needs: Iterable[RankedNeed] = (),
    goals: Mapping[str, tuple[int, ...]] | None = None,
) -> Coverage:
    """Return how a plan covers what was found.

    `left_out` are the functions that are not worked on, each with its reason on file; `goals` gives
    for the ref of a need the numbers of the goals that answer it.
    """
    planned = tuple(actions)
    answered = goals or {}
    return Coverage(
        functions=tuple(
            _function(function, word, planned=planned, left_out=left_out)
            for function, word in found.items()
        ),
        needs=tuple(
            _need(one, answered.get(one.ref, ())) for one in needs if one.is_open and one.ranks_high
        ),
    )


def _function(
    function: Function, word: Word, *, planned: tuple[Planned, ...], left_out: Collection[Function]
) -> FunctionCover:
    techniques = tuple(
        dict.fromkeys(action.technique for action in planned if action.function is function)
    )
    return FunctionCover(
        function=function,
        word=word,
        techniques=techniques,
        state=_state(word, is_served=bool(techniques), is_left_out=function in left_out),
    )


def _state(word: Word, *, is_served: bool, is_left_out: bool) -> State:
    if is_served:
        return State.COVERED
    if word not in _GAPS:
        return State.NOT_ASKED if word is Word.NOT_ASKED else State.NO_GAP
    return State.REASONED if is_left_out else State.OPEN


def _need(need: RankedNeed, goals: tuple[int, ...]) -> NeedCover:
    unanswered = State.REASONED if need.has_reason else State.OPEN
    state = State.COVERED if goals else unanswered
    return NeedCover(ref=need.ref, code=need.code, goals=goals, state=state)
