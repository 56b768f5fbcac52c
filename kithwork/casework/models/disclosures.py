"""What was told outside the team, to whom, on what ground (form F23): by hand, or by the product.

A row that the product writes where something leaves it may not know yet to whom it goes; it is
amended, as a version, by whoever gave it out. What was told stands sealed under the case's key.
"""

from django.db import models

from kithwork.access.keys.fields import SealedField
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import Versioned, one_of, versions_in_order
from kithwork.core.casework.disclosures import Basis, Told
from kithwork.people.models import Consent

SOURCES = ("worker", "report", "referral_within", "referral_paper", "danger")
WAYS = ("talk", "phone", "paper", "file", "message")


class Disclosure(Versioned):
    """One version of a row. `source`: who wrote it first; `of`: the uid of what left with it.

    `receiver`, `basis`, `told` are codes, "" where not said yet; `consent` is the asking that lets
    it be told. `words` is a JSON object: what, who, organisation, law, minimum, why_not.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="disclosures")
    series = models.UUIDField()
    source = ShortText(max_length=20)
    of = models.UUIDField(null=True, blank=True)
    on = models.DateField()
    way = ShortText(max_length=20)
    receiver = ShortText(max_length=20, blank=True)
    basis = ShortText(max_length=20, blank=True)
    consent = models.ForeignKey(
        Consent, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_minimum = models.BooleanField(default=False)
    told = ShortText(max_length=20, blank=True)
    words = SealedField()

    class Meta:
        db_table = "casework_disclosure"
        constraints = (
            versions_in_order("disclosure"),
            one_of("source", SOURCES, name="disclosure_known_source"),
            one_of("way", WAYS, name="disclosure_known_way"),
            one_of("basis", ["", *(one.value for one in Basis)], name="disclosure_known_basis"),
            one_of("told", ["", *(one.value for one in Told)], name="disclosure_known_told"),
        )

    def __str__(self) -> str:
        return f"{self.case_id} {self.on}"
