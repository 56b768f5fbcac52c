"""Series of a case: what is counted or rated again and again, and in which phase.

A series is either fed by what is recorded elsewhere (marks of a subject, attendance, the scores of
a scale, the ratings of a goal), of which nothing is copied, or it has points of its own: counts and
ratings from 0 to 10. Points, phases and draws are written once; a correction supersedes.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.keys.fields import SealedField
from kithwork.audit.fields import ShortText
from kithwork.casework.models import Case
from kithwork.casework.models.goals import Goal
from kithwork.casework.models.versioned import Versioned, Written, one_of, versions_in_order

FED = ("mark", "attendance", "score", "goal")
OWN = ("rating", "count")
LABELS = ("A", "B", "A2", "B2", "follow_up")


class Series(Written):
    """One series. `name` and `unit` are sealed: they may say what a child struggles with.

    `measure` says of what a fed series is: a subject ("maths"), an instrument and its score
    ("phq-9:total"); for the ratings of a goal, `goal`. `better` is the direction of improvement.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="series")
    kind = ShortText(max_length=20)
    measure = ShortText(max_length=80, blank=True)
    goal = models.ForeignKey(
        Goal, on_delete=models.PROTECT, null=True, blank=True, related_name="series"
    )
    name = SealedField()
    unit = SealedField()
    better = ShortText(max_length=6)

    class Meta:
        db_table = "evaluation_series"
        constraints = (
            one_of("kind", (*FED, *OWN), name="series_known_kind"),
            one_of("better", ("higher", "lower"), name="series_known_direction"),
            models.CheckConstraint(
                condition=~Q(kind="goal") | Q(goal__isnull=False), name="series_of_a_goal_names_it"
            ),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.case_id}"


class SeriesPoint(Versioned):
    """One value on a day, in the series' own unit; None where the session had none."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="points")
    on = models.DateField()
    value = models.FloatField(null=True, blank=True)

    class Meta:
        db_table = "evaluation_series_point"
        indexes = (models.Index(fields=["series", "on"], name="point_of_series"),)
        constraints = (
            versions_in_order("series_point"),
            models.UniqueConstraint(
                fields=["series", "on", "version"], name="series_point_once_a_day"
            ),
        )

    def __str__(self) -> str:
        return f"{self.on}"


class PhaseStart(Versioned):
    """From this day on a series is in a phase; `label` as the field writes it (A, B, A2 …)."""

    series = models.ForeignKey(Series, on_delete=models.PROTECT, related_name="phases")
    label = ShortText(max_length=10)
    starts_on = models.DateField()

    class Meta:
        db_table = "evaluation_phase_start"
        constraints = (
            versions_in_order("phase_start"),
            one_of("label", LABELS, name="phase_known_label"),
            models.UniqueConstraint(
                fields=["series", "label", "version"], name="phase_once_in_series"
            ),
        )

    def __str__(self) -> str:
        return f"{self.label} {self.starts_on}"


class StartDraw(Written):
    """The day on which phase B begins, drawn before it began; without it no p-value is shown.

    `drawn` is one of the sessions `first` to `last` (counted from 1) at which B could begin, all
    equally likely; `sessions` how many are planned. `seed` draws it again.
    """

    series = models.OneToOneField(Series, on_delete=models.PROTECT, related_name="draw")
    on = models.DateField()
    sessions = models.PositiveSmallIntegerField()
    first = models.PositiveSmallIntegerField()
    last = models.PositiveSmallIntegerField()
    drawn = models.PositiveSmallIntegerField()
    seed = ShortText(max_length=40)

    class Meta:
        db_table = "evaluation_start_draw"
        constraints = (
            models.CheckConstraint(
                condition=Q(first__gte=1, last__gte=F("first"), sessions__gte=F("last")),
                name="draw_starts_in_order",
            ),
            models.CheckConstraint(
                condition=Q(drawn__gte=F("first"), drawn__lte=F("last")),
                name="draw_is_one_of_them",
            ),
        )

    def __str__(self) -> str:
        return f"{self.on}"
