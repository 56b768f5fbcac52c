"""Whether a person accompanies a student."""

from kithwork.access.models import User
from kithwork.people.models import Student, StudentTie


def own_tie(user: User, student: Student) -> StudentTie | None:
    """Return the tie by which `user` accompanies a student and that has no end yet."""
    ties = StudentTie.objects.filter(student=student, user=user, kind=StudentTie.Kind.OWN)
    return ties.filter(ends_on__isnull=True).first()
