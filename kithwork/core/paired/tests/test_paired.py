"""Laws of paired comparisons, and what is said where nothing can be computed."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kithwork.catalogue.words import say
from kithwork.core.paired import PairsError, paired
from kithwork.core.paired import ranks as signed

whole = st.integers(-20, 20)
pairs = st.lists(st.tuples(whole, whole), min_size=3, max_size=9)


def columns(rows):
    return [one for one, _ in rows], [two for _, two in rows]


@settings(max_examples=60, deadline=None)
@given(pairs)
def test_turning_before_and_after_round_turns_every_sign(rows):
    one, two = columns(rows)
    there, back = paired(one, two), paired(two, one)
    for name in ("d_z", "d_av", "d_pooled", "d_rm"):
        here, away = there.effects[name].raw.estimate, back.effects[name].raw.estimate
        assert (here is None) is (away is None)
        assert here is None or here == pytest.approx(-away)
    assert there.ranks.p_exact == back.ranks.p_exact
    assert there.ranks.typical.estimate == pytest.approx(-back.ranks.typical.estimate)


@settings(max_examples=60, deadline=None)
@given(pairs, st.integers(1, 9), whole)
def test_a_change_of_unit_moves_no_standardised_change(rows, times, shift):
    one, two = columns(rows)
    there = paired(one, two)
    moved = paired([times * x + shift for x in one], [times * x + shift for x in two])
    assert moved.mean.t == (None if there.mean.t is None else pytest.approx(there.mean.t))
    for name, effect in there.effects.items():
        expected = effect.raw.estimate
        found = moved.effects[name].raw.estimate
        assert found == (None if expected is None else pytest.approx(expected))


@settings(max_examples=60, deadline=None)
@given(pairs)
def test_the_exact_p_counts_every_sign(rows):
    changes = [two - one for one, two in rows if two != one]
    found = paired(*columns(rows)).ranks
    if not changes:
        assert found.p_exact is None
        return
    places = signed.mean_ranks([abs(one) for one in changes])
    sums = [
        sum(rank for rank, up in zip(places, ups, strict=True) if up)
        for ups in itertools.product((False, True), repeat=len(places))
    ]
    low = sum(one <= found.rank_sum for one in sums)
    high = sum(one >= found.rank_sum for one in sums)
    assert found.p_exact == pytest.approx(min(1, 2 * min(low, high) / len(sums)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(-50, 50), min_size=20, max_size=40))
def test_the_typical_change_is_sought_as_it_is_made(differences):
    made = signed._MeansOfTwo(differences)
    sought = signed._MeansOfTwo(differences)
    sought.made = None
    for place in range(0, made.count, 7):
        assert sought.at(place) == pytest.approx(made.at(place), abs=1e-9)


def test_t_and_p_are_those_of_scipy():
    one, two = [3, 5, 2, 8, 4, 6], [5, 5, 4, 9, 7, 5]
    theirs = stats.ttest_rel(two, one)
    ours = paired(one, two).mean
    assert (ours.t, ours.p) == pytest.approx((theirs.statistic, theirs.pvalue))


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ([None, 1], [2, None], "paired.refused.few"),
        ([1], [2], "paired.refused.few"),
        ([1, 2, 3], [2, 3, 4], "paired.refused.no_variation"),
    ],
)
def test_where_nothing_can_be_computed_the_reason_stands(before, after, code):
    effect = paired(before, after).effects["d_z"].raw
    assert effect.estimate is None
    assert effect.claim.code == code
    assert say(effect.claim, "en") != say(effect.claim, "zh-Hans")


def test_a_constant_column_is_said():
    found = paired([3, 3, 3], [3, 4, 6])
    assert [note.code for note in found.notes] == ["paired.note.constant"]
    assert found.effects["d_rm"].raw.claim.code == "paired.refused.no_correlation"
    assert found.effects["d_pre"].raw.claim.code == "paired.refused.no_variation"
    assert found.mean.t is not None


def test_incomplete_pairs_are_counted_and_left_out():
    found = paired([1, None, 3, 5], [2, 2, None, 7])
    assert (found.pairs.n, found.pairs.missing) == (2, 2)
    assert (found.rose, found.same, found.fell) == (2, 0, 0)


@pytest.mark.parametrize(("before", "after"), [([1], [1, 2]), ([float("nan"), 1], [1, 2])])
def test_columns_that_do_not_fit_are_refused(before, after):
    with pytest.raises(PairsError):
        paired(before, after)
