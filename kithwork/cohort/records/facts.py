"""The facts of one record under the names that the catalogue's rules use.

A file that gives sex, birth or absences as such has said facts too; a column that the mapping
names as a fact goes before.
"""

import datetime as dt

from kithwork.cohort.records.records import Record
from kithwork.core.reasons import Value
from kithwork.core.rules import Fact

_SEXES = ("female", "male")


def facts_of(record: Record, *, source: str, on: dt.date | None = None) -> dict[str, Fact]:
    """Return what is known of a student by this record; what is not known is left out."""
    said: dict[str, Value] = {
        "student.sex": record.sex if record.sex in _SEXES else None,
        "student.birth_date": record.birth,
        "student.age": record.age,
    }
    if record.attendance is not None and record.attendance.per == "term":
        said["attendance.absences"] = record.attendance.absences
        said["attendance.late"] = record.attendance.late
    facts = {name: Fact(value, on, source) for name, value in said.items() if value is not None}
    return facts | dict(record.facts)
