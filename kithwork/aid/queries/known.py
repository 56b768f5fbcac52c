"""What the jurisdiction of a school knows, the programmes of the school's own stages first."""

import datetime as dt

from kithwork.access.models import School
from kithwork.catalogue.programmes import STAGES, ProgrammeEntry, programmes_of

USUAL = "CN"
STAGES_AT = {
    School.Kind.PRIMARY: ("primary",),
    School.Kind.JUNIOR_HIGH: ("junior_high",),
    School.Kind.NINE_YEAR: ("primary", "junior_high"),
    School.Kind.SENIOR_HIGH: ("senior_high",),
    School.Kind.COMPLETE_HIGH: ("junior_high", "senior_high"),
    School.Kind.VOCATIONAL: ("vocational_school",),
    School.Kind.COLLEGE: ("vocational_college", "undergraduate", "postgraduate"),
}


def programmes_known_at(school: School, on: dt.date) -> tuple[ProgrammeEntry, ...]:
    """Return every programme of the jurisdiction; a school of another kind has all stages."""
    own = set(STAGES_AT.get(School.Kind(school.kind), STAGES))
    known = programmes_of(school.jurisdiction or USUAL, on)
    return tuple(sorted(known, key=lambda one: own.isdisjoint(one.stages)))
