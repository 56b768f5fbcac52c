"""A student's worker in the cast, and her case, for addresses that name one."""

import uuid

from kithwork.access.models import User
from kithwork.casework.models import Case
from kithwork.casework.tests.filing import opened
from kithwork.people.models import Student
from tests.cast import Cast


def worker_of(cast: Cast, student: Student) -> User:
    return {cast.xiaoyu.pk: cast.lin, cast.haoran.pk: cast.tan}.get(student.pk, cast.shen)


def case_of(cast: Cast, student: Student) -> Case:
    """Return the student's case, her worker's; opened with a plain enquiry where there is none."""
    case = Case.objects.filter(student=student).first()
    return case or opened(cast, student=student, by=worker_of(cast, student))


def case_uid(cast: Cast, student: Student) -> uuid.UUID:
    return case_of(cast, student).uid
