"""The search index: rebuilt for the students whose name or number changed."""

from collections.abc import Iterable

from kithwork.access.names import Name, tokens
from kithwork.people.models import SearchToken, Student


def rebuild_tokens(students: Iterable[Student]) -> None:
    """Write anew what each student is found by; persons are read again from the database."""
    ids = [student.pk for student in students]
    SearchToken.objects.filter(student__in=ids).delete()
    add_tokens(Student.objects.filter(pk__in=ids).select_related("person"))


def add_tokens(students: Iterable[Student]) -> None:
    """Write what each new student, whose person is loaded, is found by."""
    SearchToken.objects.bulk_create(
        (
            SearchToken(student_id=student.pk, school_id=student.school_id, token=token)
            for student in students
            for token in tokens(_name(student), student.number)
        ),
        batch_size=1000,
    )


def _name(student: Student) -> Name:
    person = student.person
    return Name(person.family_name, person.given_name, person.full_name, person.preferred_name)
