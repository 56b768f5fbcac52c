"""A policy with the ages of the Chinese one, an invented girl, and people who speak for her."""

import datetime as dt
from dataclasses import replace

from kithwork.core.consent import (
    AgeBand,
    ChildPart,
    ConsentDecision,
    ConsentFile,
    ConsentPolicy,
    ConsentRecord,
    DecisionKind,
    Guardian,
    GuardianKind,
    GuardianPart,
    Purpose,
    Refusal,
    Subject,
)
from kithwork.core.text import Text

TEXT = Text("text", "文字")
SAFEGUARD = frozenset({"safeguard"})

POLICY = ConsentPolicy(
    jurisdiction="TEST",
    bands=(
        AgeBand(0, GuardianPart.REQUIRED, ChildPart.NONE, Refusal.HEARD),
        AgeBand(8, GuardianPart.REQUIRED, ChildPart.ASSENT, Refusal.HEARD),
        AgeBand(14, GuardianPart.REQUIRED, ChildPart.CONSENT),
        AgeBand(18, GuardianPart.NONE, ChildPart.CONSENT),
    ),
    purposes=(
        Purpose("casework", TEXT, 1, "consent", is_protective=True),
        Purpose("share_teacher", TEXT, 1, "consent"),
        Purpose("publicity", TEXT, 1, "consent", needs_approval=True),
    ),
    renew_at=(8, 14, 18),
    valid_months=12,
    adult_from=18,
    witnessed=frozenset({"verbal", "remote"}),
    deciders={
        DecisionKind.GUARDIAN_WAIVED: SAFEGUARD,
        DecisionKind.SAFEGUARDING_APPROVAL: SAFEGUARD,
        DecisionKind.LAWFUL_EXCEPTION: SAFEGUARD | {"supervisor"},
        DecisionKind.WITHOUT_ASSENT: frozenset({"supervisor"}),
    },
    self_supporting_from=16,
)
BY_COMPETENCE = replace(
    POLICY, bands=(AgeBand(0, GuardianPart.OR_COMPETENT_CHILD, ChildPart.ASSENT),)
)

BIRTH = dt.date(2013, 3, 10)  # 14 on 10 March 2027
GIVEN = dt.date(2026, 11, 2)
TODAY = dt.date(2026, 11, 20)

MOTHER = Guardian("mother", GuardianKind.LEGAL, since=BIRTH)
FATHER = Guardian("father", GuardianKind.LEGAL, since=BIRTH)
GRANDMOTHER = Guardian(
    "grandmother",
    GuardianKind.ENTRUSTED,
    since=dt.date(2026, 9, 1),
    until=dt.date(2027, 7, 1),
    covers=frozenset({"casework"}),
)

HERS = ConsentRecord(
    purpose="casework",
    scope=1,
    guardian=None,
    agrees=True,
    given_on=GIVEN,
    method="paper",
    was_read_aloud=True,
    was_understood=True,
)
MOTHERS = replace(HERS, guardian="mother", was_understood=False, is_verified=True)


def family(*guardians: Guardian, birth: dt.date | None = BIRTH) -> Subject:
    return Subject(birth, guardians or (MOTHER,))


def on_file(
    *records: ConsentRecord,
    subject: Subject | None = None,
    decisions: tuple[ConsentDecision, ...] = (),
) -> ConsentFile:
    return ConsentFile(subject or family(), records, decisions)


def decided(
    kind: DecisionKind,
    *,
    by: str = "safeguard",
    purpose: str = "casework",
    on: dt.date = GIVEN,
    has_reason: bool = True,
) -> ConsentDecision:
    return ConsentDecision(kind, purpose, by, on, has_reason)
