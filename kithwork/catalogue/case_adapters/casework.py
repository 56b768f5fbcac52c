"""Cases of casework: what is on file and a step to what is missing; papers to when they are due.

`file` begins empty and says what is there. The calendar is that of the cases of danger.
"""

import datetime as dt
from collections.abc import Callable

from kithwork.catalogue.case_adapters.safety import CALENDAR, moment, shown
from kithwork.catalogue.casework import closure_entries, deadline_entries, guards_entry
from kithwork.catalogue.reading import Fields, Node
from kithwork.core.casework import (
    AssessmentFacts,
    CaseFacts,
    ClosingFacts,
    ClosingNeed,
    ConsentAttempt,
    EnquiryFacts,
    GoalFacts,
    IntakeDecision,
    PendingConsent,
    PlanFacts,
    RecordKind,
    Status,
    follow_up_days,
    may_record,
    move,
    note_timing,
    review_due,
    standing_of,
)
from kithwork.core.deadlines import due_at
from kithwork.core.guards import Allowed, Answer
from kithwork.core.safety import Level
from kithwork.core.support.functions import Function

STATUSES = [status.value for status in Status]
ENQUIRY = ("has_identity", "has_source", "has_presenting_problem", "has_risk_screen")
FILE = (*ENQUIRY, "decision", "has_step_reason", "has_consent", "has_lawful_exception")
ASSESSED = ("with_evidence", "not_assessed", "has_baseline", "risk_level")
PLANNED = ("goals", "is_agreed", "is_approved", "open_risks")
CLOSED = ("closure", "done", "has_post_measures", "has_not_evaluated_reason")


def result(given: Node) -> object:
    """Judge one of: a step, a record, consent still sought, a paper, a closure reason."""
    fields = given.pairs()
    kinds: dict[str, Callable[[Node], object]] = {
        "to": _step,
        "record": _record,
        "attempts": _pending,
        "paper": _paper,
        "closes": _closes,
    }
    for key, judge in kinds.items():
        if key in fields:
            return judge(given)
    raise given.unknown("catalogue.what.key", next(iter(fields), ""), tuple(kinds))


def _step(given: Node) -> object:
    fields = given.mapping(required=["from", "to", "on"], optional=["file"])
    status = Status(fields["from"].string(among=STATUSES))
    to = Status(fields["to"].string(among=STATUSES))
    case = fields.maybe("file", lambda node: _case(node, status), CaseFacts(status))
    return _told(move(case, to, on=fields["on"].date(), policy=guards_entry().policy))


def _record(given: Node) -> object:
    fields = given.mapping(required=["record", "stage"])
    stage = None if fields["stage"].is_null else Status(fields["stage"].string(among=STATUSES))
    kind = fields["record"].string(among=[one.value for one in RecordKind])
    return _told(may_record(RecordKind(kind), stage))


def _pending(given: Node) -> object:
    fields = given.mapping(required=["since", "attempts", "on"])
    attempts = tuple(
        ConsentAttempt(node.date(), how="phone", by="worker") for node in fields["attempts"].items()
    )
    pending = PendingConsent(fields["since"].date(), attempts)
    standing = standing_of(pending, fields["on"].date(), guards_entry().pending)
    return {"decision_due": standing.is_decision_due, "decide_by": standing.decide_by}


def _paper(given: Node) -> object:
    fields = given.mapping(required=["paper", "begun"], optional=["seen", "sessions"])
    paper, begun = fields["paper"].string(among=deadline_entries()), moment(fields["begun"])
    rule = deadline_entries()[paper].rule
    if rule.within is None:
        return {"days": follow_up_days(begun.date(), rule, CALENDAR)}
    told: dict[str, object] = {"due": shown(due_at(begun, rule.within, CALENDAR))}
    seen = fields.maybe("seen", moment, begun)
    if "sessions" in fields:
        sessions = fields["sessions"].whole(at_least=0)
        review = review_due(begun, seen, sessions=sessions, rule=rule, calendar=CALENDAR)
        return {**told, "is_due": review.is_due}
    timing = note_timing(begun, seen, rule=rule, calendar=CALENDAR)
    return {**told, "is_late": timing.is_late, "is_locked": timing.is_locked}


