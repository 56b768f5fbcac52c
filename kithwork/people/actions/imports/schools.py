"""To which school each row of a file belongs, and whether one may import there.

A row that names no school belongs to the one for which the import was started. A named one is a
school's code; the mapping turns the file's words into codes.
"""

from collections.abc import Sequence

from kithwork.access.models import School
from kithwork.access.permissions import NotAllowed, Who
from kithwork.catalogue.imports import plain_word
from kithwork.catalogue.mappings import Mapping
from kithwork.cohort.records import Record
from kithwork.core.reasons import Reason
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.imports.plan import Plan


def by_school(
    records: Sequence[Record], school: School, *, mapping: Mapping, by: Who, plan: Plan
) -> dict[School, list[Record]]:
    """Return the records of each school; a school that is unknown, or not one's own, is a fault."""
    known = {plain_word(one.code): one for one in School.objects.all()}
    allowed: dict[int, bool] = {}
    sorted_out: dict[School, list[Record]] = {}
    column = mapping.school.column if mapping.school else None
    for record in records:
        own = school if record.school is None else known.get(plain_word(record.school))
        if own is None:
            plan.fault(record.row, column, reason=Reason.of("imports.school_not_known"))
        elif not _is_allowed(by, own, asked=allowed):
            plan.fault(record.row, column, reason=Reason.of("imports.school_not_yours"))
        else:
            sorted_out.setdefault(own, []).append(record)
    return sorted_out


def _is_allowed(by: Who, school: School, *, asked: dict[int, bool]) -> bool:
    if school.pk not in asked:
        try:
            require_roster(by, school)
            asked[school.pk] = True
        except NotAllowed:
            asked[school.pk] = False
    return asked[school.pk]
