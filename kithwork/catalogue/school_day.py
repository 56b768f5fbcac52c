"""Reads when a school day ends and which weekdays are off, where the school says nothing else."""

import datetime as dt
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entry
from kithwork.catalogue.located import read_catalogue
from kithwork.catalogue.reading import Node

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class SchoolDayEntry:
    """The hour at which the day ends, local time; `days_off` with 0 = Monday."""

    entry: Entry
    day_ends: dt.time
    days_off: frozenset[int]


@cache
def school_day() -> SchoolDayEntry:
    """Return the ordinary school day."""
    return read_school_day(read_catalogue("school_day.yaml"))


def read_school_day(node: Node) -> SchoolDayEntry:
    """Read the hour (HH:MM) and the days off."""
    head, fields = entry(node, required=("day_ends", "days_off"))
    try:
        day_ends = dt.time.fromisoformat(fields["day_ends"].string())
    except ValueError:
        raise fields["day_ends"].error(
            "catalogue.not_a", what="catalogue.what.time_of_day"
        ) from None
    days_off = fields["days_off"].strings(among=WEEKDAYS)
    return SchoolDayEntry(head, day_ends, frozenset(map(WEEKDAYS.index, days_off)))
