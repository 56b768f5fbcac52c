"""Which day a form may bear: not one to come, not before birth, nobody below the form's age."""

import datetime as dt

from kithwork.access.refusals import Refused
from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.core.rules import whole_years
from kithwork.people.models import Student


def check_day(
    given_on: dt.date, *, student: Student, entry: InstrumentEntry, today: dt.date
) -> None:
    """Raise Refused where a student cannot have filled in this form on that day."""
    if given_on > today:
        raise Refused("surveys.day_to_come")
    birth, youngest = student.person.birth, entry.youngest
    if birth and given_on < birth:
        raise Refused("surveys.day_before_birth")
    age = whole_years(birth, given_on) if birth else None
    if age is not None and youngest is not None and age < youngest:
        raise Refused("surveys.too_young", youngest=youngest)
