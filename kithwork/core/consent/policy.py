"""Who must agree, at which age and to what: the policy of one jurisdiction, as dated data.

A band of ages says what the guardian's and the child's part is, and what a child's "no" does.
Purposes are asked one by one and none is ticked beforehand; each names its lawful basis, which
often is not consent at all. Source: `catalogue/jurisdictions/*/consent.yaml`.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.dated import birthday
from kithwork.core.text import Text


class GuardianPart(StrEnum):
    """What a guardian does in a band of ages."""

    NONE = "none"
    REQUIRED = "required"
    OR_COMPETENT_CHILD = "or_competent_child"


class ChildPart(StrEnum):
    """What the student does: nothing formal, agree in her own words, or consent."""

    NONE = "none"
    ASSENT = "assent"
    CONSENT = "consent"


class Refusal(StrEnum):
    """What the student's "no" does: somebody must hear it and decide, or it stands."""

    HEARD = "heard"
    RESPECTED = "respected"


class DecisionKind(StrEnum):
    """A decision that stands in for a consent, or beside it."""

    GUARDIAN_WAIVED = "guardian_waived"
    WITHOUT_ASSENT = "without_assent"
    LAWFUL_EXCEPTION = "lawful_exception"
    SAFEGUARDING_APPROVAL = "safeguarding_approval"


@dataclass(frozen=True, slots=True)
class AgeBand:
    """From `from_age` (whole years) on, until the next band begins."""

    from_age: int
    guardian: GuardianPart
    child: ChildPart
    refusal: Refusal = Refusal.RESPECTED


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing that is asked for by itself.

    `scope` grows when the purpose asks for more: what was agreed earlier then ends.
    `is_protective`: protection of the child can stand in for consent (casework itself, never
    publicity). `needs_approval`: the safeguarding lead agrees as well. `lawful_basis`: a word of
    the jurisdiction ("consent", "public_task" …).
    """

    code: str
    label: Text
    scope: int
    lawful_basis: str
    is_protective: bool = False
    needs_approval: bool = False


@dataclass(frozen=True, slots=True)
class ConsentPolicy:
    """The policy of a jurisdiction, as it stands from a date on.

    `renew_at`: birthdays on which a consent given before ends; `valid_months`: after which it
    ends anyway; `witnessed`: methods that need a witness; `adult_from`: when nobody else is asked;
    `deciders`: which roles may take which decision. `self_supporting_from`: the age from which
    who supports herself counts as of age; None where the law knows no such thing.
    """

    jurisdiction: str
    bands: tuple[AgeBand, ...]
    purposes: tuple[Purpose, ...]
    renew_at: tuple[int, ...]
    valid_months: int
    adult_from: int
    witnessed: frozenset[str]
    deciders: Mapping[DecisionKind, frozenset[str]]
    self_supporting_from: int | None = None

    def __post_init__(self) -> None:
        ages = [band.from_age for band in self.bands]
        if not ages or ages[0] != 0 or ages != sorted(set(ages)):
            raise ValueError("bands of ages begin at 0 and rise")
        if self.valid_months < 1:
            raise ValueError("a consent is valid for at least a month")

    def purpose(self, code: str) -> Purpose:
        """Return a purpose by its code. Raises ValueError where the policy has none such."""
        for purpose in self.purposes:
            if purpose.code == code:
                return purpose
        raise ValueError(f"no purpose {code!r} in the consent policy of {self.jurisdiction}")

    def band_on(self, day: dt.date, birth: dt.date) -> AgeBand:
        """Return the band of somebody born on `birth`, on a day."""
        return [band for band in self.bands if birthday(birth, band.from_age) <= day][-1]

    def counts_as_adult(self, day: dt.date, birth: dt.date) -> bool:
        """Whether somebody who supports herself is old enough to count as of age."""
        age = self.self_supporting_from
        return age is not None and birthday(birth, age) <= day

    def is_minor(self, day: dt.date, birth: dt.date) -> bool:
        return day < birthday(birth, self.adult_from)
