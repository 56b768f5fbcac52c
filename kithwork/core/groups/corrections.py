"""Many tests at once: p values raised so that chance findings stay rare.

Holm (1979) keeps the chance of even one false finding at the level; Benjamini and Hochberg (1995)
keep the expected share of false findings among all findings there, and find more (SciPy's). A test
without a p is left out and stays without one.
"""

from collections.abc import Sequence
from enum import StrEnum


class Correction(StrEnum):
    HOLM = "holm"
    BENJAMINI_HOCHBERG = "benjamini-hochberg"


def corrected(p_values: Sequence[float | None], method: Correction) -> tuple[float | None, ...]:
    """Return the corrected p of each, in the order given.

    >>> corrected([0.01, None, 0.04], Correction.HOLM)
    (0.02, None, 0.04)
    """
    stated = [p for p in p_values if p is not None]
    if not stated:
        return tuple(p_values)
    raised = iter(_holm(stated) if method is Correction.HOLM else _discovery(stated))
    return tuple(None if p is None else next(raised) for p in p_values)


def _holm(p_values: Sequence[float]) -> list[float]:
    order = sorted(range(len(p_values)), key=p_values.__getitem__)
    raised, least = [0.0] * len(p_values), 0.0
    for rank, place in enumerate(order):
        least = max(least, min(1.0, (len(p_values) - rank) * p_values[place]))
        raised[place] = least
    return raised


def _discovery(p_values: Sequence[float]) -> list[float]:
    from scipy.stats import false_discovery_control

    return [float(p) for p in false_discovery_control(p_values, method="bh")]
