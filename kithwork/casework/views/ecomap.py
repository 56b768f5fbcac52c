"""The ecomap: drawn from the ties of a day, the first beside the latest with what changed."""

import uuid

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.ecomap import save_ecomap
from kithwork.casework.forms.ecomap import EcomapForm
from kithwork.casework.queries.cases import case_for, report_name_of, today_at
from kithwork.casework.queries.ecomap import changes_told, ecomaps_of, proposed_ties
from kithwork.casework.queries.evidence import latest_occasion
from kithwork.casework.views.page import back_to, case_page, language, saved
from kithwork.catalogue.support import label_of
from kithwork.core.support.cells import SELF

GET_POST = require_http_methods(["GET", "POST"])


@posted(Section.CASE)
@require_safe
def ecomap(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the latest ecomap, the first beside it, and what changed in words."""
    case = case_for(request.user, uid)
    maps = ecomaps_of(case, language())
    first, last = (maps[0], maps[-1]) if maps else (None, None)
    is_compared = first is not last and first is not None and last is not None
    return case_page(
        request,
        case,
        "casework/assess_ecomap.html",
        tab="assess",
        maps=(first, last) if is_compared else maps,
        changes=changes_told(maps[0], maps[-1], language()) if is_compared else (),
        is_compared=is_compared,
        centre_name=report_name_of(case) or label_of(SELF, language()),
    )


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def draw(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Say which ties there are; today's map is amended, an older one stays as it was."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    maps, today = ecomaps_of(case, language()), today_at(case)
    latest = maps[-1] if maps else None
    amends = latest.row if latest and latest.row.on == today else None
    form = EcomapForm(
        request.POST,
        ties=latest.ties if latest else proposed_ties(case),
        on=today,
        version=str(amends.uid) if amends else "",
    )
    if saved(
        request,
        form,
        lambda: save_ecomap(
            case=case,
            ties=form.ties(),
            on=form.cleaned_data["on"],
            occasion=latest_occasion(case),
            amends=amends,
            made_from=form.made_from,
            by=request.user,
        ),
    ):
        return back_to("ecomap", uid)
    return case_page(
        request,
        case,
        "casework/assess_ecomap_draw.html",
        tab="assess",
        form=form,
        draft=f"ecomap:{case.uid}",
    )
