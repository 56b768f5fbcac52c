"""Each band below, at and above its edges, and each alert at its mark."""

import pytest

from kithwork.catalogue.tests.keyed import ALL, instrument, usda
from kithwork.core.scales import Alert, key_of, score
from kithwork.core.scales.bands import placed

# ── bands: below, at and above each edge ───────────────────────────────────────────────────────

EDGES = [
    ("phq-9", "primary_care", 5, "minimal", "mild"),
    ("phq-9", "primary_care", 10, "mild", "moderate"),
    ("phq-9", "primary_care", 15, "moderate", "moderately_severe"),
    ("phq-9", "primary_care", 20, "moderately_severe", "severe"),
    ("phq-9", "cn_community", 7, "below", "follow_up"),
    ("phq-9", "cn_undergraduates", 10, "below", "follow_up"),
    ("phq-9", "cn_hospital", 7, "minimal", "mild"),
    ("phq-9", "cn_hospital", 15, "mild", "moderate"),
    ("phq-9", "cn_hospital", 21, "moderate", "severe"),
    ("phq-2", "primary_care", 3, "below", "follow_up"),
    ("gad-7", "primary_care", 5, "minimal", "mild"),
    ("gad-7", "primary_care", 10, "mild", "moderate"),
    ("gad-7", "primary_care", 15, "moderate", "severe"),
    ("gad-7", "uk_services", 8, "below", "follow_up"),
    ("k6", "us_adults", 5, "low", "moderate"),
    ("k6", "us_adults", 13, "moderate", "serious"),
    ("k10", "au_adults", 16, "low", "moderate"),
    ("k10", "au_adults", 22, "moderate", "high"),
    ("k10", "au_adults", 30, "high", "very_high"),
    ("rses", "general", 15, "low", "usual"),
    ("rses", "general", 26, "usual", "high"),
    ("mspss", "thirds", 3, "low", "middle"),
    ("brs", "us_adults", 3, "low", "usual"),
    ("brs", "us_adults", 4.31, "usual", "high"),
    ("usda-6", "us_households", 2, "high_or_marginal", "low"),
    ("usda-6", "us_households", 5, "low", "very_low"),
]
OPEN_EDGES = [
    ("who-5", "general", 28, "very_low", "low"),
    ("who-5", "general", 50, "low", "above"),
    ("mspss", "thirds", 5, "middle", "high"),
]


def bands_of(code, population):
    options = {"order": "maryland"} if code == "rses" else {}
    return key_of(instrument(code), population=population, options=options).bands["total"]


@pytest.mark.parametrize(("code", "population", "edge", "below", "above"), EDGES)
def test_an_edge_belongs_to_the_band_above(code, population, edge, below, above):
    bands = bands_of(code, population)
    found = [placed(value, bands).band.code for value in (edge - 0.01, edge, edge + 0.01)]
    assert found == [below, above, above]


@pytest.mark.parametrize(("code", "population", "edge", "below", "above"), OPEN_EDGES)
def test_an_open_edge_belongs_to_the_band_below(code, population, edge, below, above):
    bands = bands_of(code, population)
    found = [placed(value, bands).band.code for value in (edge - 0.01, edge, edge + 0.01)]
    assert found == [below, below, above]


def test_every_edge_of_every_band_is_in_a_table():
    listed = {(code, population, edge) for code, population, edge, _, _ in EDGES + OPEN_EDGES}
    stated = {
        (code, bands.population, band.start)
        for code in ALL
        for bands in instrument(code).bands
        for band in bands.bands
        if band.start is not None
    }
    assert listed == stated


@pytest.mark.parametrize(
    ("value", "band"), [(2.999, "low"), (4.3, "usual"), (25 / 6, "usual"), (26 / 6, "high")]
)
def test_brs_means_between_the_printed_decimals(value, band):
    assert placed(value, bands_of("brs", "us_adults")).band.code == band


# ── alerts ─────────────────────────────────────────────────────────────────────────────────────


def summing_to(code, value):
    """Answers whose raw sum is `value`, the alert item of PHQ-9 left at its lowest."""
    answers, left = {}, value
    for item in instrument(code).items:
        most = 0 if (code, item.id) == ("phq-9", "9") else item.responses.hi
        answers[item.id] = min(left, most)
        left -= answers[item.id]
    assert left == 0
    return answers


@pytest.mark.parametrize(
    ("code", "raw", "level"),
    [
        ("phq-9", 19, None),
        ("phq-9", 20, "A2"),
        ("phq-9", 21, "A2"),
        ("k6", 12, None),
        ("k6", 13, "A1"),
        ("k6", 14, "A1"),
        ("who-5", 8, None),
        ("who-5", 7, "A1"),  # 28
        ("who-5", 6, "A1"),
    ],
)
def test_total_alerts_below_at_and_above(code, raw, level):
    alerts = {
        alert.on: alert.level for alert in score(instrument(code), summing_to(code, raw)).alerts
    }
    assert alerts.get("total") == level


@pytest.mark.parametrize(("answer", "level"), [(0, None), (1, "A2"), (2, "A3"), (3, "A3")])
def test_phq_9_item_9(answer, level):
    alerts = {alert.on: alert.level for alert in score(instrument("phq-9"), {"9": answer}).alerts}
    assert alerts.get("9") == level


def test_usda_five_is_a_material_emergency():
    four = usda(**{"1": 1, "2": 1, "4": 1, "5": 1})
    five = usda(**{"1": 1, "2": 1, "3": 1, "3a": 3, "4": 1, "5": 1})
    assert (four.scores["total"], four.alerts) == (4, ())
    assert (five.scores["total"], five.alerts) == (5, (Alert("total", "A2"),))
