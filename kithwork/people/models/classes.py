"""Grades, classes of a school year, and who is in which class from when to when.

A class is never a text on a student: it is a row of a school year, and enrolment is dated, so
that last year's class, and who taught it, remain true.
"""

from django.db import models
from django.db.models import Q

from kithwork.access.models import School
from kithwork.audit import clock
from kithwork.audit.fields import BytewiseText, ShortText, Uid
from kithwork.people.models.calendar import SchoolYear
from kithwork.people.models.dated import ends_after_start
from kithwork.people.models.students import Student


class Grade(models.Model):
    """A grade of a school, in the school's own order."""

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="grades")
    code = BytewiseText(max_length=20)
    name = ShortText(max_length=60)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        db_table = "people_grade"
        constraints = (
            models.UniqueConstraint(fields=["school", "code"], name="grade_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="grade_is_named"),
        )

    def __str__(self) -> str:
        return self.name


class SchoolClass(models.Model):
    """A class of one school year; `uid` is what a homeroom teacher's posting names."""

    uid = Uid()
    year = models.ForeignKey(SchoolYear, on_delete=models.PROTECT, related_name="classes")
    grade = models.ForeignKey(
        Grade, on_delete=models.PROTECT, null=True, blank=True, related_name="classes"
    )
    code = BytewiseText(max_length=40)
    name = ShortText(max_length=80)

    class Meta:
        db_table = "people_school_class"
        constraints = (
            models.UniqueConstraint(fields=["year", "code"], name="school_class_once"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(code=""), name="class_is_named"),
        )

    def __str__(self) -> str:
        return self.name


class Enrolment(models.Model):
    """A student in a class, from when to when."""

    uid = Uid()
    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="enrolments")
    school_class = models.ForeignKey(
        SchoolClass, on_delete=models.PROTECT, related_name="enrolments"
    )
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "people_enrolment"
        indexes = (
            models.Index(fields=["student", "starts_on", "ends_on"], name="enrolment_of_student"),
        )
        constraints = (
            ends_after_start("enrolment"),
            models.UniqueConstraint(
                fields=["student", "school_class", "starts_on"], name="enrolment_once"
            ),
            models.UniqueConstraint(
                fields=["student"], condition=Q(ends_on__isnull=True), name="enrolment_open_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.student_id} in {self.school_class_id}"
