"""Campaigns: what they need, whom they invite, how they close, who may."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404

from kithwork.access.keys.problems import KeyErased
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.audit.models import AuditEvent
from kithwork.surveys.actions.campaigns import (
    NotReady,
    amend_campaign,
    close_campaign,
    open_campaign,
    plan_campaign,
)
from kithwork.surveys.models import Campaign, GuardianRequest, Invitation
from kithwork.surveys.queries.campaigns import (
    campaign_for,
    campaigns_for,
    owned_campaign,
    response_of,
    still_missing,
)
from kithwork.surveys.tests.asking import (
    born,
    code_of,
    invited,
    on_duty,
    opened_campaign,
    plan,
    planned,
)
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def codes(reasons):
    return {one.code.removeprefix("surveys.open.") for one in reasons}


def test_a_draft_says_everything_that_it_needs_at_once(cast):
    bare = planned(cast, ways=(), notice="", contact="", purposes={"survey": ""})
    assert codes(still_missing(bare)) == {"notice", "way", "contact", "basis"}
    with pytest.raises(NotReady) as refused:
        open_campaign(campaign=bare, by=cast.lin)
    assert codes(refused.value.missing) == {"notice", "way", "contact", "basis"}
    assert not Invitation.objects.exists()


def test_alerting_questions_wait_for_somebody_on_duty(cast):
    campaign = planned(cast, instrument="student-support")
    born(cast.haoran, 15)
    assert codes(still_missing(campaign)) == {"duty"}
    on_duty(cast)
    assert still_missing(campaign) == ()


def test_a_scale_whose_wording_is_not_ours_is_not_put_on_a_screen(cast):
    on_duty(cast)
    assert codes(still_missing(planned(cast, instrument="phq-9"))) == {"wording"}
    assert still_missing(planned(cast, instrument="phq-9", ways=("paper",))) == ()


def test_opening_invites_everybody_and_freezes_what_was_promised(cast):
    campaign = opened_campaign(cast)
    assert campaign.is_open
    assert {one.student for one in campaign.invitations.all()} == {
        cast.xiaoyu,
        cast.haoran,
        cast.jiayi,
    }
    assert (campaign.notice_version, campaign.entry_version) == ("1", "1")
    assert len(campaign.notice_hash) == len(campaign.entry_hash) == 64
    assert GuardianRequest.objects.get().invitation.student == cast.xiaoyu
    assert invited(campaign, cast.xiaoyu).school_class == cast.class_7_1
    event = AuditEvent.objects.get(subject=campaign.uid, verb="share")
    assert event.size == 3


def test_codes_are_eight_letters_and_stand_nowhere_in_clear(cast):
    campaign = opened_campaign(cast)
    invitation = invited(campaign, cast.xiaoyu)
    code = code_of(invitation)
    assert len(code) == 8
    assert code.encode() not in bytes(invitation.code)
    assert code not in invitation.code_index


def test_the_database_opens_nothing_without_a_notice(cast):
    campaign = planned(cast)
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=campaign.pk).update(state="open")


@pytest.mark.parametrize(
    ("kind", "audience", "expected"),
    [
        ("school", lambda cast: {}, {"xiaoyu", "haoran", "jiayi"}),
        ("classes", lambda cast: {"classes": [str(cast.class_7_1.uid)]}, {"xiaoyu", "haoran"}),
        ("list", lambda cast: {"students": [str(cast.jiayi.uid)]}, {"jiayi"}),
        ("list", lambda cast: {"students": [str(cast.aming.uid)]}, set()),
    ],
)
def test_whom_it_asks(cast, kind, audience, expected):
    for name in ("xiaoyu", "haoran", "jiayi"):
        born(getattr(cast, name), 15)
    on_duty(cast)
    campaign = planned(cast, audience_kind=kind, audience=audience(cast))
    if not expected:
        assert codes(still_missing(campaign)) == {"nobody"}
        return
    open_campaign(campaign=campaign, by=cast.lin)
    asked = {one.student for one in campaign.invitations.all()}
    assert asked == {getattr(cast, name) for name in expected}


def test_a_sample_is_drawn_by_its_seed(cast):
    on_duty(cast)
    audience = {"size": 2, "seed": "autumn"}
    first, again = (
        open_campaign(
            campaign=planned(cast, audience_kind="sample", audience=audience), by=cast.lin
        )
        for _ in range(2)
    )
    asked = [set(one.invitations.values_list("student", flat=True)) for one in (first, again)]
    assert len(asked[0]) == 2
    assert asked[0] == asked[1]


@pytest.mark.parametrize(("years", "is_asked"), [(8, False), (9, True)])
def test_nobody_below_the_instruments_age_is_asked(cast, years, is_asked):
    for student in (cast.xiaoyu, cast.haoran):
        born(student, 15)
    born(cast.jiayi, years)
    on_duty(cast)
    campaign = open_campaign(campaign=planned(cast), by=cast.lin)
    assert campaign.invitations.filter(student=cast.jiayi).exists() is is_asked


def test_only_a_draft_is_changed_and_only_from_what_stands(cast):
    campaign = planned(cast)
    amended = amend_campaign(campaign=campaign, plan=plan(title="New"), version=1, by=cast.tan)
    assert (amended.title, amended.version) == ("New", 2)
    with pytest.raises(Stale):
        amend_campaign(campaign=campaign, plan=plan(), version=1, by=cast.lin)
    opened = opened_campaign(cast)
    with pytest.raises(Refused, match="moved_on"):
        amend_campaign(campaign=opened, plan=plan(), version=1, by=cast.lin)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"title": " "}, "without_title"),
        ({"instrument": "none"}, "no_such_instrument"),
        ({"purposes": {"selling": "consent"}}, "unknown_purpose"),
        ({"purposes": {"survey": "because"}}, "unknown_basis"),
    ],
)
def test_what_is_no_campaign(cast, change, code):
    with pytest.raises(Refused, match=code):
        planned(cast, **change)


def test_closing_erases_the_codes(cast):
    campaign = opened_campaign(cast)
    invitation = invited(campaign, cast.haoran)
    close_campaign(campaign=campaign, by=cast.lin)
    invitation.campaign.key.refresh_from_db()
    with pytest.raises(KeyErased):
        code_of(invitation)
    with pytest.raises(Refused, match="moved_on"):
        close_campaign(campaign=campaign, by=cast.lin)


@pytest.mark.parametrize("who", ["su", "ye", "qin", "luo", "bai", "shen"])
def test_who_runs_no_campaigns_here(cast, who):
    with pytest.raises(NotAllowed):
        plan_campaign(school=cast.qingshan, plan=plan(), by=getattr(cast, who))


def test_campaigns_are_seen_at_ones_own_schools(cast):
    campaign = planned(cast)
    assert [line.campaign for line in campaigns_for(cast.tan)] == [campaign]
    assert campaigns_for(cast.shen) == ()
    assert campaign_for(cast.gu, campaign.uid) == campaign
    with pytest.raises(Http404):
        campaign_for(cast.shen, campaign.uid)
    with pytest.raises(Http404):
        owned_campaign(cast.tan, campaign.uid)


def test_a_class_of_two_has_no_rate(cast):
    response = response_of(opened_campaign(cast))
    assert (response.classes, response.rates.total, response.rates.rest) == ((), None, None)


def test_days_are_in_order(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Campaign.objects.filter(pk=planned(cast).pk).update(
            opens_on=TODAY, closes_on=TODAY - dt.timedelta(days=1)
        )
