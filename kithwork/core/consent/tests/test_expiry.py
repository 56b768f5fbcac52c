"""When consent ends, and what is then asked again."""

import datetime as dt
from dataclasses import replace

import pytest

from kithwork.core.consent import Purpose, Standing, consent_for, end_of, renewal_tasks
from kithwork.core.consent.tests.family import (
    BIRTH,
    GIVEN,
    HERS,
    MOTHER,
    MOTHERS,
    POLICY,
    TEXT,
    family,
    on_file,
)

FOURTEEN = dt.date(2027, 3, 10)


def test_birthday_between_two_measurements_asks_for_consent_again() -> None:
    """Worked vector: fourteen between T0 and T1."""
    file = on_file(HERS, MOTHERS)
    first, second = dt.date(2026, 11, 20), dt.date(2027, 4, 20)
    assert consent_for("casework", file, on=first, policy=POLICY).has_consent
    assert consent_for("casework", file, on=second, policy=POLICY).standing is Standing.EXPIRED
    tasks = renewal_tasks(file, since=first, until=second, policy=POLICY)
    assert [(task.guardian, task.due_on) for task in tasks] == [
        (None, FOURTEEN),
        ("mother", FOURTEEN),
    ]
    assert {task.because.code for task in tasks} == {"consent.end.birthday"}


@pytest.mark.parametrize(
    ("day", "standing"),
    [
        (FOURTEEN - dt.timedelta(days=1), Standing.VALID),
        (FOURTEEN, Standing.EXPIRED),
    ],
)
def test_consent_ends_on_the_birthday_itself(day: dt.date, standing: Standing) -> None:
    file = on_file(HERS, MOTHERS)
    assert consent_for("casework", file, on=day, policy=POLICY).standing is standing


@pytest.mark.parametrize("age", [8, 14, 18])
def test_consent_ends_on_each_birthday_that_changes_who_signs(age: int) -> None:
    given = dt.date(BIRTH.year + age, 3, 9)
    end = end_of(replace(HERS, given_on=given), family(), POLICY)
    assert end.on == given + dt.timedelta(days=1)


def test_consent_given_on_the_birthday_lasts() -> None:
    end = end_of(replace(HERS, given_on=FOURTEEN), family(), POLICY)
    assert (end.on, end.because.code) == (dt.date(2028, 3, 10), "consent.end.months")


@pytest.mark.parametrize(("days_before", "standing"), [(1, Standing.VALID), (0, Standing.EXPIRED)])
def test_consent_ends_after_twelve_months(days_before: int, standing: Standing) -> None:
    subject = family(birth=dt.date(2010, 1, 1))
    file = on_file(HERS, MOTHERS, subject=subject)
    day = dt.date(2027, 11, 2) - dt.timedelta(days=days_before)
    assert consent_for("casework", file, on=day, policy=POLICY).standing is standing


def test_purpose_that_asks_for_more_is_asked_again() -> None:
    wider = tuple(
        replace(purpose, scope=2) if purpose.code == "casework" else purpose
        for purpose in POLICY.purposes
    )
    policy = replace(POLICY, purposes=wider)
    file = on_file(HERS, MOTHERS)
    assert consent_for("casework", file, on=GIVEN, policy=policy).standing is Standing.EXPIRED
    end = end_of(HERS, family(), policy)
    assert end.because.code == "consent.end.purpose"


def test_change_of_guardian_asks_again() -> None:
    until = dt.date(2026, 12, 24)
    file = on_file(HERS, MOTHERS, subject=family(replace(MOTHER, until=until)))
    tasks = renewal_tasks(file, since=GIVEN, until=dt.date(2026, 12, 31), policy=POLICY)
    assert [(task.guardian, task.due_on, task.because.code) for task in tasks] == [
        ("mother", until, "consent.end.guardian")
    ]


def test_no_is_left_in_peace() -> None:
    file = on_file(replace(HERS, agrees=False), MOTHERS)
    tasks = renewal_tasks(file, since=GIVEN, until=dt.date(2028, 1, 1), policy=POLICY)
    assert [task.guardian for task in tasks] == ["mother"]


def test_who_has_answered_anew_is_not_asked() -> None:
    again = [replace(record, given_on=FOURTEEN) for record in (HERS, MOTHERS)]
    file = on_file(HERS, MOTHERS, *again)
    assert renewal_tasks(file, since=GIVEN, until=dt.date(2027, 4, 1), policy=POLICY) == ()


def test_what_ended_before_is_not_told_twice() -> None:
    file = on_file(HERS, MOTHERS)
    assert renewal_tasks(file, since=FOURTEEN, until=dt.date(2027, 6, 1), policy=POLICY) == ()


def test_purposes_are_renewed_one_by_one() -> None:
    policy = replace(POLICY, purposes=(*POLICY.purposes, Purpose("research", TEXT, 1, "consent")))
    file = on_file(HERS, replace(HERS, purpose="research"))
    tasks = renewal_tasks(file, since=GIVEN, until=FOURTEEN, policy=policy)
    assert [task.purpose for task in tasks] == ["casework", "research"]
