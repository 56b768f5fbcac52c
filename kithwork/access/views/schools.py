"""Settings: the schools of the organisation."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kithwork.access.actions.organisation import amend_school, open_school, state_of
from kithwork.access.forms.schools import SchoolForm, as_initial
from kithwork.access.guards import posted
from kithwork.access.queries import accounts
from kithwork.access.refusals import Refused
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb


@posted(Section.ACCOUNTS)
@require_safe
def schools(request: SignedInRequest) -> HttpResponse:
    """Show the schools where one keeps or sees accounts."""
    context = {
        "organisation": accounts.organisation(),
        "schools": accounts.schools_for(request.user),
        "keeps": accounts.keeps_accounts(request.user),
    }
    return render(request, "access/schools.html", context)


@posted(Section.ACCOUNTS, Verb.WRITE)
@require_http_methods(["GET", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Open a school."""
    accounts.require_keeping(request.user)
    form = SchoolForm(request.POST or None)
    if form.is_valid():
        try:
            open_school(school=form.school(), by=request.user)
        except Refused as refused:
            form.add_error(None, refused.said_in(get_language() or "en"))
        else:
            messages.success(request, _("The school is open. Somebody must be posted there next."))
            return redirect("access:schools")
    return render(request, "access/edit_school.html", {"form": form})


@posted(Section.ACCOUNTS, Verb.WRITE)
@require_http_methods(["GET", "POST"])
def amend(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Change a school; a stale save shows what stands now beside what was typed."""
    school = accounts.school_for(request.user, uid)
    form = SchoolForm(request.POST or None, initial=as_initial(school), is_open=True)
    context = {"form": form, "school": school, "base": state_of(school), "stands": None}
    if form.is_valid():
        try:
            amend_school(
                school=school,
                amended=form.school(),
                base=request.POST.get("base", ""),
                by=request.user,
            )
        except Refused as refused:
            form.add_error(None, refused.said_in(get_language() or "en"))
            context["stands"] = form.standing(school)
        else:
            messages.success(request, _("Saved."))
            return redirect("access:schools")
    return render(request, "access/edit_school.html", context)
