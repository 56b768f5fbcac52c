"""Every result of the evidence library is a JSON document, and says what it found in words."""

import json

import pytest

from kithwork.catalogue.words import say
from kithwork.core.agreement import intraclass, weighted_kappa
from kithwork.core.betweencase import Design, Session, between_case, case
from kithwork.core.change import Retested, indices, number_needed
from kithwork.core.estimates import Estimate
from kithwork.core.goals.attainment import Goal, attainment
from kithwork.core.groups import compare
from kithwork.core.paired import paired
from kithwork.core.plain_results import PlainResult
from kithwork.core.regression_to_mean import Again, expected_again
from kithwork.core.singlecase.series import Better
from kithwork.core.synthesis import Effect, synthesize


def study(cases):
    phases = "AAAABBBB"
    return [
        case(
            str(level),
            [
                Session(time=at, value=level + at % 3 + 4 * (one == "B"), is_treated=one == "B")
                for at, one in enumerate(phases)
            ],
        )
        for level in range(cases)
    ]


def effects(k):
    return [Effect(name=str(at), estimate=at / 3, se=0.2) for at in range(k)]


RESULTS = {
    "paired": paired([1, 2, 3, None], [2, 4, 4, 1]),
    "paired, one pair": paired([1, None], [2, 3]),
    "groups": compare({"a": [1, 2, 4], "b": [3, 5, 9, None]}),
    "groups, constant": compare({"a": [1, 1], "b": [1, 1]}),
    "kappa": weighted_kappa([0, 1, 1, 2], [0, 1, 2, 2], categories=(0, 1, 2)),
    "kappa, nothing": weighted_kappa([None], [0], categories=(0, 1)),
    "icc": intraclass([[1, 2], [3, 3], [5, 4]]),
    "icc, nothing": intraclass([[1, None]]),
    "between cases": between_case(study(3), design=Design.MULTIPLE_BASELINE, better=Better.HIGHER),
    "between two cases": between_case(
        study(2), design=Design.MULTIPLE_BASELINE, better=Better.HIGHER
    ),
    "synthesis": synthesize(effects(4)),
    "synthesis of one": synthesize(effects(1)),
    "numbers needed": number_needed(helped=5, of_helped=9, others=2, of_others=9),
    "chosen": expected_again(-2, -1, population=Again(mean=0, sd=1, r=0.7, source="norms")),
    "goals": attainment([Goal(name="a", baseline=-1, achieved=1)]),
    "goals, not rated": attainment([Goal(name="a", baseline=-1, achieved=None)]),
    **{
        f"change by {method}": one
        for method, one in indices(
            30, 40, norms=Retested(sd=9, r=0.8, mean=50, sd_after=8, mean_after=52), criterion=1.96
        ).items()
    },
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_is_a_document_without_nan(name):
    result = RESULTS[name]
    assert isinstance(result, PlainResult)
    document = json.loads(json.dumps(result.to_dict(), allow_nan=False))
    assert list(document) == list(type(result).__dataclass_fields__)


def estimates_in(value):
    if isinstance(value, Estimate):
        yield value
    elif isinstance(value, PlainResult):
        for field in type(value).__dataclass_fields__:
            yield from estimates_in(getattr(value, field))
    elif isinstance(value, dict):
        for one in value.values():
            yield from estimates_in(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from estimates_in(one)


@pytest.mark.parametrize("name", RESULTS)
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_every_claim_and_note_has_its_sentence(name, language):
    for estimate in estimates_in(RESULTS[name]):
        assert say(estimate.claim, language)
        for note in estimate.notes:
            assert say(note, language)
    if (claim := getattr(RESULTS[name], "claim", None)) is not None:
        assert say(claim, language)


def test_goals_say_what_was_reached_before_t():
    assert say(RESULTS["goals"].claim, "en") == (
        "1 of 1 goal reached the expected level or more; T went from 40.0 to 60.0 (+20.0), "
        "50 being as expected on average."
    )


def test_what_has_no_plain_form_is_an_error():
    from dataclasses import dataclass

    @dataclass(frozen=True, slots=True)
    class Holding(PlainResult):
        thing: object

    with pytest.raises(TypeError, match="set has no plain form"):
        Holding({1}).to_dict()
