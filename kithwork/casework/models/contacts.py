"""Contacts: a line in the corridor or a full note, what was done in it, and what came of it.

A contact keeps both its times: when it was and when it was written; whether it was late is told
from them once, at entry. An amendment is a new version. Help comes before paperwork: a contact
may stand before there is a case, then it is sealed under the student's key.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import School
from kithwork.audit.fields import ShortText, Uid
from kithwork.casework.models.cases import Case
from kithwork.casework.models.plans import STEPS, Action
from kithwork.casework.models.versioned import Versioned, between, one_of, versions_in_order
from kithwork.people.models import Student

MODES = ("face", "home", "phone", "message", "video", "letter", "group")
FORMS = ("brief", "dap", "soap", "process")
RISKS = ("not_asked", "unchanged", "changed")
DOERS = ("client", "guardian", "teacher", "worker")
HEARD = ("heard", "useful", "knew_what_next", "would_come_back", "felt_cared_for")


class Contact(Versioned):
    """One version of the note of one contact; `series` is the same over its versions.

    `words`: sealed JSON of the note's sections (brief: {line, next}; full: {purpose, place, …} and
    the template's own). `present`: codes of who was there. `mood` 0–10 and `rating` (answers 0–4
    by code of `HEARD`) are the student's own; the worker sees the rating where `is_rating_shown`.
    """

    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    student = models.ForeignKey(Student, on_delete=models.PROTECT, related_name="contacts")
    case = models.ForeignKey(
        Case, on_delete=models.PROTECT, null=True, blank=True, related_name="contacts"
    )
    series = models.UUIDField()
    form = ShortText(max_length=20)
    mode = ShortText(max_length=20, default="face")
    at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    session_number = models.PositiveSmallIntegerField(null=True, blank=True)
    stage_number = models.PositiveSmallIntegerField(null=True, blank=True)
    present = models.JSONField(default=list, blank=True)
    words = SealedField()
    risk = ShortText(max_length=20, default="not_asked")
    mood = models.PositiveSmallIntegerField(null=True, blank=True)
    rating = models.JSONField(default=dict, blank=True)
    is_rating_shown = models.BooleanField(default=False)
    next_at = models.DateTimeField(null=True, blank=True)
    is_late = models.BooleanField(default=False)

    class Meta:
        db_table = "casework_contact"
        indexes = (
            models.Index(fields=["case", "at"], name="contact_of_case"),
            models.Index(fields=["student", "at"], name="contact_of_student"),
        )
        constraints = (
            versions_in_order("contact"),
            models.UniqueConstraint(fields=["series", "version"], name="contact_version_of_series"),
            one_of("form", FORMS, name="contact_known_form"),
            one_of("mode", MODES, name="contact_known_mode"),
            one_of("risk", RISKS, name="contact_known_risk"),
            between("mood", 0, 10, name="contact_mood"),
            models.CheckConstraint(
                condition=Q(entered_at__gte=F("at")), name="contact_written_after_it_was"
            ),
        )

    def __str__(self) -> str:
        return f"{self.form} {self.at:%Y-%m-%d}"


class Delivered(models.Model):
    """A technique that was used in a contact: how often, for which function, of which action."""

    contact = models.ForeignKey(Contact, on_delete=models.PROTECT, related_name="delivered")
    technique = ShortText(max_length=20)
    function = ShortText(max_length=2)
    dose = models.PositiveSmallIntegerField(default=1)
    action = models.ForeignKey(
        Action, on_delete=models.PROTECT, null=True, blank=True, related_name="delivered"
    )

    class Meta:
        db_table = "casework_delivered"
        constraints = (
            models.UniqueConstraint(fields=["contact", "technique"], name="delivered_once"),
            one_of("function", STEPS, name="delivered_known_function"),
        )

    def __str__(self) -> str:
        return self.technique


class Task(models.Model):
    """What somebody said she would do, and the day it was done."""

    uid = Uid()
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="tasks")
    contact = models.ForeignKey(
        Contact, on_delete=models.PROTECT, null=True, blank=True, related_name="tasks"
    )
    doer = ShortText(max_length=20)
    words = SealedField()
    due_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "casework_task"
        constraints = (one_of("doer", DOERS, name="task_known_doer"),)

    def __str__(self) -> str:
        return self.doer
