"""What is on file about consent: who may speak for a student, who said what, and who decided."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.consent.policy import DecisionKind


class GuardianKind(StrEnum):
    """A guardian by law, or a person to whom the parents entrusted the child in writing."""

    LEGAL = "legal"
    ENTRUSTED = "entrusted"


@dataclass(frozen=True, slots=True)
class Guardian:
    """Someone who may speak for the student, from one day to another (that day not included).

    `covers`: the purposes that a written entrustment names (an entrusted carer speaks for these
    alone). `suspected_since`: from that day the guardian is the suspected harm.
    """

    key: str
    kind: GuardianKind
    since: dt.date
    until: dt.date | None = None
    covers: frozenset[str] = frozenset()
    suspected_since: dt.date | None = None

    def is_current(self, day: dt.date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)

    def is_suspected(self, day: dt.date) -> bool:
        return self.suspected_since is not None and self.suspected_since <= day

    def may_speak_for(self, purpose: str) -> bool:
        return self.kind is GuardianKind.LEGAL or purpose in self.covers


@dataclass(frozen=True, slots=True)
class Subject:
    """The student: her birth, where it is known, and her guardians, earlier ones too.

    `self_supporting_since`: the day from which she lives by her own work, where somebody noted it.
    """

    birth: dt.date | None
    guardians: tuple[Guardian, ...] = ()
    self_supporting_since: dt.date | None = None

    def is_self_supporting(self, day: dt.date) -> bool:
        return self.self_supporting_since is not None and self.self_supporting_since <= day

    def guardian(self, key: str) -> Guardian | None:
        return next((guardian for guardian in self.guardians if guardian.key == key), None)


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """One answer of one person to one purpose, on a day.

    `guardian`: the key of the guardian who answered, None for the student herself. `method`:
    paper, e_sign, verbal, remote … `was_read_aloud`: the text and the limits of confidentiality.
    `was_understood`: said back in her own words. `is_verified`: the guardian's identity was.
    """

    purpose: str
    scope: int
    guardian: str | None
    agrees: bool
    given_on: dt.date
    method: str
    was_read_aloud: bool = False
    was_understood: bool = False
    is_verified: bool = False
    has_witness: bool = False
    has_competence_note: bool = False
    withdrawn_on: dt.date | None = None

    def agrees_on(self, day: dt.date) -> bool:
        return self.agrees and not self.is_withdrawn(day)

    def is_withdrawn(self, day: dt.date) -> bool:
        return self.withdrawn_on is not None and self.withdrawn_on <= day


@dataclass(frozen=True, slots=True)
class ConsentDecision:
    """A decision about one purpose: by whom (role), when, and whether its reason is on file."""

    kind: DecisionKind
    purpose: str
    by: str
    on: dt.date
    has_reason: bool


@dataclass(frozen=True, slots=True)
class ConsentFile:
    """Everything on file about a student's consent."""

    subject: Subject
    records: tuple[ConsentRecord, ...] = ()
    decisions: tuple[ConsentDecision, ...] = ()

    def latest(self, purpose: str, guardian: str | None, day: dt.date) -> ConsentRecord | None:
        """Return what somebody said last about a purpose, up to and including a day."""
        said = [
            record
            for record in self.records
            if record.purpose == purpose and record.guardian == guardian and record.given_on <= day
        ]
        return max(said, key=lambda record: record.given_on, default=None)
