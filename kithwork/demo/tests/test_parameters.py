"""What was drawn is what the parameters say, within sampling error (exact binomial, 99.9 %)."""

from collections import Counter

import pytest
from scipy.stats import binom, norm

from kithwork.demo.asking import ITEMS, WORDS, answers_drawn, said_beside
from kithwork.demo.draws import Draws
from kithwork.demo.parameters import (
    CARE_AT_A_COLLEGE,
    CARE_AT_A_COUNTY_SCHOOL,
    ENOUGH_FROM,
    NAMED_AT_THE_COLLEGE,
    NAMED_AT_THE_COUNTY_SCHOOL,
    NOISE,
    RECEIVES_AT_THE_COLLEGE,
    RECEIVES_AT_THE_COUNTY_SCHOOL,
    SPREAD,
    SUPPORT_AT_THE_COLLEGE,
    SUPPORT_AT_THE_COUNTY_SCHOOL,
)
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


RECEIVES = {**RECEIVES_AT_THE_COUNTY_SCHOOL, **RECEIVES_AT_THE_COLLEGE}


@pytest.mark.parametrize("code", RECEIVES)
def test_what_a_school_gives_is_drawn_by_its_share(code):
    draws = Draws("kithwork")
    drawn = sum(
        draws.of(f"receives {code}", index).randrange(100) < RECEIVES[code]
        for index in range(PUPILS)
    )
    assert within(drawn, RECEIVES[code], PUPILS)


def step_expected(mean):
    """The mean of a normal answer that is rounded and held between the first and last step."""
    spread = (SPREAD**2 + NOISE**2) ** 0.5
    return sum(1 - norm.cdf(step - 0.5, mean, spread) for step in range(1, len(WORDS)))


def steps_found(means, function):
    """The mean step of each of PUPILS students over the items of a function."""
    places = [item - 1 for item in ITEMS[function]]
    for index in range(PUPILS):
        source = Draws("kithwork").of("support", index)
        drawn = list(answers_drawn(source, means, source.gauss(0, 1)))
        yield sum(WORDS.index(drawn[place]) for place in places) / len(places)


@pytest.mark.parametrize("means", [SUPPORT_AT_THE_COUNTY_SCHOOL, SUPPORT_AT_THE_COLLEGE])
@pytest.mark.parametrize("function", ITEMS)
def test_support_is_drawn_by_its_mean(means, function):
    found = sum(steps_found(means, function)) / PUPILS
    error = ((SPREAD**2 + NOISE**2 / len(ITEMS[function])) / PUPILS) ** 0.5
    assert abs(found - step_expected(means[function])) < norm.isf(0.0005) * error


def beside(words, named):
    """What each of PUPILS students who answers alike says beside: a line of eight."""
    draws = Draws("kithwork")
    return [list(said_beside(draws.of("named", index), words, named)) for index in range(PUPILS)]


@pytest.mark.parametrize("named", [NAMED_AT_THE_COUNTY_SCHOOL, NAMED_AT_THE_COLLEGE])
@pytest.mark.parametrize("function", ITEMS)
def test_whom_students_name_is_drawn_by_its_share(named, function):
    place = 2 * list(ITEMS).index(function)
    lists = [line[place].split("; ") for line in beside([WORDS[2]] * 16, named)]
    for code, share in named[function].items():
        assert within(sum(code in one for one in lists), share, PUPILS)
    nobody = 100.0
    for share in named[function].values():
        nobody *= 1 - share / 100
    assert within(sum(one == ["nobody"] for one in lists), nobody, PUPILS)


@pytest.mark.parametrize(("step", "enough"), [(0, 0), (1, 3.6), (2, 57.9), (3, 98.6), (4, 100)])
def test_the_more_one_has_the_more_it_is_enough(step, enough):
    assert ENOUGH_FROM == 1.9
    lines = beside([WORDS[step]] * 16, NAMED_AT_THE_COLLEGE)
    assert within(sum(line[1] == "about_right" for line in lines), enough, PUPILS)


def test_a_mean_that_is_wrong_is_found_out():
    found = sum(steps_found({**SUPPORT_AT_THE_COLLEGE, "EM": 2.1}, "EM")) / PUPILS
    assert abs(found - step_expected(SUPPORT_AT_THE_COLLEGE["EM"])) > 0.2


def test_a_share_that_is_wrong_is_found_out():
    assert within(204, 34, PUPILS)
    assert not within(260, 34, PUPILS)
