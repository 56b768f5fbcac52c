"""Who receives what since when. It is the aid office's record: few others may read it."""

from django.db import models
from django.db.models import Q

from kithwork.access.models import School, User
from kithwork.aid.models.programmes import Programme
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models import Student
from kithwork.people.models.dated import ends_after_start


class Award(models.Model):
    """A student receives a programme or a service from a day on; the amount is her own, if known.

    `confirmed_on` is the day on which she herself said that it had come.
    """

    uid = Uid()
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="awards")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="awards")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    currency = ShortText(max_length=3, blank=True)
    per = ShortText(max_length=10, blank=True)
    confirmed_on = models.DateField(null=True, blank=True)
    reference = ShortText(max_length=200, blank=True)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "aid_award"
        indexes = (models.Index(fields=["programme", "ends_on"], name="award_of_programme"),)
        constraints = (
            ends_after_start("aid_award"),
            models.UniqueConstraint(
                fields=["student", "programme"],
                condition=Q(ends_on__isnull=True),
                name="aid_award_open_once",
            ),
            models.CheckConstraint(
                condition=Q(amount_minor__isnull=True, currency="", per="")
                | Q(amount_minor__gt=0) & ~Q(currency="") & ~Q(per=""),
                name="aid_award_whole_amount",
            ),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.starts_on}"
