"""What the matrix says of each function, in one word and with its reasons.

The primary finding is the student's own answer to "is it enough?" (domain specification C3). Where
she was not asked, a best level that is weak with nobody giving is a large gap; anything else stays
"not asked": only she can say that it is enough. The gap by source is detail and stands second.
"""

from dataclasses import dataclass

from kithwork.core.reasons import Reason
from kithwork.core.support.cells import Adequacy, Rater
from kithwork.core.support.functions import Function
from kithwork.core.support.levels import (
    Discordance,
    breadth,
    discordances,
    gap_by_source,
    giving,
    harmful,
    intrusive,
    is_under_used,
    level,
)
from kithwork.core.support.matrix import Matrix, others, received
from kithwork.core.support.thresholds import Thresholds, Word

_WORDS = {
    Adequacy.FAR_TOO_LITTLE: Word.LARGE_GAP,
    Adequacy.TOO_LITTLE: Word.SOME_GAP,
    Adequacy.ABOUT_RIGHT: Word.ENOUGH,
    Adequacy.TOO_MUCH: Word.ENOUGH,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One function: `word` first, then the detail; None is "not asked".

    `enough` is the student's answer, `perceived` her survey's mean 0–4, `level` 0–4 the best that
    is received, `breadth` how many give, `gap_by_source` 0–1 with its own word. `is_fragile`: one
    single source gives. `intrusive`: sources that give too much. `raters`: whose words stand behind
    level and breadth.
    """

    function: Function
    word: Word
    enough: Adequacy | None
    perceived: float | None
    level: float | None
    breadth: int | None
    gap_by_source: float | None
    gap_word: Word
    is_fragile: bool | None
    is_under_used: bool | None
    intrusive: tuple[str, ...]
    raters: tuple[Rater, ...]
    reasons: tuple[Reason, ...]

    @property
    def is_too_much(self) -> bool:
        return self.enough is Adequacy.TOO_MUCH


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """The functions in their order, and what concerns the whole grid.

    `harmful` sources prompt the worker to ask about safety. `discordances` are hers alone.
    """

    functions: tuple[Finding, ...]
    harmful: tuple[str, ...]
    discordances: tuple[Discordance, ...]
    reasons: tuple[Reason, ...]

    def of(self, function: Function) -> Finding:
        return next(finding for finding in self.functions if finding.function is function)


def findings(matrix: Matrix, *, thresholds: Thresholds) -> Findings:
    """Return the finding of every function of the matrix, and its warnings."""
    harm = harmful(matrix)
    return Findings(
        functions=tuple(finding(matrix, f, thresholds=thresholds) for f in matrix.columns),
        harmful=harm,
        discordances=discordances(matrix, thresholds=thresholds),
        reasons=tuple(Reason.of("support.finding.harm", source=source) for source in harm),
    )


def finding(matrix: Matrix, function: Function, *, thresholds: Thresholds) -> Finding:
    """Return what the matrix says of one function."""
    asked = matrix.of(function)
    best = level(matrix, function)
    wide = breadth(matrix, function, thresholds=thresholds)
    gap = gap_by_source(matrix, function)
    return Finding(
        function=function,
        word=_word(asked.enough, best, breadth=wide, thresholds=thresholds),
        enough=asked.enough,
        perceived=asked.perceived,
        level=best,
        breadth=wide,
        gap_by_source=gap,
        gap_word=thresholds.word_for_gap(gap),
        is_fragile=None if wide is None else wide == 1,
        is_under_used=is_under_used(matrix, function, thresholds=thresholds),
        intrusive=intrusive(matrix, function),
        raters=_raters(matrix, function),
        reasons=(
            _because(matrix, function, thresholds=thresholds),
            *_remarks(matrix, function, thresholds=thresholds),
        ),
    )


def _word(
    enough: Adequacy | None, best: float | None, *, breadth: int | None, thresholds: Thresholds
) -> Word:
    if enough is not None:
        return _WORDS[enough]
    if best is not None and best <= thresholds.weak and breadth == 0:
        return Word.LARGE_GAP
    return Word.NOT_ASKED


def _because(matrix: Matrix, function: Function, *, thresholds: Thresholds) -> Reason:
    asked = matrix.of(function)
    if asked.enough is not None:
        answer = asked.enough.name.lower()
        return Reason.of("support.finding.she_says", function=function, answer=answer)
    best = level(matrix, function)
    if best is None:
        return Reason.of("support.finding.not_asked", function=function)
    sources = others(matrix)
    rated = sum(received(matrix, source, function=function) is not None for source in sources)
    return Reason.of(
        "support.finding.from_cells",
        function=function,
        level=best,
        breadth=breadth(matrix, function, thresholds=thresholds),
        rated=rated,
        not_asked=len(sources) - rated,
    )


def _remarks(matrix: Matrix, function: Function, *, thresholds: Thresholds) -> tuple[Reason, ...]:
    remarks: list[Reason] = []
    if matrix.of(function).enough is Adequacy.TOO_MUCH:
        remarks.append(Reason.of("support.finding.too_much", function=function))
    if (gap := gap_by_source(matrix, function)) is not None:
        word = thresholds.word_for_gap(gap)
        remarks.append(
            Reason.of("support.finding.gap_by_source", function=function, gap=gap, word=word)
        )
    if len(sources := giving(matrix, function, thresholds=thresholds)) == 1:
        remarks.append(Reason.of("support.finding.fragile", function=function, source=sources[0]))
    remarks.extend(
        Reason.of("support.finding.intrusive", function=function, source=source)
        for source in intrusive(matrix, function)
    )
    if is_under_used(matrix, function, thresholds=thresholds):
        remarks.append(Reason.of("support.finding.under_used", function=function))
    return tuple(remarks)


def _raters(matrix: Matrix, function: Function) -> tuple[Rater, ...]:
    """Return who is behind level and breadth: per source the first who says what is received."""
    behind = {
        next(c.rated_by for c in matrix.at(source, function) if c.received is not None)
        for source in others(matrix)
        if received(matrix, source, function=function) is not None
    }
    return tuple(rater for rater in Rater if rater in behind)
