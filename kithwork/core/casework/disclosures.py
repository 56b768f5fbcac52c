"""What is told outside the team that works on a case, and on what ground (form F23).

Consent must be on file for what is told by it; a law is named. What is told because of danger
waits for nothing: all the rest may be filled in afterwards. Numbers without names need no ground
but say that they are such. What a row still lacks is named, so that it can be added. Source:
domain specification I2 and B3 (F23).
"""

from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.guards import Allowed, Answer, Refused, answer
from kithwork.core.reasons import Reason


class Basis(StrEnum):
    """The ground on which something is told."""

    CONSENT = "consent"
    LAW = "law"
    DANGER = "danger"
    DE_IDENTIFIED = "de_identified"


class Told(StrEnum):
    """Whether the student knows that it was told."""

    BEFORE = "before"
    AFTERWARDS = "afterwards"
    NOT_TOLD = "not_told"


@dataclass(frozen=True, slots=True)
class DisclosureFacts:
    """What is said of one disclosure; `consent` is how consent to it stands, None: not asked for.

    `receiver` is a code, "" where it is not known yet; `basis` and `told` are None where nothing
    was said of them. `stays_inside`: it was made, and given to nobody outside the team.
    """

    receiver: str = ""
    basis: Basis | None = None
    consent: Answer | None = None
    has_what: bool = False
    names_law: bool = False
    has_considered: bool = False
    told: Told | None = None
    says_why_not: bool = False
    stays_inside: bool = False


def may_disclose(facts: DisclosureFacts) -> Answer:
    """Say whether a disclosure may be written down as it is; in danger always."""
    if facts.basis is Basis.DANGER or facts.stays_inside:
        return Allowed()
    missing = [
        (not facts.has_what, "passed_on.missing.what"),
        (not facts.receiver, "passed_on.missing.receiver"),
        (facts.basis is None, "passed_on.missing.basis"),
        (facts.basis is Basis.LAW and not facts.names_law, "passed_on.missing.law"),
        (facts.told is Told.NOT_TOLD and not facts.says_why_not, "passed_on.missing.why_not"),
    ]
    reasons = tuple(Reason.of(code) for is_missing, code in missing if is_missing)
    return answer((*reasons, *_consent(facts)))


def still_lacking(facts: DisclosureFacts) -> tuple[str, ...]:
    """Return what a row that stands still lacks, as codes in the order of the form."""
    if facts.stays_inside:
        return ()
    names_somebody = facts.basis is not Basis.DE_IDENTIFIED
    agreed = isinstance(facts.consent, Allowed)
    lacks = {
        "receiver": not facts.receiver,
        "basis": facts.basis is None,
        "consent": facts.basis is Basis.CONSENT and not agreed,
        "minimum": names_somebody and not facts.has_considered,
        "told": names_somebody and facts.told is None,
    }
    return tuple(code for code, is_lacking in lacks.items() if is_lacking)


def _consent(facts: DisclosureFacts) -> tuple[Reason, ...]:
    if facts.basis is not Basis.CONSENT:
        return ()
    if facts.consent is None:
        return (Reason.of("passed_on.missing.no_purpose"),)
    return facts.consent.missing if isinstance(facts.consent, Refused) else ()
