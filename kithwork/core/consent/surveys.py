"""Who must agree before a student answers a questionnaire, which is less than casework asks.

Below the age at which a child agrees to a service online without a guardian (PIPL art. 31: 14;
COPPA and UK: 13; GDPR art. 8: 16 by default) a guardian agrees as well; from then on the student
alone. Her own no stands at every age: nobody is made to answer. Everything else (what a signature
needs, when it ends, a guardian who is the suspected harm) is as for any consent.
"""

from dataclasses import replace

from kithwork.core.consent.policy import (
    AgeBand,
    ChildPart,
    ConsentPolicy,
    GuardianPart,
    Refusal,
)


def survey_policy(policy: ConsentPolicy, *, online_from: int) -> ConsentPolicy:
    """Return the policy for a questionnaire; `online_from` is an age in whole years, 0 for none."""
    return _with(policy, ChildPart.CONSENT, online_from)


def guardian_policy(policy: ConsentPolicy, *, online_from: int) -> ConsentPolicy:
    """Return the guardian's part alone: whether the questionnaire may be put before a student."""
    return _with(policy, ChildPart.NONE, online_from)


def _with(policy: ConsentPolicy, child: ChildPart, online_from: int) -> ConsentPolicy:
    grown = AgeBand(online_from, GuardianPart.NONE, child, Refusal.RESPECTED)
    young = AgeBand(0, GuardianPart.REQUIRED, child, Refusal.RESPECTED)
    return replace(
        policy, bands=(young, grown) if online_from > 0 else (replace(grown, from_age=0),)
    )
