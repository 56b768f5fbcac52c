"""The family of a student on a day, drawn as a genogram: dated pictures that are never changed.

A picture is a graph: people, each by her kinship to the student, and lines of relationship between
two of them. Who a person is over several pictures says `member`: the student's uid, a carer's
person, or a uid of its own. Nobody is named. A line of violence is no part of a picture; it has a
table, a key and the readers of the restricted section.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey
from kithwork.audit.fields import ShortText, Uid
from kithwork.casework.models.cases import Case
from kithwork.casework.models.support import Occasion
from kithwork.casework.models.versioned import Versioned, one_of, versions_in_order

PARTNERSHIPS = ("", "married", "cohabiting", "separated", "divorced")
BONDS = ("close", "conflict", "distant", "cut_off")
SEXES = ("", "female", "male", "other")


class Genogram(Versioned):
    """The family of one day, perhaps of an occasion of the matrix; `series` over its versions."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="genograms")
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, null=True, blank=True, related_name="genograms"
    )
    series = models.UUIDField()
    on = models.DateField()

    class Meta:
        db_table = "casework_genogram"
        constraints = (versions_in_order("genogram"),)

    def __str__(self) -> str:
        return f"genogram {self.on}"


class GenogramPerson(models.Model):
    """One person of a picture. `kin`: a word of `core.genogram.kin`.

    `partnership`: how the couple stands of which she is the second named. `is_carer`: taken from
    the list of carers, as are living together, being away and caring. `away_place` is sealed.
    """

    uid = Uid()
    genogram = models.ForeignKey(Genogram, on_delete=models.PROTECT, related_name="people")
    number = models.PositiveSmallIntegerField()
    member = models.UUIDField()
    kin = ShortText(max_length=40)
    sex = ShortText(max_length=10, blank=True)
    birth_year = models.PositiveSmallIntegerField(null=True, blank=True)
    is_deceased = models.BooleanField(default=False)
    is_adopted = models.BooleanField(default=False)
    lives_here = models.BooleanField(default=False)
    is_away = models.BooleanField(default=False)
    away_since = models.DateField(null=True, blank=True)
    away_place = SealedField()
    cares = models.BooleanField(default=False)
    is_entrusted = models.BooleanField(default=False)
    is_carer = models.BooleanField(default=False)
    partnership = ShortText(max_length=20, blank=True)

    class Meta:
        db_table = "casework_genogram_person"
        constraints = (
            models.UniqueConstraint(fields=["genogram", "number"], name="genogram_person_number"),
            models.UniqueConstraint(fields=["genogram", "member"], name="genogram_person_once"),
            models.CheckConstraint(condition=~Q(kin=""), name="genogram_person_has_a_kinship"),
            one_of("partnership", PARTNERSHIPS, name="genogram_person_known_partnership"),
            one_of("sex", SEXES, name="genogram_person_known_sex"),
        )

    def __str__(self) -> str:
        return self.kin


class GenogramBond(models.Model):
    """A line of relationship between two people of a picture, by their `member`."""

    uid = Uid()
    genogram = models.ForeignKey(Genogram, on_delete=models.PROTECT, related_name="bonds")
    one = models.UUIDField()
    other = models.UUIDField()
    bond = ShortText(max_length=20)

    class Meta:
        db_table = "casework_genogram_bond"
        constraints = (
            models.UniqueConstraint(fields=["genogram", "one", "other"], name="genogram_bond_once"),
            models.CheckConstraint(condition=~Q(one=F("other")), name="genogram_bond_of_two"),
            one_of("bond", BONDS, name="genogram_bond_known"),
        )

    def __str__(self) -> str:
        return self.bond


class GenogramHarm(Versioned):
    """A line of violence from one person to another, for the readers of the restricted section.

    `body`: a JSON object with `one`, `other` and whether the line `stands`, under its own key.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="genogram_harms")
    series = models.UUIDField()
    on = models.DateField()
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    body = SealedField()

    class Meta:
        db_table = "casework_genogram_harm"
        constraints = (versions_in_order("genogram_harm"),)

    def __str__(self) -> str:
        return f"genogram harm {self.on}"
