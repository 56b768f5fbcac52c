"""The answer that raised an alert, for whoever answers for it."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Form, Section
from kithwork.desk.queries.alerting import alerting_answers


@posted(Section.ANSWERS, form=Form.ALERTING_ITEM)
@require_safe
def alerting(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the item and the answer, and no other of the form."""
    return render(request, "desk/alerting.html", {"told": alerting_answers(request.user, uid)})
