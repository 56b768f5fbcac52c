"""Cut-offs of Jacobson and Truax (1991) on their own example, and turned round."""

import pytest

from kithwork.core.change import ChangeError, Population, cut_offs
from kithwork.core.scales.definitions import Better

CLINICAL, GENERAL = Population(mean=40, sd=7.5), Population(mean=60, sd=7.5)


def test_jacobson_and_truax_1991():
    found = cut_offs(better=Better.HIGHER, clinical=CLINICAL, general=GENERAL)
    assert (found.a, found.b, found.c) == (55, 45, 50)
    assert found.preferred == 50


def test_unequal_spread_moves_c_towards_the_narrower_population():
    found = cut_offs(
        better=Better.LOWER, clinical=Population(mean=60, sd=10), general=Population(mean=40, sd=5)
    )
    assert found.a == 40
    assert found.b == 50
    assert found.c == pytest.approx((5 * 60 + 10 * 40) / 15)


def test_one_population_alone():
    assert cut_offs(better=Better.HIGHER, clinical=CLINICAL).preferred == 55
    assert cut_offs(better=Better.HIGHER, general=GENERAL).preferred == 45
    assert cut_offs(better=Better.HIGHER).preferred is None


def test_populations_the_wrong_way_round_are_refused():
    with pytest.raises(ChangeError, match="populations"):
        cut_offs(better=Better.LOWER, clinical=CLINICAL, general=GENERAL)
    with pytest.raises(ChangeError):
        Population(mean=1, sd=0)
    with pytest.raises(ChangeError):
        Population(mean=float("inf"), sd=1)
