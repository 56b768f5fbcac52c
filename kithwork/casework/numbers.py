"""The human number of a case: the year and a running number of its school ("2026-0042")."""

import datetime as dt

from kithwork.access.models import School
from kithwork.casework.models import Case

DIGITS = 4


def next_number(school: School, on: dt.date) -> str:
    """Return the next free number of a school for the year of `on`.

    The school's row is held meanwhile, so that two cases never take one number.
    """
    School.objects.select_for_update().get(pk=school.pk)
    of_year = Case.objects.filter(school=school, number__startswith=f"{on.year}-")
    taken = [int(number.partition("-")[2]) for number in of_year.values_list("number", flat=True)]
    return f"{on.year}-{max(taken, default=0) + 1:0{DIGITS}}"
