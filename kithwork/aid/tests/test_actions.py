"""The inventory, the policies and the awards: effect, trail, refusal, and nothing half saved."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction

from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.aid.actions import policies
from kithwork.aid.actions.awards import Given, award, award_many, confirm_award, end_award
from kithwork.aid.actions.programmes import (
    add_terms,
    end_programme,
    record_programme,
    state_nothing,
    take_over,
    withdraw_nothing,
)
from kithwork.aid.models import Award, NothingGiven, PolicyClause, Programme, ProgrammeTerms
from kithwork.aid.queries.known import programmes_known_at
from kithwork.aid.tests.made import GRANT, SINCE, TALKS, given_to, grant, talks, terms, yuan
from kithwork.catalogue.programmes import programmes_of
from kithwork.core.support.functions import Function

pytestmark = pytest.mark.django_db

LATER = dt.date(2026, 11, 1)


def test_a_programme_stands_with_its_terms_and_in_the_trail(cast, events):
    made = grant(cast.college, cast.zhou)
    (first,) = made.terms.all()
    assert (first.amount_minor, first.currency, first.per) == (370_000, "CNY", "year")
    event = events()[-1]
    assert (event.verb, event.subject_kind) == ("create", "programme")
    assert event.subject == made.uid


def test_whoever_may_not_is_refused_and_nothing_is_written(cast):
    for user in (cast.fan, cast.ye, cast.bai, cast.lin):
        with pytest.raises(NotAllowed):
            grant(cast.college, user)
    assert not Programme.objects.exists()


def test_one_of_a_name_is_in_force(cast):
    grant(cast.college, cast.zhou)
    with pytest.raises(Refused, match="name_in_force"):
        grant(cast.college, cast.zhou)
    assert Programme.objects.count() == ProgrammeTerms.objects.count() == 1


def test_a_service_has_no_amount(cast):
    with pytest.raises(Refused, match="is_a_service"):
        record_programme(
            school=cast.college, described=TALKS, terms=terms(money=yuan(5)), by=cast.zhou
        )
    assert not Programme.objects.exists()


def test_new_terms_begin_later_and_the_earlier_stay(cast):
    made = grant(cast.college, cast.zhou)
    with pytest.raises(Refused, match="terms_before"):
        add_terms(programme=made, terms=terms(money=yuan(4000)), by=cast.zhou)
    add_terms(programme=made, terms=terms(LATER, money=yuan(4000)), by=cast.zhou)
    amounts = made.terms.order_by("starts_on").values_list("amount_minor", flat=True)
    assert list(amounts) == [370_000, 400_000]


def test_the_database_keeps_terms_as_they_were(cast):
    made = grant(cast.college, cast.zhou)
    with pytest.raises(DatabaseError), transaction.atomic():
        made.terms.update(amount_minor=1)


def test_ending_a_programme_ends_what_is_received_of_it(cast):
    made = grant(cast.college, cast.zhou)
    given_to(cast.aming, made, cast.zhou)
    assert end_programme(programme=made, on=LATER, by=cast.zhou) == 1
    assert Award.objects.get().ends_on == LATER
    with pytest.raises(Refused, match="already_ended"):
        end_programme(programme=made, on=LATER, by=cast.zhou)


def test_a_programme_does_not_end_under_an_award_to_come(cast):
    made = grant(cast.college, cast.zhou)
    award(
        student=cast.aming,
        programme=made,
        given=Given(starts_on=dt.date(2026, 12, 1)),
        by=cast.zhou,
    )
    with pytest.raises(Refused, match="awards_later"):
        end_programme(programme=made, on=LATER, by=cast.zhou)
    assert Programme.objects.get().ends_on is None


def test_the_programmes_of_the_schools_own_stages_stand_first(cast):
    known = programmes_known_at(cast.qingshan, LATER)
    fits = ["junior_high" in one.stages for one in known]
    assert any(fits)
    assert not all(fits)
    assert fits == sorted(fits, reverse=True)
    assert set(known) == set(programmes_of("CN", LATER))
    assert "undergraduate" in programmes_known_at(cast.college, LATER)[0].stages


def test_the_catalogue_is_taken_over_once(cast):
    wanted = [one for one in programmes_of("CN", LATER) if "undergraduate" in one.stages]
    done = {
        "school": cast.college,
        "entries": wanted,
        "on": LATER,
        "by": cast.zhou,
    }
    made = take_over(**done, language="zh-Hans")
    assert len(made) == len(wanted)
    assert take_over(**done, language="zh-Hans") == []
    known = Programme.objects.get(entry="CN.he.national_grant")
    assert known.name == "本专科生国家助学金"
    assert known.terms.get().amount_minor == 370_000


def test_a_recorded_none_contradicts_nothing_and_ends_with_a_programme(cast):
    said = {"school": cast.college, "source": "psych_service", "function": Function.EM}
    first = state_nothing(**said, on=SINCE, reference="Minutes of 3 September", by=cast.zhou)
    assert state_nothing(**said, on=LATER, reference="again", by=cast.zhou) == first
    talks(cast.college, cast.zhou)
    assert NothingGiven.objects.get().ends_on is not None
    with pytest.raises(Refused, match="supplied_there"):
        state_nothing(**said, on=LATER, reference="Minutes", by=cast.zhou)


def test_a_recorded_none_is_withdrawn_once(cast):
    stated = state_nothing(
        school=cast.college,
        source="school",
        function=Function.AP,
        on=SINCE,
        reference="Minutes",
        by=cast.zhou,
    )
    withdraw_nothing(stated=stated, on=LATER, by=cast.zhou)
    with pytest.raises(Refused, match="already_ended"):
        withdraw_nothing(stated=stated, on=LATER, by=cast.zhou)


def test_an_award_is_the_aid_offices(cast, events):
    made = grant(cast.college, cast.zhou)
    with pytest.raises(NotAllowed):
        given_to(cast.aming, made, cast.shen)
    given_to(cast.aming, made, cast.zhou)
    event = events()[-1]
    assert (event.verb, event.subject_kind) == ("create", "award")
    assert event.subject == cast.aming.uid


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (Given(starts_on=dt.date(2020, 1, 1)), "not_in_force"),
        (Given(starts_on=LATER, ends_on=SINCE), "ends_before"),
    ],
)
def test_days_that_cannot_be_are_refused(cast, given, code):
    made = grant(cast.college, cast.zhou)
    with pytest.raises(Refused, match=code):
        award(student=cast.aming, programme=made, given=given, by=cast.zhou)
    assert not Award.objects.exists()


def test_another_schools_student_does_not_receive_it(cast):
    made = grant(cast.college, cast.zhou)
    with pytest.raises(Refused, match="another_school"):
        given_to(cast.xiaoyu, made, cast.zhou)


def test_many_receive_it_or_none(cast):
    made = grant(cast.college, cast.zhou)
    with pytest.raises(Refused, match="already_received"):
        award_many(awards=[(cast.aming, Given(starts_on=SINCE))] * 2, programme=made, by=cast.zhou)
    assert not Award.objects.exists()


def test_an_award_is_confirmed_and_ended(cast):
    awarded = given_to(cast.aming, grant(cast.college, cast.zhou), cast.zhou)
    confirm_award(awarded=awarded, on=LATER, by=cast.zhou)
    end_award(awarded=awarded, on=LATER, by=cast.zhou)
    stands = Award.objects.get()
    assert (stands.confirmed_on, stands.ends_on) == (LATER, LATER)
    with pytest.raises(Refused, match="already_ended"):
        end_award(awarded=awarded, on=LATER, by=cast.zhou)


def test_a_clause_is_read_anew_and_the_earlier_reading_stays(cast):
    document = policies.record_document(
        school=cast.college,
        document=policies.Document(title="Aid rules", starts_on=SINCE),
        by=cast.zhou,
    )
    first = policies.read_clause(
        document=document,
        reading=policies.Reading(label="Art. 5", gist="Money for those in hardship", read_on=SINCE),
        by=cast.zhou,
    )
    again = policies.Reading(
        label="Art. 5", gist="Money", read_on=LATER, functions=(Function.IS,), left_out="The rest"
    )
    policies.read_clause(document=document, reading=again, by=cast.zhou, instead_of=first)
    assert PolicyClause.objects.filter(superseded_by=None).get().functions == ["IS"]
    with pytest.raises(Stale):
        policies.read_clause(document=document, reading=again, by=cast.zhou, instead_of=first)
    assert PolicyClause.objects.count() == 2


def test_a_clause_names_a_programme_of_its_own_school(cast):
    document = policies.record_document(
        school=cast.college,
        document=policies.Document(title="Aid rules", starts_on=SINCE),
        by=cast.zhou,
    )
    elsewhere = record_programme(school=cast.qingshan, described=GRANT, terms=terms(), by=cast.he)
    reading = policies.Reading(label="1", gist="x", read_on=SINCE, programme=elsewhere)
    with pytest.raises(Refused, match="another_school"):
        policies.read_clause(document=document, reading=reading, by=cast.zhou)
