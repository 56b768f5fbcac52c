"""Supply against stated need: what the inventory gives, and what students say is too little.

Per function the finding is one of five, in the order in which somebody should look at them. That
aid is given and that a need is stated stand side by side; neither is said to cause the other.
Source: domain specification E6; the words and their order are our own.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.aid.supply import Offer, states
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.matrix import Matrix, Supply


class Finding(StrEnum):
    """What supply and need show of one function."""

    NEED_WITHOUT_SUPPLY = "need_without_supply"  # stated by students, recorded as given by nobody
    NEED_NOT_RECORDED = "need_not_recorded"  # stated by students, and the inventory is silent
    NEED_DESPITE_SUPPLY = "need_despite_supply"  # given by somebody, and still too little
    NO_NEED_STATED = "no_need_stated"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """Of `asked` students, `too_little` said that there is too little of a function.

    None where the number is hidden or nobody was asked.
    """

    asked: int | None = None
    too_little: int | None = None

    @property
    def share(self) -> float | None:
        if not self.asked or self.too_little is None:
            return None
        return self.too_little / self.asked


@dataclass(frozen=True, slots=True, kw_only=True)
class FunctionGap:
    """One function: what is recorded, what is stated, and how many offers serve it."""

    function: Function
    supply: Supply
    stated: Stated
    programmes: int
    services: int
    finding: Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """The whole inventory: how many offers give money or goods alone, and each function's gap.

    `only_material` of `offers` serve no function but the instrumental one.
    """

    offers: int
    only_material: int
    gaps: tuple[FunctionGap, ...]

    @property
    def first(self) -> FunctionGap | None:
        """The gap to look at first: by its finding, then by the share of students who state it."""
        needed = [gap for gap in self.gaps if gap.finding in _NEEDED]
        return min(needed, key=_urgency, default=None)


_NEEDED = (
    Finding.NEED_WITHOUT_SUPPLY,
    Finding.NEED_NOT_RECORDED,
    Finding.NEED_DESPITE_SUPPLY,
)
_BY_SUPPLY = {
    Supply.RECORDED_NONE: Finding.NEED_WITHOUT_SUPPLY,
    Supply.NOT_RECORDED: Finding.NEED_NOT_RECORDED,
    Supply.SUPPLIED: Finding.NEED_DESPITE_SUPPLY,
}


def balance(
    offers: tuple[Offer, ...], supply: Matrix, stated: Mapping[Function, Stated]
) -> Balance:
    """Hold the inventory against what students state, function by function."""
    recorded = states(supply)
    return Balance(
        offers=len(offers),
        only_material=sum(set(offer.functions) == {Function.IS} for offer in offers),
        gaps=tuple(
            _gap(function, recorded[function], stated.get(function, Stated()), offers)
            for function in FOUR
        ),
    )


def _gap(
    function: Function, supply: Supply, stated: Stated, offers: tuple[Offer, ...]
) -> FunctionGap:
    here = [offer for offer in offers if function in offer.functions]
    services = sum(offer.is_service for offer in here)
    return FunctionGap(
        function=function,
        supply=supply,
        stated=stated,
        programmes=len(here) - services,
        services=services,
        finding=_finding(supply, stated),
    )


def _finding(supply: Supply, stated: Stated) -> Finding:
    if stated.too_little is None:
        return Finding.NOT_ASKED
    return _BY_SUPPLY[supply] if stated.too_little else Finding.NO_NEED_STATED


def _urgency(gap: FunctionGap) -> tuple[int, float]:
    return _NEEDED.index(gap.finding), -(gap.stated.share or 0.0)
