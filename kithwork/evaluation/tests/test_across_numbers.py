"""Cases counted over everybody and over groups; no database is needed for the rules."""

import datetime as dt
from dataclasses import replace

import pytest

from kithwork.core.casework import Status
from kithwork.core.change import Verdict
from kithwork.core.disclosure import DisclosurePolicy
from kithwork.core.goals.attainment import Goal, attainment
from kithwork.core.support.functions import Function
from kithwork.core.support.thresholds import Word
from kithwork.evaluation.across import figures
from kithwork.evaluation.across.numbers import Numbers, Population
from kithwork.evaluation.across.programme import by_term, counted
from kithwork.evaluation.across.seen import CaseSeen, Standing, SupportSeen, standing_of

POLICY = DisclosurePolicy(smallest_shown=5, smallest_filter=5, smallest_rate_base=10)
CASE = CaseSeen(
    pk=1,
    student=1,
    received_on=dt.date(2026, 3, 2),
    term="2025-2026-2",
    pathway="P2",
    standing=Standing.CLOSED,
)


def cases(number: int, **said: object) -> list[CaseSeen]:
    return [replace(CASE, pk=place, **said) for place in range(number)]


def over(found: list[CaseSeen], *terms: str):
    return counted(found, group_of=by_term, view=terms or None, policy=POLICY)


@pytest.mark.parametrize(
    ("status", "was_taken_on", "standing"),
    [
        (Status.ENQUIRY, False, Standing.WAITING),
        (Status.CONSENT_PENDING, False, Standing.WAITING),
        (Status.NOT_ACCEPTED, False, Standing.NOT_TAKEN_ON),
        (Status.CLOSED, False, Standing.NOT_TAKEN_ON),
        (Status.REFERRED_OUT, False, Standing.NOT_TAKEN_ON),
        (Status.REFERRED_OUT, True, Standing.REFERRED),
        (Status.REOPENED, True, Standing.OPEN),
        (Status.CLOSING, True, Standing.OPEN),
        (Status.CLOSED, True, Standing.CLOSED),
        (Status.FOLLOW_UP, True, Standing.CLOSED),
        (Status.ARCHIVED, True, Standing.CLOSED),
    ],
)
def test_each_case_stands_at_one_point_of_the_flow(status, was_taken_on, standing) -> None:
    assert standing_of(status, was_taken_on=was_taken_on) is standing


def test_the_flow_adds_up_and_hides_what_is_small() -> None:
    found = [
        *cases(20, follow_ups=frozenset({"done"})),
        *cases(6, is_contact_lost=True),
        *cases(7, standing=Standing.OPEN),
        *cases(5, standing=Standing.NOT_TAKEN_ON),
    ]
    flow = over(found).flow
    assert (flow.asked, flow.taken_on, flow.ended.size) == (38, 33, 26)
    assert (flow.ended.of("followed_up"), flow.ended.of("contact_lost")) == (20, 6)
    small = over([*found, *cases(2, standing=Standing.WAITING)]).flow
    assert small.running.of("waiting") is None
    assert small.asked == 40
    assert [small.running.of(one) for one in ("open", "not_taken_on")].count(None) >= 1


def test_a_year_shows_a_number_only_where_each_of_its_terms_does() -> None:
    found = [*cases(12, term="a"), *cases(11, term="b"), *cases(3, term="c"), *cases(9, term="d")]
    assert [over(found, key).size for key in "abcd"] == [12, 11, None, None]
    assert over(found, "a", "b").size == 23
    assert over(found, "c", "d").size is None
    assert over(found).size == 35
    assert over(found, "unknown").size == 0


def test_a_term_and_everybody_cannot_be_subtracted() -> None:
    met, unmet = {"N-ACA-1": "met"}, {"N-ACA-1": "unmet"}
    found = [
        *cases(10, term="a", needs=met),
        *cases(10, term="a", needs=unmet),
        *cases(11, term="b", needs=met),
        *cases(2, term="b", needs=unmet),
    ]
    figure = figures.need("N-ACA-1")
    assert over(found).of(figure).of("met") == 21
    assert over(found, "b").of(figure).of("unmet") is None
    assert over(found, "a").of(figure).of("unmet") is None


@pytest.mark.parametrize(
    ("categories", "number"),
    [(("a",), 10), (("a", "b"), None), (("b", "c"), 12), (("a", "b", "c"), 22), (("b",), None)],
)
def test_a_sum_is_shown_where_it_follows_from_what_is_shown(categories, number) -> None:
    assert Numbers(22, {"a": 10, "b": None, "c": None}).of(*categories) == number


def test_nobody_is_no_secret() -> None:
    flow = over([]).flow
    assert (flow.asked, flow.taken_on, flow.ended.of("followed_up")) == (0, 0, 0)
    assert Population([], by_term, policy=POLICY).numbers(figures.GOALS, None).is_empty


def test_what_was_not_measured_is_a_category_of_its_own() -> None:
    assert figures.score("phq-9:total").category_of(CASE) == figures.MISSING
    assert figures.support(Function.EM, after=True).category_of(CASE) == Word.NOT_ASKED
    assert figures.giving(("friend", Function.EM), after=False).category_of(CASE) == "not_there"
    assert figures.GOALS.category_of(CASE) == "no_goals"
    assert figures.paper("intake").category_of(CASE) == "missing"
    assert figures.NOTES.category_of(CASE) == "missing"
    assert figures.need("N-ACA-1").category_of(CASE) == "not_here"


def test_what_was_measured_is_told_by_its_category() -> None:
    seen = SupportSeen(
        words={Function.EM: Word.ENOUGH}, giving=frozenset({("friend", Function.EM)})
    )
    case = replace(
        CASE,
        before=seen,
        verdicts={"phq-9:total": Verdict.RECOVERED},
        in_time={"intake": False},
        notes=3,
        late_notes=1,
        planned={("EM-02", "EM"): 3},
        delivered={("AP-02", "AP"): 1},
        links=frozenset({"confirmed"}),
    )
    assert figures.score("phq-9:total").category_of(case) == "recovered"
    assert figures.support(Function.EM, after=False).category_of(case) == "enough"
    assert figures.giving(("friend", Function.EM), after=False).category_of(case) == "there"
    assert figures.giving(("school", Function.EM), after=False).category_of(case) == "not_there"
    assert figures.paper("intake").category_of(case) == "late"
    assert figures.NOTES.category_of(case) == "late"
    assert figures.technique("EM-02").category_of(case) == "planned_only"
    assert figures.function("AP").category_of(case) == "beside_plan"
    assert figures.LINKS.category_of(case) == "delivered"


@pytest.mark.parametrize(
    ("levels", "reached", "band"),
    [
        ((0, 1), "all", "below_60"),
        ((-1, 2), "some", "below_60"),
        ((-2, -1), "none", "below_40"),
        ((2, 2), "all", "from_60"),
        ((None, 1), "not_rated", "missing"),
    ],
)
def test_goals_are_told_case_by_case(levels, reached, band) -> None:
    goals = attainment(
        [Goal(name=str(n), baseline=-1, achieved=level) for n, level in enumerate(levels)]
    )
    case = replace(CASE, goals=goals)
    assert figures.GOALS.category_of(case) == reached
    assert figures.T_ACHIEVED.category_of(case) == band
