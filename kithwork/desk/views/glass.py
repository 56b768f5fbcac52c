"""Looking at a case that one may not normally see: asked for, opened for a while, closed early."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from kithwork.access.actions.break_glass import break_glass, close_glass
from kithwork.access.guards import signed_in
from kithwork.access.queries.glass import own_glass
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.catalogue.break_glass import break_glass_rule
from kithwork.desk.forms import GlassForm
from kithwork.desk.queries.glass import (
    address_behind,
    case_numbered,
    glass_schools,
    may_open_restricted,
    page_opened,
)


@signed_in
@require_http_methods(["GET", "POST"])
def glass(request: SignedInRequest) -> HttpResponse:
    """Ask for number and reason, and open the case for a while."""
    schools, both = glass_schools(request.user), may_open_restricted(request.user)
    form = GlassForm(request.POST or None, schools=schools, is_restricted=both)
    if form.is_valid() and (opened := _opened(request, form)):
        return redirect(page_opened(form.section_chosen, opened))
    rule = break_glass_rule()
    context = {"form": form, "rule": rule, "open_hours": rule.open_minutes // 60}
    return render(request, "desk/glass.html", context, status=422 if form.errors else 200)


@signed_in
@require_safe
def through(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Lead to what one's own glass opens."""
    return redirect(address_behind(request.user, uid))


@signed_in
@require_POST
def close(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Close one's own glass before its time."""
    close_glass(opened=own_glass(request.user, uid), by=request.user)
    return redirect("desk:home")


def _opened(request: SignedInRequest, form: GlassForm) -> uuid.UUID | None:
    said, school = form.cleaned_data, form.school_chosen
    case = case_numbered(request.user, school, said["number"].strip())
    if case is None:
        form.add_error("number", _("No case has this number, nor has a student of this number."))
        return None
    try:
        break_glass(
            user=request.user,
            school=school,
            section=form.section_chosen,
            subject_kind="case",
            subject=case.uid,
            reason=said["reason"],
        )
    except Refused as refusal:
        form.add_error("reason", refusal.said_in(get_language() or "en"))
        return None
    return case.uid
