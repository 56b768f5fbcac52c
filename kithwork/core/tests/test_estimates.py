"""The form of a statistic: its document, its sentence, and that no NaN gets through."""

import datetime as dt
import json
import math

import pytest

from kithwork.core.estimates import Interval, not_stated, plain, stated
from kithwork.core.reasons import Reason

WHY = Reason.of("singlecase.refused.baseline", n=2, needed=3)


def test_an_interval_goes_into_document_and_sentence() -> None:
    found = stated(
        "area.says.it",
        variant="it-score",
        estimate=0.9,
        se=0.1,
        interval=Interval(0.6, 0.99, "score"),
        n=13,
        missing=1,
        notes=(Reason.of("area.note"),),
        values={"n_a": 6},
    )
    document = json.loads(json.dumps(found.to_dict()))
    assert (document["est"], document["se"], document["ci"]) == (0.9, 0.1, [0.6, 0.99])
    assert (document["ci_method"], document["level"]) == ("score", 0.95)
    assert document["notes"] == [{"code": "area.note"}]
    assert found.claim == Reason.of("area.says.it", est=0.9, low=0.6, high=0.99, level=95.0, n_a=6)


def test_without_an_interval_the_sentence_is_another() -> None:
    assert (
        stated("area.says.it", variant="it", estimate=1.0, n=3).claim.code == "area.says.it.point"
    )


def test_what_cannot_be_computed_says_why() -> None:
    document = not_stated(WHY, variant="nap", n=7).to_dict()
    assert (document["est"], document["se"], document["ci"]) == (None, None, None)
    assert document["claim"] == {"code": "singlecase.refused.baseline", "n": 2, "needed": 3}


@pytest.mark.parametrize("number", [math.nan, math.inf])
def test_no_nan_leaves_the_house(number: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        stated("area.says.it", variant="it", estimate=number, n=3)
    with pytest.raises(ValueError, match="finite"):
        stated("area.says.it", variant="it", estimate=1, se=number, n=3)


def test_a_date_stands_in_iso_form() -> None:
    assert plain(Reason.of("a.b", on=dt.date(2026, 11, 22))) == {"code": "a.b", "on": "2026-11-22"}
