"""The effect of a study of several cases on the scale of a study of groups."""

from kithwork.core.betweencase.cases import Case, CasesError, Design, Session, case
from kithwork.core.betweencase.effect import BetweenCase, between_case

__all__ = ["BetweenCase", "Case", "CasesError", "Design", "Session", "between_case", "case"]
