"""One event: who did what to which record, when and why; never what stood in it.

Written in the same transaction as the deed. The trail knows people, schools and records by their
uid alone, for it outlives them. Verbs follow the list of events that a file on minors must be
able to show (views, searches by name, consent, risk, permissions, break-glass, exports …).
"""

from django.db import models

from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


class Verb(models.TextChoices):
    """What was done."""

    VIEW = "view"
    LIST = "list"
    SEARCH = "search"
    CREATE = "create"
    AMEND = "amend"
    SIGN = "sign"
    EXPORT = "export"
    PRINT = "print"
    SHARE = "share"
    CONSENT = "consent"
    RISK = "risk"
    PERMISSION = "permission"
    BREAK_GLASS = "break_glass"
    DELETE = "delete"
    IMPORT = "import"
    SIGN_IN = "sign_in"
    SIGN_OUT = "sign_out"
    SIGN_IN_FAILED = "sign_in_failed"
    SETTING = "setting"
    BACKUP = "backup"
    RESTORE = "restore"


class AuditEvent(models.Model):
    """One line of the trail. The database refuses to change or delete it."""

    uid = Uid()
    at = models.DateTimeField(default=clock.now)
    actor = models.UUIDField(null=True, blank=True)
    role = ShortText(max_length=40, blank=True)
    school = models.UUIDField(null=True, blank=True)
    verb = ShortText(max_length=20)
    subject_kind = ShortText(max_length=40)
    subject = models.UUIDField(null=True, blank=True)
    section = ShortText(max_length=40, blank=True)
    fields = models.JSONField(default=list, blank=True)
    reason = ShortText(max_length=60, blank=True)
    request = models.UUIDField(null=True, blank=True)
    size = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        db_table = "audit_event"
        indexes = (
            models.Index(fields=["school", "at"], name="audit_event_school"),
            models.Index(fields=["actor", "at"], name="audit_event_actor"),
            models.Index(fields=["subject", "at"], name="audit_event_subject"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(verb__in=Verb.values), name="audit_event_known_verb"
            ),
        )

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb} {self.subject_kind}"
