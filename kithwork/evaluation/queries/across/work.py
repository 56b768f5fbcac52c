"""What was planned and done in many cases: techniques with their times, notes, minutes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from kithwork.casework.models import ActionInPlan, Contact, Delivered
from kithwork.evaluation.across.seen import Technique

Times = dict[int, dict[Technique, int]]


@dataclass(frozen=True, slots=True)
class NotesSeen:
    """How many contacts of a case are noted, how many late, and the minutes they took."""

    notes: int = 0
    late: int = 0
    minutes: int = 0


@dataclass(frozen=True, slots=True)
class AllNotes:
    """The notes of many cases."""

    by_case: Mapping[int, NotesSeen]

    def of(self, case: int) -> NotesSeen:
        return self.by_case.get(case, NotesSeen())


def planned_in(cases: Iterable[int]) -> Times:
    """Return the times planned by case, technique and function; 0 where none were said."""
    rows = ActionInPlan.objects.filter(plan__case__in=list(cases), plan__superseded_by=None)
    grouped = rows.values_list("plan__case_id", "action__technique", "action__function")
    return _times(grouped.annotate(times=Sum("dose")).order_by())


def delivered_in(cases: Iterable[int]) -> Times:
    """Return the times given by case, technique and function, as the standing notes say."""
    rows = Delivered.objects.filter(contact__case__in=list(cases), contact__superseded_by=None)
    grouped = rows.values_list("contact__case_id", "technique", "function")
    return _times(grouped.annotate(times=Sum("dose")).order_by())


def notes_of(cases: Iterable[int]) -> AllNotes:
    """Return the standing notes of cases."""
    rows = Contact.objects.filter(case__in=list(cases), superseded_by=None)
    counted = rows.values_list("case_id").annotate(
        notes=Count("pk"), late=Count("pk", filter=Q(is_late=True)), minutes=Sum("minutes")
    )
    return AllNotes(
        {case: NotesSeen(notes, late, minutes or 0) for case, notes, late, minutes in counted}
    )


def _times(rows: Iterable[tuple[int, str, str, int | None]]) -> Times:
    found: Times = {}
    for case, technique, function, times in rows:
        found.setdefault(case, {})[technique, function] = times or 0
    return found