def _closes(given: Node) -> object:
    fields = given.mapping(required=["closes"])
    entry = closure_entries()[fields["closes"].string(among=closure_entries())]
    return {"asks": tuple(need.value for need in entry.reason.needs)}


def _case(node: Node, status: Status) -> CaseFacts:
    fields = node.mapping(optional=[*FILE, *ASSESSED, *PLANNED, *CLOSED])
    decisions = [one.value for one in IntakeDecision]
    decision = fields.maybe("decision", lambda one: one.string(among=decisions), None)
    consent = CaseFacts(status).consent
    return CaseFacts(
        status=status,
        enquiry=EnquiryFacts(**{name: _flag(fields, name) for name in ENQUIRY}),
        decision=IntakeDecision(decision) if decision else None,
        has_step_reason=_flag(fields, "has_step_reason"),
        consent=Allowed() if _flag(fields, "has_consent") else consent,
        has_lawful_exception=_flag(fields, "has_lawful_exception"),
        assessment=_assessment(fields),
        plan=PlanFacts(
            goals=fields.maybe("goals", _goals, ()),
            is_agreed=_flag(fields, "is_agreed"),
            is_approved=_flag(fields, "is_approved"),
        ),
        closing=_closing(fields),
        open_risks=fields.maybe("open_risks", lambda one: tuple(map(_level, one.items())), ()),
    )


def _assessment(fields: Fields) -> AssessmentFacts:
    return AssessmentFacts(
        with_evidence=frozenset(fields.maybe("with_evidence", _functions, ())),
        not_assessed=frozenset(fields.maybe("not_assessed", _functions, ())),
        has_baseline=_flag(fields, "has_baseline"),
        risk_level=fields.maybe("risk_level", _level, None),
    )


def _closing(fields: Fields) -> ClosingFacts:
    reason = fields.maybe("closure", lambda one: one.string(among=closure_entries()), None)
    needs = [need.value for need in ClosingNeed]
    done = fields.maybe("done", lambda one: one.strings(among=needs), ())
    return ClosingFacts(
        reason=closure_entries()[reason].reason if reason else None,
        done=frozenset(map(ClosingNeed, done)),
        has_post_measures=_flag(fields, "has_post_measures"),
        has_not_evaluated_reason=_flag(fields, "has_not_evaluated_reason"),
    )


def _goals(node: Node) -> tuple[GoalFacts, ...]:
    return tuple(_goal(number, one) for number, one in enumerate(node.items(), start=1))


def _goal(number: int, node: Node) -> GoalFacts:
    fields = node.mapping(
        optional=["anchors", "has_anchor_waiver", "rated_on", "is_abandoned", "has_abandon_reason"]
    )
    rated_on: dt.date | None = fields.maybe("rated_on", Node.date, None)
    return GoalFacts(
        number=number,
        anchors=fields.maybe("anchors", Node.whole, 0),
        has_anchor_waiver=_flag(fields, "has_anchor_waiver"),
        rated_on=rated_on,
        is_abandoned=_flag(fields, "is_abandoned"),
        has_abandon_reason=_flag(fields, "has_abandon_reason"),
    )


def _functions(node: Node) -> tuple[Function, ...]:
    return tuple(map(Function, node.strings(among=[one.value for one in Function])))


def _level(node: Node) -> Level:
    return Level[node.string(among=[one.name for one in Level])]


def _flag(fields: Fields, name: str) -> bool:
    return fields.maybe(name, Node.flag, False)


def _told(answer: Answer) -> object:
    if isinstance(answer, Allowed):
        return {"allowed": True, "missing": ()}
    return {"allowed": False, "missing": tuple(reason.code for reason in answer.missing)}
