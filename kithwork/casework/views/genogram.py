"""The genogram: drawn from the family on record, the first beside the latest with what changed."""

import uuid
from dataclasses import dataclass

from django import forms
from django.http import HttpResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.genogram import save_genogram
from kithwork.casework.actions.genogram_harm import say_harm
from kithwork.casework.actions.writing import version_of
from kithwork.casework.forms.genogram import GenogramForm, HarmForm
from kithwork.casework.models import Case, Genogram
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.queries.evidence import latest_occasion
from kithwork.casework.queries.family import proposed_family
from kithwork.casework.queries.genogram import (
    GenogramTold,
    changes_told,
    drawn_from,
    genograms_of,
    harms_of,
    may_say_harm,
)
from kithwork.casework.views.page import back_to, case_page, language, saved, status_of

GET_POST = require_http_methods(["GET", "POST"])


@dataclass(frozen=True, slots=True)
class _Standing:
    """What stands: all pictures, the latest, what the records say today, today's to be amended."""

    maps: tuple[GenogramTold, ...]
    today: GenogramTold
    amends: Genogram | None

    @property
    def latest(self) -> GenogramTold | None:
        return self.maps[-1] if self.maps else None


@posted(Section.CASE)
@require_safe
def genogram(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the latest genogram, the first beside it, and what changed in words."""
    return _page(request, case_for(request.user, uid))


@posted(Section.CASE, Verb.WRITE)
@require_POST
def keep(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Keep the family as it is on record as the picture of today."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    stands = _standing(request, case)
    form = forms.Form(request.POST)
    saved(
        request,
        form,
        lambda: save_genogram(
            case=case,
            people=stands.today.people,
            bonds=stands.today.bonds,
            on=stands.today.on,
            occasion=latest_occasion(case),
            amends=stands.amends,
            made_from=version_of(stands.amends),
            by=request.user,
        ),
    )
    return back_to("genogram", uid)


@posted(Section.CASE, Verb.WRITE)
@GET_POST
def draw(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Say who belongs to the family; today's picture is amended, an older one stays as it was."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    stands = _standing(request, case)
    form = GenogramForm(
        request.POST,
        people=stands.today.people,
        bonds=stands.today.bonds,
        on=stands.today.on,
        names=stands.today.names,
        drawn=[one.member for one in stands.latest.people] if stands.latest else (),
        version=version_of(stands.amends),
    )
    if saved(request, form, lambda: _save(request, case, form, stands)):
        return back_to("genogram", uid)
    return case_page(
        request,
        case,
        "casework/assess_genogram_draw.html",
        tab="assess",
        form=form,
        draft=f"genogram:{case.uid}",
        status=status_of(form),
    )


@posted(Section.RESTRICTED, Verb.WRITE)
@require_POST
def harm(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Draw a line of violence, or take it away: for the readers of the restricted section."""
    case = case_for(request.user, uid)
    latest = _standing(request, case).latest
    form = HarmForm(request.POST, people=_people(latest))
    if saved(request, form, lambda: say_harm(case=case, by=request.user, **form.said())):
        return back_to("genogram", uid)
    return _page(request, case, harm_form=form)


def _save(request: SignedInRequest, case: Case, form: GenogramForm, stands: _Standing) -> Genogram:
    people, bonds = form.said()
    return save_genogram(
        case=case,
        people=people,
        bonds=bonds,
        on=form.cleaned_data["on"],
        occasion=latest_occasion(case),
        amends=stands.amends,
        made_from=form.made_from,
        by=request.user,
    )


def _standing(request: SignedInRequest, case: Case) -> _Standing:
    harms = harms_of(request.user, case)
    maps, on = genograms_of(case, language(), harms=harms), today_at(case)
    latest = maps[-1] if maps else None
    people = proposed_family(request.user, case, latest.people if latest else ())
    members = {one.member for one in people}
    bonds = latest.bonds if latest else ()
    kept = tuple(one for one in bonds if {one.one, one.other} <= members)
    today = drawn_from(case, people, on=on, language=language(), bonds=kept)
    return _Standing(maps, today, latest.row if latest and latest.on == on else None)


def _page(
    request: SignedInRequest, case: Case, *, harm_form: HarmForm | None = None
) -> HttpResponse:
    stands = _standing(request, case)
    maps, latest = stands.maps, stands.latest
    is_compared = len(maps) > 1
    shown = (maps[0], maps[-1]) if is_compared else maps or (stands.today,)
    return case_page(
        request,
        case,
        "casework/assess_genogram.html",
        tab="assess",
        maps=shown,
        is_kept=bool(maps),
        is_compared=is_compared,
        changes=changes_told(maps[0], maps[-1], language()) if is_compared else (),
        since=changes_told(latest, stands.today, language()) if latest else (),
        harms=_harms_told(request, case, latest),
        harm_form=harm_form or HarmForm(None, people=_people(latest)),
        may_say_harm=latest is not None and may_say_harm(request.user, case),
        status=status_of(harm_form) if harm_form else 200,
    )


def _people(latest: GenogramTold | None) -> list[tuple[str, str]]:
    return list(latest.names.of(latest.people).items()) if latest else []


def _harms_told(
    request: SignedInRequest, case: Case, latest: GenogramTold | None
) -> list[tuple[str, str, str, str]]:
    """Return the lines of violence on the latest picture: uid and word of both."""
    labels = dict(_people(latest))
    pairs = [(str(one.one), str(one.other)) for one in harms_of(request.user, case)]
    return [(a, labels[a], b, labels[b]) for a, b in pairs if a in labels and b in labels]
