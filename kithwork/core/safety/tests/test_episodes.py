"""An episode of danger: help waits for no order, the close and a lower level wait for people."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.guards import Allowed, Refused
from kithwork.core.safety import EpisodeFacts, Level, LevelRule, Step, StepSaid, may_record
from kithwork.core.safety import next_step as after
from kithwork.core.text import Text

RULES = {
    level: LevelRule(
        level, Text(level.name, level.name), (), (), lowering_needs_second=level >= Level.A3
    )
    for level in Level
}
NEW = EpisodeFacts(frozenset(), None)
DONE = EpisodeFacts(frozenset({Step.CONTACTED, Step.ASSESSED, Step.TOLD}), Level.A2)
FULL = StepSaid(
    step=Step.ASSESSED,
    has_words=True,
    level=Level.A2,
    was_asked=True,
    has_whom=True,
    has_next_check=True,
    is_second=True,
    oversees=True,
)


def missing(facts: EpisodeFacts, said: StepSaid) -> list[str]:
    found = may_record(facts, said, RULES)
    return [one.code for one in found.missing] if isinstance(found, Refused) else []


@given(st.sampled_from([step for step in Step if step != Step.CLOSED]))
def test_every_step_but_the_close_may_come_first(step: Step) -> None:
    assert may_record(NEW, replace(FULL, step=step), RULES) == Allowed()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (replace(FULL, has_words=False), "safety.missing.words"),
        (replace(FULL, level=None), "safety.missing.level"),
        (replace(FULL, was_asked=None), "safety.missing.asked"),
        (replace(FULL, step=Step.TOLD, has_whom=False), "safety.missing.whom"),
        (replace(FULL, step=Step.WATCHED, has_next_check=False), "safety.missing.next_check"),
    ],
)
def test_a_step_names_what_it_still_needs(said: StepSaid, code: str) -> None:
    assert missing(NEW, said) == [code]


@pytest.mark.parametrize(
    ("before", "to", "is_second", "expected"),
    [
        (Level.A2, Level.A1, False, []),
        (Level.A3, Level.A3, False, []),
        (Level.A3, Level.A4, False, []),
        (Level.A3, Level.A2, True, []),
        (Level.A3, Level.A2, False, ["safety.missing.second_person"]),
        (Level.A4, Level.A3, False, ["safety.missing.second_person"]),
    ],
)
def test_a_high_level_is_lowered_by_two(
    before: Level, to: Level, is_second: bool, expected: list[str]
) -> None:
    facts = replace(DONE, level=before)
    assert missing(facts, replace(FULL, level=to, is_second=is_second)) == expected


CLOSE = replace(FULL, step=Step.CLOSED, level=None)


def test_it_is_closed_by_whoever_oversees_when_all_is_there() -> None:
    assert may_record(DONE, CLOSE, RULES) == Allowed()
    assert missing(DONE, replace(CLOSE, oversees=False)) == ["safety.missing.overseer"]


@pytest.mark.parametrize("step", sorted(DONE.done))
def test_it_is_not_closed_without_each_of_the_three(step: Step) -> None:
    assert missing(replace(DONE, done=DONE.done - {step}), CLOSE) == [f"safety.missing.{step}"]


@pytest.mark.parametrize(("level", "is_closed"), [(1, True), (2, True), (3, False), (4, False)])
def test_it_is_not_closed_while_the_danger_is_high(level: int, is_closed: bool) -> None:
    assert (missing(replace(DONE, level=Level(level)), CLOSE) == []) is is_closed


def test_the_next_step_is_the_first_that_is_not_recorded() -> None:
    assert after(NEW) is Step.CONTACTED
    assert after(DONE) is Step.SAFETY_PLAN
    assert after(EpisodeFacts(frozenset(Step) - {Step.CLOSED}, Level.A0)) is None
