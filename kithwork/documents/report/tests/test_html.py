"""The HTML file: valid, readable by all, and asking nothing of anyone."""

import re

import pytest

from kithwork.documents.report import Heading, Report, to_html
from kithwork.documents.report.html import article
from kithwork.documents.report.tests import samples
from kithwork.documents.report.tests.reading import Page

REPORTS = [samples.english(), samples.chinese()]


@pytest.fixture(params=REPORTS, ids=["en", "zh-Hans"])
def report(request: pytest.FixtureRequest) -> Report:
    return request.param


def test_the_document_says_its_language_and_title(report: Report) -> None:
    page = Page(to_html(report))
    assert page.named("html") == [{"lang": report.language}]
    assert page.texts_of["title"] == [report.title]
    assert to_html(report).startswith(b"<!DOCTYPE html>")


def test_headings_are_headings_in_order(report: Report) -> None:
    page = Page(to_html(report))
    assert page.texts_of["h1"] == [report.title]
    for level, tag in ((1, "h2"), (2, "h3")):
        told = [b.text for b in report.blocks if isinstance(b, Heading) and b.level == level]
        assert page.texts_of[tag] == told


def test_every_table_has_caption_heads_and_row_names(report: Report) -> None:
    page = Page(to_html(report))
    tables = len(page.named("table"))
    assert tables == 4
    assert len(page.texts_of["caption"]) == tables
    assert all(head.get("scope") in ("col", "row") for head in page.named("th"))
    rows = page.named("tr")
    assert sum(head["scope"] == "row" for head in page.named("th")) == len(rows) - tables


def test_every_picture_has_words_and_stands_in_the_file(report: Report) -> None:
    pictures = Page(to_html(report)).named("img")
    assert len(pictures) == 4
    assert all(picture["alt"].strip() for picture in pictures)
    assert all(picture["src"].startswith("data:image/svg+xml;base64,") for picture in pictures)


def test_another_language_is_marked() -> None:
    quotes = Page(to_html(samples.english())).named("blockquote")
    assert quotes == [{"lang": "zh-Hans"}]


def test_nothing_acts_and_nothing_is_asked_of_the_network(report: Report) -> None:
    document = to_html(report).decode()
    page = Page(to_html(report))
    assert page.named("script") == []
    assert page.named("link") == []
    assert not re.search(r"(https?:)?//(?!www\.w3\.org)", document.replace("data:image", ""))
    assert page.named("meta")[1]["content"].startswith("default-src 'none'")


def test_no_style_attribute_so_that_a_page_may_show_it(report: Report) -> None:
    from lxml import html

    shown = html.tostring(article(report), encoding="unicode")
    assert " style=" not in shown
    assert "<style" not in shown


def test_tables_scroll_within_a_named_place_that_the_keyboard_reaches(report: Report) -> None:
    page = Page(to_html(report))
    places = [named for named in page.named("div") if named.get("class") == "scrolls"]
    assert [place["aria-label"] for place in places] == page.texts_of["caption"]
    assert {place["tabindex"] for place in places} == {"0"}
    assert len(page.named("main")) == 1


def test_identifiers_are_not_doubled(report: Report) -> None:
    ids = [
        attributes["id"] for _, attributes in Page(to_html(report)).elements if "id" in attributes
    ]
    assert len(ids) == len(set(ids))


def test_the_style_prints_on_a4() -> None:
    document = to_html(samples.english()).decode()
    assert "@page { size: A4;" in document
    assert "break-before: page" in document
    assert "italic" not in document
