"""Somebody ceases to care: dated, with a reason, kept in the file, and out of the way."""

import datetime as dt

import pytest
from django.urls import reverse

from kithwork.access.refusals import Refused, Stale
from kithwork.people.actions.carers import NewCarer, add_carer, end_carer
from kithwork.people.actions.contact_rules import set_contact_rule
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.addresses import page_of
from kithwork.people.models import Carer
from kithwork.people.queries.care import carers_of, past_carers_of
from kithwork.people.sealed import Contact
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def grandmother(cast):
    person = PersonDetails(full_name="林桂花", contacts=[Contact("mobile", "100 0000 0077")])
    carer = NewCarer(cast.xiaoyu, "grandmother", person, starts_on=TODAY - 30 * DAY)
    return add_carer(carer=carer, by=cast.lin)


@pytest.mark.parametrize(
    ("on", "code"),
    [
        (TODAY - 31 * DAY, "people.days_out_of_order"),
        (TODAY + DAY, "people.day_to_come"),
    ],
)
def test_a_day_that_cannot_be_is_refused(cast, grandmother, on, code):
    with pytest.raises(Refused) as refusal:
        end_carer(carer=grandmother, on=on, reason="moved_away", by=cast.lin)
    assert refusal.value.reason.code == code
    assert refusal.value.said_in("en") != refusal.value.said_in("zh-hans")


def test_the_entry_stays_with_its_reason_and_ends_once(cast, grandmother, events):
    end_carer(carer=grandmother, on=TODAY, reason="moved_away", by=cast.lin)
    assert carers_of(cast.lin, cast.xiaoyu) == ()
    [past] = past_carers_of(cast.lin, cast.xiaoyu)
    assert (past.ends_on, past.end_reason) == (TODAY, "moved_away")
    assert events()[-1].reason == "ended_tie"
    with pytest.raises(Refused) as refusal:
        end_carer(carer=grandmother, on=TODAY, reason="moved_away", by=cast.lin)
    assert refusal.value.reason.code == "people.carer_ended"


def test_a_stale_form_ends_nobody(cast, grandmother):
    with pytest.raises(Stale):
        end_carer(carer=grandmother, on=TODAY, reason="other", by=cast.lin, version="7")
    assert Carer.objects.get(pk=grandmother.pk).ends_on is None


def test_the_page_ends_her_and_the_rule_stays_on_top(cast, client, grandmother):
    set_contact_rule(
        student=cast.xiaoyu, text="Only after eight, by voice.", starts_on=TODAY, by=cast.lin
    )
    client.force_login(cast.lin)
    address = reverse("people:carer_end", kwargs={"uid": cast.xiaoyu.uid, "carer": grandmother.uid})
    assert "林桂花 does not care any more" in client.get(address).content.decode()
    sent = {"on": TODAY.isoformat(), "reason": "came_back", "version": "1"}
    assert client.post(address, sent).url == page_of(cast.xiaoyu)
    page = client.get(page_of(cast.xiaoyu)).content.decode()
    assert "100 0000 0077" not in page
    assert "a parent came back home" in page
    assert page.index("Only after eight") < page.index('id="carers"')
    assert client.get(address).status_code == 404
