"""The keys of the catalogue against published scoring rules and the vectors of part L."""

import pytest

from kithwork.catalogue.tests.keyed import every, instrument, total, usda
from kithwork.core.scales import Alert, key_of, score

# ── vectors of the specification, part L ───────────────────────────────────────────────────────


@pytest.mark.parametrize("order", ["maryland", "alternative"])
@pytest.mark.parametrize(
    ("item8", "expected"), [("reverse", 15), ("drop", 150 / 9), ("forward", 18)]
)
def test_rses_strong_agreement_with_everything(order, item8, expected):
    options = {"order": order, "item8": item8}
    assert total("rses", every("rses", 3), options=options) == pytest.approx(expected)
    moved = total("rses", every("rses", 4), options=options, coding="1-4")
    assert moved == pytest.approx(expected + 10)


@pytest.mark.parametrize(
    ("order", "reversed_"),
    [("maryland", {"3", "5", "8", "9", "10"}), ("alternative", {"2", "5", "6", "8", "9"})],
)
def test_rses_reversed_items_depend_on_the_order(order, reversed_):
    key = key_of(instrument("rses"), options={"order": order, "item8": "reverse"})
    assert {name for name, item in key.items.items() if item.is_reversed} == reversed_
    best = {name: 0 if item.is_reversed else 3 for name, item in key.items.items()}
    assert total("rses", best, options={"order": order, "item8": "reverse"}) == 30


def test_mspss_all_seven():
    scored = score(instrument("mspss"), every("mspss", 7))
    assert set(scored.scores.values()) == {7}
    assert 12 * scored.scores["total"] == 84


@pytest.mark.parametrize(
    ("part", "items"),
    [
        ("significant_other", ["1", "2", "5", "10"]),
        ("family", ["3", "4", "8", "11"]),
        ("friends", ["6", "7", "9", "12"]),
    ],
)
def test_mspss_parts(part, items):
    high = every("mspss", 1, **dict.fromkeys(items, 7))
    scores = score(instrument("mspss"), high).scores
    assert scores[part] == 7
    assert sum(scores[other] for other in ("family", "friends", "significant_other")) == 9


@pytest.mark.parametrize(
    ("values", "expected"), [([5] * 6, 3.0), ([5, 1, 5, 1, 5, 1], 5.0), ([1, 5, 1, 5, 1, 5], 1.0)]
)
def test_brs(values, expected):
    answers = {str(number): value for number, value in enumerate(values, 1)}
    assert total("brs", answers) == expected


@pytest.mark.parametrize(
    ("values", "expected", "band"),
    [([3, 3, 3, 2, 2], 52, "above"), ([3, 3, 2, 2, 2], 48, "low"), ([0] * 5, 0, "very_low")],
)
def test_who_5_is_the_raw_sum_times_four(values, expected, band):
    answers = {str(number): value for number, value in enumerate(values, 1)}
    scored = score(instrument("who-5"), answers)
    assert (scored.scores["total"], scored.bands["total"].band.code) == (expected, band)


def test_k10_codings_are_ten_apart():
    low = every("k10", 1, **{"1": 2, "2": 2})
    high = {name: value + 1 for name, value in low.items()}
    assert total("k10", low, coding="0-4") == 12
    assert total("k10", high, coding="1-5") == 22


def test_isel_12_all_four():
    assert total("isel-12", every("isel-12", 4)) == 6 * 4 + 6 * 1


@pytest.mark.parametrize("none", [0, "0", "none", "无"])
def test_ssrs_no_source_counts_zero(none):
    scores = score(instrument("ssrs"), every("ssrs", 1, **{"6": none, "7": 3})).scores
    assert (scores["objective"], scores["total"]) == (4, 15)


def test_ssrs_versions_differ_by_one_row():
    five = score(instrument("ssrs"), every("ssrs", 4, **{"6": 2, "7": 2}))
    rows = {name: value for name, value in five.answers.items() if name != "5E"}
    four = score(instrument("ssrs"), rows, version="4")
    assert (five.scores["subjective"], four.scores["subjective"]) == (32, 28)
    assert five.form.version != four.form.version


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({}, 0),
        ({"1": "often"}, 1),
        ({"1": "sometimes", "2": "often"}, 2),
        ({"3": "yes", "3a": "only 1 or 2 months"}, 1),  # 3a adds nothing
        ({"3": "yes", "3a": "some months"}, 2),
        ({"3": "yes", "3a": "almost every month"}, 2),
        ({"1": 1, "2": 2, "3": 1, "3a": 1, "4": 1, "5": 1}, 6),
        ({"1": 3, "2": 3, "3": 2, "4": 2, "5": 2}, 0),
        ({"3": "yes"}, None),
        ({"4": None}, None),
        ({"5": "dk"}, None),
    ],
)
def test_usda_counts_what_is_affirmed_and_never_prorates(answers, expected):
    assert usda(**answers).scores["total"] == expected


def test_phq_9_alert_without_a_total():
    scored = score(instrument("phq-9"), {"9": 1})
    assert scored.alerts == (Alert("9", "A2"),)
    assert scored.scores["total"] is None


def test_ssm_16_did_not_come_up():
    answers = {"1": 1, "2": 0, "3": 2, "4": "did not come up"}
    assert score(instrument("ssm-16"), answers).scores["EM"] == 1.0
    assert score(instrument("ssm-16"), answers | {"4": "没遇到"}).scores["EM"] == 1.0


@pytest.mark.parametrize("item", ["2", "3", "10", "12", "13", "14", "16"])
def test_ssm_16_items_that_always_come_up(item):
    with pytest.raises(ValueError, match="not_a_number"):
        score(instrument("ssm-16"), {item: "did not come up"})


# ── missing answers ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("code", "name", "needed"),
    [
        ("phq-9", "total", 7),
        ("gad-7", "total", 6),
        ("phq-2", "total", 2),
        ("mspss", "total", 10),
        ("mspss", "family", 4),
        ("brs", "total", 5),
        ("who-5", "total", 4),
        ("k6", "total", 5),
        ("usda-6", "total", 6),
        ("ssm-16", "EM", 3),
        ("ssm-16", "IS", 2),
        ("ssm-16", "IN", 3),
        ("ssm-16", "AP", 3),
        ("ssrs", "objective", 3),
        ("ssrs", "subjective", 7),
        ("ssrs", "utilisation", 3),
    ],
)
def test_answers_that_a_score_needs(code, name, needed):
    assert key_of(instrument(code)).scores[name].needed == needed


def test_rses_needs_eight_of_nine_or_ten():
    for item8 in ("drop", "reverse"):
        key = key_of(instrument("rses"), options={"order": "maryland", "item8": item8})
        assert key.scores["total"].needed == 8
