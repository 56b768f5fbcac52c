"""Setting the level of danger in a case; a raised one leads straight to the first steps."""

import uuid

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.casework.actions.risks import set_risk
from kithwork.casework.forms.risk import RiskForm
from kithwork.casework.queries.parts import danger_for
from kithwork.casework.queries.risks import risks_of
from kithwork.casework.views.page import back_to, part_page, saved, status_of
from kithwork.safety.models import Alert


@posted(Section.ALERTS, Verb.WRITE)
@require_http_methods(["GET", "POST"])
def risk(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Say how high the danger is, on what grounds."""
    case = danger_for(request.user, uid, verb=Verb.WRITE)
    form = RiskForm(request.POST or None, school=case.school)
    raised: list[Alert | None] = []
    if saved(
        request,
        form,
        lambda: raised.append(
            set_risk(
                case=case,
                level=form.level,
                words=form.cleaned_data["words"],
                was_asked=form.cleaned_data["was_asked"],
                speaker=form.speaker,
                by=request.user,
            )
        ),
        field="speaker",
    ):
        alert = raised[0]
        return redirect("safety:alert", uid=alert.uid) if alert else back_to("danger", uid)
    return part_page(
        request,
        case,
        "casework/risk.html",
        status=status_of(form),
        form=form,
        settings=risks_of(case),
        draft=f"risk:{case.uid}",
    )
