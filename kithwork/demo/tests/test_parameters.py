"""What was drawn is what the parameters say, within sampling error (exact binomial, 99.9 %)."""

from collections import Counter

import pytest
from scipy.stats import binom

from kithwork.demo.draws import Draws
from kithwork.demo.parameters import CARE_AT_A_COLLEGE, CARE_AT_A_COUNTY_SCHOOL, RECEIVES
from kithwork.demo.pupils import invented

SHARES = {"qingshan": CARE_AT_A_COUNTY_SCHOOL, "college-d": CARE_AT_A_COLLEGE}
PUPILS = 600


def cases():
    return [(code, care) for code, shares in SHARES.items() for care in shares]


def within(found, percent, n):
    """Whether a count lies between the 0.05 % and the 99.95 % point of its binomial."""
    low, high = binom.interval(0.999, n, percent / 100)
    return low <= found <= high


@pytest.mark.parametrize(("code", "care"), cases())
def test_care_is_drawn_by_its_share(code, care):
    shares = SHARES[code]
    draws = Draws(f"kithwork:{code}")
    drawn = Counter(
        invented(draws, index, entered=2024, class_code="1", age=12, care=dict(shares)).care
        for index in range(PUPILS)
    )
    assert within(drawn[care], shares[care], PUPILS)


@pytest.mark.parametrize("code", RECEIVES)
def test_what_college_d_gives_is_drawn_by_its_share(code):
    draws = Draws("kithwork")
    drawn = sum(
        draws.of(f"receives {code}", index).randrange(100) < RECEIVES[code]
        for index in range(PUPILS)
    )
    assert within(drawn, RECEIVES[code], PUPILS)


def test_a_share_that_is_wrong_is_found_out():
    assert within(204, 34, PUPILS)
    assert not within(260, 34, PUPILS)
