"""Programmes, terms and awards for the tests, by the actions that users call."""

import datetime as dt
from typing import Any

from kithwork.access.models import School, User
from kithwork.aid.actions.awards import Given, award
from kithwork.aid.actions.programmes import Described, Money, Terms, record_programme
from kithwork.aid.models import Award, Programme
from kithwork.core.support.functions import Function
from kithwork.people.models import Student

SINCE = dt.date(2026, 9, 1)
GRANT = Described(
    kind="grant", name="Hardship grant", source="government", functions=(Function.IS,)
)
TALKS = Described(
    kind="counselling", name="Open door", source="psych_service", functions=(Function.EM,)
)


def terms(starts_on: dt.date = SINCE, **more: Any) -> Terms:
    return Terms(starts_on=starts_on, reference="School notice 12", **more)


def yuan(amount: int, *, per: str = "year") -> Money:
    return Money(minor=amount * 100, currency="CNY", is_what="fixed", per=per)


def grant(school: School, by: User, **more: Any) -> Programme:
    return record_programme(
        school=school, described=GRANT, terms=terms(money=yuan(3700), **more), by=by
    )


def talks(school: School, by: User) -> Programme:
    return record_programme(school=school, described=TALKS, terms=terms(places=40), by=by)


def given_to(student: Student, programme: Programme, by: User) -> Award:
    return award(student=student, programme=programme, given=Given(starts_on=SINCE), by=by)
