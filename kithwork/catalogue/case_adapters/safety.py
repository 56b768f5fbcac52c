"""Cases of danger: a level and a moment to a due time, to who was told, and to lines to call.

The school day ends at 18:00 in a place eight hours ahead of UTC, Saturday and Sunday are off.
"""

import datetime as dt

from kithwork.catalogue.reading import Node
from kithwork.catalogue.safety import first_steps, level_entries
from kithwork.core.safety import Level, due_by, escalation, told_by
from kithwork.core.school_calendar import SchoolCalendar

CALENDAR = SchoolCalendar(timezone=dt.timezone(dt.timedelta(hours=8)), day_ends=dt.time(18))


def result(given: Node) -> object:
    """Judge an alert of `level`, `raised` at a moment and `seen` at another."""
    fields = given.mapping(
        required=["level", "raised", "seen"], optional=["answered", "jurisdiction"]
    )
    level = Level[fields["level"].string(among=[one.name for one in Level])]
    raised, seen = moment(fields["raised"]), moment(fields["seen"])
    rule = level_entries()[level].rule
    due = due_by(rule, raised, CALENDAR)
    steps = escalation(rule, raised, CALENDAR)
    told = told_by(steps, seen, answered_at=fields.maybe("answered", moment, None))
    place = fields.maybe("jurisdiction", Node.string, "CN")
    numbers = [
        line.number for step in first_steps(level, place, seen.date()) for line in step.lines
    ]
    return {
        "due": shown(due) if due else None,
        "told": tuple(step.to for step in told),
        "stays_with": rule.stays_with,
        "call": tuple(dict.fromkeys(numbers)),
    }


def moment(node: Node) -> dt.datetime:
    """Read a moment of local time, "2026-11-20 09:00"."""
    return dt.datetime.fromisoformat(node.string()).replace(tzinfo=CALENDAR.timezone)


def shown(at: dt.datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
