"""What a guardian sees and hears by default."""

import datetime as dt
from dataclasses import replace

import pytest

from kithwork.core.consent import Guardian, guardian_access
from kithwork.core.consent.tests.family import GRANDMOTHER, MOTHER, POLICY, TODAY, family


@pytest.mark.parametrize(
    ("guardian", "is_open", "notifies", "code"),
    [
        (MOTHER, True, True, "guardian"),
        (replace(MOTHER, suspected_since=TODAY), False, False, "suspected"),
        (replace(MOTHER, suspected_since=TODAY + dt.timedelta(days=1)), True, True, "guardian"),
        (replace(MOTHER, until=TODAY), False, False, "not_current"),
        (GRANDMOTHER, False, True, "entrusted"),
        (replace(GRANDMOTHER, suspected_since=TODAY), False, False, "suspected"),
    ],
)
def test_guardian_is_shut_out_when_that_is_safer(
    guardian: Guardian, is_open: bool, notifies: bool, code: str
) -> None:
    access = guardian_access(guardian, family(guardian), on=TODAY, policy=POLICY)
    assert (access.is_portal_open, access.notifies_by_default) == (is_open, notifies)
    assert access.because.code == f"consent.access.{code}"


def test_guardian_of_an_adult_is_not_told() -> None:
    adult = family(MOTHER, birth=dt.date(2008, 11, 20))
    access = guardian_access(MOTHER, adult, on=TODAY, policy=POLICY)
    assert (access.is_portal_open, access.notifies_by_default) == (False, False)


def test_unknown_birth_counts_as_a_minor() -> None:
    access = guardian_access(MOTHER, family(birth=None), on=TODAY, policy=POLICY)
    assert access.is_portal_open
