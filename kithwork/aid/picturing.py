"""Supply beside need as a page and a report tell it: both quilts, and each function in a sentence.

Neither side is said to cause the other. What nobody wrote down is not recorded, which is not none.
Source: domain specification E6; the words are our own.
"""

from dataclasses import dataclass

from kithwork.aid.queries.picture import Picture
from kithwork.catalogue.support import functions, sources, thresholds
from kithwork.catalogue.words import say
from kithwork.core.aid.gap import FunctionGap
from kithwork.core.support.functions import FOUR
from kithwork.core.support.quilt import Layer, Quilt, quilt_of


@dataclass(frozen=True, slots=True)
class GapTold:
    """One function: what is recorded, what is stated, and the finding in a sentence."""

    code: str
    icon: str
    name: str
    supply: str
    programmes: int
    services: int
    share: str
    sentence: str


def supply_quilt(picture: Picture) -> Quilt:
    """Return what the record says is given."""
    return _quilt(picture, Layer.SUPPLY)


def stated_quilt(picture: Picture) -> Quilt:
    """Return whom students name and whether it is enough, on the rows of the other."""
    return _quilt(picture, Layer.STATED)


def gaps_told(picture: Picture, language: str) -> tuple[GapTold, ...]:
    """Return a line for each function, in their order."""
    return tuple(_told(gap, language) for gap in picture.balance.gaps)


def headline(picture: Picture, language: str) -> str:
    """Return the sentence to read first: the gap of most weight, or why there is none."""
    first = picture.balance.first
    if first is not None:
        return _told(first, language).sentence
    asked = any(gap.stated.share is not None for gap in picture.balance.gaps)
    return say("aid.headline.no_need" if asked else "aid.headline.not_asked", language)


def balance_told(picture: Picture, language: str) -> str:
    """Return how many of what is recorded give money or goods alone."""
    found = picture.balance
    code = "aid.balance" if found.offers else "aid.balance.empty"
    return say(code, language, only_material=found.only_material, offers=found.offers)


def _quilt(picture: Picture, layer: Layer) -> Quilt:
    return quilt_of(
        picture.supply if layer is Layer.SUPPLY else picture.stated,
        thresholds=thresholds(),
        order=sources(),
        layer=layer,
        rows=picture.rows,
        columns=FOUR,
    )


def _told(gap: FunctionGap, language: str) -> GapTold:
    function = functions()[gap.function]
    share = _share(gap, language)
    name = function.short.said_in(language)
    return GapTold(
        code=gap.function.value,
        icon=function.icon,
        name=name,
        supply=say(f"aid.supply.{gap.supply}", language),
        programmes=gap.programmes,
        services=gap.services,
        share=share,
        sentence=say(f"aid.finding.{gap.finding}", language, function=name, share=share),
    )


def _share(gap: FunctionGap, language: str) -> str:
    if gap.stated.share is None:
        return ""
    return say(
        "aid.share",
        language,
        few=gap.stated.too_little,
        asked=gap.stated.asked,
        percent=round(gap.stated.share * 100),
    )
