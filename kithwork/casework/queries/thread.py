"""The golden thread of a case: from evidence to change, with every gap, each link a row."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kithwork.casework.actions.goals import CLIENT_WORDS, STATEMENT
from kithwork.casework.models import (
    ActionInPlan,
    Case,
    CaseNeed,
    Contact,
    EvidenceFor,
    GoalRating,
    GoalVersion,
    NeedVersion,
)
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.disclosures import passed_on
from kithwork.casework.queries.evidence import ChangeTold, evidence_changes
from kithwork.casework.queries.papers import in_language
from kithwork.casework.queries.techniques import technique_name
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.words import say
from kithwork.core.thread import (
    Gap,
    Thread,
    ThreadAction,
    ThreadContact,
    ThreadGoal,
    ThreadNeed,
    gaps,
)

OPEN_NEEDS = ("unmet", "partly")


@dataclass(frozen=True, slots=True)
class ActionLine:
    """A planned action: what, for which function, how often planned and delivered, last when."""

    ref: str
    name: str
    function: str
    dose: int | None
    delivered: int
    last: dt.date | None
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal with what serves it and how far it has come (levels −2…+2)."""

    ref: str
    number: int
    words: str
    baseline: int | None
    level: int | None
    rated_on: dt.date | None
    actions: tuple[ActionLine, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A need with the evidence behind it, what of that was changed, and the goals that answer."""

    ref: str
    code: str
    name: str
    evidence: int
    changes: tuple[ChangeTold, ...]
    goals: tuple[GoalLine, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GapTold:
    """A break in the thread, once, with the needs and techniques of which it is said."""

    words: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownThread:
    """The thread: needs with what follows from each, what hangs loose, and every gap in words."""

    needs: tuple[NeedLine, ...]
    loose_goals: tuple[GoalLine, ...]
    loose_actions: tuple[ActionLine, ...]
    gaps: tuple[GapTold, ...]

    @property
    def is_empty(self) -> bool:
        return not (self.needs or self.loose_goals or self.loose_actions)


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of the thread, read once."""

    needs: tuple[NeedVersion, ...]
    evidence: Counter[int]
    changes: tuple[ChangeTold, ...]
    goals: tuple[GoalVersion, ...]
    ratings: dict[int, GoalRating]
    actions: tuple[ActionInPlan, ...]
    contacts: tuple[Contact, ...]
    told_without_saying: int


def thread_of(case: Case, *, language: str) -> ShownThread:
    """Return the thread of a case as it stands today."""
    rows = _rows(case, language)
    found = gaps(thread_from(rows), on=today_at(case))
    by_ref: dict[str, list[str]] = defaultdict(list)
    for ref, words in dict.fromkeys((gap.ref, say(gap.reason, language)) for gap in found):
        by_ref[ref].append(words)
    actions = {one.action_id: _action(one, rows, by_ref, language) for one in rows.actions}
    goals = {one.goal_id: _goal(case, one, rows, actions, by_ref) for one in rows.goals}
    needs = tuple(_need(one, rows, goals, by_ref, language) for one in rows.needs)
    answered = {goal.ref for need in needs for goal in need.goals}
    served = {action.ref for goal in goals.values() for action in goal.actions}
    named = {one.ref: one.name for one in needs}
    named |= {one.ref: one.name for one in actions.values()}
    return ShownThread(
        needs=needs,
        loose_goals=tuple(one for one in goals.values() if one.ref not in answered),
        loose_actions=tuple(one for one in actions.values() if one.ref not in served),
        gaps=_told(found, named, language),
    )


def thread_from(rows: _Rows) -> Thread:
    """Return the links alone, as the core looks for gaps in them."""
    known = {one.action_id for one in rows.actions}
    return Thread(
        needs=tuple(
            ThreadNeed(
                ref=_ref("need", one.need_id),
                code=one.need.code,
                evidence=rows.evidence[one.need_id],
                rank=min((r for r in (one.rank_client, one.rank_worker) if r), default=None),
                is_open=one.status in OPEN_NEEDS,
                has_reason=one.not_addressed is not None,
            )
            for one in rows.needs
        ),
        goals=tuple(
            ThreadGoal(
                ref=_ref("goal", one.goal_id),
                number=one.goal.number,
                needs=tuple(_ref("need", need.pk) for need in one.needs.all()),
                rated_on=rating.on if (rating := rows.ratings.get(one.goal_id)) else None,
                is_open=one.status == "open",
            )
            for one in rows.goals
        ),
        actions=tuple(
            ThreadAction(
                ref=_ref("action", one.action_id),
                technique=one.action.technique,
                goals=tuple(_ref("goal", goal.pk) for goal in one.goals.all()),
                due_from=one.stage.starts_on,
            )
            for one in rows.actions
        ),
        contacts=tuple(_contact(one, known) for one in rows.contacts),
        told_without_saying=rows.told_without_saying,
    )


def _rows(case: Case, language: str) -> _Rows:
    needs = NeedVersion.objects.filter(need__case=case, superseded_by=None)
    behind = EvidenceFor.objects.filter(need__case=case, evidence__superseded_by=None)
    goals = GoalVersion.objects.filter(goal__case=case, superseded_by=None)
    ratings = GoalRating.objects.filter(goal__case=case, superseded_by=None).order_by("on", "pk")
    actions = ActionInPlan.objects.filter(plan__case=case, plan__superseded_by=None)
    contacts = Contact.objects.filter(case=case, superseded_by=None).order_by("at")
    return _Rows(
        needs=tuple(
            needs.exclude(status="withdrawn").select_related("need").order_by("rank_worker", "pk")
        ),
        evidence=Counter(behind.values_list("need_id", flat=True)),
        changes=evidence_changes(case, language),
        goals=tuple(
            goals.select_related("goal").prefetch_related("needs").order_by("goal__number")
        ),
        ratings={rating.goal_id: rating for rating in ratings},
        actions=tuple(
            actions.select_related("action", "stage")
            .prefetch_related("goals")
            .order_by("stage__number", "pk")
        ),
        contacts=tuple(contacts.prefetch_related("delivered")),
        told_without_saying=passed_on(case).lacking,
    )


def _contact(contact: Contact, known: set[int]) -> ThreadContact:
    delivered = list(contact.delivered.all())
    planned = [one.action_id for one in delivered if one.action_id in known]
    return ThreadContact(
        ref=_ref("contact", contact.pk),
        on=contact.at.date(),
        actions=tuple(_ref("action", pk) for pk in planned if pk is not None),
        beside=tuple(one.technique for one in delivered if one.action_id is None),
    )


def _action(
    one: ActionInPlan, rows: _Rows, by_ref: dict[str, list[str]], language: str
) -> ActionLine:
    ref = _ref("action", one.action_id)
    times = [
        (contact.at.date(), used.dose)
        for contact in rows.contacts
        for used in contact.delivered.all()
        if used.action_id == one.action_id
    ]
    return ActionLine(
        ref=ref,
        name=technique_name(one.action.technique, language),
        function=one.action.function,
        dose=one.dose,
        delivered=sum(dose for _day, dose in times),
        last=max((day for day, _dose in times), default=None),
        gaps=tuple(by_ref[ref]),
    )


def _goal(
    case: Case,
    one: GoalVersion,
    rows: _Rows,
    actions: dict[int, ActionLine],
    by_ref: dict[str, list[str]],
) -> GoalLine:
    ref, vault = _ref("goal", one.goal_id), CaseVault(case)
    said = vault.open(one.client_words, row=one.uid, field=CLIENT_WORDS)
    rating = rows.ratings.get(one.goal_id)
    serving = {
        planned.action_id
        for planned in rows.actions
        for goal in planned.goals.all()
        if goal.pk == one.goal_id
    }
    return GoalLine(
        ref=ref,
        number=one.goal.number,
        words=said or vault.open(one.statement, row=one.uid, field=STATEMENT),
        baseline=one.baseline_level,
        level=rating.level if rating else None,
        rated_on=rating.on if rating else None,
        actions=tuple(line for pk, line in actions.items() if pk in serving),
        gaps=tuple(by_ref[ref]),
    )


def _need(
    one: NeedVersion,
    rows: _Rows,
    goals: dict[int, GoalLine],
    by_ref: dict[str, list[str]],
    language: str,
) -> NeedLine:
    ref = _ref("need", one.need_id)
    answering = {
        goal.goal_id
        for goal in rows.goals
        if any(need.pk == one.need_id for need in goal.needs.all())
    }
    return NeedLine(
        ref=ref,
        code=one.need.code,
        name=need_name(one.need, language),
        evidence=rows.evidence[one.need_id],
        changes=tuple(change for change in rows.changes if one.need_id in change.needs),
        goals=tuple(line for pk, line in goals.items() if pk in answering),
        gaps=tuple(by_ref[ref]),
    )


def need_name(need: CaseNeed, language: str) -> str:
    """Return what a need is called; its code where it is not known any more."""
    entry = need_entries().get(need.code)
    return in_language(entry.label, language) if entry else need.code


def _told(found: Iterable[Gap], named: Mapping[str, str], language: str) -> tuple[GapTold, ...]:
    said: dict[str, list[str]] = defaultdict(list)
    for gap in found:
        of = said[say(gap.reason, language)]
        of.extend([named[gap.ref]] if gap.ref in named else [])
    return tuple(GapTold(words, tuple(dict.fromkeys(of))) for words, of in said.items())


def _ref(kind: str, pk: int) -> str:
    return f"{kind}:{pk}"
