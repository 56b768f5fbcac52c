"""The section of one series: chart, sentences, numbers, in both languages and every format."""

import datetime as dt

import pytest

from kithwork.catalogue.singlecase import single_case
from kithwork.core.randomization.designs import Design, Limits
from kithwork.core.randomization.plans import Plan, RandomizationResult
from kithwork.core.singlecase.phases import Session, compared, phases_of
from kithwork.core.singlecase.reading import Draw, SeriesReading, p_of_draw, read_series
from kithwork.core.singlecase.series import Better
from kithwork.core.text import LANGUAGES
from kithwork.documents.charts.phases import ChartWords
from kithwork.documents.report.blocks import Bullets, Heading
from kithwork.documents.report.html import to_html
from kithwork.documents.report.pdf import to_pdf
from kithwork.documents.report.pictures import Figure
from kithwork.documents.report.report import Report
from kithwork.documents.report.tables import Table
from kithwork.documents.report.word import to_docx
from kithwork.documents.single_case.section import series_section

WORDS = ChartWords("evenings of study", "week")
BEGAN = dt.date(2026, 10, 12)


def reading(spelt: str, values: list[float | None]) -> SeriesReading:
    sessions = [
        Session(time, phase, value)
        for time, (phase, value) in enumerate(zip(spelt, values, strict=True), start=1)
    ]
    pair = compared(phases_of(sessions), better=Better.HIGHER)
    return read_series(pair, rules=single_case().rules)


LONG = reading("AAAAABBBBB", [1, 2, 1, 2, 2, 4, 4, 4, 5, 4])


@pytest.mark.parametrize("language", LANGUAGES)
def test_chart_first_then_sentences_then_numbers(language: str) -> None:
    blocks = series_section("L", LONG, words=WORDS, language=language, has_band=True)
    assert [type(block) for block in blocks] == [Figure, Bullets, Table]
    table = blocks[2]
    assert isinstance(table, Table)
    assert len(table.rows) == len(LONG.indices)


def test_few_points_have_chart_and_words_only() -> None:
    blocks = series_section("L", reading("AABBB", [1, 2, 3, 4, 4]), words=WORDS, language="en")
    assert [type(block) for block in blocks] == [Figure, Bullets]


def test_a_p_stands_there_only_for_a_drawn_start() -> None:
    limits = Limits(min_a=3, min_b=3)
    plan = Plan(design=Design.AB, limits=limits, better=Better.HIGHER)
    drawn = p_of_draw("L", LONG.compared, Draw(BEGAN - dt.timedelta(days=3), BEGAN, plan))
    assert isinstance(drawn, RandomizationResult)
    with_p, without = (
        " ".join(
            item.text
            for block in series_section("L", LONG, words=WORDS, language="en", p=p)
            if isinstance(block, Bullets)
            for item in block.items
        )
        for p in (drawn, None)
    )
    assert "p = 0.2" in with_p
    assert "only if the starts were drawn" in with_p
    assert "p =" not in without


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_printed_without_a_gap(language: str) -> None:
    report = Report(
        title="L",
        subtitle="-",
        language=language,
        made_on=BEGAN,
        versions="1",
        confidentiality="-",
        blocks=(Heading(1, "1"), *series_section("L", LONG, words=WORDS, language=language)),
    )
    html = to_html(report).decode()
    assert "<svg" in html or "data:image/svg" in html
    assert "None" not in html
    assert "NAP" in html
    assert to_pdf(report).startswith(b"%PDF")
    assert to_docx(report).startswith(b"PK")
