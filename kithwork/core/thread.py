"""The golden thread: evidence → need → goal → action → contact → change, and every gap in it.

A sentence of a report must lead back to what it rests on. Given the links that are on file, this
finds where the thread breaks: a need that rests on nothing, a goal that answers no need, an action
that serves no goal, a goal that nothing serves, an action that has not begun although its stage
has, a delivered technique that stands in no plan, a goal worked on and never rated, a change of
which no record tells. A gap is a question to the worker, not a fault: some are right to stay.
Source: the architecture of kithwork and domain specification H10.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.planning.coverage import HIGHEST_RANKS
from kithwork.core.reasons import Reason


class Link(StrEnum):
    """A link of the thread, in its order."""

    NEED = "need"
    GOAL = "goal"
    ACTION = "action"
    CONTACT = "contact"
    CHANGE = "change"
    TOLD = "told"


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadNeed:
    """`evidence`: how many pieces of evidence bear it; `rank`: the better of its two ranks."""

    ref: str
    code: str
    evidence: int = 0
    rank: int | None = None
    is_open: bool = True
    has_reason: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadGoal:
    """`number` as the case counts its goals; `rated_on` the day of its latest rating."""

    ref: str
    number: int
    needs: tuple[str, ...] = ()
    rated_on: dt.date | None = None
    is_open: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadAction:
    """`due_from`: the day on which its stage begins."""

    ref: str
    technique: str
    goals: tuple[str, ...] = ()
    due_from: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadContact:
    """`actions` that it delivered; `beside`: techniques delivered that no action names."""

    ref: str
    on: dt.date
    actions: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """All links of one case, each in the order in which the case holds them.

    `told_without_saying`: how often something was told outside the team and not all of it is said.
    """

    needs: tuple[ThreadNeed, ...] = ()
    goals: tuple[ThreadGoal, ...] = ()
    actions: tuple[ThreadAction, ...] = ()
    contacts: tuple[ThreadContact, ...] = ()
    told_without_saying: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Where the thread breaks: at which link, at which record, and why."""

    link: Link
    ref: str
    reason: Reason


def gaps(thread: Thread, *, on: dt.date) -> tuple[Gap, ...]:
    """Return every gap of the thread on a day, in the order of the thread."""
    return (
        *_needs(thread),
        *_goals(thread),
        *_actions(thread, on),
        *_contacts(thread),
        *_changes(thread),
        *_told(thread),
    )


def _needs(thread: Thread) -> Iterator[Gap]:
    answered = {need for goal in thread.goals for need in goal.needs}
    for need in thread.needs:
        if not need.is_open:
            continue
        if not need.evidence:
            yield _gap(Link.NEED, need.ref, Reason.of("thread.need_without_evidence"))
        ranks_high = need.rank is not None and need.rank <= HIGHEST_RANKS
        if ranks_high and need.ref not in answered and not need.has_reason:
            yield _gap(Link.NEED, need.ref, Reason.of("thread.need_without_goal", rank=need.rank))


def _goals(thread: Thread) -> Iterator[Gap]:
    served = {goal for action in thread.actions for goal in action.goals}
    for goal in thread.goals:
        if not goal.needs:
            yield _gap(Link.GOAL, goal.ref, Reason.of("thread.goal_without_need", goal=goal.number))
        if goal.is_open and goal.ref not in served:
            reason = Reason.of("thread.goal_without_action", goal=goal.number)
            yield _gap(Link.GOAL, goal.ref, reason)


def _actions(thread: Thread, on: dt.date) -> Iterator[Gap]:
    begun = {action for contact in thread.contacts for action in contact.actions}
    for action in thread.actions:
        if not action.goals:
            yield _gap(Link.ACTION, action.ref, Reason.of("thread.action_without_goal"))
        is_due = action.due_from is not None and action.due_from <= on
        if is_due and action.ref not in begun:
            reason = Reason.of("thread.action_not_begun", since=action.due_from)
            yield _gap(Link.ACTION, action.ref, reason)


def _contacts(thread: Thread) -> Iterator[Gap]:
    for contact in thread.contacts:
        if contact.beside:
            reason = Reason.of("thread.delivered_without_plan", n=len(contact.beside))
            yield _gap(Link.CONTACT, contact.ref, reason)


def _changes(thread: Thread) -> Iterator[Gap]:
    worked = _worked_on(thread)
    for goal in thread.goals:
        if goal.is_open and goal.ref in worked and goal.rated_on is None:
            yield _gap(Link.CHANGE, goal.ref, Reason.of("thread.goal_not_rated", goal=goal.number))


def _told(thread: Thread) -> Iterator[Gap]:
    if n := thread.told_without_saying:
        yield _gap(Link.TOLD, Link.TOLD.value, Reason.of("thread.disclosure_lacks", n=n))


def _worked_on(thread: Thread) -> set[str]:
    delivered = {action for contact in thread.contacts for action in contact.actions}
    return {goal for one in thread.actions if one.ref in delivered for goal in one.goals}


def _gap(link: Link, ref: str, reason: Reason) -> Gap:
    return Gap(link=link, ref=ref, reason=reason)
