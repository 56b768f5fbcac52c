"""Cases of consent: a birth, people who speak for a student and what they said, to a verdict.

Unless a case says otherwise, papers are signed, read aloud, understood and verified, guardians are
guardians by law from birth on, and decisions are taken with a reason.
"""

import datetime as dt

from kithwork.catalogue.consent import consent_policy, purpose_entries
from kithwork.catalogue.reading import Fields, Node
from kithwork.core.consent import (
    ConsentDecision,
    ConsentFile,
    ConsentRecord,
    DecisionKind,
    Guardian,
    GuardianKind,
    Subject,
    consent_for,
    guardian_access,
    renewal_tasks,
)
from kithwork.core.reasons import Reason

CHECKS = ("was_read_aloud", "was_understood", "is_verified", "has_witness", "has_competence_note")


def result(given: Node) -> object:
    """Judge consent to `purpose` on a day, what ends after it by `until`, what guardians see."""
    fields = given.mapping(
        required=["jurisdiction", "birth", "on"],
        optional=["purpose", "guardians", "said", "decided", "until"],
    )
    on = fields["on"].date()
    policy = consent_policy(fields["jurisdiction"].string(), on)
    purpose = fields.maybe("purpose", Node.string, "casework")
    file = _file(fields, purpose)
    verdict = consent_for(purpose, file, on=on, policy=policy)
    until = fields.maybe("until", Node.date, on)
    tasks = renewal_tasks(file, since=on, until=until, policy=policy)
    seen = {
        guardian.key: guardian_access(guardian, file.subject, on=on, policy=policy)
        for guardian in file.subject.guardians
    }
    return {
        "standing": verdict.standing.value,
        "missing": _codes(verdict.missing),
        "ends_on": verdict.ends_on,
        "ask_again": {task.guardian or "student": task.due_on for task in tasks},
        "portal_open": {key: access.is_portal_open for key, access in seen.items()},
        "told_by_default": {key: access.notifies_by_default for key, access in seen.items()},
    }


def _file(fields: Fields, purpose: str) -> ConsentFile:
    birth = fields["birth"].date()
    guardians = fields.maybe("guardians", Node.pairs, {})
    said = fields.maybe("said", Node.items, ())
    decided = fields.maybe("decided", Node.items, ())
    return ConsentFile(
        Subject(birth, tuple(_guardian(key, node, birth) for key, node in guardians.items())),
        tuple(_record(node, purpose) for node in said),
        tuple(_decision(node, purpose) for node in decided),
    )


def _guardian(key: str, node: Node, birth: dt.date) -> Guardian:
    fields = node.mapping(optional=["kind", "since", "until", "covers", "suspected_since"])
    kinds = [kind.value for kind in GuardianKind]
    return Guardian(
        key=key,
        kind=GuardianKind(fields.maybe("kind", lambda one: one.string(among=kinds), "legal")),
        since=fields.maybe("since", Node.date, birth),
        until=fields.maybe("until", Node.date, None),
        covers=frozenset(fields.maybe("covers", Node.strings, ())),
        suspected_since=fields.maybe("suspected_since", Node.date, None),
    )


def _record(node: Node, purpose: str) -> ConsentRecord:
    fields = node.mapping(
        required=["by", "on"], optional=["agrees", "method", "withdrawn_on", *CHECKS]
    )
    by = fields["by"].string()
    checks = {name: fields.maybe(name, Node.flag, name in CHECKS[:3]) for name in CHECKS}
    return ConsentRecord(
        purpose=purpose,
        scope=purpose_entries()[purpose].scope,
        guardian=None if by == "student" else by,
        agrees=fields.maybe("agrees", Node.flag, True),
        given_on=fields["on"].date(),
        method=fields.maybe("method", Node.string, "paper"),
        withdrawn_on=fields.maybe("withdrawn_on", Node.date, None),
        **checks,
    )


def _decision(node: Node, purpose: str) -> ConsentDecision:
    fields = node.mapping(required=["kind", "by", "on"])
    kind = fields["kind"].string(among=[one.value for one in DecisionKind])
    return ConsentDecision(
        DecisionKind(kind), purpose, fields["by"].string(), fields["on"].date(), True
    )


def _codes(reasons: tuple[Reason, ...]) -> tuple[str, ...]:
    return tuple(reason.code for reason in reasons)
