"""What many students say stands on the rows and columns of the supply."""

import datetime as dt

from kithwork.core.aid.gap import Stated
from kithwork.core.aid.stated import stated_matrix
from kithwork.core.support.functions import Function
from kithwork.core.support.quilt import Layer, Quilt, quilt_of
from kithwork.core.support.tests.made import THRESHOLDS

DAY = dt.date(2026, 11, 22)


def drawn() -> Quilt:
    matrix = stated_matrix(
        {Function.EM: Stated(asked=40, too_little=30), Function.IS: Stated(asked=40)},
        {("friend", Function.EM): 0.5, ("teacher_homeroom", Function.EM): None},
        on=DAY,
    )
    return quilt_of(
        matrix, thresholds=THRESHOLDS, order=["friend", "teacher_homeroom"], layer=Layer.STATED
    )


def test_the_head_is_the_share_who_have_enough() -> None:
    head = {patch.function: patch for patch in drawn().head}
    assert head[Function.EM].fill == 1.0
    assert head[Function.IS].fill is None
    assert not head[Function.IS].is_there


def test_a_hidden_number_leaves_no_row() -> None:
    quilt = drawn()
    assert [row.source for row in quilt.rows] == ["friend"]
    assert quilt.rows[0].patches[0].fill == 2.0
