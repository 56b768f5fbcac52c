"""Where a score falls among the bands of a population.

Bands are half-open, [start, next start), so a prorated decimal falls in exactly one of them; where
a source puts the edge into the lower band ("50 or less"), the upper one is marked as open.
"""

from dataclasses import dataclass

from kithwork.core.scales.definitions import Band, BandSet


@dataclass(frozen=True, slots=True)
class PlacedBand:
    """A band with the population it was found in and the source that says so."""

    band: Band
    among: BandSet


def placed(value: float, among: BandSet) -> PlacedBand:
    """Return the band of `value`: the last one whose start it has reached."""
    reached = [band for band in among.bands if _reaches(value, band)]
    return PlacedBand(reached[-1], among)


def _reaches(value: float, band: Band) -> bool:
    if band.start is None:
        return True
    return value > band.start if band.is_open else value >= band.start
