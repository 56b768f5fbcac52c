"""Until when the file of a case is kept, by the school's jurisdiction."""

import datetime as dt

from kithwork.casework.models import Case
from kithwork.catalogue.jurisdictions import retention_entries
from kithwork.core.casework import Status
from kithwork.core.retention import keep_until
from kithwork.people.queries.consents import JURISDICTION


def keep_case_until(case: Case, status: Status) -> dt.date | None:
    """Return the first day on which the file may be erased; None while it cannot be told."""
    item = "enquiry" if status is Status.NOT_ACCEPTED else "case_file"
    kept = retention_entries(case.school.jurisdiction or JURISDICTION).get(item)
    if kept is None or case.closed_on is None:
        return None
    return keep_until(kept.rule, case.closed_on, birth=case.student.person.birth)
