"""The numbers behind the steps of a case are read, and every reason of a step has its words."""

import pytest

from kithwork.catalogue.casework import (
    closure_entries,
    deadline_entries,
    guards_entry,
    read_closure,
    read_deadline,
    read_guards,
)
from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.words import say
from kithwork.core.casework import (
    TRANSITIONS,
    CaseFacts,
    ClosingNeed,
    Decision,
    RecordKind,
    Status,
    may_record,
    move,
)
from kithwork.core.casework.tests.whole_case import POLICY, SPOILERS, TODAY, whole_case
from kithwork.core.deadlines import Span, Unit
from kithwork.core.guards import Refused
from kithwork.core.reasons import Reason
from kithwork.core.safety import Level

HEAD = """
id: tried
version: 1
source: a test
checked_by: a test
reviewed_on: 2026-11-22
label: {en: tried, zh-Hans: 试用}
"""


def test_numbers_behind_the_steps() -> None:
    entry = guards_entry()
    assert (entry.policy.rating_days, entry.policy.high_risk_from) == (30, Level.A3)
    assert (entry.pending.attempts, entry.pending.days) == (3, 10)


def test_deadlines_of_the_field() -> None:
    rules = {record: entry.rule for record, entry in deadline_entries().items()}
    assert rules["session_note"].within == Span(24, Unit.WORKING_HOURS)
    assert rules["session_note"].lock == Span(7, Unit.DAYS)
    assert rules["risk_note"].target == Span(2, Unit.HOURS)
    working_days = {record: rules[record].within for record in ("intake", "assessment", "plan")}
    assert working_days == {
        "intake": Span(3, Unit.WORKING_DAYS),
        "assessment": Span(10, Unit.WORKING_DAYS),
        "plan": Span(5, Unit.WORKING_DAYS),
    }
    assert (rules["plan_review"].within, rules["plan_review"].sessions) == (Span(30, Unit.DAYS), 4)
    assert rules["follow_up"].months == (1, 3, 6)


def test_ten_reasons_for_closing_and_a_short_path_for_death() -> None:
    assert len(closure_entries()) == 10
    assert [code for code, one in closure_entries().items() if one.reason.is_death] == ["death"]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_everything_a_step_can_lack_has_words(language: str) -> None:
    for (start, to), needs in TRANSITIONS.items():
        for spoil, _ in (spoiler for need in needs for spoiler in SPOILERS[need]):
            refused = move(spoil(whole_case(start)), to, on=TODAY, policy=POLICY)
            assert isinstance(refused, Refused)
            for reason in refused.missing:
                assert say(reason, language)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_stages_records_needs_and_refusals_have_words(language: str) -> None:
    codes = [
        *(f"casework.status.{status}" for status in Status),
        *(f"casework.record.{kind}" for kind in RecordKind),
        *(f"casework.decision.{decision}" for decision in Decision),
    ]
    assert all(say(code, language) for code in codes)
    for need in set(ClosingNeed) - {ClosingNeed.NO_HIGH_RISK}:
        assert say(f"casework.missing.{need}", language)
    assert say(Reason.of("casework.missing.no_high_risk", level="A3"), language)
    for status in (None, *Status):
        for kind in RecordKind:
            refused = may_record(kind, status)
            if isinstance(refused, Refused):
                assert say(refused.missing[0], language)
    nowhere = move(CaseFacts(Status.ENQUIRY), Status.ACTIVE, on=TODAY, policy=POLICY)
    assert isinstance(nowhere, Refused)
    assert say(nowhere.missing[0], language)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ("after: contact\nwithin: {hours: 0}", "casework.catalogue.no_such_span"),
        ("after: contact\nwithin: {hours: 1, days: 1}", "casework.catalogue.one_unit"),
        ("after: contact\nwithin: {}", "casework.catalogue.one_unit"),
        ("after: contact", "casework.catalogue.within_or_months"),
        ("after: contact\nwithin: {days: 1}\nmonths: [1]", "casework.catalogue.within_or_months"),
        ("after: contact\nwithin: {fortnights: 1}", "catalogue.unknown_among"),
    ],
)
def test_deadline_that_makes_no_sense_is_refused(wrong: str, code: str) -> None:
    with pytest.raises(CatalogueError) as refused:
        read_deadline(parse(HEAD + wrong, file="casework/deadlines.yaml"))
    assert refused.value.reason.code == code
    assert "casework/deadlines.yaml, line" in str(refused.value)


def test_death_cannot_be_given_the_long_path() -> None:
    wrong = HEAD + "is_death: true\nasks: [worker_support, follow_up]"
    with pytest.raises(CatalogueError, match="support for the worker"):
        read_closure(parse(wrong, file="casework/closure_reasons.yaml"))


@pytest.mark.parametrize(("level", "is_read"), [("A2", True), ("A3", True), ("A4", False)])
def test_no_setting_leaves_a_high_danger_open(level: str, is_read: bool) -> None:
    text = HEAD.replace("label: {en: tried, zh-Hans: 试用}\n", "") + (
        f"rating_days: 30\nhigh_risk_from: {level}\nneeds_approval: false\n"
        "quick_screen_level: A2\npending_consent: {attempts: 3, days: 10}"
    )
    node = parse(text, file="casework/guards.yaml")
    if is_read:
        assert read_guards(node).policy.high_risk_from is Level[level]
    else:
        with pytest.raises(CatalogueError, match="not laxer"):
            read_guards(node)
