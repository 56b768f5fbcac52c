"""Which cases may stand singly in a synthesis: those that were agreed to be used for research.

Consent to research ends after a year, like every consent; what was recorded while it held may be
used later, unless it was taken back. So it has to have held on the day on which the case closed,
and no later answer may say no.
"""

import datetime as dt
from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from kithwork.casework.models import Case
from kithwork.core.consent import ConsentFile, consent_for
from kithwork.people.queries.consents import consent_files_about, policy_for

PURPOSE = "research"


def allowing_research(cases: Iterable[Case]) -> frozenset[int]:
    """Return the keys of the closed cases that may stand singly in a synthesis."""
    closed = [case for case in cases if case.closed_on is not None]
    prefetch_related_objects(closed, "student__person", "school")
    files = consent_files_about({case.uid: case.student for case in closed})
    return frozenset(case.pk for case in closed if _allows(case, files[case.uid]))


def _allows(case: Case, file: ConsentFile) -> bool:
    on = case.closed_on
    assert on is not None
    policy = policy_for(case.school, on)
    held = consent_for(PURPOSE, file, on=on, policy=policy).has_consent
    return held and not _is_taken_back(file, on)


def _is_taken_back(file: ConsentFile, closed_on: dt.date) -> bool:
    return any(
        record.withdrawn_on is not None or (not record.agrees and record.given_on >= closed_on)
        for record in file.records
        if record.purpose == PURPOSE
    )
