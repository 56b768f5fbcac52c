"""What a guardian sees and hears by default.

A guardian's own pages and messages are off from the day on which the guardian is the suspected
harm, for one who no longer speaks for the student, and once the student is of age.
"""

import datetime as dt
from dataclasses import dataclass

from kithwork.core.consent.policy import ConsentPolicy
from kithwork.core.consent.records import Guardian, GuardianKind, Subject
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class GuardianAccess:
    """Whether the guardian's pages are open, whether telling is the default, and why."""

    is_portal_open: bool
    notifies_by_default: bool
    because: Reason


def guardian_access(
    guardian: Guardian, subject: Subject, *, on: dt.date, policy: ConsentPolicy
) -> GuardianAccess:
    """Return what a guardian sees and hears by default on a day.

    While the birth is not known the student counts as a minor.
    """
    if guardian.is_suspected(on):
        return GuardianAccess(False, False, Reason.of("consent.access.suspected"))
    if not guardian.is_current(on):
        return GuardianAccess(False, False, Reason.of("consent.access.not_current"))
    if subject.birth is not None and not policy.is_minor(on, subject.birth):
        return GuardianAccess(False, False, Reason.of("consent.access.adult"))
    if guardian.kind is GuardianKind.ENTRUSTED:
        return GuardianAccess(False, True, Reason.of("consent.access.entrusted"))
    return GuardianAccess(True, True, Reason.of("consent.access.guardian"))
