"""Who somebody is to the student, and where in the picture that puts her.

One word says generation, side of the family and, mostly, sex: "mother's brother" needs no further
question. Where a record only says "grandmother", the side is not known; she then stands apart in
her generation until somebody says which. Source: domain specification C5; kinship as it is told in
Chinese, which tells the sides and older from younger.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Sex(StrEnum):
    FEMALE = "female"
    MALE = "male"
    NOT_SAID = ""


class Side(StrEnum):
    FATHERS = "father"
    MOTHERS = "mother"
    NONE = ""


class Part(StrEnum):
    """What part somebody has in the picture."""

    INDEX = "index"
    PARENT = "parent"
    NEW_PARTNER = "new_partner"
    GRANDPARENT = "grandparent"
    PARENTS_SIBLING = "parents_sibling"
    SIBLINGS_PARTNER = "siblings_partner"
    COUSIN = "cousin"
    SIBLING = "sibling"
    HALF_SIBLING = "half_sibling"
    OWN_PARTNER = "own_partner"
    CHILD = "child"
    APART = "apart"


class Kin(StrEnum):
    """Who somebody is to the student."""

    STUDENT = "student"
    MOTHER = "mother"
    FATHER = "father"
    STEPMOTHER = "stepmother"
    STEPFATHER = "stepfather"
    FATHERS_MOTHER = "fathers_mother"
    FATHERS_FATHER = "fathers_father"
    MOTHERS_MOTHER = "mothers_mother"
    MOTHERS_FATHER = "mothers_father"
    FATHERS_BROTHER = "fathers_brother"
    FATHERS_BROTHERS_WIFE = "fathers_brothers_wife"
    FATHERS_SISTER = "fathers_sister"
    FATHERS_SISTERS_HUSBAND = "fathers_sisters_husband"
    MOTHERS_BROTHER = "mothers_brother"
    MOTHERS_BROTHERS_WIFE = "mothers_brothers_wife"
    MOTHERS_SISTER = "mothers_sister"
    MOTHERS_SISTERS_HUSBAND = "mothers_sisters_husband"
    ELDER_BROTHER = "elder_brother"
    ELDER_SISTER = "elder_sister"
    YOUNGER_BROTHER = "younger_brother"
    YOUNGER_SISTER = "younger_sister"
    UNBORN_SIBLING = "unborn_sibling"
    FATHERS_SON = "fathers_son"
    FATHERS_DAUGHTER = "fathers_daughter"
    MOTHERS_SON = "mothers_son"
    MOTHERS_DAUGHTER = "mothers_daughter"
    FATHERS_COUSIN = "fathers_cousin"
    MOTHERS_COUSIN = "mothers_cousin"
    PARTNER = "partner"
    SON = "son"
    DAUGHTER = "daughter"
    UNBORN_CHILD = "unborn_child"
    GRANDMOTHER = "grandmother"
    GRANDFATHER = "grandfather"
    AUNT = "aunt"
    UNCLE = "uncle"
    BROTHER = "brother"
    SISTER = "sister"
    OTHER = "other"

    @property
    def place(self) -> "Place":
        return PLACES[self]


@dataclass(frozen=True, slots=True)
class Place:
    """Part, generation (0 the student's own, −1 her parents'), side and sex that a word tells.

    `order`: among brothers and sisters, −1 older than the student, 1 younger.
    """

    part: Part
    generation: int
    sex: Sex = Sex.NOT_SAID
    side: Side = Side.NONE
    order: int = 0


_F, _M = Sex.FEMALE, Sex.MALE
_OF_FATHER, _OF_MOTHER = Side.FATHERS, Side.MOTHERS

PLACES: Mapping[Kin, Place] = {
    Kin.STUDENT: Place(Part.INDEX, 0),
    Kin.MOTHER: Place(Part.PARENT, -1, _F, _OF_MOTHER),
    Kin.FATHER: Place(Part.PARENT, -1, _M, _OF_FATHER),
    Kin.STEPMOTHER: Place(Part.NEW_PARTNER, -1, _F, _OF_FATHER),
    Kin.STEPFATHER: Place(Part.NEW_PARTNER, -1, _M, _OF_MOTHER),
    Kin.FATHERS_MOTHER: Place(Part.GRANDPARENT, -2, _F, _OF_FATHER),
    Kin.FATHERS_FATHER: Place(Part.GRANDPARENT, -2, _M, _OF_FATHER),
    Kin.MOTHERS_MOTHER: Place(Part.GRANDPARENT, -2, _F, _OF_MOTHER),
    Kin.MOTHERS_FATHER: Place(Part.GRANDPARENT, -2, _M, _OF_MOTHER),
    Kin.FATHERS_BROTHER: Place(Part.PARENTS_SIBLING, -1, _M, _OF_FATHER),
    Kin.FATHERS_BROTHERS_WIFE: Place(Part.SIBLINGS_PARTNER, -1, _F, _OF_FATHER),
    Kin.FATHERS_SISTER: Place(Part.PARENTS_SIBLING, -1, _F, _OF_FATHER),
    Kin.FATHERS_SISTERS_HUSBAND: Place(Part.SIBLINGS_PARTNER, -1, _M, _OF_FATHER),
    Kin.MOTHERS_BROTHER: Place(Part.PARENTS_SIBLING, -1, _M, _OF_MOTHER),
    Kin.MOTHERS_BROTHERS_WIFE: Place(Part.SIBLINGS_PARTNER, -1, _F, _OF_MOTHER),
    Kin.MOTHERS_SISTER: Place(Part.PARENTS_SIBLING, -1, _F, _OF_MOTHER),
    Kin.MOTHERS_SISTERS_HUSBAND: Place(Part.SIBLINGS_PARTNER, -1, _M, _OF_MOTHER),
    Kin.ELDER_BROTHER: Place(Part.SIBLING, 0, _M, order=-1),
    Kin.ELDER_SISTER: Place(Part.SIBLING, 0, _F, order=-1),
    Kin.YOUNGER_BROTHER: Place(Part.SIBLING, 0, _M, order=1),
    Kin.YOUNGER_SISTER: Place(Part.SIBLING, 0, _F, order=1),
    Kin.UNBORN_SIBLING: Place(Part.SIBLING, 0, order=2),
    Kin.FATHERS_SON: Place(Part.HALF_SIBLING, 0, _M, _OF_FATHER),
    Kin.FATHERS_DAUGHTER: Place(Part.HALF_SIBLING, 0, _F, _OF_FATHER),
    Kin.MOTHERS_SON: Place(Part.HALF_SIBLING, 0, _M, _OF_MOTHER),
    Kin.MOTHERS_DAUGHTER: Place(Part.HALF_SIBLING, 0, _F, _OF_MOTHER),
    Kin.FATHERS_COUSIN: Place(Part.COUSIN, 0, side=_OF_FATHER),
    Kin.MOTHERS_COUSIN: Place(Part.COUSIN, 0, side=_OF_MOTHER),
    Kin.PARTNER: Place(Part.OWN_PARTNER, 0),
    Kin.SON: Place(Part.CHILD, 1, _M),
    Kin.DAUGHTER: Place(Part.CHILD, 1, _F),
    Kin.UNBORN_CHILD: Place(Part.CHILD, 1, order=2),
    Kin.GRANDMOTHER: Place(Part.APART, -2, _F),
    Kin.GRANDFATHER: Place(Part.APART, -2, _M),
    Kin.AUNT: Place(Part.APART, -1, _F),
    Kin.UNCLE: Place(Part.APART, -1, _M),
    Kin.BROTHER: Place(Part.SIBLING, 0, _M, order=1),
    Kin.SISTER: Place(Part.SIBLING, 0, _F, order=1),
    Kin.OTHER: Place(Part.APART, -1),
}

UNBORN = frozenset({Kin.UNBORN_SIBLING, Kin.UNBORN_CHILD})

NARROWER: Mapping[Kin, tuple[Kin, ...]] = {
    Kin.GRANDMOTHER: (Kin.FATHERS_MOTHER, Kin.MOTHERS_MOTHER),
    Kin.GRANDFATHER: (Kin.FATHERS_FATHER, Kin.MOTHERS_FATHER),
    Kin.AUNT: (
        Kin.FATHERS_SISTER,
        Kin.FATHERS_BROTHERS_WIFE,
        Kin.MOTHERS_SISTER,
        Kin.MOTHERS_BROTHERS_WIFE,
    ),
    Kin.UNCLE: (
        Kin.FATHERS_BROTHER,
        Kin.FATHERS_SISTERS_HUSBAND,
        Kin.MOTHERS_BROTHER,
        Kin.MOTHERS_SISTERS_HUSBAND,
    ),
    Kin.BROTHER: (Kin.ELDER_BROTHER, Kin.YOUNGER_BROTHER, Kin.FATHERS_SON, Kin.MOTHERS_SON),
    Kin.SISTER: (
        Kin.ELDER_SISTER,
        Kin.YOUNGER_SISTER,
        Kin.FATHERS_DAUGHTER,
        Kin.MOTHERS_DAUGHTER,
    ),
    Kin.OTHER: (Kin.STEPMOTHER, Kin.STEPFATHER),
}
