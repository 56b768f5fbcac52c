"""What the loader of instruments refuses, each with its place."""

import pytest

from kithwork.catalogue.reading import CatalogueError

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
