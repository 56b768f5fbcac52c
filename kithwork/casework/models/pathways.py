"""The organisation's own pathways: plans to begin from, made anew from what cases taught.

A pathway is a preset of the catalogue's own schema, changed: which stages, sessions and techniques,
why, and from which closed cases and lessons. Each change is a version of its own; a supervisor
approves one, and from then on it is offered where a plan begins. It ends by a date, never by being
deleted: plans name the version that they were begun from.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, School
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.records import PracticeLesson
from kithwork.casework.models.versioned import Versioned, Written, one_of, versions_in_order


class Pathway(Versioned):
    """One version. `content`: YAML as the catalogue reads a preset; it is about nobody.

    `code` ("OWN-1") and `series` are the same over all versions. `base*`: the entry of the first
    version's origin (id, version, content hash). `why` it was changed is sealed under its own key,
    for it may tell of cases.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="pathways")
    series = models.UUIDField()
    code = ShortText(max_length=40)
    on = models.DateField()
    base = ShortText(max_length=40)
    base_version = ShortText(max_length=20)
    base_hash = ShortText(max_length=64)
    content = models.TextField()
    content_hash = ShortText(max_length=64)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    why = SealedField()

    class Meta:
        db_table = "casework_pathway"
        constraints = (
            versions_in_order("pathway"),
            models.UniqueConstraint(fields=["code", "version"], name="pathway_version_of_code"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class PathwayGround(Written):
    """A closed case or a lesson from which a version was made (exactly one of them)."""

    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="grounds")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    lesson = models.ForeignKey(
        PracticeLesson, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "casework_pathway_ground"
        constraints = (
            models.CheckConstraint(
                condition=Q(case__isnull=False, lesson__isnull=True)
                | Q(case__isnull=True, lesson__isnull=False),
                name="pathway_ground_of_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.pathway_id}"


class PathwayDecision(Written):
    """That a version was approved, or is not offered any more from a day on."""

    APPROVED, RETIRED = "approved", "retired"

    pathway = models.ForeignKey(Pathway, on_delete=models.PROTECT, related_name="decisions")
    what = ShortText(max_length=20)
    on = models.DateField()
    words = SealedField()

    class Meta:
        db_table = "casework_pathway_decision"
        constraints = (
            one_of("what", ["approved", "retired"], name="pathway_decision_known"),
            models.UniqueConstraint(fields=["pathway", "what"], name="pathway_decided_once"),
        )

    def __str__(self) -> str:
        return f"{self.what} {self.on}"
