"""Whose bands a student's score may be held against: those of people of her age and school.

Bands found among adults say nothing certain of a girl of fourteen. Where no population fits, or
her age is not known, there is no band: the score stands with its range alone (field specification,
D3: bands belong to a population).
"""

from kithwork.core.scales.definitions import BandSet, Instrument
from kithwork.core.scales.keys import NO_POPULATION


def population_for(instrument: Instrument, *, age: int | None, level: str) -> str | None:
    """Return the population that fits a student, the usual one first.

    `age` in whole years on the day, None where it is not known; `level` the kind of her school.
    Returns `NO_POPULATION` where none fits, None where the instrument has no bands at all.
    """
    if not instrument.bands:
        return None
    fitting = [one for one in instrument.bands if _fits(one, age, level)]
    usual = next((one for one in fitting if one.is_default), None)
    found = usual or next(iter(fitting), None)
    return found.population if found else NO_POPULATION


def _fits(bands: BandSet, age: int | None, level: str) -> bool:
    if bands.levels and level not in bands.levels:
        return False
    if bands.from_age is None and bands.below_age is None:
        return True
    if age is None or (bands.from_age is not None and age < bands.from_age):
        return False
    return bands.below_age is None or age < bands.below_age
