"""Writing down what is aimed at, mostly a school, and what came of it."""

import uuid

from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.writing import version_of
from kithwork.casework.queries.cases import case_for, today_at
from kithwork.casework.views.page import case_page, saved, status_of
from kithwork.evaluation.actions.admissions import say_admission
from kithwork.evaluation.addresses import outcome_at
from kithwork.evaluation.forms.admissions import form_for
from kithwork.evaluation.queries.admissions import admitted_of, standing_admission


@posted(Section.CASE, Verb.WRITE)
@require_http_methods(["GET", "POST"])
def admission(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Write down aim and outcome."""
    case = case_for(request.user, uid, verb=Verb.WRITE)
    form = form_for(case.school)(
        request.POST,
        standing=admitted_of(case),
        version=version_of(standing_admission(case)),
        today=today_at(case),
    )
    if saved(
        request,
        form,
        lambda: say_admission(
            case=case, said=form.said(), by=request.user, made_from=form.made_from
        ),
    ):
        return HttpResponseRedirect(outcome_at(case))
    return case_page(
        request,
        case,
        "evaluation/write.html",
        tab="results",
        status=status_of(form),
        form=form,
        title=_("Aim and outcome"),
        lead=_("The outcome can follow when it is known; what stood before stays in the file."),
        draft=f"admission:{case.uid}",
        back=outcome_at(case),
    )
