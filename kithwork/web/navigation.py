"""The places of the desk, in the order of the path, for the header and the list of keys."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the main navigation."""

    key: str  # after `g` on the keyboard
    label: str | Promise
    route: str

    @property
    def address(self) -> str:
        return reverse(self.route)


PLACES: tuple[Place, ...] = ()


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context for the header: the places and which of them one is in."""
    path = request.path
    places = [
        {
            "key": place.key,
            "label": place.label,
            "address": place.address,
            "is_here": path == place.address
            or (place.address != "/" and path.startswith(place.address)),
        }
        for place in PLACES
    ]
    return {"places": places}
