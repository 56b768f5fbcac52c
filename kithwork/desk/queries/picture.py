"""Supply beside need: two quilts with the same rows and columns, and what they show in words."""

from dataclasses import dataclass

from kithwork.access.models import School, User
from kithwork.aid.queries.picture import Picture, picture_of
from kithwork.catalogue.support import functions, sources, thresholds
from kithwork.catalogue.words import say
from kithwork.core.aid.gap import FunctionGap
from kithwork.core.support.functions import FOUR
from kithwork.core.support.matrix import Matrix
from kithwork.core.support.quilt import Layer, quilt_of
from kithwork.desk.queries.drawn import DrawnQuilt, drawn
from kithwork.documents.charts.quilt import Size
from kithwork.needs.selection import EVERYBODY, Selection


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


@dataclass(frozen=True, slots=True)
class PicturePage:
    """Both quilts, the sentence to read first, and a line for each function."""

    picture: Picture
    supply: DrawnQuilt
    stated: DrawnQuilt
    headline: str
    balance: str
    gaps: tuple[GapTold, ...]


def picture_page(
    user: User, school: School, *, language: str, selection: Selection = EVERYBODY
) -> PicturePage:
    """Return the page for its reader; the trail says that numbers were shown."""
    found = picture_of(user, school, language=language, selection=selection)
    gaps = tuple(_told(gap, language) for gap in found.balance.gaps)
    first = found.balance.first
    headline = next((g.sentence for g in gaps if first and g.code == first.function.value), None)
    code = "aid.balance" if found.balance.offers else "aid.balance.empty"
    return PicturePage(
        picture=found,
        supply=_drawn(found, found.supply, Layer.SUPPLY, language),
        stated=_drawn(found, found.stated, Layer.STATED, language),
        headline=headline or say(_without_need(found), language),
        balance=say(
            code,
            language,
            only_material=found.balance.only_material,
            offers=found.balance.offers,
        ),
        gaps=gaps,
    )


def _without_need(found: Picture) -> str:
    asked = any(gap.stated.share is not None for gap in found.balance.gaps)
    return "aid.headline.no_need" if asked else "aid.headline.not_asked"


def _drawn(found: Picture, matrix: Matrix, layer: Layer, language: str) -> DrawnQuilt:
    quilt = quilt_of(
        matrix, thresholds=thresholds(), order=sources(), layer=layer, rows=found.rows, columns=FOUR
    )
    return drawn(quilt, language, size=Size.CARD)


def _told(gap: FunctionGap, language: str) -> GapTold:
    function = functions()[gap.function]
    share = ""
    if gap.stated.share is not None:
        share = say(
            "aid.share",
            language,
            few=gap.stated.too_little,
            asked=gap.stated.asked,
            percent=round(gap.stated.share * 100),
        )
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
