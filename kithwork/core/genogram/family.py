"""The people of a genogram and the lines between them, as they are told on a day."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.genogram.kin import UNBORN, Kin, Sex


class Partnership(StrEnum):
    """How a couple stands; the line between the two tells it."""

    NOT_SAID = ""
    MARRIED = "married"
    COHABITING = "cohabiting"
    SEPARATED = "separated"
    DIVORCED = "divorced"


class Bond(StrEnum):
    """How two people stand to each other. `VIOLENCE` is for the restricted layer alone."""

    CLOSE = "close"
    CONFLICT = "conflict"
    DISTANT = "distant"
    CUT_OFF = "cut_off"
    VIOLENCE = "violence"


class Symbol(StrEnum):
    SQUARE = "square"
    CIRCLE = "circle"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One person, known over time by `key` (never shown).

    `partnership`: how the couple stands of which she is the second named (the mother, a
    grandmother, a new partner, an uncle's wife). `lines`: how many lines of words stand under the
    symbol; `is_recorded` is false for somebody whom the picture needs and nobody told of.
    """

    key: str
    kin: Kin
    sex: Sex = Sex.NOT_SAID
    age: int | None = None
    is_deceased: bool = False
    is_adopted: bool = False
    lives_here: bool = False
    is_away: bool = False
    away_place: str = ""
    away_since: dt.date | None = None
    cares: bool = False
    is_entrusted: bool = False
    partnership: Partnership = Partnership.NOT_SAID
    lines: int = 1
    is_recorded: bool = True

    @property
    def known_sex(self) -> Sex:
        """Sex as the word for her tells it, else as it is said."""
        return self.kin.place.sex or self.sex

    @property
    def symbol(self) -> Symbol:
        if self.kin in UNBORN:
            return Symbol.TRIANGLE
        shapes = {Sex.MALE: Symbol.SQUARE, Sex.FEMALE: Symbol.CIRCLE}
        return shapes.get(self.known_sex, Symbol.DIAMOND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A line of relationship between two people; violence goes from `one` to `other`."""

    one: str
    other: str
    bond: Bond


def require_whole(members: tuple[Member, ...]) -> Member:
    """Return the student of a family. Raises ValueError without just one, or for a key twice."""
    students = [one for one in members if one.kin is Kin.STUDENT]
    if len(students) != 1:
        raise ValueError("a genogram has one student")
    if len({one.key for one in members}) != len(members):
        raise ValueError("a person stands twice in one genogram")
    return students[0]
