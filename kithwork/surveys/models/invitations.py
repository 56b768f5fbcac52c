"""Invitations: who is asked in a campaign, by which code, and how far she has come.

A code is shown on a slip and typed or opened as a link; it is kept sealed, to print the slip
again, and found by a blind index. What is answered stands here until it becomes a form; then only
the form holds it.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models import SchoolClass, Student
from kithwork.surveys.models.administrations import Administration
from kithwork.surveys.models.campaigns import Campaign


class Invitation(models.Model):
    """One student of a campaign.

    `answers` are those of the sitting under way, by question; `seconds` how long its screens
    stood open so far; `form_uid` is the uid that the form will have, so that an alert raised
    during the sitting already names it. `seen_at` is when a screen was last sent.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        BEGUN = "begun"
        ANSWERED = "answered"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    uid = Uid()
    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="invitations")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="invitations")
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    code_index = ShortText(max_length=64, unique=True)
    code = SealedField(null=False, blank=False)
    state = ShortText(max_length=10, default=State.WAITING)
    way = ShortText(max_length=10, blank=True)
    language = ShortText(max_length=10, blank=True)
    sitting = models.PositiveSmallIntegerField(default=0)
    place = ShortText(max_length=40, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    seen_at = models.DateTimeField(null=True, blank=True)
    form_uid = models.UUIDField(null=True, blank=True)
    administration = models.ForeignKey(
        Administration, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    receipt = ShortText(max_length=12, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "surveys_invitation"
        indexes = (models.Index(fields=["campaign", "state"], name="invitation_of_campaign"),)
        constraints = (
            models.UniqueConstraint(fields=["campaign", "student"], name="invitation_once"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "begun", "answered", "refused", "withdrawn"]),
                name="invitation_known_state",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False),
                name="invitation_answered_at_an_instant",
            ),
        )

    def __str__(self) -> str:
        return f"{self.state} {self.uid}"


class GuardianRequest(models.Model):
    """A code by which a guardian says yes or no; too many wrong digits shut it."""

    uid = Uid()
    invitation = models.OneToOneField(
        Invitation, on_delete=models.CASCADE, related_name="guardian_request"
    )
    code_index = ShortText(max_length=64, unique=True)
    code = SealedField(null=False, blank=False)
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "surveys_guardian_request"

    def __str__(self) -> str:
        return str(self.uid)
