"""The effects of many cases' series, outcome by outcome, ready to be brought together.

A series stands under its outcome: the function of support of its goal (its ratings, and what was
rated or counted for it), a scale, marks, attendance. Each outcome has the measure of effect
that fits and one unit, so that unlike things never meet in a mean: standard deviations within the
case for ratings, counts and scores, whose units differ; the difference itself for marks (z, else
percentile) and attendance (percent), whose unit is the same for everybody. Cases stand singly here,
so only those whose student agreed to research come in; they are numbered by their effect, anew in
each outcome, and have no other name.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.singlecase import single_case
from kithwork.catalogue.support import functions
from kithwork.catalogue.words import say
from kithwork.core.estimates import Estimate
from kithwork.core.singlecase.differences import level_difference
from kithwork.core.singlecase.series import TwoPhases, refusal
from kithwork.core.singlecase.standardized import smd_pooled
from kithwork.core.support.functions import ALL, Function
from kithwork.core.synthesis import Effect, Synthesis, synthesize
from kithwork.evaluation.across.seen import CaseSeen
from kithwork.evaluation.models import Series
from kithwork.evaluation.queries.across.series import SeriesSeen, series_of_many
from kithwork.evaluation.queries.measured import two_conditions

FEWEST = 3  # cases from which effects are brought together
FUNCTION, MARKS, ATTENDANCE = "function", "marks", "attendance"
ORDER = (FUNCTION, "rating", "count", "score", MARKS, ATTENDANCE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What series are brought together under.

    `kind` is one of `ORDER`; `what` the function, the scale or the unit of marks, "" else.
    """

    kind: str
    what: str = ""

    @property
    def place(self) -> tuple[int, int, str]:
        """Where it stands on a page: functions first, in their own order."""
        codes = [one.value for one in ALL]
        within = codes.index(self.what) if self.what in codes else 0
        return ORDER.index(self.kind), within, self.what

    @property
    def measure(self) -> str:
        """The code of the words for its measure of effect."""
        by_kind = {MARKS: f"marks.{self.what}", ATTENDANCE: ATTENDANCE}
        return f"across.synthesis.measure.{by_kind.get(self.kind, 'smd')}"

    def title_in(self, language: str) -> str:
        """Return its name."""
        params = {}
        if self.kind == FUNCTION:
            params["function"] = functions()[Function(self.what)].short.said_in(language)
        if self.kind == "score":
            params["title"] = instruments()[self.what].instrument.title.said_in(language)
        kind = f"marks.{self.what}" if self.kind == MARKS else self.kind
        return say(f"across.synthesis.kind.{kind}", language, **params)


@dataclass(frozen=True, slots=True)
class Together:
    """The effects on one outcome, and their synthesis where there are cases enough.

    `left_out` counts series that give no effect: a phase has too few points, or nothing varies.
    `short` counts those with fewer points in a phase than advised. `was_chosen`: some of the
    students were chosen because of this measure.
    """

    outcome: Outcome
    effects: tuple[Effect, ...]
    cases: int
    left_out: int
    short: int
    was_chosen: bool
    synthesis: Synthesis | None


@dataclass(frozen=True, slots=True)
class _Read:
    """One series as read: its effect, None where there is none."""

    case: int
    effect: Estimate | None
    is_short: bool
    was_chosen: bool


def brought_together(cases: Sequence[CaseSeen], language: str) -> tuple[Together, ...]:
    """Return the series of cases that allow it, outcome by outcome."""
    allowing = [case for case in cases if case.allows_research]
    by_outcome: dict[Outcome, list[_Read]] = defaultdict(list)
    for seen in series_of_many(allowing):
        outcome = outcome_of_series(seen)
        by_outcome[outcome].append(_read(seen, outcome))
    ordered = sorted(by_outcome.items(), key=lambda pair: pair[0].place)
    return tuple(_together(outcome, read, language) for outcome, read in ordered)


def outcome_of_series(seen: SeriesSeen) -> Outcome:
    """Return under which outcome a series stands."""
    series = seen.said.series
    if series.kind == "mark":
        return Outcome(MARKS, seen.unit or "z")
    if series.kind == "score":
        return Outcome("score", series.measure.partition(":")[0])
    if (function := _function_of_goal(series)) is not None:
        return Outcome(FUNCTION, function)
    return Outcome(series.kind)


def _function_of_goal(series: Series) -> str | None:
    """The function of the goal for which something is measured, as it stands now."""
    if series.goal is None:
        return None
    versions = series.goal.versions.all()
    function = max(versions, key=lambda one: one.version).function if versions else ""
    return function if function in {one.value for one in ALL} else None


_MEASURES: Mapping[str, Callable[[TwoPhases], Estimate]] = {
    MARKS: level_difference,
    ATTENDANCE: level_difference,
}


def _read(seen: SeriesSeen, outcome: Outcome) -> _Read:
    case, rules = seen.said.series.case_id, single_case().rules
    compared = two_conditions(seen.said)
    if compared is None or refusal(compared.pooled, rules):
        return _Read(case, None, is_short=False, was_chosen=seen.was_chosen)
    pooled = compared.pooled
    found = _MEASURES.get(outcome.kind, smd_pooled)(pooled)
    has_effect = found.estimate is not None and found.se
    return _Read(
        case,
        found if has_effect else None,
        is_short=min(len(pooled.a), len(pooled.b)) < rules.advised,
        was_chosen=seen.was_chosen,
    )


def _together(outcome: Outcome, read: Sequence[_Read], language: str) -> Together:
    stated = [one for one in read if one.effect is not None]
    effects = _effects(stated, language)
    cases = len({one.case for one in stated})
    return Together(
        outcome=outcome,
        effects=effects,
        cases=cases,
        left_out=len(read) - len(effects),
        short=sum(one.is_short for one in stated),
        was_chosen=any(one.was_chosen for one in stated),
        synthesis=synthesize(effects) if cases >= FEWEST else None,
    )


def _effects(stated: Sequence[_Read], language: str) -> tuple[Effect, ...]:
    """The effects in their order, the smallest first; cases are numbered as they come in it."""
    found = [
        (one.effect.estimate, one.effect.se, one.case)
        for one in stated
        if one.effect is not None and one.effect.estimate is not None and one.effect.se is not None
    ]
    found.sort(key=lambda one: (one[0], one[2]))
    cases = list(dict.fromkeys(case for _estimate, _se, case in found))
    return tuple(
        Effect(
            name=say("across.synthesis.case", language, n=cases.index(case) + 1),
            estimate=estimate,
            se=se,
            cluster=str(case),
        )
        for estimate, se, case in found
    )
