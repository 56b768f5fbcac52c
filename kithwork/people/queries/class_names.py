"""The classes of the present school year by name, for whoever posts a teacher to one."""

from collections.abc import Iterable, Sequence

from kithwork.access.classes import NamedClass
from kithwork.access.models import School
from kithwork.audit import clock
from kithwork.people.models import SchoolClass
from kithwork.people.queries.classes import in_order


def classes_at(schools: Iterable[School]) -> Sequence[NamedClass]:
    """Return the classes of these schools whose year has not ended, school by school."""
    found = SchoolClass.objects.filter(year__school__in=list(schools))
    present = found.filter(year__ends_on__gte=clock.today()).select_related("year__school")
    ordered = in_order(present.order_by("year__school__code", "year__starts_on"))
    return [NamedClass(one.uid, one.name, one.year.school) for one in ordered]
