"""Laws of group comparisons, against SciPy, and what is said where nothing can be computed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from kithwork.catalogue.words import say
from kithwork.core.groups import Correction, GroupsError, Sample, compare, corrected, two_groups

values = st.lists(st.integers(0, 12), min_size=2, max_size=12)


@settings(max_examples=40, deadline=None)
@given(values, values)
def test_changing_places_turns_every_sign(one, two):
    here = compare({"a": one, "b": two}).together.pairs[0].comparison
    there = compare({"b": two, "a": one}).together.pairs[0].comparison
    for name in ("hedges_g", "d_average", "cliffs_delta"):
        x, y = here.effects[name], there.effects[name]
        assert (x.estimate is None) is (y.estimate is None)
        if x.estimate is not None:
            assert x.estimate == pytest.approx(-y.estimate, abs=1e-9)
            assert x.interval.low == pytest.approx(-y.interval.high, abs=1e-6)
    assert here.effects["superiority"].estimate == pytest.approx(
        1 - there.effects["superiority"].estimate
    )


@settings(max_examples=40, deadline=None)
@given(values, values)
def test_superiority_counts_pairs(one, two):
    found = compare({"a": one, "b": two}).together.pairs[0].comparison
    counted = sum((x > y) + (x == y) / 2 for x in one for y in two) / (len(one) * len(two))
    superiority = found.effects["superiority"]
    assert superiority.estimate == pytest.approx(counted)
    assert 0 <= superiority.interval.low <= superiority.interval.high <= 1
    assert found.effects["cliffs_delta"].estimate == pytest.approx(2 * counted - 1)


@settings(max_examples=40, deadline=None)
@given(values, values, st.integers(-5, 5), st.integers(1, 4))
def test_a_change_of_unit_moves_no_effect(one, two, shift, times):
    there = compare({"a": one, "b": two}).together
    moved = compare(
        {"a": [times * x + shift for x in one], "b": [times * x + shift for x in two]}
    ).together
    for name, effect in there.pairs[0].comparison.effects.items():
        found = moved.pairs[0].comparison.effects[name].estimate
        assert found == (None if effect.estimate is None else pytest.approx(effect.estimate))
    assert moved.kruskal.statistic == (
        None if there.kruskal.statistic is None else pytest.approx(there.kruskal.statistic)
    )


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), st.floats(0, 1)), min_size=1, max_size=12))
def test_corrections_raise_and_keep_the_order(p_values):
    holm = corrected(p_values, Correction.HOLM)
    discovery = corrected(p_values, Correction.BENJAMINI_HOCHBERG)
    for p, first, second in zip(p_values, holm, discovery, strict=True):
        if p is None:
            assert first is None
            assert second is None
        else:
            assert p <= second + 1e-12 <= first + 2e-12


def test_tests_are_those_of_scipy():
    one, two = [3, 5, 2, 8, 4, 6], [5.5, 5.1, 4.2, 9.3, 7.4, 5.7, 12]
    _, mann_whitney, brunner_munzel = (
        compare({"a": one, "b": two}).together.pairs[0].comparison.tests
    )
    theirs = stats.brunnermunzel(one, two)
    assert mann_whitney.name == "mann-whitney-exact"
    assert mann_whitney.p == pytest.approx(stats.mannwhitneyu(one, two, method="exact").pvalue)
    assert brunner_munzel.p == pytest.approx(theirs.pvalue)
    assert abs(brunner_munzel.statistic) == pytest.approx(abs(theirs.statistic))


def test_two_groups_of_welch_give_the_square_of_t():
    found = compare({"a": [3, 5, 2, 8], "b": [5, 5, 4, 9, 7]}).together
    t = found.pairs[0].comparison.tests[0]
    assert found.welch.statistic == pytest.approx(t.statistic**2)
    assert found.welch.p == pytest.approx(t.p)


def test_groups_that_do_not_overlap():
    effects = two_groups(
        Sample(name="a", values=(1, 2, 3)), Sample(name="b", values=(7, 8, 9))
    ).effects
    superiority = effects["superiority"]
    assert superiority.estimate == 0
    assert superiority.interval.method == "newcombe-5"
    assert 0 <= superiority.interval.low < superiority.interval.high < 0.6


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        ({"a": [1], "b": [1, 2, 3]}, "few"),
        ({"a": [2, 2], "b": [2, 2]}, "no_variation"),
        ({"a": [2, 2, 2], "b": [1, 2, 4]}, "constant_group"),
        ({"a": [None, None], "b": [1, 2]}, "few"),
    ],
)
def test_where_nothing_can_be_computed_the_reason_stands(groups, code):
    welch = compare(groups).together.welch
    assert welch.p is None
    assert welch.why_not.code == f"groups.refused.{code}"
    assert say(welch.why_not, "en") != say(welch.why_not, "zh-Hans")


def test_what_stands_beside_every_comparison():
    found = compare({"a": [1, 2, 9, None], "b": [1, 2, 4, 4, 3, 2, 1, 5, 3, 3]})
    codes = [note.code for note in found.notes]
    assert codes == ["groups.note.no_cause", "groups.note.few", "groups.note.missing"]
    spread = [note.code for note in found.assumptions.notes]
    assert "groups.note.unequal_spread" in spread


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        ({"a": [1, 2]}, "two_groups"),
        ({str(n): [1, 2] for n in range(21)}, "too_many"),
        ({"a": [1, 2], "b": [float("inf")]}, "not_finite"),
    ],
)
def test_groups_that_cannot_be_compared_are_refused(groups, code):
    with pytest.raises(GroupsError) as refused:
        compare(groups)
    assert refused.value.reason.code == f"groups.error.{code}"
