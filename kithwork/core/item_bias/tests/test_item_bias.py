"""Items compared between groups: published figures, and data whose truth is known."""

import numpy as np
import pytest

from kithwork.core._kernels import ordinal_logit
from kithwork.core.item_bias import BiasRules, Size, item_bias, mantel_haenszel
from kithwork.core.items import ItemError, ItemMatrix

RULES = BiasRules(
    moderate=0.035, large=0.070, p=0.05, delta_moderate=1.0, delta_large=1.5, fewest=20
)

# Agresti (2002), Categorical Data Analysis, table 7.5: mental impairment of 40 adults; for each of
# four degrees the socio-economic status (1 high) and the number of life events.
IMPAIRMENT = (
    "11 19 14 13 02 10 01 13 13 17 01 02",
    "15 06 13 01 18 12 05 15 19 03 13 11",
    "00 14 03 09 16 04 03",
    "18 12 17 05 04 04 18 08 09",
)

# Bickel, Hammel & O'Connell (1975), Science 187: admissions at Berkeley, six departments; men
# admitted and refused, women admitted and refused.
BERKELEY = np.array(
    [
        [[512, 313], [89, 19]],
        [[353, 207], [17, 8]],
        [[120, 205], [202, 391]],
        [[138, 279], [131, 244]],
        [[53, 138], [94, 299]],
        [[22, 351], [24, 317]],
    ],
    dtype=float,
)


def test_agrestis_proportional_odds():
    # Agresti (2002), section 7.2.4: .319 (.119) life events, −1.111 (.611) status by observed and
    # .614 by expected information; thresholds −.282, 1.213, 2.209.
    people = [(degree, cell) for degree, row in enumerate(IMPAIRMENT) for cell in row.split()]
    predictors = np.array([[float(cell[1]), float(cell[0])] for _, cell in people])
    counts = np.zeros((len(people), 4))
    counts[np.arange(len(people)), [degree for degree, _ in people]] = 1
    found = ordinal_logit.fitted(predictors, counts)
    assert found.slopes == pytest.approx([0.319, -1.111], abs=5e-4)
    assert found.thresholds == pytest.approx([-0.282, 1.213, 2.209], abs=5e-4)
    assert found.errors == pytest.approx([0.119, 0.614], abs=5e-4)


def test_it_is_the_model_of_statsmodels():
    from statsmodels.miscmodels.ordinal_model import OrderedModel

    draw = np.random.default_rng(4)
    predictors = draw.normal(size=(300, 2))
    answers = np.digitize(predictors @ [0.8, -0.4] + draw.logistic(size=300), [-1, 0.5, 2])
    theirs = OrderedModel(answers, predictors, distr="logit").fit(method="bfgs", disp=0)
    counts = np.eye(4)[answers]
    found = ordinal_logit.fitted(predictors, counts)
    assert found.converged
    assert found.slopes == pytest.approx(theirs.params[:2], abs=1e-4)
    assert found.log_likelihood == pytest.approx(theirs.llf, abs=1e-6)


def test_mantel_and_haenszel_at_berkeley():
    # R 4.2.2, example(mantelhaen.test): chi² 1.4269, p .2323, odds ratio .9046968 (.7719074 to
    # 1.0603298).
    found = mantel_haenszel(BERKELEY)
    assert round(found.odds_ratio.estimate, 7) == 0.9046968
    interval = found.odds_ratio.interval
    assert (round(interval.low, 7), round(interval.high, 7)) == (0.7719074, 1.0603298)
    assert (round(found.chi2, 4), round(found.p, 4)) == (1.4269, 0.2323)
    assert found.delta == pytest.approx(-2.35 * np.log(0.9046968), abs=1e-6)
    assert found.levels == 6


def test_swapping_the_groups_turns_the_odds():
    one, other = mantel_haenszel(BERKELEY), mantel_haenszel(BERKELEY[:, ::-1])
    assert one.odds_ratio.estimate * other.odds_ratio.estimate == pytest.approx(1)
    assert one.delta == pytest.approx(-other.delta)
    assert one.chi2 == pytest.approx(other.chi2)


