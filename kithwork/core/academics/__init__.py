"""Academic distress markers: marks, their course over exams, rank, attendance, the target line.

Source: docs/methods/academics.md. Every function returns a `Figure`: a number, or the reason why
there is none (one exam only, a class whose marks do not vary, nobody said how many sessions were
due). Nothing here judges a pupil: thresholds stand in the catalogue, and a rank is computed for
the worker's eye and never published.
"""

from kithwork.core.academics.attendance import (
    Attendance,
    attended_share,
    chronic_absence,
    handed_in_share,
)
from kithwork.core.academics.facts import attendance_facts, mark_facts
from kithwork.core.academics.figures import AcademicsError, Claim, Figure
from kithwork.core.academics.marks import Mark, change_in_z, percent, z_score
from kithwork.core.academics.ranks import percentile
from kithwork.core.academics.target import AdmissionLine, Distance, YearDistance, distance_to
from kithwork.core.academics.trends import trend
from kithwork.core.academics.warnings import Warned, WarningTable, warning_of

__all__ = [
    "AcademicsError",
    "AdmissionLine",
    "Attendance",
    "Claim",
    "Distance",
    "Figure",
    "Mark",
    "Warned",
    "WarningTable",
    "YearDistance",
    "attendance_facts",
    "attended_share",
    "change_in_z",
    "chronic_absence",
    "distance_to",
    "handed_in_share",
    "mark_facts",
    "percent",
    "percentile",
    "trend",
    "warning_of",
    "z_score",
]
