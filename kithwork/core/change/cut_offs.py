"""Where the clinical side of a score ends: the three cut-offs of Jacobson and Truax (1991).

    a  two SDs of the clinical population beyond its mean, towards better
    b  within two SDs of the mean of the general population
    c  where the two populations are equally likely: (S0·M1 + S1·M0) / (S0 + S1)

(M1, S1 clinical, M0, S0 general). c is preferred where both populations are known and overlap; a
where only the clinical one is, b where only the general one is. The product takes published
cut-offs from the catalogue; these are for a sample of one's own.
"""

import math
from dataclasses import dataclass

from kithwork.core.change.basis import ChangeError
from kithwork.core.plain_results import PlainResult
from kithwork.core.scales.definitions import Better

SDS = 2  # of a and b


@dataclass(frozen=True, slots=True, kw_only=True)
class Population:
    """Mean and SD (above 0) of a score in one population."""

    mean: float
    sd: float

    def __post_init__(self) -> None:
        if not 0 < self.sd < math.inf:
            raise ChangeError("change.error.sd")
        if not math.isfinite(self.mean):
            raise ChangeError("change.error.mean")


@dataclass(frozen=True, slots=True, kw_only=True)
class CutOffs(PlainResult):
    """`a`, `b` and `c`, None where the population they rest on is not known."""

    a: float | None
    b: float | None
    c: float | None

    @property
    def preferred(self) -> float | None:
        """c, else a, else b: the order of Jacobson and Truax."""
        return next((one for one in (self.c, self.a, self.b) if one is not None), None)


def cut_offs(
    *, better: Better, clinical: Population | None = None, general: Population | None = None
) -> CutOffs:
    """Return the cut-offs that the known populations allow.

    Raises ChangeError where the clinical population is not on the worse side of the general one.

    >>> found = cut_offs(
    ...     better=Better.HIGHER,
    ...     clinical=Population(mean=40, sd=7.5), general=Population(mean=60, sd=7.5),
    ... )
    >>> found.a, found.b, found.c
    (55.0, 45.0, 50.0)
    """
    towards = 1 if better is Better.HIGHER else -1
    if clinical and general and towards * (general.mean - clinical.mean) <= 0:
        raise ChangeError("change.error.populations")
    both = None
    if clinical and general:
        both = (general.sd * clinical.mean + clinical.sd * general.mean) / (
            general.sd + clinical.sd
        )
    return CutOffs(
        a=clinical.mean + towards * SDS * clinical.sd if clinical else None,
        b=general.mean - towards * SDS * general.sd if general else None,
        c=both,
    )
