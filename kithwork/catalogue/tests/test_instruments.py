"""The keys of the catalogue against published scoring rules and the specification's vectors."""

from pathlib import Path

import pytest

from kithwork.catalogue.instruments import fact_definitions, instruments
from kithwork.catalogue.reading import CatalogueError
from kithwork.core.scales import Alert, key_of, score
from kithwork.core.scales.bands import placed
from kithwork.core.text import Text

OWN = ("ssm-16", "student-support")
ALL = tuple(instruments())
STANDARD = tuple(code for code in ALL if code not in OWN)


def instrument(code):
    return instruments()[code].instrument


def every(code, value, **other):
    """One answer to every item, except those named."""
    return {item.id: value for item in instrument(code).items} | other


def total(code, answers, **form):
    return score(instrument(code), answers, **form).scores["total"]


# ── vectors of the specification, part L ────────────────────────────────────────────────────


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


def usda(**answers):
    least = dict.fromkeys(("1", "2"), "never") | dict.fromkeys(("3", "4", "5"), "no")
    return score(instrument("usda-6"), least | answers)


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


# ── missing answers ─────────────────────────────────────────────────────────────────────────


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


# ── bands: below, at and above each edge ────────────────────────────────────────────────────

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


# ── alerts ──────────────────────────────────────────────────────────────────────────────────


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


# ── every entry ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("code", ALL)
def test_every_form_of_every_instrument_has_a_key(code):
    of = instrument(code)
    choices = {choice.id: choice.options[0].id for choice in of.choices}
    for version in of.versions:
        for coding in of.codings:
            key = key_of(of, version=version.id, coding=coding.id, options=choices)
            assert all(one.lo < one.hi for one in key.scores.values())
            assert all(1 <= one.needed <= len(one.items) for one in key.scores.values())


@pytest.mark.parametrize("code", STANDARD)
def test_a_standard_scale_has_tags_and_no_wording(code):
    """A tag names the topic in a few words; a sentence would be the wording of others."""
    for item in instrument(code).items:
        assert len(item.tag.en.split()) <= 5, item.id
        assert len(item.tag.zh_hans) <= 12, item.id
        assert not item.tag.en.endswith((".", "?"))
        assert not {"I", "my", "me", "you"} & set(item.tag.en.split())
    assert instruments()[code].questionnaire is None


@pytest.mark.parametrize("code", ALL)
def test_validation_is_carried_as_data(code):
    assert instrument(code).is_validated is (code not in OWN)
    if code in OWN:
        assert instrument(code).bands == ()
        assert instruments()[code].change == ()


@pytest.mark.parametrize("code", ALL)
def test_no_label_is_a_diagnosis(code):
    words = ["diagnos", "depress", "disorder", "诊断", "抑郁症", "焦虑症", "贫困生"]
    texts = [band.label for bands in instrument(code).bands for band in bands.bands]
    texts += [item.tag for item in instrument(code).items]
    for text in texts:
        assert not any(word in f"{text.en.lower()} {text.zh_hans}" for word in words)


def test_change_figures_name_a_population_and_a_status():
    for entry in instruments().values():
        for basis in entry.change:
            assert isinstance(basis.population, Text)
            assert basis.status in ("confirmed", "unconfirmed")
            assert basis.source


def test_scores_are_facts_with_their_harder_end():
    facts = fact_definitions()
    assert facts["phq_9.total"].harder == "higher"
    assert facts["who_5.total"].harder == "lower"
    assert facts["ssm.EM"].asks == ("EM",)


# ── what the loader refuses ─────────────────────────────────────────────────────────────────

MINIMAL = """
id: x
version: 1
source: invented
checked_by: nobody
reviewed_on: 2026-11-22
title: {en: x, zh-Hans: 例}
licence: {class: A, note: {en: x, zh-Hans: 例}, source: invented}
fact_prefix: x
codings: [{id: 0-3}]
versions: [{id: standard, label: {en: x, zh-Hans: 例}}]
quality: {straight_lining: true}
answers: {all: {from: 0, to: 3}}
items:
  - {id: "1", tag: {en: one, zh-Hans: 一}}
  - {id: "2", tag: {en: two, zh-Hans: 二}}
scores:
  - {name: total, label: {en: x, zh-Hans: 例}, method: sum, better: lower, items: ["1", "2"]}
"""
BANDS = """bands:
  - population: all
    default: true
    label: {en: x, zh-Hans: 例}
    source: invented
    scores: [total]
    bands:
      - {code: low, label: {en: low, zh-Hans: 低}}
      - {code: high, from: 3, label: {en: high, zh-Hans: 高}}
"""


def read(text):
    from kithwork.catalogue.instruments import read_instrument
    from kithwork.catalogue.located import parse

    return read_instrument(parse(text, file="instruments/x.yaml"))


