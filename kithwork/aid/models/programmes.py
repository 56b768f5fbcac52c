"""The inventory: programmes and services of a school, with dated and sourced terms.

A programme is what it is called and whom it comes from; its terms say how much, for whom and who is
left out, from a day on. Terms are added and never changed, so what held on an earlier day is still
there. That a source gives nothing of a function is a record too, with its day.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.models import School, User
from kithwork.audit import clock
from kithwork.audit.fields import ShortText, Uid
from kithwork.people.models.dated import ends_after_start

AMOUNT_IS = ("fixed", "average", "at_least", "at_most", "range")
PER = ("year", "term", "month", "hour", "once")


class Programme(models.Model):
    """A programme or service; `entry` names the catalogue's entry that it was taken from.

    `kind` is a kind of the catalogue, `source` a row and `functions` columns of the support matrix.
    """

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="programmes")
    kind = ShortText(max_length=40)
    name = ShortText(max_length=120)
    source = ShortText(max_length=40)
    functions = models.JSONField()
    entry = ShortText(max_length=80, blank=True)
    entry_version = ShortText(max_length=20, blank=True)
    entry_hash = ShortText(max_length=64, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "aid_programme"
        constraints = (
            ends_after_start("aid_programme"),
            models.UniqueConstraint(
                fields=["school", "name"],
                condition=Q(ends_on__isnull=True),
                name="aid_programme_open_once",
            ),
        )

    def __str__(self) -> str:
        return self.name


class ProgrammeTerms(models.Model):
    """What a programme gives from a day on, in money of minor units (fen, cents), and to whom.

    `covers_percent` is what share of the need it meets, where somebody has stated it; `places` how
    many it can take, `reached` how many it reached in the year before.
    """

    uid = Uid()
    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="terms")
    starts_on = models.DateField()
    target = ShortText(max_length=300, blank=True)
    rule = models.TextField(blank=True)
    left_out = models.TextField(blank=True)
    amount_is = ShortText(max_length=10, blank=True)
    amount_minor = models.BigIntegerField(null=True, blank=True)
    amount_up_to = models.BigIntegerField(null=True, blank=True)
    currency = ShortText(max_length=3, blank=True)
    per = ShortText(max_length=10, blank=True)
    places = models.PositiveIntegerField(null=True, blank=True)
    reached = models.PositiveIntegerField(null=True, blank=True)
    covers_percent = models.PositiveSmallIntegerField(null=True, blank=True)
    reference = ShortText(max_length=300)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "aid_programme_terms"
        constraints = (
            models.UniqueConstraint(fields=["programme", "starts_on"], name="aid_terms_once_a_day"),
            models.CheckConstraint(
                condition=Q(amount_is="", amount_minor__isnull=True, per="", currency="")
                | Q(amount_is__in=AMOUNT_IS, amount_minor__gt=0, per__in=PER) & ~Q(currency=""),
                name="aid_terms_whole_amount",
            ),
            models.CheckConstraint(
                condition=Q(amount_is="range", amount_up_to__gt=models.F("amount_minor"))
                | ~Q(amount_is="range") & Q(amount_up_to__isnull=True),
                name="aid_terms_range_in_order",
            ),
            models.CheckConstraint(
                condition=Q(covers_percent__isnull=True)
                | Q(covers_percent__gte=1, covers_percent__lte=100),
                name="aid_terms_covers_a_share",
            ),
            models.CheckConstraint(condition=~Q(reference=""), name="aid_terms_sourced"),
        )

    def __str__(self) -> str:
        return f"{self.programme_id} {self.starts_on}"


class NothingGiven(models.Model):
    """Somebody stated that a source gives nothing of a function; `ends_on` where that is over."""

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    source = ShortText(max_length=40)
    function = ShortText(max_length=2)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    reference = ShortText(max_length=300)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        db_table = "aid_nothing_given"
        constraints = (
            ends_after_start("aid_nothing_given"),
            models.UniqueConstraint(
                fields=["school", "source", "function"],
                condition=Q(ends_on__isnull=True),
                name="aid_nothing_given_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.source} {self.function}"
