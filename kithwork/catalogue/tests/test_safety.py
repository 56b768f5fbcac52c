"""Levels, first steps and reporting are read whole, in words that a frightened person can use."""

import datetime as dt
from pathlib import Path

import pytest

from kithwork.catalogue.jurisdictions import LINE_KINDS
from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.safety import (
    first_steps,
    level_entries,
    read_level,
    reporting_steps,
    steps_entries,
)
from kithwork.catalogue.words import say
from kithwork.core.deadlines import Span, Unit
from kithwork.core.reasons import Reason
from kithwork.core.safety import Level, guardian_notice

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("level", "within"),
    [
        (Level.A0, ()),
        (Level.A1, (Span(3, Unit.WORKING_DAYS),)),
        (Level.A2, (Span(1, Unit.SCHOOL_DAY), Span(24, Unit.HOURS))),
        (Level.A3, (Span(1, Unit.HOURS),)),
        (Level.A4, (Span(0, Unit.MINUTES),)),
    ],
)
def test_time_that_each_level_allows(level: Level, within: tuple[Span, ...]) -> None:
    assert level_entries()[level].rule.within == within


def test_high_levels_are_lowered_by_two_and_the_highest_is_never_alone() -> None:
    rules = {level: one.rule for level, one in level_entries().items()}
    assert [level.name for level, rule in rules.items() if rule.lowering_needs_second] == [
        "A3",
        "A4",
    ]
    assert [level.name for level, rule in rules.items() if rule.stays_with] == ["A4"]
    assert [level.name for level, rule in rules.items() if rule.notifies_guardian] == [
        "A2",
        "A3",
        "A4",
    ]


@pytest.mark.parametrize("jurisdiction", ["CN", "EU", "UK", "US"])
@pytest.mark.parametrize("level", [Level.A3, Level.A4])
def test_grave_levels_give_a_number_to_call_everywhere(level: Level, jurisdiction: str) -> None:
    steps = first_steps(level, jurisdiction, TODAY)
    assert any(line.number for step in steps for line in step.lines)


def test_step_of_one_place_is_not_shown_in_another() -> None:
    pesticides = [step for step in steps_entries()[Level.A2].steps if step.only]
    assert len(pesticides) == 1
    shown = {code: len(first_steps(Level.A2, code, TODAY)) for code in ("CN", "UK")}
    assert shown["CN"] == shown["UK"] + 1


def test_no_known_danger_has_no_first_steps() -> None:
    assert first_steps(Level.A0, "CN", TODAY) == ()


def test_report_is_overdue_after_an_hour_and_needs_no_approval() -> None:
    steps = reporting_steps()
    assert (steps.overdue_minutes, steps.follow_up_hours) == (60, 24)
    assert any("no approval" in step.en for step in steps.checklist)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_roles_lines_and_notices_have_words(language: str) -> None:
    told = {step.to for one in level_entries().values() for step in one.rule.escalation}
    assert all(say(f"safety.told.{role}", language) for role in told)
    assert all(say(f"safety.line.{kind}", language) for kind in LINE_KINDS)
    for level in Level:
        rule = level_entries()[level].rule
        for is_suspected, raises_danger, is_minor in ((1, 0, 1), (0, 1, 1), (0, 0, 1), (0, 0, 0)):
            notice = guardian_notice(
                rule,
                is_minor=bool(is_minor),
                is_suspected=bool(is_suspected),
                raises_danger=bool(raises_danger),
            )
            assert say(notice.because, language)
    assert say("safety.missing.lowering_reason", language)
    assert say(Reason.of("safety.missing.second_person", level="A3"), language)


def test_message_says_nothing_about_the_child() -> None:
    assert say("safety.message", "en", number="2026-0042") == (
        "Case 2026-0042 has an urgent notice. Please sign in."
    )


def test_people_are_told_in_order() -> None:
    path = Path(__file__).parents[1] / "safety/levels.yaml"
    text = path.read_text(encoding="utf-8").replace(
        "{to: worker, after_minutes: 0}", "{to: worker, after_minutes: 90}"
    )
    node = parse(text, file="safety/levels.yaml")
    head = {key: one for key, one in node.pairs().items() if key != "entries"}
    entry = node.pairs()["entries"].items()[2]
    with pytest.raises(CatalogueError, match="in the order of their minutes"):
        read_level(type(node)(entry.place, head | entry.pairs()))
