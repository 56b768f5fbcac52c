"""A key over a table gives form by form what `core.scales` gives."""

import ibis
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kithwork.catalogue.instruments import instruments
from kithwork.cohort.engine import engine
from kithwork.cohort.scoring import read_answers, scored
from kithwork.core.reasons import Reason
from kithwork.core.scales import key_of, score_with
from kithwork.core.scales.tests.forms import meals, self_worth, worries

FORMS = 25


@pytest.fixture(scope="module")
def duck():
    with engine() as backend:
        yield backend


def keys():
    """Every instrument of the catalogue in every version, coding and choice; and invented ones."""
    made = [entry.instrument for entry in instruments().values()]
    for instrument in (*made, worries(), self_worth(), meals()):
        chosen = [{}]
        for choice in instrument.choices:
            chosen = [{**one, choice.id: option.id} for one in chosen for option in choice.options]
        for version in instrument.versions:
            for coding in instrument.codings:
                for options in chosen:
                    yield key_of(instrument, version=version.id, coding=coding.id, options=options)


KEYS = list(keys())


def form_of(key):
    """Answers as they may stand in a form: mostly one value, sometimes none, sometimes another."""
    usual = {name: st.integers(int(item.lo), int(item.hi)) for name, item in key.items.items()}
    answers = {name: st.none() | one | one for name, one in usual.items()}
    same = st.integers(0, 4).map(
        lambda step: {
            name: min(int(item.lo) + step, int(item.hi)) for name, item in key.items.items()
        }
    )
    return st.fixed_dictionaries(answers) | same


def raw(key, name, value):
    """Return the answer as a file has it: an instrument of words knows its values by words."""
    responses = key.items[name].item.responses
    if value is None or not responses.words_only:
        return value
    return next(option.code for option in responses.options if option.value == value)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_core_and_duckdb_agree_on_every_form(duck, data) -> None:
    key = data.draw(st.sampled_from(KEYS))
    forms = data.draw(st.lists(form_of(key), min_size=FORMS, max_size=FORMS))
    seconds = data.draw(st.lists(st.none() | st.floats(0, 60), min_size=FORMS, max_size=FORMS))
    columns = {name: f"q{name}" for name in key.items}
    answers = [{name: raw(key, name, value) for name, value in form.items()} for form in forms]
    raws = {column: [one[name] for one in answers] for name, column in columns.items()}
    table = pa.table({**raws, "time": pa.array(seconds, pa.float64())})
    table, wrong = read_answers(table, key, columns=columns)
    assert wrong == ()
    found = duck.to_pyarrow(
        scored(ibis.memtable(table), key, columns=columns, seconds="time")
    ).to_pylist()
    for row, form, time in zip(found, answers, seconds, strict=True):
        check(key, row, score_with(key, form, seconds=time))


def check(key, row, expected):
    for name, value in expected.scores.items():
        wanted = None if value is None else pytest.approx(value, rel=1e-9)
        assert row[f"score.{name}"] == wanted, (key.form, name)
    for name in key.bands:
        placed = expected.bands[name]
        assert row[f"band.{name}"] == (placed and placed.band.code), (key.form, name)
    levels = {alert.on: alert.level for alert in expected.alerts}
    for on in {rule.on for rule in key.alerts}:
        assert row[f"alert.{on}"] == levels.get(on), (key.form, on)
    for name in row:
        if name.startswith("flag."):
            assert row[name] is (name.removeprefix("flag.") in expected.flags), (key.form, name)
    assert row["missing"] == expected.missing


def test_a_wrong_answer_is_named_with_its_row_and_never_repeated() -> None:
    key = key_of(worries())
    columns = {name: name for name in key.items}
    table = pa.table({name: ["1", "2", ""] for name in key.items} | {"3": ["1", "77", "x"]})
    _, wrong = read_answers(table, key, columns=columns)
    assert [(one.row, one.error.reason) for one in wrong] == [
        (1, Reason.of("scales.answer.out_of_range", item="3", lo=0, hi=4)),
        (2, Reason.of("scales.answer.not_a_number", item="3", lo=0, hi=4)),
    ]
    assert "77" not in str(wrong[0].error)
