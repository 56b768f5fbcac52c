"""What a new paper need not ask: what the student's file says already, to be looked over and kept.

Only the hour at which parents who are away can be reached stands on a paper (F02) and in the file.
"""

from collections.abc import Mapping

from kithwork.casework.models import Case
from kithwork.catalogue.papers import Paper
from kithwork.people.models import CarerAway
from kithwork.people.wording import named

BEST_HOUR = "best_hour"
LONGEST = 300
BETWEEN = " · "


def known_already(case: Case, paper: Paper, *, language: str) -> Mapping[str, str]:
    """Return by field what a first version of a paper begins with."""
    if BEST_HOUR not in {field.name for field in paper.fields}:
        return {}
    away = CarerAway.objects.filter(
        ends_on=None, carer__student=case.student, carer__ends_on=None
    ).exclude(carer__best_hour="")
    hours = [
        f"{named('relation', one.carer.relation, language)} {one.carer.best_hour}"
        for one in away.select_related("carer").order_by("pk")
    ]
    return {BEST_HOUR: BETWEEN.join(hours)[:LONGEST]}
