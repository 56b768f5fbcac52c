"""Who works at a school on a day in roles that may do something there, to choose somebody from."""

import datetime as dt
from collections.abc import Callable, Iterable

from django.db.models import QuerySet

from kithwork.access.models import School, User
from kithwork.access.models.postings import in_force
from kithwork.access.roles import ROLES, Grant, Section


def roles_with(section: Section, is_meant: Callable[[Grant], bool]) -> list[str]:
    """Return the codes of the roles that hold such a grant on a section."""
    return [role.code for role in ROLES.values() if any(map(is_meant, role.grants(section)))]


def users_posted(school: School, roles: Iterable[str], *, on: dt.date) -> QuerySet[User]:
    """Return the active users posted at a school in one of these roles, by name."""
    there = school.postings.filter(in_force(on), role__in=list(roles))
    active = User.objects.filter(is_active=True, pk__in=there.values("user_id"))
    return active.order_by("pinyin", "name", "pk")
