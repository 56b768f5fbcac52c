"""A student: a person at one school, under the school's number, and a pseudonym for all else.

The pseudonym is drawn by chance and says nothing; files for research, and lists that need no
name, carry it. `SearchToken` holds what a student can be found by (name, pinyin in full and in
initials, number), each as the beginning of a range that an index answers on both engines.
"""

from django.db import models
from django.db.models import F, Q

from kithwork.access.models import DataKey, School
from kithwork.audit import clock
from kithwork.audit.fields import BytewiseText, ShortText, Uid
from kithwork.people.models.persons import Person


class Student(models.Model):
    """One student of one school; `key` seals everything of her file that must be sealed."""

    uid = Uid()
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="students")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="student")
    number = BytewiseText(max_length=40)
    pseudonym = ShortText(max_length=20, unique=True)
    key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="students")
    entered_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    left_reason = ShortText(max_length=40, blank=True)
    created_at = models.DateTimeField(default=clock.now)

    class Meta:
        db_table = "people_student"
        indexes = (models.Index(fields=["school", "left_on"], name="student_present_at_school"),)
        constraints = (
            models.UniqueConstraint(fields=["school", "number"], name="student_number_of_school"),
            models.CheckConstraint(condition=~Q(number=""), name="student_has_a_number"),
            models.CheckConstraint(
                condition=Q(left_on__isnull=True)
                | Q(entered_on__isnull=True)
                | Q(left_on__gte=F("entered_on")),
                name="student_leaves_after_entering",
            ),
            models.CheckConstraint(
                condition=Q(left_on__isnull=False) | Q(left_reason=""),
                name="student_left_with_a_day",
            ),
        )

    def __str__(self) -> str:
        return self.pseudonym


class SearchToken(models.Model):
    """One thing by which a student is found: its beginning is what a person types."""

    student = models.ForeignKey(Student, on_delete=models.CASCADE, related_name="tokens")
    school = models.ForeignKey(School, on_delete=models.PROTECT, related_name="+")
    token = BytewiseText(max_length=120)

    class Meta:
        db_table = "people_search_token"
        indexes = (models.Index(fields=["school", "token"], name="search_token_of_school"),)
        constraints = (
            models.UniqueConstraint(fields=["student", "token"], name="search_token_once"),
            models.CheckConstraint(condition=~Q(token=""), name="search_token_is_not_empty"),
        )

    def __str__(self) -> str:
        return self.token
