"""Which needs the facts show, how severe each is, and because of which facts.

Severity is computed (0 none, 1 mild, 2 clear, 3 urgent) and stands apart from the 0–10 that the
student and the worker give; neither is ever written into the other. Source: docs/methods/needs.md;
the codes, their functions and their rules stand in the catalogue.
"""

from kithwork.core.needs.bands import COUNTS, Band, Banded, band_of
from kithwork.core.needs.definitions import FUNCTIONS, PROTECTION, Evidence, NeedDefinition
from kithwork.core.needs.direction import Direction, Directions, Harder, facts_against
from kithwork.core.needs.severity import Need, need_of, needs_of

__all__ = [
    "COUNTS",
    "FUNCTIONS",
    "PROTECTION",
    "Band",
    "Banded",
    "Direction",
    "Directions",
    "Evidence",
    "Harder",
    "Need",
    "NeedDefinition",
    "band_of",
    "facts_against",
    "need_of",
    "needs_of",
]
