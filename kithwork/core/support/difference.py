"""Two matrices of one student compared: which cells changed, and what that means per function.

A value that was not asked on one side is never a rise or a fall: it is "asked for the first time"
or "not asked now". Raters are compared each with themselves. A fall of importance is always listed,
because the gap by source shrinks with it although nothing got better (domain specification C3, H5).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.reasons import Reason
from kithwork.core.support.cells import Aspect, Cell, Rater
from kithwork.core.support.findings import Finding, finding
from kithwork.core.support.functions import ALL, Function
from kithwork.core.support.matrix import Matrix, Tie, importance, is_known_absent
from kithwork.core.support.telling import tell_sources
from kithwork.core.support.thresholds import Thresholds, Word


class Move(StrEnum):
    """What happened to one value."""

    ROSE = "rose"
    FELL = "fell"
    FIRST_ASKED = "first_asked"
    NOT_ASKED_NOW = "not_asked_now"


class Turn(StrEnum):
    """What happened to the finding on one function.

    Cells alone show a large gap or none, and never that it is enough: between two findings from
    cells a gap is now shown, or is no longer shown.
    """

    SAME = "same"
    CLOSED = "closed"
    NARROWED = "narrowed"
    WIDENED = "widened"
    OPENED = "opened"
    NOW_SHOWN = "now_shown"
    NO_LONGER_SHOWN = "no_longer_shown"
    FIRST_ASKED = "first_asked"
    NOT_ASKED_NOW = "not_asked_now"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One value of one cell before and after; `function` None is the tie as a whole."""

    source: str
    function: Function | None
    aspect: Aspect | None
    rated_by: Rater
    field: str
    before: float | None
    after: float | None

    @property
    def move(self) -> Move:
        if self.before is None:
            return Move.FIRST_ASKED
        if self.after is None:
            return Move.NOT_ASKED_NOW
        return Move.ROSE if self.after > self.before else Move.FELL


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionChange:
    """One function before and after.

    `is_same_basis` is False where the student's own word stands against a finding from cells.
    `importance_fell`: sources that matter less to her now.
    """

    before: Finding
    after: Finding
    importance_fell: tuple[str, ...]

    @property
    def function(self) -> Function:
        return self.after.function

    @property
    def is_same_basis(self) -> bool:
        return (self.before.enough is None) == (self.after.enough is None)

    @property
    def turn(self) -> Turn:
        return _turn(self.before, self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Changed cells, every function, and the codes from which the words are made.

    `places` are the cells of the drawing to be ringed: a value rose or fell, a source was newly
    named or is named no longer, or came or went altogether.
    """

    cells: tuple[CellChange, ...]
    functions: tuple[FunctionChange, ...]
    places: frozenset[tuple[str, Function]]
    reasons: tuple[Reason, ...]


def difference(before: Matrix, after: Matrix, *, thresholds: Thresholds) -> Difference:
    """Return what changed from `before` to `after`, in cells, per function and as reasons."""
    said = (*before.columns, *after.columns)
    columns = tuple(function for function in ALL if function in said)
    functions = tuple(
        FunctionChange(
            before=finding(before, function, thresholds=thresholds),
            after=finding(after, function, thresholds=thresholds),
            importance_fell=_importance_fell(before, after, function=function),
        )
        for function in columns
    )
    told = (reason for change in functions for reason in _tell_function(change))
    cells = tuple(_cell_changes(before, after))
    return Difference(
        cells=(*cells, *_tie_changes(before, after)),
        functions=functions,
        places=frozenset((*_moved(cells, before, after=after), *_renamed(before, after))),
        reasons=(*told, *tell_sources(before, after, columns=columns, thresholds=thresholds)),
    )


def _cell_changes(before: Matrix, after: Matrix) -> Iterator[CellChange]:
    then = {cell.key: cell for cell in before.cells}
    now = {cell.key: cell for cell in after.cells}
    for key in dict.fromkeys((*then, *now)):
        source, function, aspect, rater = key
        for field in ("level", "adequacy", "quality", "importance"):
            old, new = _value(then.get(key), field), _value(now.get(key), field)
            if old != new:
                yield CellChange(
                    source=source,
                    function=function,
                    aspect=aspect,
                    rated_by=rater,
                    field=field,
                    before=old,
                    after=new,
                )


def _tie_changes(before: Matrix, after: Matrix) -> Iterator[CellChange]:
    for source in dict.fromkeys((*before.rows, *after.rows)):
        for field in ("quality", "importance"):
            old, new = _value(before.tie(source), field), _value(after.tie(source), field)
            if old != new:
                yield CellChange(
                    source=source,
                    function=None,
                    aspect=None,
                    rated_by=Rater.CLIENT,
                    field=field,
                    before=old,
                    after=new,
                )


def _moved(
    cells: Iterable[CellChange], before: Matrix, *, after: Matrix
) -> Iterator[tuple[str, Function]]:
    for change in cells:
        came_or_went = is_known_absent(before, change.source) or is_known_absent(
            after, change.source
        )
        if change.function and (change.move in (Move.ROSE, Move.FELL) or came_or_went):
            yield change.source, change.function


def _renamed(before: Matrix, after: Matrix) -> Iterator[tuple[str, Function]]:
    for function in ALL:
        then, now = before.of(function).named, after.of(function).named
        if then is not None and now is not None:
            yield from ((source, function) for source in set(then) ^ set(now))


def _value(of: Cell | Tie | None, field: str) -> float | None:
    value: float | None = None if of is None else getattr(of, field)
    return value


def _turn(before: Finding, after: Finding) -> Turn:
    then, now = before.word, after.word
    if then is now:
        return Turn.SAME
    if _is_from_cells(before) and _is_from_cells(after):
        return Turn.NOW_SHOWN if now is Word.LARGE_GAP else Turn.NO_LONGER_SHOWN
    if then is Word.NOT_ASKED:
        return Turn.FIRST_ASKED
    if now is Word.NOT_ASKED:
        return Turn.NOT_ASKED_NOW
    if now is Word.ENOUGH:
        return Turn.CLOSED
    if then is Word.ENOUGH:
        return Turn.OPENED
    return Turn.NARROWED if now is Word.SOME_GAP else Turn.WIDENED


def _is_from_cells(found: Finding) -> bool:
    return found.enough is None and found.level is not None


def _importance_fell(before: Matrix, after: Matrix, *, function: Function) -> tuple[str, ...]:
    fell = []
    for source in after.rows:
        then = importance(before, source, function=function)
        now = importance(after, source, function=function)
        if then is not None and now is not None and now < then:
            fell.append(source)
    return tuple(fell)


def _tell_function(change: FunctionChange) -> Iterator[Reason]:
    function, turn = change.function, change.turn
    if turn is not Turn.SAME:
        yield Reason.of(
            f"support.change.gap_{turn}",
            function=function,
            before=_shown(change.before),
            after=_shown(change.after),
        )
        if not change.is_same_basis and turn not in (Turn.FIRST_ASKED, Turn.NOT_ASKED_NOW):
            yield Reason.of("support.change.other_basis", function=function)
    if change.after.is_fragile and change.before.is_fragile is False:
        yield Reason.of("support.change.now_fragile", function=function)
    if change.before.is_fragile and change.after.is_fragile is False:
        code = "no_longer_fragile" if change.after.breadth else "nobody_gives_now"
        yield Reason.of(f"support.change.{code}", function=function)
    if change.after.is_too_much and not change.before.is_too_much:
        yield Reason.of("support.change.too_much_now", function=function)
    if _gap_shrank(change) and change.importance_fell:
        yield Reason.of("support.change.gap_smaller_with_importance", function=function)


def _shown(found: Finding) -> str:
    return "too_much" if found.is_too_much else found.word


def _gap_shrank(change: FunctionChange) -> bool:
    then, now = change.before.gap_by_source, change.after.gap_by_source
    return then is not None and (now is None or now < then)
