"""Every step × every missing record, generated from the table of steps itself."""

from dataclasses import replace
from itertools import product

import pytest

from kithwork.core.casework import (
    TRANSITIONS,
    CaseFacts,
    ClosingFacts,
    ClosingNeed,
    FollowUpFacts,
    GoalFacts,
    PlanFacts,
    ReferralFacts,
    Status,
    move,
    next_steps,
)
from kithwork.core.casework import requirements as needs
from kithwork.core.casework.tests.whole_case import (
    DEATH,
    POLICY,
    SPOILERS,
    TODAY,
    Spoiler,
    whole_case,
)
from kithwork.core.guards import Allowed, Answer, Refused
from kithwork.core.safety.levels import Level

STEPS = sorted(TRANSITIONS)
CASES = [
    pytest.param(start, to, spoiler, id=f"{start}-{to}-{need.__name__}-{number}")
    for start, to in STEPS
    for need in TRANSITIONS[start, to]
    for number, spoiler in enumerate(SPOILERS[need])
]


def codes(refusal: Answer) -> tuple[str, ...]:
    assert isinstance(refusal, Refused)
    return tuple(reason.code for reason in refusal.missing)


def test_every_requirement_can_be_spoiled() -> None:
    assert {need for needs in TRANSITIONS.values() for need in needs} == set(SPOILERS)


@pytest.mark.parametrize(("start", "to"), STEPS)
def test_step_is_allowed_when_nothing_is_missing(start: Status, to: Status) -> None:
    assert move(whole_case(start), to, on=TODAY, policy=POLICY) == Allowed()


@pytest.mark.parametrize(("start", "to", "spoiler"), CASES)
def test_step_is_refused_for_each_missing_record_and_names_it(
    start: Status, to: Status, spoiler: Spoiler
) -> None:
    spoil, expected = spoiler
    assert codes(move(spoil(whole_case(start)), to, on=TODAY, policy=POLICY)) == expected


@pytest.mark.parametrize(("start", "to"), STEPS)
def test_bare_file_names_everything_at_once(start: Status, to: Status) -> None:
    bare = CaseFacts(start, plan=PlanFacts((GoalFacts(1),)), follow_ups=(FollowUpFacts(TODAY),))
    met = {needs.at_least_one_goal}  # there is one goal, bare as it is
    waiting = {needs.what_the_reason_asks}  # asks only once the reason is known
    asked = [need for need in TRANSITIONS[start, to] if need not in met | waiting]
    assert len(codes(move(bare, to, on=TODAY, policy=POLICY))) >= len(asked) > 0


@pytest.mark.parametrize(
    ("start", "to"), [pair for pair in product(Status, Status) if pair not in TRANSITIONS]
)
def test_step_outside_the_table_does_not_exist(start: Status, to: Status) -> None:
    refused = move(whole_case(start), to, on=TODAY, policy=POLICY)
    assert codes(refused) == ("casework.refused.no_such_step",)


@pytest.mark.parametrize("status", Status)
def test_next_steps_are_the_steps_of_the_table(status: Status) -> None:
    steps = next_steps(whole_case(status), on=TODAY, policy=POLICY)
    assert {(status, step.to) for step in steps} == {
        pair for pair in TRANSITIONS if pair[0] is status
    }
    assert all(not step.missing for step in steps)
    assert [step.is_main for step in steps] == sorted((s.is_main for s in steps), reverse=True)


@pytest.mark.parametrize(
    ("status", "main"),
    [
        (Status.ENQUIRY, Status.INTAKE),
        (Status.INTAKE, Status.ASSESSMENT),
        (Status.CONSENT_PENDING, Status.ASSESSMENT),
        (Status.ACTIVE, Status.EVALUATION),
        (Status.CLOSED, Status.FOLLOW_UP),
    ],
)
def test_main_step_comes_first_with_what_it_still_needs(status: Status, main: Status) -> None:
    first = next_steps(CaseFacts(status, plan=PlanFacts((GoalFacts(1),))), on=TODAY, policy=POLICY)[
        0
    ]
    assert (first.to, first.is_main) == (main, True)
    assert first.missing


# ── guards of the field specification, one by one ───────────────────────────────────────────────


@pytest.mark.parametrize(
    ("level", "may_close"), [(Level.A2, True), (Level.A3, False), (Level.A4, False)]
)
def test_case_with_open_high_risk_cannot_be_closed(level: Level, may_close: bool) -> None:
    case = replace(whole_case(Status.CLOSING), open_risks=(level,))
    assert (move(case, Status.CLOSED, on=TODAY, policy=POLICY) == Allowed()) == may_close


def test_goal_without_an_anchor_keeps_a_plan_from_becoming_active() -> None:
    goals = (GoalFacts(1, anchors=5), GoalFacts(2, anchors=4))
    case = replace(whole_case(Status.PLANNING), plan=PlanFacts(goals, True, True))
    refused = move(case, Status.ACTIVE, on=TODAY, policy=POLICY)
    assert isinstance(refused, Refused)
    assert [dict(reason.params) for reason in refused.missing] == [{"goal": 2, "written": 4}]


def test_approval_is_asked_only_where_the_organisation_wants_it() -> None:
    case = whole_case(Status.PLANNING)
    case = replace(case, plan=replace(case.plan, is_approved=False))
    relaxed = replace(POLICY, needs_approval=False)
    assert move(case, Status.ACTIVE, on=TODAY, policy=relaxed) == Allowed()


def test_lawful_exception_stands_in_for_consent() -> None:
    case = replace(CaseFacts(Status.CONSENT_PENDING), has_lawful_exception=True)
    assert move(case, Status.ASSESSMENT, on=TODAY, policy=POLICY) == Allowed()


def test_sharing_may_rest_on_a_lawful_exception() -> None:
    referral = ReferralFacts(has_form=True, has_lawful_exception=True, tracks_receipt=True)
    case = replace(whole_case(Status.ACTIVE), referral=referral)
    assert move(case, Status.REFERRED_OUT, on=TODAY, policy=POLICY) == Allowed()


def test_reason_for_missing_measures_is_as_good_as_measures() -> None:
    case = whole_case(Status.EVALUATION)
    closing = replace(case.closing, has_post_measures=False, has_post_missing_reason=True)
    assert (
        move(replace(case, closing=closing), Status.CLOSING, on=TODAY, policy=POLICY) == Allowed()
    )


@pytest.mark.parametrize("start", [s for s, to in STEPS if to is Status.CLOSING])
def test_after_a_death_closing_begins_with_the_reason_alone(start: Status) -> None:
    case = CaseFacts(start, closing=ClosingFacts(reason=DEATH))
    assert move(case, Status.CLOSING, on=TODAY, policy=POLICY) == Allowed()


def test_after_a_death_closing_asks_for_three_things_and_no_more() -> None:
    case = CaseFacts(Status.CLOSING, closing=ClosingFacts(reason=DEATH), open_risks=(Level.A4,))
    assert codes(move(case, Status.CLOSED, on=TODAY, policy=POLICY)) == (
        "casework.missing.closure_form",
        "casework.missing.supervisor_sign_off",
        "casework.missing.worker_support",
    )


def test_death_path_cannot_be_made_longer() -> None:
    with pytest.raises(ValueError, match="after a death"):
        replace(DEATH, asks=frozenset({ClosingNeed.FOLLOW_UP}))


def test_every_stage_but_the_final_ones_leads_on() -> None:
    dead_ends = {status for status in Status if not any(start is status for start, _ in STEPS)}
    assert dead_ends == {Status.NOT_ACCEPTED, Status.ARCHIVED}
