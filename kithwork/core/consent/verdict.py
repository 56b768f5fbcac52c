"""Whether there is consent to one purpose on one day, and if not, what is missing.

The day is the day of the event, and so is the age. Order of thought: protection first (a
documented lawful exception), then a "no" that must stand, then the two signatures that the age
asks for. A guardian who is the suspected harm is asked nothing and decides nothing: the
safeguarding lead decides in her place. An entrusted carer speaks for what the entrustment names.
A paper that was not read aloud, not understood, not verified or not witnessed is no consent yet.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.consent.expiry import end_of
from kithwork.core.consent.policy import (
    AgeBand,
    ChildPart,
    ConsentPolicy,
    DecisionKind,
    GuardianPart,
    Purpose,
    Refusal,
)
from kithwork.core.consent.records import ConsentFile, ConsentRecord, Guardian
from kithwork.core.guards import Answer, answer
from kithwork.core.reasons import Reason

STUDENT = "consent.signer.student"
GUARDIAN = "consent.signer.guardian"


class Standing(StrEnum):
    """How consent to a purpose stands."""

    VALID = "valid"
    EXCEPTION = "exception"
    PENDING = "pending"
    EXPIRED = "expired"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The standing, what is missing for it to be valid, and what it rests on.

    `ends_on`: the first day on which it will no longer hold by itself; None where it does not
    hold, or rests on a decision.
    """

    purpose: str
    standing: Standing
    missing: tuple[Reason, ...] = ()
    because: tuple[Reason, ...] = ()
    ends_on: dt.date | None = None

    @property
    def has_consent(self) -> bool:
        return self.standing is Standing.VALID

    @property
    def may_go_on(self) -> bool:
        return self.standing in (Standing.VALID, Standing.EXCEPTION)

    @property
    def answer(self) -> Answer:
        """The verdict as the answer of a guard."""
        return answer(() if self.may_go_on else self.missing)


@dataclass(frozen=True, slots=True)
class _Part:
    """What one signature comes to: refused, lacking something, or good until a day."""

    missing: tuple[Reason, ...] = ()
    because: tuple[Reason, ...] = ()
    refusals: tuple[Reason, ...] = ()
    ends_on: tuple[dt.date, ...] = ()
    is_stale: bool = False


def consent_for(purpose: str, file: ConsentFile, *, on: dt.date, policy: ConsentPolicy) -> Verdict:
    """Return how consent to a purpose stands on a day.

    Raises ValueError where the policy does not know the purpose.
    """
    return _Question(policy.purpose(purpose), file, on, policy).verdict()


