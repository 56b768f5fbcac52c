"""A person: a student, or somebody around one. The name may be missing; help may begin without.

Names, and the pinyin by which they are found and ordered, stand in clear. Contacts, address and
number on the identity card are sealed under the person's own key; the last has a blind index, so
that the same child is recognised without the number being readable.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, School
from kithwork.audit import clock
from kithwork.audit.fields import BytewiseText, ShortText, Uid


class Person(models.Model):
    """Name, birth, sex and the sealed contacts of one person, kept for one school."""

    class Sex(models.TextChoices):
        FEMALE = "female"
        MALE = "male"
        OTHER = "other"
        UNKNOWN = ""

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="persons")
    family_name = ShortText(max_length=60, blank=True)
    given_name = ShortText(max_length=60, blank=True)
    full_name = ShortText(max_length=120, blank=True)
    preferred_name = ShortText(max_length=60, blank=True)
    pinyin = BytewiseText(max_length=240, blank=True)
    search_key = ShortText(max_length=500, blank=True)
    birth = models.DateField(null=True, blank=True)
    sex = ShortText(max_length=10, blank=True, default=Sex.UNKNOWN)
    speaks = ShortText(max_length=80, blank=True)
    key = models.ForeignKey(
        DataKey, on_delete=models.PROTECT, null=True, blank=True, related_name="persons"
    )
    contacts = SealedField()
    address = SealedField()
    id_number = SealedField()
    id_number_index = ShortText(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "people_person"
        indexes = (
            models.Index(fields=["school", "pinyin"], name="person_by_pinyin"),
            models.Index(
                fields=["school", "id_number_index"],
                name="person_by_id_number",
                condition=~Q(id_number_index=""),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(sex__in=["female", "male", "other", ""]), name="person_known_sex"
            ),
            models.CheckConstraint(
                condition=Q(key__isnull=False)
                | Q(contacts__isnull=True, address__isnull=True, id_number__isnull=True),
                name="person_sealed_under_a_key",
            ),
        )

    def __str__(self) -> str:
        return self.full_name or str(self.uid)
