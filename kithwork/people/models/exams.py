"""Exams and marks. A mark is a whole number of thousandths: 87.5 is 87,500 on every engine.

SQLite keeps decimals as binary fractions, PostgreSQL exactly; thousandths compare and add the
same on both. Ranks are stored where a school gives them, and never published.
"""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from kithwork.access.models import School, User
from kithwork.audit import clock
from kithwork.audit.fields import BytewiseText, ShortText, Uid
from kithwork.people.models.calendar import Term
from kithwork.people.models.classes import Grade, SchoolClass
from kithwork.people.models.imports import ImportRun
from kithwork.people.models.students import Student

THOUSAND = 1000


def thousandths(score: Decimal | int | str | float) -> int:
    """Return a score in thousandths; ValueError where it has more than three decimals."""
    exact = Decimal(str(score)) * THOUSAND
    if exact != exact.to_integral_value():
        raise ValueError("A mark has at most three decimals.")
    return int(exact)


class Exam(models.Model):
    """One paper in one subject at one sitting ("mid-term"), for a grade or the whole school."""

    class Kind(models.TextChoices):
        TEST = "test"
        MONTHLY = "monthly"
        MIDTERM = "midterm"
        FINAL = "final"
        MOCK = "mock"
        ENTRANCE = "entrance"
        COURSE = "course"
        OTHER = "other"

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="exams")
    term = models.ForeignKey(Term, on_delete=models.PROTECT, related_name="exams")
    grade = models.ForeignKey(
        Grade, on_delete=models.PROTECT, null=True, blank=True, related_name="exams"
    )
    sitting = BytewiseText(max_length=80)
    subject = BytewiseText(max_length=60)
    kind = ShortText(max_length=20, default=Kind.OTHER)
    max_thousandths = models.PositiveIntegerField()
    held_on = models.DateField()
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "people_exam"
        indexes = (models.Index(fields=["school", "held_on"], name="exam_of_school_by_day"),)
        constraints = (
            models.UniqueConstraint(
                fields=["school", "term", "sitting", "subject"],
                condition=Q(grade__isnull=True),
                name="exam_of_school_once",
            ),
            models.UniqueConstraint(
                fields=["school", "term", "sitting", "subject", "grade"],
                condition=Q(grade__isnull=False),
                name="exam_of_grade_once",
            ),
            models.CheckConstraint(condition=Q(max_thousandths__gt=0), name="exam_has_a_maximum"),
            models.CheckConstraint(condition=~Q(sitting="") & ~Q(subject=""), name="exam_is_named"),
        )

    def __str__(self) -> str:
        return f"{self.sitting} {self.subject}"

    @property
    def maximum(self) -> Decimal:
        return Decimal(self.max_thousandths) / THOUSAND


class ExamFigures(models.Model):
    """Mean and spread of an exam over a class, or over the whole grade, as the school states it."""

    exam = models.ForeignKey(Exam, on_delete=models.CASCADE, related_name="figures")
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, null=True, blank=True, related_name="exam_figures"
    )
    count = models.PositiveIntegerField(null=True, blank=True)
    mean_thousandths = models.PositiveIntegerField()
    sd_thousandths = models.PositiveIntegerField(null=True, blank=True)
    entered_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "people_exam_figures"
        constraints = (
            models.UniqueConstraint(
                fields=["exam"], condition=Q(school_class__isnull=True), name="exam_figures_grade"
            ),
            models.UniqueConstraint(fields=["exam", "school_class"], name="exam_figures_class"),
        )

    def __str__(self) -> str:
        return f"{self.exam_id} {self.school_class_id or ''}"


class ExamTotals(models.Model):
    """What the marks of an exam add up to; the database keeps it (`people.exam_totals`).

    `sat` marks with points, the sum of their thousandths and of the squares of these: whole
    numbers, whatever type the engine gives them back in. Never written here, in no backup.
    """

    exam = models.OneToOneField(
        Exam,
        on_delete=models.DO_NOTHING,
        primary_key=True,
        db_constraint=False,
        related_name="+",
    )
    sat = models.BigIntegerField()
    score_sum = models.BigIntegerField()
    square_sum = models.BigIntegerField()

    class Meta:
        managed = False
        db_table = "people_exam_totals"

    def __str__(self) -> str:
        return f"{self.exam_id}"


class Mark(models.Model):
    """What one student got in one exam, or that she was absent or excused."""

    class State(models.TextChoices):
        SAT = "sat"
        ABSENT = "absent"
        EXCUSED = "excused"

    uid = Uid()
    exam = models.ForeignKey(Exam, on_delete=models.PROTECT, related_name="marks")
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="marks")
    state = ShortText(max_length=10, default=State.SAT)
    score_thousandths = models.PositiveIntegerField(null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    cohort_size = models.PositiveIntegerField(null=True, blank=True)
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    run = models.ForeignKey(
        ImportRun, on_delete=models.PROTECT, null=True, blank=True, related_name="marks"
    )

    class Meta:
        db_table = "people_mark"
        constraints = (
            models.UniqueConstraint(fields=["student", "exam"], name="mark_once"),
            models.CheckConstraint(
                condition=Q(state="sat", score_thousandths__isnull=False)
                | Q(state__in=["absent", "excused"], score_thousandths__isnull=True),
                name="mark_sat_or_not",
            ),
            models.CheckConstraint(
                condition=Q(rank__isnull=True)
                | (Q(rank__gte=1) & (Q(cohort_size__isnull=True) | Q(rank__lte=F("cohort_size")))),
                name="mark_rank_in_cohort",
            ),
        )

    def __str__(self) -> str:
        return f"{self.student_id} {self.exam_id}"

    @property
    def score(self) -> Decimal | None:
        if self.score_thousandths is None:
            return None
        return Decimal(self.score_thousandths) / THOUSAND
