"""A single-case chart drawn to the field's convention."""

from kithwork.documents.charts.phases.picture import ChartWords, phase_chart
from kithwork.documents.charts.phases.telling import phase_alternative

__all__ = ["ChartWords", "phase_alternative", "phase_chart"]
