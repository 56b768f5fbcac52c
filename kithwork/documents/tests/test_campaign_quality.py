"""The page of a campaign's questionnaire: who may open it, and what it says of how many forms."""

import pytest
from django.test import Client
from django.urls import reverse

from kithwork.access.console import OPERATOR
from kithwork.audit.models import AuditEvent
from kithwork.catalogue.questionnaire_rules import questionnaire_rules
from kithwork.needs.tests.made import students
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from kithwork.surveys.models import Administration, Campaign
from kithwork.surveys.tests.asking import opened_campaign, planned
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db
FEWEST = questionnaire_rules().fewest_forms


def page(cast: Cast, who: str, campaign: Campaign, **headers: str) -> str:
    client = Client(headers=headers)
    client.force_login(getattr(cast, who), "django.contrib.auth.backends.ModelBackend")
    said = client.get(reverse("quality:campaign", kwargs={"uid": campaign.uid}))
    return said.content.decode() if said.status_code == 200 else str(said.status_code)


def answered(cast: Cast, n: int) -> Campaign:
    """A campaign with n forms of six questions, answered 1 to 5 in turn."""
    campaign = planned(cast)
    for place, student in enumerate(students(cast, n)):
        given = {str(one): float(1 + (place + one % 2) % 5) for one in range(1, 7)}
        enter(student=student, filled=Filled("brs", given, TODAY), by=OPERATOR)
    Administration.objects.update(campaign=campaign)
    return campaign


def test_before_answers_the_page_says_what_will_stand_there(cast: Cast) -> None:
    assert "As soon as answers come" in page(cast, "lin", planned(cast))


def test_a_few_forms_give_no_figure(cast: Cast) -> None:
    found = page(cast, "lin", answered(cast, FEWEST - 1))
    assert f"fewer than {FEWEST}" in found
    assert "<table" not in found


def test_the_figures_stand_with_their_sentences_in_both_languages(cast: Cast) -> None:
    campaign = answered(cast, FEWEST)
    found = page(cast, "lin", campaign)
    for said in ("Alpha", "Omega total", "Alpha without", "In short:", "same answer"):
        assert said in found
    assert "问卷质量" in page(cast, "lin", campaign, accept_language="zh-hans")


def test_whoever_may_count_over_the_school_may_open_it(cast: Cast) -> None:
    campaign = planned(cast)
    for who in ("lin", "he", "gu"):
        assert "Quality of the questionnaire" in page(cast, who, campaign)
    assert page(cast, "su", campaign) == "403"
    assert page(cast, "shen", campaign) == "404"
    assert page(cast, "bai", campaign) == "404"  # a researcher at the other school
    seen = AuditEvent.objects.filter(subject_kind="questionnaire_quality")
    assert seen.count() == 3


def test_the_campaign_leads_to_it(cast: Cast) -> None:
    campaign = opened_campaign(cast)
    client = Client()
    client.force_login(cast.lin, "django.contrib.auth.backends.ModelBackend")
    shown = client.get(reverse("ask:campaign", kwargs={"uid": campaign.uid})).content.decode()
    assert reverse("quality:campaign", kwargs={"uid": campaign.uid}) in shown
