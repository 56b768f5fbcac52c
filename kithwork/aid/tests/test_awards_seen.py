"""Who sees what a student receives: the aid office, and a worker with the student's agreement."""

import datetime as dt
import uuid

import pytest

from kithwork.access.permissions import held
from kithwork.access.roles import Need, Section, Verb
from kithwork.aid.actions.awards import end_award
from kithwork.aid.queries.awards import HARDSHIP, PURPOSE, awards_at, awards_seen
from kithwork.aid.tests.made import given_to, grant, talks
from kithwork.people.actions.consents import Asking, record_consent
from kithwork.people.actions.facts import NewFact, record_fact
from kithwork.people.actions.ties import tie
from kithwork.people.models import Person, StudentTie
from tests.cast import FIRST_DAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def awarded(cast):
    return given_to(cast.aming, grant(cast.college, cast.zhou), cast.zhou)


def accompanied(cast):
    Person.objects.filter(pk=cast.aming.person_id).update(birth=dt.date(2006, 3, 1))
    cast.aming.person.refresh_from_db()
    own = StudentTie.Kind.OWN
    tie(student=cast.aming, user=cast.shen, kind=own, on=FIRST_DAY, by=cast.shen)


def agreed(cast, answer, *, about=None):
    asking = Asking(
        about=about,
        student=cast.aming,
        method="paper",
        given_on=dt.date(2026, 11, 2),
        language="zh-Hans",
        was_read_aloud=True,
        was_understood=True,
    )
    record_consent(asking=asking, answers={PURPOSE: answer}, by=cast.shen)


def test_the_aid_office_sees_it_and_the_trail_knows(cast, awarded, events):
    seen = awards_seen(cast.zhou, cast.aming)
    assert [one.pk for one in seen.awards] == [awarded.pk]
    event = events()[-1]
    assert (event.verb, event.subject_kind, event.subject) == ("view", "award", cast.aming.uid)


def test_a_worker_asks_first(cast, awarded):
    accompanied(cast)
    assert held(cast.shen, Verb.READ, Section.AID, with_needs=[Need.CONSENT])
    seen = awards_seen(cast.shen, cast.aming)
    assert seen.is_closed
    assert seen.asks_consent
    assert not seen.awards


@pytest.mark.parametrize(("answer", "is_closed"), [(True, False), (False, True)])
def test_the_students_answer_decides(cast, awarded, answer, is_closed):
    accompanied(cast)
    agreed(cast, answer)
    assert awards_seen(cast.shen, cast.aming).is_closed is is_closed


def test_an_answer_that_was_given_in_a_case_counts(cast, awarded):
    accompanied(cast)
    agreed(cast, True, about=uuid.uuid4())
    assert [one.pk for one in awards_seen(cast.shen, cast.aming).awards] == [awarded.pk]


def test_the_level_of_hardship_stands_with_the_aid(cast, awarded):
    accompanied(cast)
    level = NewFact(cast.aming, HARDSHIP, "special", FIRST_DAY, "document")
    record_fact(fact=level, by=cast.zhou)
    assert awards_seen(cast.zhou, cast.aming).hardship.known == "special"
    assert awards_seen(cast.shen, cast.aming).hardship is None
    agreed(cast, True)
    assert awards_seen(cast.shen, cast.aming).hardship.known == "special"


def test_whoever_does_not_accompany_is_not_even_told_to_ask(cast, awarded):
    for user in (cast.fan, cast.qin, cast.gu, cast.luo, cast.bai):
        seen = awards_seen(user, cast.aming)
        assert seen.is_closed
        assert not seen.asks_consent


def test_names_of_a_programme_are_the_aid_offices(cast, awarded):
    assert [one.pk for one in awards_at(cast.zhou, awarded.programme) or []] == [awarded.pk]
    assert awards_at(cast.shen, awarded.programme) is None


def test_what_is_still_received_stands_first_on_both_engines(cast, awarded):
    end_award(awarded=awarded, on=dt.date(2026, 11, 1), by=cast.zhou)
    running = given_to(cast.aming, talks(cast.college, cast.zhou), cast.zhou)
    seen = awards_seen(cast.zhou, cast.aming)
    assert [one.pk for one in seen.awards] == [running.pk, awarded.pk]
