"""Reads the numbers behind the steps of a case, the deadlines, and the reasons for closing."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries_of, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node
from kithwork.catalogue.spans import read_span
from kithwork.core.casework import (
    CaseworkPolicy,
    ClosingNeed,
    ClosureReason,
    DeadlineRule,
    PendingRules,
)
from kithwork.core.safety import Level


@dataclass(frozen=True, slots=True)
class GuardsEntry:
    """The numbers behind the steps, and behind consent that is still sought.

    `quick_screen_level`: the level of the alert that a yes to a quick question raises.
    """

    entry: Entry
    policy: CaseworkPolicy
    pending: PendingRules
    quick_screen_level: str


@dataclass(frozen=True, slots=True)
class DeadlineEntry:
    """Until when one kind of paper is due."""

    entry: Entry
    rule: DeadlineRule


@dataclass(frozen=True, slots=True)
class ClosureEntry:
    """A reason for closing, with what it asks."""

    entry: Entry
    reason: ClosureReason


@cache
def guards_entry() -> GuardsEntry:
    """Return the numbers behind the steps."""
    return read_guards(read_catalogue("casework/guards.yaml"))


@cache
def deadline_entries() -> Mapping[str, DeadlineEntry]:
    """Return the deadlines by the code of the paper ("session_note")."""
    read = map(read_deadline, entries_of(read_catalogue("casework/deadlines.yaml")))
    return {one.rule.record: one for one in read}


@cache
def closure_entries() -> Mapping[str, ClosureEntry]:
    """Return the reasons for closing by their code, in the order in which they are offered."""
    read = map(read_closure, entries_of(read_catalogue("casework/closure_reasons.yaml")))
    return {one.reason.code: one for one in read}


def read_guards(node: Node) -> GuardsEntry:
    """Read the numbers behind the steps."""
    head, fields = entry(
        node,
        required=[
            "rating_days",
            "high_risk_from",
            "needs_approval",
            "quick_screen_level",
            "pending_consent",
        ],
    )
    pending = fields["pending_consent"].mapping(required=["attempts", "days"])
    level = Level[fields["high_risk_from"].string(among=[level.name for level in Level])]
    if level > Level.A3:  # an organisation may be stricter, never laxer
        raise fields["high_risk_from"].error("casework.catalogue.danger_left_open")
    return GuardsEntry(
        entry=head,
        policy=CaseworkPolicy(
            rating_days=fields["rating_days"].whole(at_least=1),
            high_risk_from=level,
            needs_approval=fields["needs_approval"].flag(),
        ),
        quick_screen_level=fields["quick_screen_level"].string(among=[one.name for one in Level]),
        pending=PendingRules(
            attempts=pending["attempts"].whole(at_least=1), days=pending["days"].whole(at_least=1)
        ),
    )


def read_deadline(node: Node) -> DeadlineEntry:
    """Read one deadline: within a span, or a row of months."""
    optional = ["within", "target", "lock", "sessions", "months"]
    head, fields = entry(node, required=["label", "after"], optional=optional)
    if ("within" in fields) == ("months" in fields):
        raise node.error("casework.catalogue.within_or_months")
    rule = DeadlineRule(
        record=head.id,
        label=fields["label"].text(),
        after=fields["after"].string(),
        within=fields.maybe("within", read_span, None),
        target=fields.maybe("target", read_span, None),
        lock=fields.maybe("lock", read_span, None),
        sessions=fields.maybe("sessions", lambda one: one.whole(at_least=1), None),
        months=fields.maybe("months", _months, ()),
    )
    return DeadlineEntry(head, rule)


def read_closure(node: Node) -> ClosureEntry:
    """Read one reason for closing."""
    head, fields = entry(node, required=["label", "asks"], optional=["is_death"])
    asks = fields["asks"].strings(among=[need.value for need in ClosingNeed])
    try:
        reason = ClosureReason(
            code=head.id,
            label=fields["label"].text(),
            asks=frozenset(map(ClosingNeed, asks)),
            is_death=fields.maybe("is_death", Node.flag, False),
        )
    except ValueError as error:
        raise fields["asks"].error("casework.catalogue.death_is_short") from error
    return ClosureEntry(head, reason)


def _months(node: Node) -> tuple[int, ...]:
    return tuple(one.whole(at_least=1) for one in node.items(at_least=1))