def test_levels_without_one_group_say_nothing():
    more = np.concatenate([BERKELEY, [[[40.0, 10.0], [0.0, 0.0]]]])
    assert mantel_haenszel(more).odds_ratio.estimate == pytest.approx(
        mantel_haenszel(BERKELEY).odds_ratio.estimate
    )
    assert mantel_haenszel(more).levels == 6


def test_no_odds_without_both_answers():
    found = mantel_haenszel(np.array([[[5.0, 0.0], [7.0, 0.0]]]))
    assert found.odds_ratio.estimate is None
    assert found.odds_ratio.claim.code == "item_bias.refused.no_odds"


def answered(*, harder: float, categories: int, seed: int = 1) -> tuple[ItemMatrix, list[str]]:
    """Ten questions of 1,500 people in two groups; the first is harder by so much for one."""
    draw = np.random.default_rng(seed)
    people = 1500
    group = draw.integers(0, 2, people)
    latent = draw.normal(size=(people, 1)) * 1.2 + draw.logistic(size=(people, 10)) * 0.7
    latent[:, 0] -= harder * group
    cuts = [0.0] if categories == 2 else [-1.5, -0.5, 0.5, 1.5]
    names = tuple(f"q{place}" for place in range(1, 11))
    words = [("town", "village")[place] for place in group]
    return ItemMatrix(names, np.digitize(latent, cuts).astype(float)), words


@pytest.mark.parametrize("categories", [2, 5])
def test_a_question_that_works_differently_is_found(categories):
    items, groups = answered(harder=1.6, categories=categories)
    found = item_bias(items, groups, rules=RULES)
    assert [one.item for one in found if one.is_flagged] == ["q1"]
    assert found[0].size in (Size.MODERATE, Size.LARGE)
    assert found[0].favours == "town"
    assert found[0].claim.code == "item_bias.says.differs"
    if categories == 2:
        assert found[0].ets == "C"
        assert found[0].binary.odds_ratio.estimate > 2
        assert {one.ets for one in found[1:]} <= {"A", "B"}


def test_equal_groups_are_not_told_apart():
    items, groups = answered(harder=0.0, categories=5)
    found = item_bias(items, groups, rules=RULES)
    assert not any(one.is_flagged for one in found)
    assert all(one.size is Size.NEGLIGIBLE for one in found)


def test_three_languages_have_four_degrees_of_freedom():
    items, _ = answered(harder=0.0, categories=5)
    groups = [("zh", "en", "yi")[place % 3] for place in range(items.people)]
    found = item_bias(items, groups, rules=RULES)
    assert {one.df for one in found} == {4}
    assert found[0].favours is None
    assert found[0].binary is None


def test_groups_too_small_are_left_out_and_one_group_is_refused():
    items, groups = answered(harder=0.0, categories=5)
    few = ["village" if place < 10 else "town" for place in range(items.people)]
    with pytest.raises(ItemError) as raised:
        item_bias(items, few, rules=RULES)
    assert raised.value.reason.code == "item_bias.error.few"
    with pytest.raises(ItemError) as raised:
        item_bias(items, groups[:-1], rules=RULES)
    assert raised.value.reason.code == "item_bias.error.groups"


def test_people_without_a_group_or_an_answer_are_not_counted():
    items, groups = answered(harder=0.0, categories=5)
    items.values[0, 3] = np.nan
    found = item_bias(items, [None, None, *groups[2:]], rules=RULES)
    assert {one.n for one in found} == {items.people - 2}


def test_a_constant_item_says_why():
    items, groups = answered(harder=0.0, categories=5)
    items.values[:, 4] = 2.0
    found = item_bias(items, groups, rules=RULES)
    assert found[4].claim.code == "reliability.refused.constant"
    assert found[4].p_holm is None
    assert found[0].p_holm is not None
