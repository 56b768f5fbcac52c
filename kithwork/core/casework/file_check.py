"""The file of a case held against its list: what is there, unsigned, missing or not needed.

A paper is needed from the stage on that makes it; a case that ended early never reached some stages
and lacks nothing of theirs. A paper without a stage is needed only where its occasion arose. What
is there counts wherever it was written. Source: domain specification B3 (forms and who signs), B2.
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.casework.statuses import OPEN, Status
from kithwork.core.reasons import Reason


class Standing(StrEnum):
    """How a paper stands."""

    COMPLETE = "complete"
    UNSIGNED = "unsigned"
    INCOMPLETE = "incomplete"
    MISSING = "missing"
    NOT_YET = "not_yet"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class PaperRule:
    """A line of the list. `stage`: from when on it is needed; None: only where its occasion arose.

    `occasion` is the code of that occasion ("referral").
    """

    code: str
    stage: Status | None = None
    occasion: str = ""


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """How many of a paper stand, whose signatures (part codes) and what else one of them lacks."""

    count: int = 0
    unsigned: tuple[str, ...] = ()
    unfinished: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperStanding:
    """How a paper stands, and why where it is not there."""

    code: str
    standing: Standing
    reason: Reason | None = None


def paper_standing(
    rule: PaperRule,
    facts: PaperFacts,
    *,
    status: Status,
    reached: Collection[Status],
    occasions: Collection[str] = (),
) -> PaperStanding:
    """Return how one paper stands in a case.

    `reached`: every stage that the case was ever in, its present one too; `occasions`: the codes of
    what arose ("referral").

    >>> rule = PaperRule("plan", Status.PLANNING)
    >>> paper_standing(rule, PaperFacts(), status=Status.INTAKE, reached={Status.INTAKE}).standing
    <Standing.NOT_YET: 'not_yet'>
    """
    if facts.count:
        return PaperStanding(rule.code, _of_what_is_there(facts))
    if rule.stage in reached or (rule.occasion and rule.occasion in occasions):
        return PaperStanding(rule.code, Standing.MISSING)
    if rule.stage is None:
        reason = Reason.of(f"filecheck.occasion.{rule.occasion}")
        return PaperStanding(rule.code, Standing.NOT_NEEDED, reason)
    stage = f"casework.status.{rule.stage}"
    if status in OPEN or rule.stage in _AFTER.get(status, ()):
        return PaperStanding(
            rule.code, Standing.NOT_YET, Reason.of("filecheck.not_yet", stage=stage)
        )
    ended = Reason.of("filecheck.ended_before", stage=stage)
    return PaperStanding(rule.code, Standing.NOT_NEEDED, ended)


def _of_what_is_there(facts: PaperFacts) -> Standing:
    if facts.unsigned:
        return Standing.UNSIGNED
    return Standing.INCOMPLETE if facts.unfinished else Standing.COMPLETE


# What can still come once a case is being closed.
_AFTER = {
    Status.CLOSING: (Status.CLOSED, Status.FOLLOW_UP),
    Status.REFERRED_OUT: (Status.CLOSING, Status.CLOSED, Status.FOLLOW_UP),
    Status.CLOSED: (Status.FOLLOW_UP,),
}
