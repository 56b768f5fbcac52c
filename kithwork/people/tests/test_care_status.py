"""What carers and facts say together, and what the definitions of left-behind make of it."""

import datetime as dt

import pytest

from kithwork.access.console import OPERATOR
from kithwork.people.actions.carers import NewCarer
from kithwork.people.actions.facts import NewFact, record_fact
from kithwork.people.actions.families import Spell, save_carer
from kithwork.people.actions.persons import PersonDetails, amend_student_person
from kithwork.people.queries.care_status import care_status
from kithwork.people.queries.known import known_of
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
SINCE = dt.date(2026, 2, 20)


def record(cast, relation, spell, **more):
    carer = NewCarer(cast.xiaoyu, relation, PersonDetails(full_name="周兰"), **more)
    return save_carer(carer=carer, spell=spell, by=OPERATOR)


def fact(cast, name, value, on=SINCE):
    new = NewFact(cast.xiaoyu, name, value, on, "visit")
    record_fact(fact=new, by=OPERATOR)


def born(cast, day):
    details = PersonDetails(full_name="林小雨", sex="female", birth=day)
    version = cast.xiaoyu.person.version
    amend_student_person(student=cast.xiaoyu, details=details, version=version, by=OPERATOR)
    cast.xiaoyu.person.refresh_from_db()


def told(cast, language="en"):
    status = care_status(cast.lin, cast.xiaoyu, language=language, on=TODAY)
    return {one.label: one for one in status.told}, status


def test_a_parent_who_is_away_is_a_fact_and_one_who_is_not_on_file_is_unknown(cast):
    record(cast, "mother", Spell(True, TODAY, SINCE, "Dongguan"))
    known = known_of(cast.lin, cast.xiaoyu)
    assert known["care.mother_away"].value is True
    assert known["care.mother_away_since"].value == SINCE
    assert "care.father_away" not in known


def test_coming_back_is_a_fact_of_its_day_and_a_later_fact_wins(cast):
    carer = record(cast, "mother", Spell(True, TODAY, SINCE))
    save_carer(
        carer=NewCarer(cast.xiaoyu, "mother", PersonDetails(full_name="周兰")),
        spell=Spell(False, TODAY),
        by=OPERATOR,
        stored=carer,
        version="2",
    )
    assert known_of(cast.lin, cast.xiaoyu)["care.mother_away"].value is False
    fact(cast, "care.mother_away", True, on=SINCE)
    assert known_of(cast.lin, cast.xiaoyu)["care.mother_away"].value is False
    fact(cast, "care.mother_away", True, on=TODAY)
    assert known_of(cast.lin, cast.xiaoyu)["care.mother_away"].value is True


def test_missing_facts_leave_the_status_unknown_and_are_named(cast):
    found, status = told(cast)
    strict = found["Left-behind child (State Council 2016)"]
    assert strict.truth is None
    assert "Date of birth" in strict.missing
    assert not strict.is_confirmed
    assert "Mother works away" in status.unknown


def test_both_away_is_left_behind_with_reasons_and_the_day_it_ends_by_age(cast):
    born(cast, dt.date(2013, 5, 1))
    record(cast, "mother", Spell(True, TODAY, SINCE))
    record(cast, "father", Spell(True, TODAY, SINCE))
    fact(cast, "student.hukou", "rural")
    found, status = told(cast)
    strict = found["Left-behind child (State Council 2016)"]
    assert strict.truth is True
    assert strict.ends_on == dt.date(2029, 5, 1)
    assert any("the list of carers" in reason for reason in strict.reasons)
    assert any("a home visit" in reason for reason in strict.reasons)
    assert status.kinds


def test_a_parent_at_home_who_is_able_is_not_left_behind(cast):
    born(cast, dt.date(2013, 5, 1))
    fact(cast, "student.hukou", "rural")
    record(cast, "mother", Spell(True, TODAY, SINCE))
    fact(cast, "care.father_away", False)
    record(cast, "father", Spell(None, TODAY), is_able=True)
    assert told(cast)[0]["Left-behind child (State Council 2016)"].truth is False


def test_a_spell_is_corrected_in_place_and_makes_an_older_form_stale(cast):
    carer = record(cast, "mother", Spell(True, TODAY, SINCE, "Dongguan"))
    carer.refresh_from_db()
    corrected = save_carer(
        carer=NewCarer(cast.xiaoyu, "mother", PersonDetails(full_name="周兰")),
        spell=Spell(True, TODAY, SINCE, "Shenzhen"),
        by=OPERATOR,
        stored=carer,
        version=str(carer.version),
    )
    assert corrected.spells_away.get().place == "Shenzhen"
    corrected.refresh_from_db()
    assert corrected.version == carer.version + 1
