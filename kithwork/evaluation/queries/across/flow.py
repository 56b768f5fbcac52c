"""The steps of many cases, and whether each paper was done when it was due.

What is due when stands in `catalogue/casework/deadlines.yaml` and runs on the school's calendar.
The steps tell it: taking a case in ends the enquiry, going on to plan ends the assessment, and so
on; a step that was taken again counts the first time, closing the last.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from kithwork.access.models import School
from kithwork.casework.models import Case, StatusEvent
from kithwork.catalogue.casework import deadline_entries
from kithwork.core.casework import Status
from kithwork.core.deadlines import due_at
from kithwork.core.school_calendar import SchoolCalendar
from kithwork.people.queries.calendar import calendar_of

Steps = Sequence[tuple[str, dt.date]]
NOON = dt.time(12)
DONE_BETWEEN: Mapping[str, tuple[Status | None, Status]] = {
    "intake": (None, Status.INTAKE),  # None: the day on which the enquiry came
    "assessment": (Status.ASSESSMENT, Status.PLANNING),
    "plan": (Status.PLANNING, Status.ACTIVE),
    "closure": (Status.CLOSING, Status.CLOSED),
}


def steps_of_many(cases: Iterable[int]) -> Mapping[int, Steps]:
    """Return the steps of cases by their keys, in the order in which they were taken."""
    rows = StatusEvent.objects.filter(case__in=list(cases)).order_by("on", "entered_at", "pk")
    found: dict[int, list[tuple[str, dt.date]]] = defaultdict(list)
    for case, to, on in rows.values_list("case_id", "to", "on"):
        found[case].append((to, on))
    return found


def papers_in_time(
    cases: Iterable[Case], steps: Mapping[int, Steps], school: School
) -> dict[int, dict[str, bool]]:
    """Return of each case whether each paper was done in time; one not done is left out."""
    calendar = calendar_of(school)
    return {
        case.pk: {
            record: in_time
            for record in DONE_BETWEEN
            if (in_time := _in_time(record, case, steps[case.pk], calendar)) is not None
        }
        for case in cases
    }


def _in_time(record: str, case: Case, steps: Steps, calendar: SchoolCalendar) -> bool | None:
    since, until = DONE_BETWEEN[record]
    is_last = until is Status.CLOSED
    began = case.received_on if since is None else _day(steps, since, is_last=is_last)
    done = _day(steps, until, is_last=is_last)
    within = deadline_entries()[record].rule.within
    if began is None or done is None or within is None or done < began:
        return None
    start = dt.datetime.combine(began, NOON, calendar.timezone)
    return done <= due_at(start, within, calendar).date()


def _day(steps: Steps, to: Status, *, is_last: bool) -> dt.date | None:
    days = [on for step, on in steps if step == to.value]
    return (days[-1] if is_last else days[0]) if days else None
