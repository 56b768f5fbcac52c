"""A sheet and a mapping to typed records of students, with every fault at its row and column."""

from kithwork.cohort.records.applying import apply
from kithwork.cohort.records.records import (
    AttendanceRecord,
    GuardianRecord,
    MarkRecord,
    Record,
    Records,
)

__all__ = ["AttendanceRecord", "GuardianRecord", "MarkRecord", "Record", "Records", "apply"]
