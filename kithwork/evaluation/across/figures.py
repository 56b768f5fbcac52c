"""The figures over many cases: each puts every case into one category.

What was not asked, not measured or not rated is a category of its own, so that each figure counts
all cases of its population and says how much is missing.
"""

from collections.abc import Callable, Mapping

from kithwork.core.change import Verdict
from kithwork.core.support.functions import Function
from kithwork.core.support.thresholds import Word
from kithwork.evaluation.across.numbers import Figure
from kithwork.evaluation.across.seen import CaseSeen, Given, Standing, Technique

MISSING = "missing"
THERE, NOT_THERE = "there", "not_there"

RUNNING = Figure(
    (Standing.WAITING, Standing.NOT_TAKEN_ON, Standing.OPEN, Standing.REFERRED),
    lambda case: case.standing,
)
GAPS = (Word.LARGE_GAP, Word.SOME_GAP)
T_BANDS = ("below_40", "below_50", "below_60", "from_60")
LIMITS_OF_T = (40, 50, 60)


def _ended(case: CaseSeen) -> str:
    if case.is_contact_lost:
        return "contact_lost"
    if "done" in case.follow_ups:
        return "followed_up"
    return "follow_up_lost" if "lost" in case.follow_ups else "not_followed_up"


ENDED = Figure(("contact_lost", "followed_up", "follow_up_lost", "not_followed_up"), _ended)


def need(code: str) -> Figure:
    """How one need stands at the end, of those closed; a need that was taken back is not there."""

    def category(case: CaseSeen) -> str:
        status = case.needs.get(code, "withdrawn")
        return "not_here" if status == "withdrawn" else status

    return Figure(("met", "partly", "unmet", "not_wanted", "not_here"), category)


def technique(code: str) -> Figure:
    """Whether one technique was planned, and whether it was used."""
    return _done(lambda one: one[0] == code)


def function(code: str) -> Figure:
    """Whether help of one function of support was planned, and whether it was given."""
    return _done(lambda one: one[1] == code)


def score(key: str) -> Figure:
    """The verdict on one score of a scale; missing where it was not taken twice."""
    categories = (*(one.value for one in Verdict), MISSING)
    return Figure(categories, lambda case: case.verdicts.get(key, MISSING))


def support(of: Function, *, after: bool) -> Figure:
    """What the student says of one function, at first or at last; missing where not asked."""

    def category(case: CaseSeen) -> str:
        seen = case.after if after else case.before
        return Word.NOT_ASKED if seen is None else seen.words.get(of, Word.NOT_ASKED)

    return Figure((Word.LARGE_GAP, Word.SOME_GAP, Word.ENOUGH, Word.NOT_ASKED), category)


def has_gap(of: Function) -> Callable[[CaseSeen], bool]:
    """Whether a student said at first that a function of support was too little."""
    before = support(of, after=False)
    return lambda case: before.category_of(case) in GAPS


def giving(place: Given, *, after: bool) -> Figure:
    """Whether a source is known to give a function, at first or at last."""

    def category(case: CaseSeen) -> str:
        seen = case.after if after else case.before
        return THERE if seen is not None and place in seen.giving else NOT_THERE

    return Figure((THERE, NOT_THERE), category)


def _goals(case: CaseSeen) -> str:
    if case.goals is None:
        return "no_goals"
    reached = [one.is_attained for one in case.goals.goals]
    if None in reached:
        return "not_rated"
    return "all" if all(reached) else "some" if any(reached) else "none"


GOALS = Figure(("all", "some", "none", "not_rated", "no_goals"), _goals)


def _t_band(case: CaseSeen) -> str:
    t = case.goals.t_achieved if case.goals else None
    if t is None:
        return MISSING
    return T_BANDS[sum(t >= limit for limit in LIMITS_OF_T)]


T_ACHIEVED = Figure((*T_BANDS, MISSING), _t_band)
AIMS = Figure(("met", "not_met", "open", "no_aim"), lambda case: case.aim or "no_aim")


def paper(record: str) -> Figure:
    """Whether a paper was done when it was due."""

    def category(case: CaseSeen) -> str:
        if record not in case.in_time:
            return MISSING
        return "in_time" if case.in_time[record] else "late"

    return Figure(("in_time", "late", MISSING), category)


def _notes(case: CaseSeen) -> str:
    return MISSING if not case.notes else "late" if case.late_notes else "in_time"


NOTES = Figure(("in_time", "late", MISSING), _notes)
DELIVERED = frozenset({"delivered", "confirmed", "outcome"})


def _links(case: CaseSeen) -> str:
    if not case.links:
        return "none"
    return "delivered" if case.links & DELIVERED else "under_way"


LINKS = Figure(("delivered", "under_way", "none"), _links)


def recorded(what: str) -> Figure:
    """Whether something is on record in a case: see `RECORDED`."""
    claim = RECORDED[what]
    return Figure((THERE, MISSING), lambda case: THERE if claim(case) else MISSING)


RECORDED: Mapping[str, Callable[[CaseSeen], bool]] = {
    "support_before": lambda case: case.before is not None,
    "support_after": lambda case: case.after is not None,
    "scale_twice": lambda case: bool(case.verdicts),
    "goals_rated": lambda case: case.goals is not None and case.goals.missing == 0,
    "work_noted": lambda case: case.notes > 0,
    "followed_up": lambda case: "done" in case.follow_ups,
    "research": lambda case: case.allows_research,
}


def _done(is_meant: Callable[[Technique], bool]) -> Figure:
    def category(case: CaseSeen) -> str:
        was_planned = any(map(is_meant, case.planned))
        if any(map(is_meant, case.delivered)):
            return "as_planned" if was_planned else "beside_plan"
        return "planned_only" if was_planned else "neither"

    return Figure(("as_planned", "beside_plan", "planned_only", "neither"), category)
