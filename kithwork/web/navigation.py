"""The places of the desk, in the order of the path, for the header and the list of keys."""

from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import User
from kithwork.access.permissions import may
from kithwork.access.roles import Form, Section, Verb


@dataclass(frozen=True, slots=True)
class Place:
    """One entry of the main navigation."""

    key: str  # after `g` on the keyboard
    label: str | Promise
    route: str
    section: Section | None = None  # shown to those who may do this to it; None: to all
    verb: Verb = Verb.READ
    form: Form = Form.FULL
    unless: Section | None = None  # not shown to those who may read this in full
    within: str = ""  # the route under which one is in this place; "": its own

    @property
    def address(self) -> str:
        return reverse(self.route)

    @property
    def root(self) -> str:
        return reverse(self.within or self.route)

    def is_open_to(self, user: User) -> bool:
        if self.unless is not None and may(user, Verb.READ, self.unless):
            return False
        return self.section is None or may(user, self.verb, self.section, form=self.form)


PLACES: tuple[Place, ...] = (
    Place("h", _("Home"), "desk:home"),
    Place("p", _("Students"), "people:students", Section.IDENTITY),
    Place("a", _("Ask"), "ask:campaigns", Section.CAMPAIGNS, Verb.WRITE),
    Place("k", _("Know"), "needs:know", Section.AGGREGATES, form=Form.TEN_OR_MORE),
    Place("v", _("Give"), "aid:inventory", Section.AGGREGATES),
    Place("c", _("Cases"), "casework:cases", Section.CASE),
    Place(
        "c",
        _("Cases"),
        "casework:parts",
        Section.CASE_EXISTS,
        unless=Section.CASE,
        within="casework:cases",
    ),
    Place("l", _("Learn"), "across:learn", Section.AGGREGATES),
    Place("e", _("Evidence"), "evidence:start", Section.AGGREGATES),
    Place("s", _("Settings"), "access:people", Section.ACCOUNTS),
)


def navigation(request: HttpRequest) -> dict[str, object]:
    """Context for the header: the places and which of them one is in."""
    path, user = request.path, request.user
    if not isinstance(user, User):
        return {"places": []}
    places = [
        {
            "key": place.key,
            "label": place.label,
            "address": place.address,
            "is_here": path == place.address or (place.root != "/" and path.startswith(place.root)),
        }
        for place in PLACES
        if place.is_open_to(user)
    ]
    finds_at = reverse("people:find") if may(user, Verb.READ, Section.IDENTITY) else None
    reads_trail = may(user, Verb.READ, Section.AUDIT, form=Form.NO_CONTENT)
    trail_at = reverse("access:trail") if reads_trail else None
    return {"places": places, "finds_at": finds_at, "trail_at": trail_at}
