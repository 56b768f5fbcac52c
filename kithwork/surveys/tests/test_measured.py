"""The answers behind the scores of the forms in use: the latest of each student, kinds apart."""

import datetime as dt

import numpy as np
import pytest

from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from kithwork.surveys.measured import measured, measured_in
from kithwork.surveys.tests.asking import planned
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


def filled(instrument: str, answers: list[float | None], on: dt.date = TODAY) -> Filled:
    numbered = {str(place): answer for place, answer in enumerate(answers, start=1)}
    return Filled(instrument=instrument, answers=numbered, given_on=on)


def test_the_latest_form_of_each_student_counts(cast: Cast) -> None:
    earlier = TODAY - dt.timedelta(days=40)
    enter(student=cast.xiaoyu, filled=filled("gad-7", [0.0] * 7, earlier), by=cast.lin)
    enter(student=cast.xiaoyu, filled=filled("gad-7", [1.0] * 6 + [None]), by=cast.lin)
    (found,) = measured([cast.xiaoyu])
    assert (found.instrument.code, found.forms) == ("gad-7", 1)
    (matrix,) = found.scores.values()
    assert matrix.values[0, :6].tolist() == [1.0] * 6
    assert np.isnan(matrix.values[0, 6])
    assert (matrix.low, matrix.high) == (0, 3)


def test_nobody_has_no_forms(cast: Cast) -> None:
    enter(student=cast.xiaoyu, filled=filled("gad-7", [1.0] * 7), by=cast.lin)
    assert measured([]) == ()


def test_reversed_items_are_turned_and_flags_counted(cast: Cast) -> None:
    enter(student=cast.xiaoyu, filled=filled("brs", [4.0] * 6), by=cast.lin)
    (found,) = measured([cast.xiaoyu])
    (matrix,) = found.scores.values()
    assert matrix.values.tolist() == [[4.0, 2.0, 4.0, 2.0, 4.0, 2.0]]  # 2, 4 and 6: 6 − x
    assert found.flags["straight_lining"] == 1


def test_kinds_of_forms_stand_apart(cast: Cast) -> None:
    enter(student=cast.xiaoyu, filled=filled("gad-7", [1.0] * 7), by=cast.lin)
    enter(student=cast.xiaoyu, filled=filled("phq-9", [1.0] * 8 + [0.0]), by=cast.lin)
    assert [one.instrument.code for one in measured([cast.xiaoyu])] == ["gad-7", "phq-9"]


def test_the_forms_of_a_campaign_alone(cast: Cast) -> None:
    campaign = planned(cast)
    enter(student=cast.xiaoyu, filled=filled("gad-7", [1.0] * 7), by=cast.lin)
    kept = enter(student=cast.xiaoyu, filled=filled("brs", [2.0] * 6), by=cast.lin).administration
    kept.__class__.objects.filter(pk=kept.pk).update(campaign=campaign)
    assert [one.instrument.code for one in measured_in(campaign)] == ["brs"]
