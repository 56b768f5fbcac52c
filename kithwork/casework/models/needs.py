"""Problems as they are told, and the needs that are read from them.

The identity of a need or problem is one row for ever, so that goals and evidence point at it;
what is said of it (severity, rank, status) stands in versions.
"""

from django.db import models

from kithwork.access.keys.fields import SealedField
from kithwork.audit.fields import ShortText
from kithwork.casework.models.cases import Case
from kithwork.casework.models.versioned import (
    Versioned,
    Written,
    between,
    one_of,
    versions_in_order,
)

STATUSES = ("unmet", "partly", "met", "not_wanted", "withdrawn")


class Problem(Written):
    """Something that is hard, in a case."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="problems")

    class Meta:
        db_table = "casework_problem"

    def __str__(self) -> str:
        return f"problem {self.pk}"


class ProblemVersion(Versioned):
    """What is said of it. `words`: sealed JSON {told, since, how_often, tried, keeps_it_going}.

    `severity` 0–10 as the student rates it.
    """

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="versions")
    words = SealedField()
    severity = models.PositiveSmallIntegerField(null=True, blank=True)
    is_withdrawn = models.BooleanField(default=False)

    class Meta:
        db_table = "casework_problem_version"
        constraints = (
            versions_in_order("problem_version"),
            between("severity", 0, 10, name="problem_severity"),
        )

    def __str__(self) -> str:
        return f"{self.problem_id} {self.version}"


class CaseNeed(Written):
    """A need of the catalogue (`code`, "N-FAM-3") in a case; `problem`: what it was read from."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="needs")
    code = ShortText(max_length=20)
    problem = models.ForeignKey(
        Problem, on_delete=models.PROTECT, null=True, blank=True, related_name="needs"
    )

    class Meta:
        db_table = "casework_need"
        constraints = (models.UniqueConstraint(fields=["case", "code"], name="case_need_once"),)

    def __str__(self) -> str:
        return self.code


class NeedVersion(Versioned):
    """What is said of a need: severities 0–10 and ranks (1 first) by student and by worker.

    `not_addressed`: why no goal serves it, sealed.
    """

    need = models.ForeignKey(CaseNeed, on_delete=models.PROTECT, related_name="versions")
    on = models.DateField()
    status = ShortText(max_length=20, default="unmet")
    severity_client = models.PositiveSmallIntegerField(null=True, blank=True)
    severity_worker = models.PositiveSmallIntegerField(null=True, blank=True)
    rank_client = models.PositiveSmallIntegerField(null=True, blank=True)
    rank_worker = models.PositiveSmallIntegerField(null=True, blank=True)
    words = SealedField()
    not_addressed = SealedField()

    class Meta:
        db_table = "casework_need_version"
        constraints = (
            versions_in_order("need_version"),
            one_of("status", STATUSES, name="need_known_status"),
            between("severity_client", 0, 10, name="need_severity_client"),
            between("severity_worker", 0, 10, name="need_severity_worker"),
        )

    def __str__(self) -> str:
        return f"{self.need_id} {self.version}"
