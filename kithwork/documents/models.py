"""What is kept sealed under a key of its own: reports of a school's needs, files on the workbench.

A report carries no names and no small numbers, and yet it is kept as what it is: numbers about
children. It is opened by whoever asked for it, and gone when its key is erased. A file on the
workbench may hold anything; it is its loader's alone, for the length of her session.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.keys.fields import SealedField
from kithwork.access.models import DataKey, School, User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid


class NeedsReport(models.Model):
    """One report in one language, in every format; `failed` is a code of words.

    `selection` is the part of the school, and the survey, of which it tells, as Know remembers one
    (empty: everybody); `chosen` says the same in its language.
    """

    class State(models.TextChoices):
        WAITING = "waiting"
        DONE = "done"
        FAILED = "failed"

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="needs_reports")
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    language = ShortText(max_length=10)
    selection = ShortText(max_length=240, blank=True)
    chosen = ShortText(max_length=240, blank=True)
    state = ShortText(max_length=10, default=State.WAITING)
    failed = ShortText(max_length=60, blank=True)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    docx = SealedField()
    pdf = SealedField()
    html = SealedField()
    xlsx = SealedField()
    created_at = models.DateTimeField(default=clock.now)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "documents_needs_report"
        indexes = (models.Index(fields=["by", "created_at"], name="needs_report_of"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "done", "failed"]),
                name="needs_report_known_state",
            ),
        )

    def __str__(self) -> str:
        return f"{self.school_id} {self.created_at:%Y-%m-%d}"


class WorkFile(models.Model):
    """A file that somebody loaded to look at: of one session, for some hours.

    `session` is a digest of the session's key; `asked` holds what was chosen of it and `results`
    what was found, both sealed as the file is, for columns are named as their owner named them.
    """

    uid = Uid()
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    session = ShortText(max_length=64)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")
    kind = ShortText(max_length=10)
    file = SealedField(null=False, blank=False)
    asked = SealedField()
    results = SealedField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "documents_work_file"
        constraints = (
            models.UniqueConstraint(fields=["by", "session"], name="work_file_one_a_session"),
        )
        indexes = (models.Index(fields=["created_at"], name="work_file_age"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.uid}"