def test_the_minimal_instrument_can_be_read():
    assert read(MINIMAL + BANDS).instrument.bands[0].bands[1].start == 3


@pytest.mark.parametrize(
    ("wrong", "right", "at", "code"),
    [
        ('items: ["1", "2"]', 'items: ["1", "3"]', "scores[0].items", "catalogue.unknown"),
        ('- {id: "2"', '- {id: "1"', "items", "catalogue.twice"),
        ("from: 0, to: 3", "from: 3, to: 3", "answers.all", "scales.catalogue.empty_range"),
        ("{from: 0, to: 3}", "{}", "answers.all", "scales.catalogue.no_answers"),
        ("[{id: 0-3}]", "[{id: 0-3, shift: 1}]", "codings[0]", "scales.catalogue.base_is_shifted"),
        ("method: sum", "method: median", "scores[0].method", "catalogue.unknown"),
        ("better: lower,", "better: lower, needs: {at_least: 3},", "scores[0].needs.at_least",
         "rules.at_least_out_of_range"),
        ('better: lower, items: ["1", "2"]', "better: lower", "scores[0]",
         "scales.catalogue.items_or_scores"),
        ("class: A", "class: F", "licence.class", "catalogue.unknown"),
        ("default: true", "default: true\n    bnds: 1", "bands[0].bnds", "catalogue.unknown"),
        ("code: low,", "code: low, from: 0,", "bands[0].bands",
         "scales.catalogue.first_band_starts"),
        ("from: 3,", "", "bands[0].bands", "scales.catalogue.first_band_starts"),
        ("scores: [total]", "scores: [sum]", "bands[0].scores", "catalogue.unknown"),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(wrong, right, at, code):
    text = MINIMAL + BANDS
    assert wrong in text
    with pytest.raises(CatalogueError) as refused:
        read(text.replace(wrong, right, 1))
    assert refused.value.place.file == "instruments/x.yaml"
    assert refused.value.place.key.startswith(at)
    assert refused.value.reason.code.startswith(code)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ("  - {code: higher, from: 2, label: {en: x, zh-Hans: 例}}", "bands_do_not_rise"),
        ("  - {code: higher, from: 3, label: {en: x, zh-Hans: 例}}", "bands_do_not_rise"),
    ],
)
def test_bands_must_rise(more, code):
    with pytest.raises(CatalogueError) as refused:
        read(f"{MINIMAL}{BANDS}    {more}\n")
    assert refused.value.reason.code == f"scales.catalogue.{code}"


def test_a_score_has_one_usual_set_of_bands():
    second = BANDS.replace("bands:\n", "", 1).replace("population: all", "population: other")
    with pytest.raises(CatalogueError) as refused:
        read(MINIMAL + BANDS + second)
    assert refused.value.reason.code == "catalogue.twice"


def test_an_alert_has_one_mark():
    alerts = "alerts: [{on: total, level: A1, source: x, at_least: 1, at_most: 2}]\n"
    with pytest.raises(CatalogueError) as refused:
        read(MINIMAL + alerts)
    assert refused.value.reason.code == "scales.catalogue.one_mark"


# ── the methods pages ───────────────────────────────────────────────────────────────────────

METHODS = Path(__file__).parents[3] / "docs" / "methods"


@pytest.mark.parametrize("code", ALL)
def test_every_score_has_its_section_on_the_methods_page(code):
    page = (METHODS / f"{code}.md").read_text("utf-8")
    heads = [line.removeprefix("## ") for line in page.splitlines() if line.startswith("## ")]
    assert [head for head in heads if head.startswith("`")] == [
        f"`{score.name}`" for score in instrument(code).scores
    ]
    assert heads[-1] == "What this can and cannot say"
    assert "It can say" in page
    assert "It cannot say" in page


@pytest.mark.parametrize("code", ALL)
def test_the_methods_page_states_ranges_answers_and_bands_of_the_key(code):
    page = " ".join((METHODS / f"{code}.md").read_text("utf-8").split())
    options = {
        choice.id: choice.default or choice.options[0].id for choice in instrument(code).choices
    }
    key = key_of(instrument(code), options=options)
    for section, keyed in zip(page.split(" ## `")[1:], key.scores.values(), strict=True):
        assert section.startswith(f"{keyed.name}`")
        assert f"Range {keyed.lo:g}–{keyed.hi:g}" in section
    for bands in instrument(code).bands:
        assert f"`{bands.population}`" in page
        assert (bands.status == "unconfirmed") <= ("unconfirmed" in page)
    for basis in instruments()[code].change:
        assert f"SD {basis.sd:g}, r {basis.r:g}" in page
    assert instrument(code).is_validated is ("**unvalidated**" not in page)
