"""The places of the settings, in their order. A higher app adds its own when it is ready."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import User
from kithwork.access.permissions import may
from kithwork.access.queries.glass import schools_reviewed
from kithwork.access.roles import Form, Section, Verb


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the settings: its route, what it is called, and for whom it is."""

    route: str
    label: str | Promise
    is_open_to: Callable[[User], object]

    @property
    def address(self) -> str:
        return reverse(self.route)


def _sees_accounts(user: User) -> bool:
    return may(user, Verb.READ, Section.ACCOUNTS)


def _reads_trail(user: User) -> bool:
    return may(user, Verb.READ, Section.AUDIT, form=Form.NO_CONTENT)


_PLACES = [
    Place("access:people", _("People"), _sees_accounts),
    Place("access:schools", _("Schools"), _sees_accounts),
    Place("access:trail", _("Trail"), _reads_trail),
    Place("access:glass", _("Broken glass"), schools_reviewed),
]
BEHIND_SCHOOLS = 2


def add_place(place: Place) -> None:
    """Add a place behind the schools; the same is added once."""
    if place not in _PLACES:
        _PLACES.insert(BEHIND_SCHOOLS, place)


def places_for(user: User) -> list[Place]:
    """Return the places that are open to a user."""
    return [place for place in _PLACES if place.is_open_to(user)]
