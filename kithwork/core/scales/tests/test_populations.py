"""Whose bands fit a student: by age and school, the usual one first, nobody's where none fits."""

import pytest

from kithwork.catalogue.instruments import instruments
from kithwork.core.scales import NO_POPULATION, key_of, population_for, score


@pytest.mark.parametrize(
    ("code", "age", "level", "expected"),
    [
        ("phq-9", 14, "junior_high", NO_POPULATION),
        ("phq-9", 17, "senior_high", NO_POPULATION),
        ("phq-9", 18, "senior_high", "primary_care"),
        ("phq-9", 16, "college", "cn_undergraduates"),
        ("phq-9", 20, "college", "primary_care"),
        ("phq-9", None, "junior_high", NO_POPULATION),
        ("phq-9", None, "college", NO_POPULATION),
        ("who-5", 14, "junior_high", "general"),
        ("who-5", None, "junior_high", "general"),
        ("ssm-16", 14, "junior_high", None),
    ],
)
def test_who_fits(code: str, age: int | None, level: str, expected: str | None) -> None:
    assert population_for(instruments()[code].instrument, age=age, level=level) == expected


def test_a_key_of_nobody_has_no_bands_and_the_same_scores() -> None:
    instrument = instruments()["phq-9"].instrument
    answers = dict.fromkeys((item.id for item in instrument.items), 2)
    with_bands = score(instrument, answers)
    without = score(instrument, answers, population=NO_POPULATION)
    assert key_of(instrument, population=NO_POPULATION).bands == {}
    assert without.scores == with_bands.scores
    assert set(without.bands.values()) == {None}
    assert without.alerts == with_bands.alerts
