"""What a finding rests on: a quotation, a scale, an observation, a document; dated, with informant.

Evidence is attached to places of the matrix, to needs and to problems. A scale's answer is
attached, it never fills a cell.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.needs import CaseNeed, Problem
from kithwork.casework.models.records import Record
from kithwork.casework.models.support import FUNCTIONS, Occasion
from kithwork.casework.models.versioned import Versioned, Written, one_of, versions_in_order
from kithwork.core.support.cells import EvidenceKind
from kithwork.surveys.models import Administration


class Evidence(Versioned):
    """One piece. `informant` is a code (client, mother, teacher …); the words are sealed.

    A scale points at its `administration`, an observation or document may point at a `record`.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="evidence")
    occasion = models.ForeignKey(
        Occasion, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    kind = ShortText(max_length=20)
    informant = ShortText(max_length=30)
    on = models.DateField()
    words = SealedField()
    administration = models.ForeignKey(
        Administration, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    record = models.ForeignKey(
        Record, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )

    class Meta:
        db_table = "casework_evidence"
        constraints = (
            versions_in_order("evidence"),
            one_of("kind", EvidenceKind, name="evidence_known_kind"),
            models.CheckConstraint(
                condition=~Q(kind=EvidenceKind.SCALE_ITEM.value) | Q(administration__isnull=False),
                name="evidence_of_a_scale_names_it",
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"


class EvidenceChange(Written):
    """Why a version of a piece of evidence took the place of the one before: sealed words.

    A withdrawn piece is a version without words and places, so that nothing rests on it any more;
    what it said stays in the version before.
    """

    AMENDED, WITHDRAWN = "amended", "withdrawn"

    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="change")
    what = ShortText(max_length=20)
    why = SealedField()

    class Meta:
        db_table = "casework_evidence_change"
        constraints = (one_of("what", ["amended", "withdrawn"], name="evidence_change_known"),)

    def __str__(self) -> str:
        return self.what


class EvidencePlace(Written):
    """A place that a piece of evidence speaks of: a function, and perhaps a source."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="places")
    function = ShortText(max_length=2)
    source = ShortText(max_length=40, blank=True)

    class Meta:
        db_table = "casework_evidence_place"
        constraints = (
            models.UniqueConstraint(
                fields=["evidence", "function", "source"], name="evidence_place_once"
            ),
            one_of("function", FUNCTIONS, name="evidence_place_known_function"),
        )

    def __str__(self) -> str:
        return f"{self.source}/{self.function}"


class EvidenceFor(Written):
    """That a piece of evidence stands behind a need or a problem (exactly one of them)."""

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="stands_for")
    need = models.ForeignKey(
        CaseNeed, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )
    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, null=True, blank=True, related_name="evidence"
    )

    class Meta:
        db_table = "casework_evidence_for"
        constraints = (
            models.CheckConstraint(
                condition=Q(need__isnull=False, problem__isnull=True)
                | Q(need__isnull=True, problem__isnull=False),
                name="evidence_for_one_thing",
            ),
        )

    def __str__(self) -> str:
        return f"{self.evidence_id}"
