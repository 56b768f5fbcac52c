"""Parts of addresses of a choosing for casework, at the student's school, with her on the list."""

import datetime as dt
import uuid
from collections.abc import Callable

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey
from kithwork.casework.models import Choosing, Considered
from kithwork.people.models import Student
from tests.cast import TODAY, Cast


def _choosing(cast: Cast, student: Student) -> uuid.UUID:
    by = {cast.xiaoyu.pk: cast.lin, cast.haoran.pk: cast.tan}.get(student.pk, cast.shen)
    choosing = Choosing.objects.create(
        school=student.school,
        key=make_key(DataKey.Kind.FILE),
        bands=["band.offer"],
        begun_on=TODAY,
        names_until=TODAY + dt.timedelta(days=60),
        begun_by=by,
    )
    Considered.objects.create(choosing=choosing, student=student, band="band.offer")
    return choosing.uid


CHOOSING: dict[str, Callable[[Cast, Student], object]] = {
    "choosing:list uid": _choosing,
    "choosing:letters uid": _choosing,
}
