"""What became of each source from one matrix to the next, as codes from which words are made.

"New strong tie: homeroom teacher (EM, AP); stress with grandmother reduced" (domain specification
H5) is told by codes of which each names one source and its functions. A strong tie is new where it
is known that it was not strong before: the cell was asked, or the student said who is there and did
not say this source. Where nobody had asked, it is "asked for the first time".
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kithwork.core.reasons import Reason
from kithwork.core.support.functions import Function
from kithwork.core.support.levels import harmful_at
from kithwork.core.support.matrix import (
    Matrix,
    importance,
    is_known_absent,
    others,
    quality,
    received,
)
from kithwork.core.support.thresholds import Thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One source and function in one matrix; None is "not asked"."""

    received: float | None
    is_strong: bool | None
    quality: int | None
    importance: int | None
    is_named: bool | None
    is_harmful: bool


def tell_sources(
    before: Matrix, after: Matrix, *, columns: tuple[Function, ...], thresholds: Thresholds
) -> Iterator[Reason]:
    """Yield what became of each source: who came and went, ties, naming, harm, stress, weight."""
    for source in dict.fromkeys((*others(before), *others(after))):
        pairs = {
            function: (
                _standing(before, source, function=function, thresholds=thresholds),
                _standing(after, source, function=function, thresholds=thresholds),
            )
            for function in columns
        }
        if is_known_absent(before, source):
            yield Reason.of("support.change.came", source=source)
        if is_known_absent(after, source):
            yield Reason.of("support.change.went", source=source)
        for code, holds in _TOLD:
            where = " ".join(f for f, (then, now) in pairs.items() if holds(then, now))
            if where:
                yield Reason.of(f"support.change.{code}", source=source, functions=where)


def _standing(
    matrix: Matrix, source: str, *, function: Function, thresholds: Thresholds
) -> Standing:
    named = matrix.of(function).named
    return Standing(
        received=received(matrix, source, function=function),
        is_strong=_is_strong(matrix, source, function=function, thresholds=thresholds),
        quality=quality(matrix, source, function=function),
        importance=importance(matrix, source, function=function),
        is_named=None if named is None else source in named,
        is_harmful=harmful_at(matrix, source, function=function),
    )


def _is_strong(
    matrix: Matrix, source: str, *, function: Function, thresholds: Thresholds
) -> bool | None:
    level = received(matrix, source, function=function)
    if level is None:
        return False if is_known_absent(matrix, source) else None
    worth = quality(matrix, source, function=function)
    return level >= thresholds.strong and (worth is None or worth >= 0)


def _is_newly_strong(then: Standing, now: Standing) -> bool:
    return then.is_strong is False and now.is_strong is True


def _is_strong_and_first_asked(then: Standing, now: Standing) -> bool:
    return then.is_strong is None and now.is_strong is True


def _is_strong_no_more(then: Standing, now: Standing) -> bool:
    return then.is_strong is True and now.is_strong is False


def _rise(then: Standing, now: Standing) -> float:
    """Return the rise of what is received, where the tie did not become or cease to be strong."""
    if then.received is None or now.received is None or then.is_strong is not now.is_strong:
        return 0
    return now.received - then.received


def _relief(then: Standing, now: Standing) -> int:
    """Return the rise of a quality that is negative on either side; 0 where one is not known."""
    if then.quality is None or now.quality is None or min(then.quality, now.quality) >= 0:
        return 0
    return now.quality - then.quality


def _matters_less(then: Standing, now: Standing) -> bool:
    if then.importance is None or now.importance is None:
        return False
    return now.importance < then.importance


_TOLD: tuple[tuple[str, Callable[[Standing, Standing], bool]], ...] = (
    ("new_strong_tie", _is_newly_strong),
    ("strong_tie_first_asked", _is_strong_and_first_asked),
    ("strong_tie_lost", _is_strong_no_more),
    ("tie_stronger", lambda then, now: _rise(then, now) > 0),
    ("tie_weaker", lambda then, now: _rise(then, now) < 0),
    ("newly_named", lambda then, now: then.is_named is False and now.is_named is True),
    ("no_longer_named", lambda then, now: then.is_named is True and now.is_named is False),
    ("harm_now", lambda then, now: now.is_harmful and not then.is_harmful),
    ("stress_reduced", lambda then, now: _relief(then, now) > 0),
    ("stress_grew", lambda then, now: _relief(then, now) < 0),
    ("importance_fell", _matters_less),
)
