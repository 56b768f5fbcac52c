"""How a case is measured: series with their phases and drawn starts, and where the student went."""

from kithwork.evaluation.models.admissions import Admission
from kithwork.evaluation.models.selection import Selection
from kithwork.evaluation.models.series import PhaseStart, Series, SeriesPoint, StartDraw

__all__ = ["Admission", "PhaseStart", "Selection", "Series", "SeriesPoint", "StartDraw"]
