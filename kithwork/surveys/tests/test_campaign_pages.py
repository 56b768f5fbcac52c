"""The pages of campaigns: planned, opened, slips, consent on paper, who answered, duty."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse

from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.people.models import Consent, ConsentAnswer
from kithwork.safety.models import Duty
from kithwork.surveys.actions import enter
from kithwork.surveys.actions.answering import refuse
from kithwork.surveys.actions.campaigns import open_campaign
from kithwork.surveys.codes import spaced
from kithwork.surveys.filling import Filled
from kithwork.surveys.models import Administration, Campaign, Invitation
from kithwork.surveys.tests.asking import (
    born,
    code_of,
    invited,
    mother_of,
    on_duty,
    opened_campaign,
    planned,
)
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
PLAN = {
    "title": "Autumn",
    "instrument": "ssm-16",
    "ways": ["link", "paper"],
    "audience_kind": "school",
    "further": ["survey_talk"],
    "basis": "separate_consent",
    "basis-survey_talk": "consent",
    "notice": "survey.support",
    "contact": "room 203",
    "closes_on": "2026-12-01",
}


@pytest.fixture
def lin(cast):
    return signed_in(cast.lin)


def signed_in(user):
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def at(name, campaign, **parts):
    return reverse(f"ask:{name}", kwargs={"uid": campaign.uid, **parts})


def test_planned_opened_and_closed_in_the_browser(cast, lin):
    on_duty(cast)
    said = lin.post(reverse("ask:plan"), PLAN)
    campaign = Campaign.objects.get()
    assert said["Location"] == at("campaign", campaign)
    assert campaign.purposes == {"survey": "separate_consent", "survey_talk": "consent"}
    page = lin.get(at("campaign", campaign)).content.decode()
    assert at("open", campaign) in page
    lin.post(at("open", campaign))
    campaign.refresh_from_db()
    assert campaign.is_open
    lin.post(at("close", campaign))
    campaign.refresh_from_db()
    assert campaign.state == "closed"


def test_what_is_missing_stands_on_the_page(cast, lin):
    campaign = planned(cast, contact="", instrument="student-support")
    page = lin.get(at("campaign", campaign)).content.decode()
    assert "whom students and guardians may ask" in page
    assert reverse("ask:duty", kwargs={"school": cast.qingshan.uid}) in page
    assert at("open", campaign) not in page
    lin.post(at("open", campaign))
    assert Campaign.objects.get().state == "draft"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"audience_kind": "classes"}, "classes"),
        ({"audience_kind": "sample"}, "size"),
        ({"audience_kind": "list"}, "numbers"),
        ({"audience_kind": "list", "numbers": "20260001, 999"}, "numbers"),
    ],
)
def test_a_plan_with_a_hole_is_shown_again(cast, lin, change, field):
    said = lin.post(reverse("ask:plan"), PLAN | change)
    assert said.status_code == 422
    assert field in said.context["form"].errors
    assert not Campaign.objects.exists()


def test_a_list_is_given_by_numbers(cast, lin):
    lin.post(reverse("ask:plan"), PLAN | {"audience_kind": "list", "numbers": "20260001\n20260003"})
    uids = {str(cast.xiaoyu.uid), str(cast.jiayi.uid)}
    assert set(Campaign.objects.get().audience["students"]) == uids


def test_a_draft_is_changed_and_a_stale_form_is_not_saved(cast, lin):
    campaign = planned(cast)
    page = lin.get(at("edit", campaign))
    assert page.context["form"].initial["title"] == campaign.title
    assert lin.post(at("edit", campaign), PLAN | {"version": 1}).status_code == 302
    said = lin.post(at("edit", campaign), PLAN | {"version": 1, "title": "Later"})
    assert said.status_code == 422
    assert Campaign.objects.get().title == "Autumn"


def test_slips_show_codes_and_nothing_about_the_questionnaire(cast, lin):
    campaign = opened_campaign(cast)
    page = lin.get(at("slips", campaign)).content.decode()
    slips = page[page.index('class="kw-slips"') :]
    assert spaced(code_of(invited(campaign, cast.haoran))) in slips
    for word in ("SSM", "support", "psych", "needs"):
        assert word not in slips
    families = lin.get(at("slips", campaign), {"of": "families"}).content.decode()
    assert len(re.findall('class="kw-slip"', families)) == 1


def test_signed_forms_are_recorded_class_by_class(cast, lin):
    campaign, mother = opened_campaign(cast), mother_of(cast.xiaoyu)
    invitation = invited(campaign, cast.xiaoyu)
    said = lin.post(
        at("papers", campaign) + f"?class={cast.class_7_1.uid}",
        {
            "given_on": TODAY.isoformat(),
            f"who-{invitation.uid}": str(mother.uid),
            f"guardian-{invitation.uid}-survey": "yes",
            f"own-{invitation.uid}-survey": "yes",
        },
    )
    assert said.status_code == 302
    kept = {(one.carer_id, one.is_verified, one.method) for one in Consent.objects.all()}
    assert kept == {(mother.pk, True, "paper"), (None, False, "paper")}


def test_each_purpose_on_a_signed_form_is_kept_as_it_was_ticked(cast, lin):
    campaign, mother = opened_campaign(cast), mother_of(cast.xiaoyu)
    uid = invited(campaign, cast.xiaoyu).uid
    sent = {
        "given_on": TODAY.isoformat(),
        f"who-{uid}": str(mother.uid),
        f"guardian-{uid}-survey": "yes",
        f"guardian-{uid}-survey_talk": "no",
        f"own-{uid}-survey": "yes",
    }
    assert lin.post(at("papers", campaign), sent).status_code == 302
    kept = ConsentAnswer.objects.filter(consent__student=cast.xiaoyu)
    said = set(kept.values_list("consent__carer", "purpose", "agrees"))
    assert said == {
        (mother.pk, "survey", True),
        (mother.pk, "survey_talk", False),
        (None, "survey", True),
    }
    page = lin.get(at("papers", campaign)).content.decode()
    assert f"own-{uid}-survey_talk" in page
    assert f'name="own-{uid}-survey"' not in page
    assert "so far: no" in page


def test_a_purpose_that_was_not_asked_is_not_kept(cast, lin):
    campaign = opened_campaign(cast, purposes={"survey": "separate_consent"})
    uid = invited(campaign, cast.jiayi).uid
    sent = {"given_on": TODAY.isoformat(), f"own-{uid}-survey": "yes"}
    sent |= {f"own-{uid}-survey_talk": "yes"}
    assert lin.post(at("papers", campaign), sent).status_code == 302
    assert [one.purpose for one in ConsentAnswer.objects.all()] == ["survey"]


def test_signed_forms_are_recorded_where_no_guardian_is_asked(cast, lin):
    born(cast.jiayi, 20)
    on_duty(cast)
    draft = planned(cast, audience_kind="list", audience={"students": [str(cast.jiayi.uid)]})
    campaign = open_campaign(campaign=draft, by=cast.lin)
    page = lin.get(reverse("ask:campaign", kwargs={"uid": campaign.uid})).content.decode()
    assert "Guardians:" not in page
    assert reverse("ask:papers", kwargs={"uid": campaign.uid}) in page


def test_paper_is_keyed_in_for_the_campaign_with_consent_alone(cast, lin):
    campaign = opened_campaign(cast)
    mother_of(cast.xiaoyu)
    filled = Filled("ssm-16", {"1": 2}, TODAY)
    told = {"student": cast.xiaoyu, "filled": filled, "campaign": campaign, "by": cast.lin}
    with pytest.raises(Refused, match="consent_not_recorded"):
        enter(**told)
    invitation = invited(campaign, cast.xiaoyu)
    lin.post(
        at("papers", campaign),
        {
            "given_on": TODAY.isoformat(),
            f"who-{invitation.uid}": str(cast.xiaoyu.carers.get().uid),
            f"guardian-{invitation.uid}-survey": "yes",
            f"own-{invitation.uid}-survey": "yes",
        },
    )
    entered = enter(**told)
    kept = Invitation.objects.get(pk=invitation.pk)
    assert (kept.state, kept.way, kept.administration) == (
        "answered",
        "paper",
        entered.administration,
    )
    sheet = reverse("surveys:sheet", kwargs={"uid": cast.class_7_1.uid, "code": "ssm-16"})
    page = lin.get(sheet, {"campaign": str(campaign.uid)})
    assert campaign.title in page.content.decode()


def test_who_said_no_is_for_the_owner_alone(cast, lin):
    campaign = opened_campaign(cast)
    refuse(invitation=invited(campaign, cast.haoran), language="en", way="link")
    assert "said no" in lin.get(at("students", campaign)).content.decode()
    other = signed_in(cast.tan)
    assert other.get(at("students", campaign)).status_code == 404
    assert "said no" not in other.get(at("campaign", campaign)).content.decode()


def test_the_owner_removes_answers_for_whoever_asks(cast, lin):
    campaign = opened_campaign(cast)
    mother_of(cast.xiaoyu)
    invitation = invited(campaign, cast.haoran)
    form = Administration.objects.create(
        student=cast.haoran,
        school=cast.qingshan,
        instrument="ssm-16",
        entry_version="1",
        entry_hash="",
        form_version="standard",
        coding="0-4",
        answers={},
        missing=16,
        given_on=TODAY,
        campaign=campaign,
    )
    Invitation.objects.filter(pk=invitation.pk).update(administration=form)
    address = at("remove", campaign, invitation=invitation.uid)
    assert signed_in(cast.tan).post(address).status_code == 404
    assert lin.post(address).status_code == 302
    assert not Administration.objects.exists()


def test_days_that_are_not_ticked_are_named(cast, lin):
    address = reverse("ask:duty", kwargs={"school": cast.qingshan.uid})
    saturday = TODAY + dt.timedelta(days=5 - TODAY.weekday())
    sent = {
        "user": str(cast.lin.uid),
        "from_day": saturday.isoformat(),
        "to_day": (saturday + dt.timedelta(days=1)).isoformat(),
        "weekdays": ["0", "1", "2", "3", "4"],
        "starts": "08:00",
        "ends": "17:00",
    }
    refused = lin.post(address, sent)
    assert refused.status_code == 422
    assert "These days are only: Saturday, Sunday. Tick them" in refused.content.decode()
    early = {"to_day": (saturday - dt.timedelta(days=1)).isoformat()}
    assert "lies before the first" in lin.post(address, sent | early).content.decode()
    assert lin.post(address, sent | {"weekdays": ["5", "6"]}).status_code == 302
    with clock.telling(dt.datetime.combine(saturday, dt.time(4), dt.UTC)):
        ticked = lin.get(address).context["form"]["weekdays"].value()
    assert ticked == ["0", "1", "2", "3", "4", "5"]


def test_duty_is_planned_and_ended(cast, lin):
    address = reverse("ask:duty", kwargs={"school": cast.qingshan.uid})
    said = lin.post(
        address,
        {
            "user": str(cast.tan.uid),
            "from_day": "2026-11-18",
            "to_day": "2026-11-24",
            "weekdays": ["0", "1", "2", "3", "4"],
            "starts": "08:00",
            "ends": "17:00",
        },
    )
    assert said.status_code == 302
    assert Duty.objects.count() == 5
    first = Duty.objects.order_by("starts_at").first()
    lin.post(reverse("ask:end_duty", kwargs={"uid": first.uid}))
    assert Duty.objects.get(pk=first.pk).ends_at < first.ends_at


def test_the_list_teaches_when_it_is_empty(cast, lin):
    assert "No campaign yet" in lin.get(reverse("ask:campaigns")).content.decode()
    planned(cast)
    assert "Autumn at Qingshan" in lin.get(reverse("ask:campaigns")).content.decode()
