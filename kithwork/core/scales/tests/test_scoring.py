"""Scores from answers: reversal, missing answers, codings, bands, refusals."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kithwork.core.reasons import Reason
from kithwork.core.scales import AnswerError, Method, Score, key_of, score, score_with
from kithwork.core.scales.definitions import Better, MissingRule
from kithwork.core.scales.tests.forms import (
    instrument,
    items,
    meals,
    self_worth,
    text,
    total,
    worries,
)


def answered(values, *, first=1):
    return {str(number): value for number, value in enumerate(values, first)}


# ── reversal and range ──────────────────────────────────────────────────────────────────────


def test_a_reversed_item_is_min_plus_max_minus_x():
    of = instrument(items(2, reverse=("2",)))
    assert score(of, {"1": 4, "2": 4}).scores["total"] == 4
    assert score(of, {"1": 4, "2": 0}).scores["total"] == 8


@given(st.lists(st.integers(0, 4), min_size=10, max_size=10), st.sets(st.integers(1, 10)))
def test_a_score_stays_in_its_range(values, reverse):
    of = instrument(items(10, reverse=tuple(map(str, reverse))))
    key = key_of(of)
    value = score_with(key, answered(values)).scores["total"]
    assert key.scores["total"].lo <= value <= key.scores["total"].hi == 40


@given(st.permutations(range(1, 11)), st.lists(st.integers(0, 4), min_size=10, max_size=10))
def test_the_order_of_the_columns_does_not_matter(order, values):
    form = answered(values)
    shuffled = {str(number): form[str(number)] for number in order}
    assert score(worries(), shuffled).scores == score(worries(), form).scores


@given(st.lists(st.integers(0, 4), min_size=10, max_size=10), st.integers(1, 10))
def test_unanswered_is_not_zero(values, left_open):
    with_zero = answered(values) | {str(left_open): 0}
    without = answered(values) | {str(left_open): None}
    at_zero, open_one = score(worries(), with_zero), score(worries(), without)
    assert (at_zero.missing, open_one.missing) == (0, 1)
    others = sum(values) - values[left_open - 1]
    assert at_zero.scores["total"] == others
    assert open_one.scores["total"] == others * 10 / 9


# ── missing answers ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("answers", "expected"),
    [(7, None), (8, 20.0), (9, 20.0), (10, 20.0)],
)
def test_eighty_percent_of_ten_is_eight(answers, expected):
    scored = score(worries(), answered([2] * answers))
    assert scored.scores["total"] == expected
    assert scored.missing == 10 - answers


def test_too_few_answers_say_how_many_were_needed():
    assert score(worries(), answered([2] * 7)).reasons == (
        Reason.of("scales.too_few_answers", score="total", answered=7, needed=8),
    )


@pytest.mark.parametrize(
    ("percent", "items", "needed"), [(80, 4, 4), (80, 5, 4), (80, 7, 6), (80, 12, 10), (100, 6, 6)]
)
def test_the_share_is_rounded_up(percent, items, needed):
    assert MissingRule(percent).needed(items) == needed


def test_no_answers_at_all_give_no_score_and_no_band():
    scored = score(worries(), {})
    assert (scored.scores["total"], scored.bands["total"], scored.missing) == (None, None, 10)


# ── means, scaled sums, scores of scores ────────────────────────────────────────────────────


def test_a_scaled_sum():
    of = items(5)
    assert score(instrument(of, (total(of, times=4.0),)), answered([3] * 5)).scores["total"] == 60


def parts():
    of = items(4)

    def part(name, *members):
        return Score(
            name=name,
            label=text(name),
            method=Method.MEAN,
            better=Better.HIGHER,
            missing=MissingRule(80, at_least=1),
            items=members,
        )

    whole = Score(
        name="whole",
        label=text("whole"),
        method=Method.MEAN,
        better=Better.HIGHER,
        missing=MissingRule(100),
        of=("a", "b"),
    )
    return instrument(of, (part("a", "1", "2"), part("b", "3", "4"), whole))


def test_a_score_of_scores_weighs_its_parts_alike():
    assert score(parts(), {"1": 4, "3": 1, "4": 2}).scores == {"a": 4, "b": 1.5, "whole": 2.75}


def test_a_score_of_scores_needs_all_its_parts():
    scored = score(parts(), {"1": 4, "2": 4})
    assert scored.scores == {"a": 4, "b": None, "whole": None}
    assert scored.reasons[1] == Reason.of("scales.part_missing", score="whole", parts="b")


# ── codings and choices ─────────────────────────────────────────────────────────────────────


@given(st.lists(st.integers(0, 4) | st.none(), min_size=10, max_size=10))
def test_another_coding_moves_score_bands_and_alerts_alike(values):
    base = score(worries(), answered(values))
    moved = score(
        worries(),
        answered([value if value is None else value + 1 for value in values]),
        coding="1-5",
    )
    assert moved.alerts == base.alerts
    assert moved.flags == base.flags
    if base.scores["total"] is None:
        assert moved.scores["total"] is None
    else:
        assert moved.scores["total"] == pytest.approx(base.scores["total"] + 10)
        assert moved.bands["total"].band.code == base.bands["total"].band.code


@pytest.mark.parametrize("order", ["first", "second"])
@pytest.mark.parametrize(
    ("item8", "expected"), [("reverse", 15), ("drop", 150 / 9), ("forward", 18)]
)
def test_all_agree_strongly(order, item8, expected):
    options = {"order": order, "item8": item8}
    assert score(self_worth(), answered([3] * 10), options=options).scores["total"] == expected


def test_a_dropped_item_leaves_the_range_and_is_not_missing():
    key = key_of(self_worth(), options={"order": "first"})
    assert (key.scores["total"].lo, key.scores["total"].hi) == (0, 30)
    assert score_with(key, answered([1] * 10) | {"8": None}).missing == 0


def test_the_range_of_the_other_coding():
    key = key_of(self_worth(), coding="1-4", options={"order": "first"})
    assert (key.scores["total"].lo, key.scores["total"].hi) == (10, 40)


def test_the_two_orders_reverse_unlike_items():
    form = answered([3, 3, 0, 3, 0, 3, 3, 0, 0, 0])
    first = score(self_worth(), form, options={"order": "first"})
    second = score(self_worth(), form, options={"order": "second"})
    assert first.scores["total"] == 30
    assert second.scores["total"] < 30


# ── bands ───────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("value", "band"),
    [(0, "low"), (9, "low"), (10, "middle"), (25, "middle"), (26, "high"), (40, "high")],
)
def test_bands_below_at_and_above_each_edge(value, band):
    fours, rest = divmod(value, 4)
    form = answered(([4] * fours + [rest] + [0] * 10)[:10])
    scored = score(worries(), form)
    assert (scored.scores["total"], scored.bands["total"].band.code) == (value, band)


def test_a_prorated_decimal_falls_in_exactly_one_band():
    # 23 in nine items: 25.56 in ten, above 25, which still belongs to the middle
    scored = score(worries(), answered([3, 3, 3, 3, 3, 2, 2, 2, 2]))
    assert scored.scores["total"] == pytest.approx(25.5556, abs=1e-4)
    assert scored.bands["total"].band.code == "high"


def test_a_band_names_its_population():
    scored = score(worries(), answered([1] * 10), population="students")
    assert scored.bands["total"].among.population == "students"
    assert scored.bands["total"].band.code == "low"


# ── words, items that are not asked ─────────────────────────────────────────────────────────


@pytest.mark.parametrize("word", ["often", "Often ", "OFTEN", "1", 1, "１", "【often】", "1.0"])
def test_words_codes_and_labels_are_read(word):
    assert score(meals(), {"1": word, "2": "never"}).scores["total"] == 1


def test_an_item_that_is_not_asked_counts_as_no():
    scored = score(meals(), {"1": "often", "2": "never"})
    assert (scored.scores["total"], scored.missing, scored.flags) == (1, 0, ())


def test_an_item_that_is_asked_and_open_leaves_no_score():
    scored = score(meals(), {"1": "often", "2": "often"})
    assert (scored.scores["total"], scored.missing) == (None, 1)


def test_an_answer_to_a_question_that_was_not_asked_is_flagged_and_not_counted():
    scored = score(meals(), {"1": "never", "2": "never", "2a": "often"})
    assert (scored.scores["total"], scored.flags) == (0, ("answered_unasked",))


def test_does_not_know_is_missing():
    assert score(meals(), {"1": "dk", "2": "never"}).missing == 1


# ── refusals ────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (5, "scales.answer.out_of_range"),
        (-1, "scales.answer.out_of_range"),
        ("-1", "scales.answer.out_of_range"),
        ("－1", "scales.answer.out_of_range"),
        ("5", "scales.answer.out_of_range"),
        ("2.5", "scales.answer.out_of_range"),
        (float("nan"), "scales.answer.out_of_range"),
        (float("inf"), "scales.answer.out_of_range"),
        ("often", "scales.answer.not_a_number"),
        (True, "scales.answer.not_a_number"),
    ],
)
def test_an_answer_outside_the_range_is_an_error_that_names_the_item(raw, code):
    with pytest.raises(AnswerError) as refused:
        score(worries(), {"3": raw})
    assert refused.value.reason == Reason.of(code, item="3", lo=0, hi=4)


@pytest.mark.parametrize("raw", ["2", 7, "sometimes", False])
def test_a_word_that_the_item_does_not_have_is_an_error(raw):
    with pytest.raises(AnswerError) as refused:
        score(meals(), {"1": raw})
    assert refused.value.reason == Reason.of(
        "scales.answer.not_among", item="1", known="often, never, dk"
    )


def test_an_unknown_item_is_an_error():
    with pytest.raises(AnswerError) as refused:
        score(worries(), {"11": 1})
    assert refused.value.reason.code == "scales.answer.no_such_item"


@pytest.mark.parametrize("raw", ["", "  ", "\u3000", None])
def test_an_empty_cell_is_no_answer(raw):
    assert score(worries(), {"3": raw}).missing == 10


@given(st.text(max_size=12))
def test_no_refusal_repeats_the_answer(raw):
    marked = f"secret{raw}"
    with pytest.raises(AnswerError) as refused:
        score(worries(), {"3": marked})
    assert "secret" not in str(refused.value)
