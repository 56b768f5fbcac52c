"""Plans: every gap has an answer or a reason, the doing moves, care is asked, doses are counted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.planning.actions import Care, Planned, WhoDoes
from kithwork.core.planning.caring import caring
from kithwork.core.planning.coverage import RankedNeed, State, coverage
from kithwork.core.planning.doses import Standing, doses
from kithwork.core.planning.helping import Shift, helping
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.thresholds import Word


def action(ref: str = "a", function: Function | None = Function.EM, **more) -> Planned:
    return Planned(ref=ref, technique=more.pop("technique", "EM-01"), function=function, **more)


@pytest.mark.parametrize(
    ("word", "is_served", "is_left_out", "state"),
    [
        (Word.LARGE_GAP, False, False, State.OPEN),
        (Word.SOME_GAP, False, False, State.OPEN),
        (Word.LARGE_GAP, True, False, State.COVERED),
        (Word.SOME_GAP, False, True, State.REASONED),
        (Word.SOME_GAP, True, True, State.COVERED),
        (Word.ENOUGH, False, False, State.NO_GAP),
        (Word.ENOUGH, True, False, State.COVERED),
        (Word.NOT_ASKED, False, False, State.NOT_ASKED),
        (Word.NOT_ASKED, True, False, State.COVERED),
    ],
)
def test_a_gap_has_a_technique_or_a_reason(word, is_served, is_left_out, state) -> None:
    found = coverage(
        {Function.EM: word},
        actions=[action()] if is_served else [action(function=Function.IN)],
        left_out=[Function.EM] if is_left_out else [],
    )
    assert found.functions[0].state is state
    assert found.is_complete is (state is not State.OPEN)


@given(st.sets(st.sampled_from(FOUR)), st.sets(st.sampled_from(FOUR)))
def test_one_more_action_never_opens_a_gap(served, gaps) -> None:
    found = {one: Word.LARGE_GAP if one in gaps else Word.ENOUGH for one in FOUR}
    actions = [action(one, one) for one in served]
    fewer = coverage(found, actions=actions[:-1])
    more = coverage(found, actions=actions)
    assert len(more.open) <= len(fewer.open)


@pytest.mark.parametrize(
    ("client", "worker", "goals", "has_reason", "state"),
    [
        (3, None, (), False, State.OPEN),
        (None, 1, (), False, State.OPEN),
        (4, 3, (), False, State.OPEN),
        (1, 1, (2,), False, State.COVERED),
        (1, 1, (), True, State.REASONED),
        (4, 4, (), False, None),
        (None, None, (), False, None),
    ],
)
def test_a_need_among_the_first_has_a_goal_or_a_reason(
    client, worker, goals, has_reason, state
) -> None:
    need = RankedNeed(
        ref="n", code="N-FAM-3", rank_client=client, rank_worker=worker, has_reason=has_reason
    )
    found = coverage({}, actions=[], needs=[need], goals={"n": goals})
    assert [one.state for one in found.needs] == ([] if state is None else [state])


def test_a_need_that_is_met_is_left_alone() -> None:
    met = RankedNeed(ref="n", code="N-FAM-3", rank_client=1, is_open=False)
    assert coverage({}, actions=[], needs=[met]).is_complete


@pytest.mark.parametrize(
    ("first", "last", "shift"),
    [
        (WhoDoes.WORKER, WhoDoes.CLIENT, Shift.TOWARDS_HER),
        (WhoDoes.TOGETHER, WhoDoes.TOGETHER, Shift.STAYS),
        (WhoDoes.CLIENT, WhoDoes.WORKER, Shift.AWAY_FROM_HER),
    ],
)
def test_the_doing_moves(first: WhoDoes, last: WhoDoes, shift: Shift) -> None:
    plan = [action("a", who_does=first, stage=1), action("b", who_does=last, stage=3)]
    assert helping(plan).shift is shift


def test_one_stage_shows_no_shift() -> None:
    assert helping([action(stage=1), action("b")]).shift is Shift.NOT_KNOWN


def test_care_that_no_stage_gives_is_named() -> None:
    plan = [action(stage=1, care=frozenset({Care.DIALOGUE, Care.PRACTICE}))]
    found = caring(plan, {1: [Care.DIALOGUE], 2: []})
    assert [reason.code for reason in found.reasons] == [
        "planning.care.no_modelling",
        "planning.care.no_confirmation",
        "planning.care.no_question",
    ]
    assert found.stages[0].given == {Care.DIALOGUE, Care.PRACTICE}


@pytest.mark.parametrize(
    ("planned", "delivered", "standing"),
    [
        (3, 0, Standing.NOT_BEGUN),
        (3, 2, Standing.UNDER_WAY),
        (3, 3, Standing.AS_PLANNED),
        (3, 4, Standing.MORE),
        (None, 4, Standing.NO_DOSE),
        (0, 0, Standing.AS_PLANNED),
    ],
)
def test_doses_below_at_and_above_the_plan(planned, delivered, standing) -> None:
    (found,) = doses([action(dose=planned)], {"a": delivered})
    assert found.standing is standing


def test_what_no_plan_names_is_shown() -> None:
    (beside,) = doses([], {}, beside={"EM-12": 2, "EM-02": 0})
    assert (beside.technique, beside.delivered, beside.standing) == (
        "EM-12",
        2,
        Standing.NOT_PLANNED,
    )


def test_a_dose_below_zero_is_refused() -> None:
    with pytest.raises(ValueError, match="0 or more"):
        action(dose=-1)
