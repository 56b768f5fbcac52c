"""By what a page of needs is narrowed: school and circumstances, as its address says them."""

from urllib.parse import urlencode

from django.http import QueryDict

from kithwork.access.models import School
from kithwork.catalogue.needs import band_entries
from kithwork.needs.queries.listing import TALKS, Asked
from kithwork.needs.selection import PARAMETERS, Selection


def selection_from(sent: QueryDict) -> Selection:
    """Return the selection that an address names; what it does not name is not narrowed."""
    return Selection(
        {name: str(sent.get(key)) for key, name in PARAMETERS.items() if sent.get(key)}
    )


def asked_from(sent: QueryDict, school: School) -> Asked:
    """Return what a list is asked for; a band or a page that there is not is left out."""
    bands = {one.entry.id for one in band_entries()[:TALKS]}
    band, page = sent.get("band", ""), sent.get("page", "")
    return Asked(
        school=school,
        selection=selection_from(sent),
        own_list=sent.get("list", ""),
        band=band if band in bands else "",
        page=int(page) if page.isdecimal() and int(page) else 1,
    )


def address_of(asked: Asked) -> str:
    """Return what is asked for as an address says it, without band and page."""
    parts = {"school": str(asked.school.uid), "list": asked.own_list}
    parts |= {key: asked.selection.groups.get(name, "") for key, name in PARAMETERS.items()}
    return urlencode({key: value for key, value in parts.items() if value})
