"""Students in portions, so that no statement names more of them than every database takes."""

from collections.abc import Iterator, Sequence

from kithwork.people.models import Student

PORTION = 500


def portions(students: Sequence[Student]) -> Iterator[list[int]]:
    """Yield the primary keys of the students, some hundreds at a time."""
    for start in range(0, len(students), PORTION):
        yield [student.pk for student in students[start : start + PORTION]]
