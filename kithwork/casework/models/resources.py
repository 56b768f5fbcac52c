"""The directory of resources, and each link of one to a case, from offer to confirmed.

A resource belongs to the school that keeps it. A link's way is told by its events, which are
never changed; its row holds where it stands.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, School, User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.casework.models.cases import Case
from kithwork.casework.models.needs import CaseNeed
from kithwork.casework.models.plans import Action
from kithwork.casework.models.support import FUNCTIONS
from kithwork.casework.models.versioned import Written, one_of

KINDS = ("goods", "money", "tutoring", "health", "law", "place", "person", "service", "other")
VETTING = ("unchecked", "checked", "refused")
LINK = (
    "identified",
    "offered",
    "accepted",
    "declined",
    "applied",
    "approved",
    "refused",
    "delivered",
    "confirmed",
    "ended",
)


class Resource(models.Model):
    """What can be linked: its name, functions, who may have it, and whether it was checked.

    The contact is sealed under the resource's own key. Cost in minor units (0: free; None: not
    known). `is_child_safe`: whoever meets children was checked; None: not asked.
    """

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="resources")
    name = ShortText(max_length=120)
    kind = ShortText(max_length=20)
    functions = models.JSONField(default=list, blank=True)
    catchment = ShortText(max_length=160, blank=True)
    eligibility = ShortText(max_length=400, blank=True)
    capacity = models.PositiveIntegerField(null=True, blank=True)
    cost_minor = models.PositiveIntegerField(null=True, blank=True)
    currency = ShortText(max_length=3, blank=True)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    contact = SealedField()
    vetting = ShortText(max_length=20, default="unchecked")
    vetted_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    vetted_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    has_agreement = models.BooleanField(default=False)
    is_child_safe = models.BooleanField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "casework_resource"
        constraints = (
            models.UniqueConstraint(fields=["school", "name"], name="resource_name_of_school"),
            models.CheckConstraint(condition=~Q(name=""), name="resource_has_a_name"),
            one_of("kind", KINDS, name="resource_known_kind"),
            one_of("vetting", VETTING, name="resource_known_vetting"),
            models.CheckConstraint(
                condition=~Q(vetting="checked")
                | Q(vetted_by__isnull=False, vetted_on__isnull=False),
                name="resource_checked_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ResourceLink(models.Model):
    """A resource linked to a case, for one function; where it stands now."""

    uid = Uid()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="links")
    resource = models.ForeignKey(Resource, on_delete=models.PROTECT, related_name="links")
    function = ShortText(max_length=2)
    need = models.ForeignKey(
        CaseNeed, on_delete=models.PROTECT, null=True, blank=True, related_name="links"
    )
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="links"
    )
    status = ShortText(max_length=20, default="identified")
    since = models.DateField()
    value_minor = models.PositiveIntegerField(null=True, blank=True)
    currency = ShortText(max_length=3, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "casework_resource_link"
        indexes = (models.Index(fields=["case", "status"], name="resource_link_of_case"),)
        constraints = (
            one_of("status", LINK, name="resource_link_known_status"),
            one_of("function", FUNCTIONS, name="resource_link_known_function"),
        )

    def __str__(self) -> str:
        return f"{self.resource_id} {self.status}"


class LinkEvent(Written):
    """One step of a link, on a day; words sealed under the case's key."""

    link = models.ForeignKey(ResourceLink, on_delete=models.PROTECT, related_name="events")
    status = ShortText(max_length=20)
    on = models.DateField()
    words = SealedField()

    class Meta:
        db_table = "casework_link_event"
        constraints = (one_of("status", LINK, name="link_event_known_status"),)

    def __str__(self) -> str:
        return f"{self.status} {self.on}"
