"""A form keyed in is held against people of the student's own age and school, or nobody."""

import pytest

from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from kithwork.surveys.models import Administration
from kithwork.surveys.queries import given_for
from kithwork.surveys.tests.asking import born
from tests.cast import TODAY

pytestmark = pytest.mark.django_db
MILD = dict.fromkeys(map(str, range(1, 9)), 1) | {"9": 0}


@pytest.mark.parametrize(
    ("years", "chosen", "population", "band"),
    [
        (14, None, "none", ""),
        (18, None, "primary_care", "mild"),
        (14, "primary_care", "primary_care", "mild"),
    ],
)
def test_a_girl_of_fourteen_is_not_held_against_adults(cast, years, chosen, population, band):
    born(cast.xiaoyu, years)
    filled = Filled("phq-9", MILD, TODAY, population=chosen)
    entered = enter(student=cast.xiaoyu, filled=filled, by=cast.lin)
    assert entered.administration.population == population
    assert entered.administration.scores.get(name="total").band == band


def test_without_a_birth_date_no_norm_fits(cast):
    filled = Filled("phq-9", MILD, TODAY)
    entered = enter(student=cast.xiaoyu, filled=filled, by=cast.lin)
    assert entered.administration.population == "none"


def test_a_changed_catalogue_is_told(cast):
    entered = enter(student=cast.xiaoyu, filled=Filled("phq-9", MILD, TODAY), by=cast.lin)
    saved = entered.administration
    assert given_for(cast.lin, saved.uid).rescored is None
    Administration.objects.filter(pk=saved.pk).update(entry_version="0", entry_hash="0" * 64)
    told = given_for(cast.lin, saved.uid).rescored
    assert told.values() == {"then": "0", "now": "1"}
