"""Which case a broken glass is to open: found by its own number, or by its student's."""

import uuid

from django.http import Http404
from django.urls import reverse

from kithwork.access.models import School, User
from kithwork.access.permissions import NotAllowed
from kithwork.access.queries.glass import own_glass, schools_behind_glass
from kithwork.access.roles import Section
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.casework.models import Case


def glass_schools(user: User) -> tuple[School, ...]:
    """Return the schools at whose cases `user` may look through a glass. Raises NotAllowed."""
    schools = schools_behind_glass(user)
    if not schools:
        raise NotAllowed("There is no glass that you may break.")
    return schools


def may_open_restricted(user: User) -> bool:
    """Whether a glass in front of a restricted section, too, is `user`'s to break (matrix K4)."""
    return bool(schools_behind_glass(user, Section.RESTRICTED))


def case_numbered(user: User, school: School, number: str) -> Case | None:
    """Return the case of a number, or a student's latest by hers; the trail gets a search.

    Whoever asks learns that there is one: so that it was asked is noted, found or not.
    """
    cases = Case.objects.filter(school=school)
    case = cases.filter(number=number).first()
    case = case or cases.filter(student__number=number).order_by("-received_on", "-pk").first()
    record(
        Event.SEARCH,
        "case",
        by=user,
        school=school.uid,
        section="case_exists",
        size=0 if case is None else 1,
    )
    return case


def address_behind(user: User, uid: uuid.UUID) -> str:
    """Return the page that one's own glass opens; Http404 for anything but a case's."""
    glass = own_glass(user, uid)
    if glass.subject_kind != "case":
        raise Http404("This glass does not stand before a case.")
    return page_opened(Section(glass.section), glass.subject)


def page_opened(section: Section, case: uuid.UUID) -> str:
    """Return the page of a case that a glass in front of a section opens."""
    page = "restricted" if section is Section.RESTRICTED else "case"
    return reverse(f"casework:{page}", kwargs={"uid": case})
