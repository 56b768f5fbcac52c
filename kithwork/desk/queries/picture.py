"""Supply beside need: two quilts with the same rows and columns, and what they show in words."""

from dataclasses import dataclass

from kithwork.access.models import School, User
from kithwork.aid.picturing import (
    GapTold,
    balance_told,
    gaps_told,
    headline,
    stated_quilt,
    supply_quilt,
)
from kithwork.aid.queries.picture import Picture, picture_of
from kithwork.desk.queries.drawn import DrawnQuilt, drawn
from kithwork.documents.charts.quilt import Size
from kithwork.needs.selection import EVERYBODY, Selection


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
    return PicturePage(
        picture=found,
        supply=drawn(supply_quilt(found), language, size=Size.CARD),
        stated=drawn(stated_quilt(found), language, size=Size.CARD),
        headline=headline(found, language),
        balance=balance_told(found, language),
        gaps=gaps_told(found, language),
    )