@dataclass(frozen=True, slots=True)
class _Question:
    purpose: Purpose
    file: ConsentFile
    on: dt.date
    policy: ConsentPolicy

    def verdict(self) -> Verdict:
        code = self.purpose.code
        if self.purpose.is_protective and self._decided(DecisionKind.LAWFUL_EXCEPTION):
            reason = Reason.of("consent.because.lawful_exception")
            return Verdict(code, Standing.EXCEPTION, because=(reason,))
        band = self._band()
        if band is None:
            return Verdict(code, Standing.PENDING, (Reason.of("consent.missing.birth"),))
        parts = [self._student(band), self._guardians(band), self._approval()]
        refusals = tuple(reason for part in parts for reason in part.refusals)
        if refusals:
            return Verdict(code, Standing.REFUSED, refusals)
        missing = tuple(reason for part in parts for reason in part.missing)
        because = tuple(reason for part in parts for reason in part.because)
        if missing:
            is_stale = all(part.is_stale for part in parts if part.missing)
            return Verdict(code, Standing.EXPIRED if is_stale else Standing.PENDING, missing)
        ends = min((day for part in parts for day in part.ends_on), default=None)
        return Verdict(code, Standing.VALID, because=because, ends_on=ends)

    def _band(self) -> AgeBand | None:
        """The band of the student's age on the day; who supports herself counts as of age."""
        subject = self.file.subject
        if subject.birth is None:
            return None
        if subject.is_self_supporting(self.on) and self.policy.counts_as_adult(
            self.on, subject.birth
        ):
            return self.policy.bands[-1]
        return self.policy.band_on(self.on, subject.birth)

    # ── the student ─────────────────────────────────────────────────────────────────────────

    def _student(self, band: AgeBand) -> _Part:
        if band.child is ChildPart.NONE:
            return _Part()
        record = self.file.latest(self.purpose.code, None, self.on)
        if record is None:
            return _Part(missing=(Reason.of(f"consent.missing.{band.child}"),))
        if record.agrees_on(self.on):
            return self._signature(record, STUDENT)
        if band.refusal is Refusal.RESPECTED:
            return _Part(refusals=(Reason.of("consent.refused.student"),))
        if self._decided(DecisionKind.WITHOUT_ASSENT, since=record.withdrawn_on or record.given_on):
            return _Part(because=(Reason.of("consent.because.without_assent"),))
        return _Part(missing=(Reason.of("consent.missing.decision_on_no"),))

    # ── the guardians ───────────────────────────────────────────────────────────────────────

    def _guardians(self, band: AgeBand) -> _Part:
        if band.guardian is GuardianPart.NONE or self._is_competent(band):
            return _Part()
        current = [g for g in self.file.subject.guardians if g.is_current(self.on)]
        safe = [g for g in current if not g.is_suspected(self.on)]
        if len(safe) < len(current) and self._is_waived():
            return _Part(because=(Reason.of("consent.because.guardian_waived"),))
        if current and not safe:
            return _Part(missing=(Reason.of("consent.missing.waiver"),))
        return self._signed_by_one_of(safe)

    def _signed_by_one_of(self, guardians: list[Guardian]) -> _Part:
        """One who may speak suffices; a "no" of another beside it must be settled first."""
        asked = [g for g in guardians if g.may_speak_for(self.purpose.code)]
        said = [self.file.latest(self.purpose.code, g.key, self.on) for g in asked]
        yes = [record for record in said if record and record.agrees_on(self.on)]
        no = [record for record in said if record and not record.agrees_on(self.on)]
        if yes and no:
            return _Part(missing=(Reason.of("consent.missing.guardians_agree"),))
        if no:
            return _Part(refusals=(Reason.of("consent.refused.guardian"),))
        if yes:
            parts = [self._signature(record, GUARDIAN) for record in yes]
            return min(parts, key=lambda part: (bool(part.missing), part.is_stale))
        return self._unsigned(guardians)

    def _unsigned(self, guardians: list[Guardian]) -> _Part:
        """Nobody who may speak has answered; say whether a carer or an earlier guardian did."""
        said = [r for r in self.file.records if self._is_yes_of_guardian(r)]
        if any(guardian.key == record.guardian for guardian in guardians for record in said):
            return _Part(missing=(Reason.of("consent.missing.entrustment"),))
        if any(self._has_ended(record) for record in said):
            ended = Reason.of(
                "consent.missing.renewal", signer=GUARDIAN, end="consent.end.guardian"
            )
            return _Part(missing=(ended,), is_stale=True)
        return _Part(missing=(Reason.of("consent.missing.guardian"),))

    def _is_yes_of_guardian(self, record: ConsentRecord) -> bool:
        is_ours = record.guardian is not None and record.purpose == self.purpose.code
        return is_ours and record.given_on <= self.on and record.agrees_on(self.on)

    def _has_ended(self, record: ConsentRecord) -> bool:
        guardian = self.file.subject.guardian(record.guardian or "")
        return guardian is None or not guardian.is_current(self.on)

    def _is_competent(self, band: AgeBand) -> bool:
        """In some places a child who understands may consent alone, with a note that says so."""
        record = self.file.latest(self.purpose.code, None, self.on)
        return (
            band.guardian is GuardianPart.OR_COMPETENT_CHILD
            and record is not None
            and record.has_competence_note
            and record.agrees_on(self.on)
        )

    def _is_waived(self) -> bool:
        return self.purpose.is_protective and self._decided(DecisionKind.GUARDIAN_WAIVED)

    # ── any signature, any decision ─────────────────────────────────────────────────────────

    def _signature(self, record: ConsentRecord, signer: str) -> _Part:
        end = end_of(record, self.file.subject, self.policy)
        if end.on <= self.on:
            return _stale(signer, end.because.code)
        is_guardian = record.guardian is not None
        checks = {
            "read_aloud": record.was_read_aloud,
            "understood": record.was_understood or is_guardian,
            "verified": record.is_verified or not is_guardian,
            "witness": record.has_witness or record.method not in self.policy.witnessed,
        }
        missing = tuple(
            Reason.of(f"consent.missing.{what}", signer=signer)
            for what, is_done in checks.items()
            if not is_done
        )
        agreed = Reason.of("consent.because.agreed", signer=signer, given=record.given_on)
        return _Part(missing, () if missing else (agreed,), ends_on=(end.on,))

    def _approval(self) -> _Part:
        is_settled = not self.purpose.needs_approval or self._decided(
            DecisionKind.SAFEGUARDING_APPROVAL
        )
        return _Part() if is_settled else _Part(missing=(Reason.of("consent.missing.approval"),))

    def _decided(self, kind: DecisionKind, *, since: dt.date = dt.date.min) -> bool:
        """Whether somebody who may decide has decided so, with a reason, by the day."""
        return any(
            decision.kind is kind
            and decision.purpose == self.purpose.code
            and decision.by in self.policy.deciders.get(kind, frozenset())
            and decision.has_reason
            and since <= decision.on <= self.on
            for decision in self.file.decisions
        )


def _stale(signer: str, end: str) -> _Part:
    """A consent that ended: by the months, a birthday, a change of guardian or of purpose."""
    return _Part(
        missing=(Reason.of("consent.missing.renewal", signer=signer, end=end),), is_stale=True
    )
