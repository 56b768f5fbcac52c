"""How well the questionnaire of a campaign measured."""

import uuid

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from kithwork.access.guards import posted
from kithwork.access.permissions import may_school_wide
from kithwork.access.requests import SignedInRequest
from kithwork.access.roles import Section, Verb
from kithwork.core.text import written_in
from kithwork.documents import queries
from kithwork.documents.questionnaires.campaign import campaign_quality
from kithwork.documents.report import body

METHODS_AT = "../../../methods/"  # the desk's, from a page of this depth


@posted(Section.AGGREGATES, school_wide=True)
@require_safe
def quality(request: SignedInRequest, *, uid: uuid.UUID) -> HttpResponse:
    """Show the quality of a campaign's questionnaire, small numbers hidden."""
    campaign = queries.campaign_to_measure(request.user, uid)
    language = written_in(get_language() or "en")
    told = {
        "campaign": campaign,
        "runs_it": may_school_wide(request.user, Verb.WRITE, Section.CAMPAIGNS, at=campaign.school),
        "methods_at": METHODS_AT,
        "sections": body(campaign_quality(campaign, language=language), language=language),
    }
    return render(request, "documents/campaign_quality.html", told)
