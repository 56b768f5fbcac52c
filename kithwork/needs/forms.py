"""By what a page of needs is narrowed: school, circumstances, survey, as its address says them."""

from dataclasses import replace
from urllib.parse import urlencode

from django.http import QueryDict

from kithwork.access.models import School
from kithwork.catalogue.needs import band_entries
from kithwork.needs.queries.listing import TALKS, Asked
from kithwork.needs.selection import CAMPAIGN, PARAMETERS, Selection, named_in_address


def selection_from(sent: QueryDict) -> Selection:
    """Return the selection that an address names; what it does not name is not narrowed."""
    groups = {name: str(sent.get(key)) for key, name in PARAMETERS.items() if sent.get(key)}
    return Selection(groups, campaign=sent.get(CAMPAIGN, ""))


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
        at=sent.get("at", ""),
    )


def address_of(asked: Asked) -> str:
    """Return what is asked for as an address says it, without band and page."""
    parts = {"school": str(asked.school.uid), "list": asked.own_list, "at": asked.at}
    parts |= named_in_address(asked.selection)
    return urlencode({key: value for key, value in parts.items() if value})


def pointing_address_of(asked: Asked) -> str:
    """Return the address of the same list, with its band, as it stands when nothing is kept."""
    band = f"&band={asked.band}" if asked.band else ""
    return address_of(replace(asked, at="")) + band
