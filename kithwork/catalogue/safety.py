"""Reads the levels of danger, the first steps for each, and how a report is made."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.jurisdictions import LINE_KINDS, Line, lines, packs
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.catalogue.spans import read_span
from kithwork.core.safety import EscalationRule, Level, LevelRule
from kithwork.core.text import Text

LEVELS = tuple(level.name for level in Level)


@dataclass(frozen=True, slots=True)
class LevelEntry:
    """A level with its meaning in words."""

    entry: Entry
    meaning: Text
    rule: LevelRule


@dataclass(frozen=True, slots=True)
class StepEntry:
    """One first step: what to do, the kinds of lines to print beside it, and where it holds."""

    text: Text
    kinds: tuple[str, ...]
    only: frozenset[str]


@dataclass(frozen=True, slots=True)
class StepsEntry:
    """The first steps of a level, for all jurisdictions."""

    entry: Entry
    level: Level
    steps: tuple[StepEntry, ...]


@dataclass(frozen=True, slots=True)
class FirstStep:
    """One first step as it is shown in one place: what to do, and whom to call."""

    text: Text
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class ReportingSteps:
    """How a report is made: overdue after minutes, asked about after hours, step by step."""

    entry: Entry
    overdue_minutes: int
    follow_up_hours: int
    checklist: tuple[Text, ...]


@cache
def level_entries() -> Mapping[Level, LevelEntry]:
    """Return the levels, from none to imminent; every level of the core has its entry."""
    document = read_catalogue("safety/levels.yaml")
    read = {one.rule.level: one for one in map(read_level, entries_of(document))}
    if tuple(read) != tuple(Level):
        raise document.error("safety.catalogue.levels", levels=", ".join(LEVELS))
    return read


@cache
def steps_entries() -> Mapping[Level, StepsEntry]:
    """Return the first steps by level; every level with a clock has some."""
    document = read_catalogue("safety/first_steps.yaml")
    read = {one.level: one for one in map(read_steps, entries_of(document))}
    for level, level_entry in level_entries().items():
        if level_entry.rule.within and level not in read:
            raise document.error("safety.catalogue.no_first_steps", level=level.name)
    return read


@cache
def reporting_steps() -> ReportingSteps:
    """Return how a report is made."""
    return read_reporting_steps(read_catalogue("safety/reporting.yaml"))


def first_steps(level: Level, jurisdiction: str, on: dt.date) -> tuple[FirstStep, ...]:
    """Return what to do first at a level, with the lines that are valid there on the day."""
    steps = steps_entries()[level].steps if level in steps_entries() else ()
    return tuple(
        FirstStep(step.text, _lines(step, jurisdiction, on))
        for step in steps
        if not step.only or jurisdiction in step.only
    )


def read_level(node: Node) -> LevelEntry:
    """Read one level; the steps of its escalation stand in their order."""
    flags = ["stays_with", "notifies_guardian", "lowering_needs_second"]
    head, fields = entry(
        node, required=["label", "meaning", "within", "escalation"], optional=flags
    )
    if head.id not in LEVELS:
        raise fields["id"].unknown("catalogue.what.choice", head.id, LEVELS)
    try:
        rule = LevelRule(
            level=Level[head.id],
            label=fields["label"].text(),
            within=tuple(read_span(one) for one in fields["within"].items()),
            escalation=tuple(_escalation(one) for one in fields["escalation"].items()),
            stays_with=fields.maybe("stays_with", Node.flag, False),
            notifies_guardian=fields.maybe("notifies_guardian", Node.flag, False),
            lowering_needs_second=fields.maybe("lowering_needs_second", Node.flag, False),
        )
    except ValueError as error:
        raise fields["escalation"].error("safety.catalogue.escalation_order") from error
    return LevelEntry(head, fields["meaning"].text(), rule)


def read_steps(node: Node) -> StepsEntry:
    """Read the first steps of one level."""
    head, fields = entry(node, required=["level", "steps"])
    level = Level[fields["level"].string(among=LEVELS)]
    return StepsEntry(head, level, tuple(_step(one) for one in fields["steps"].items(at_least=1)))


def read_reporting_steps(node: Node) -> ReportingSteps:
    """Read how a report is made."""
    head, fields = entry(node, required=["overdue_minutes", "follow_up_hours", "checklist"])
    return ReportingSteps(
        entry=head,
        overdue_minutes=fields["overdue_minutes"].whole(at_least=1),
        follow_up_hours=fields["follow_up_hours"].whole(at_least=1),
        checklist=tuple(one.text() for one in fields["checklist"].items(at_least=1)),
    )


def _step(node: Node) -> StepEntry:
    fields = node.mapping(required=["en", "zh-Hans"], optional=["lines", "only"])
    return StepEntry(
        text=Text(en=fields["en"].string(), zh_hans=fields["zh-Hans"].string()),
        kinds=fields.maybe("lines", lambda one: one.strings(among=LINE_KINDS), ()),
        only=frozenset(fields.maybe("only", lambda one: one.strings(among=packs()), ())),
    )


def _escalation(node: Node) -> EscalationRule:
    fields = node.mapping(required=["to"], optional=["after_minutes", "after"])
    if "after" in fields:
        fields["after"].string(among=["overdue"])
        return EscalationRule(fields["to"].string(), None)
    if "after_minutes" not in fields:
        raise node.error("catalogue.missing_key", key="after_minutes")
    return EscalationRule(fields["to"].string(), fields["after_minutes"].whole(at_least=0))


def _lines(step: StepEntry, jurisdiction: str, on: dt.date) -> tuple[Line, ...]:
    found = [line for kind in step.kinds for line in lines(jurisdiction, on, kind=kind)]
    return tuple(dict.fromkeys(found))
