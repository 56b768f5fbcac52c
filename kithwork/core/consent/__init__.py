"""Consent: who must agree, whether it holds on a day, when it ends, what a guardian sees."""

from kithwork.core.consent.access import GuardianAccess, guardian_access
from kithwork.core.consent.expiry import End, RenewalTask, end_of, renewal_tasks
from kithwork.core.consent.policy import (
    AgeBand,
    ChildPart,
    ConsentPolicy,
    DecisionKind,
    GuardianPart,
    Purpose,
    Refusal,
)
from kithwork.core.consent.records import (
    ConsentDecision,
    ConsentFile,
    ConsentRecord,
    Guardian,
    GuardianKind,
    Subject,
)
from kithwork.core.consent.surveys import guardian_policy, survey_policy
from kithwork.core.consent.verdict import Standing, Verdict, consent_for

__all__ = [
    "AgeBand",
    "ChildPart",
    "ConsentDecision",
    "ConsentFile",
    "ConsentPolicy",
    "ConsentRecord",
    "DecisionKind",
    "End",
    "Guardian",
    "GuardianAccess",
    "GuardianKind",
    "GuardianPart",
    "Purpose",
    "Refusal",
    "RenewalTask",
    "Standing",
    "Subject",
    "Verdict",
    "consent_for",
    "end_of",
    "guardian_access",
    "guardian_policy",
    "renewal_tasks",
    "survey_policy",
]
