"""Every format holds every heading, figure and word of a report, in both languages."""

import functools
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from hashlib import sha256
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kithwork.core.support.functions import Function
from kithwork.documents.charts.bars import Bar, bars
from kithwork.documents.report import (
    Block,
    Bullets,
    Callout,
    CalloutKind,
    Chart,
    Column,
    Facts,
    Heading,
    Paragraph,
    Quote,
    Report,
    SignatureLines,
    Table,
    strong,
    to_docx,
    to_html,
    to_json,
    to_pdf,
)
from kithwork.documents.report.plain import plain
from kithwork.documents.report.tests import samples
from kithwork.documents.report.tests.reading import Page, squeezed, text_of_pdf, text_of_word

REPORTS = {"en": samples.english(), "zh-Hans": samples.chinese()}
FORMATS: dict[str, Callable[[Report], bytes]] = {
    "html": to_html,
    "docx": to_docx,
    "pdf": to_pdf,
    "json": to_json,
}
READERS: dict[str, Callable[[bytes], str]] = {
    "html": lambda document: Page(document).text,
    "docx": text_of_word,
    "pdf": text_of_pdf,
    "json": lambda document: "".join(_strings(json.loads(document))),
}

HOSTILE = (
    "<script>alert(1)</script>",
    "</style></title></td><img src=x onerror=alert(1)>",
    "&amp; &lt; &#60; ]]> <!-- -->",
    '#import "@preview/x:1.0.0": * #sys.inputs #pagebreak() = Title',
    "*bold* _it_ $x^2$ @cite `raw` \\ // no /* no */ ~ -- '' <label>",
    "{{ 7 * 7 }} {% include 'x' %} {0} %s ${datum.value}",
    '"quotes" \'and\' «those» “also” \\"',
    "zero\u200bwidth\u200dand\u2060joined\ufeff",
    "right\u202eto\u202cleft שלום",
    "controls\x00\x07\x1b\x0b\x85end",
    "non-characters \ufffe\uffff\ud800",
    "emoji 😀 👩‍👩‍👧 ⚠️",
    "astral 𠮷野家 𪚥 𬱖 䶮",
    "ğ ł Ж ß é e\u0301",
    "private \ue000 \U0010fffd",
    "a line\nand another\r\nand a third\ttabbed",
)


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from _strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def test_the_samples_use_every_kind_of_block() -> None:
    for report in REPORTS.values():
        assert {type(block) for block in report.blocks} == set(get_args(Block))


def read(report: Report, form: str) -> str:
    return squeezed(READERS[form](FORMATS[form](report)))


def printed_words(report: Report) -> list[str]:
    """Return whatever a reader must find on paper, taken from the report itself."""
    content = plain(report)
    words = [content["title"], content["subtitle"], content["confidentiality"]]
    words += content["colophon"]
    for block in content["blocks"]:
        words += _strings(_printed(block))
    return [word for word in words if word]


def _printed(value: object) -> object:
    if isinstance(value, dict):
        return {key: _printed(part) for key, part in value.items() if key not in _NOT_PRINTED}
    return [_printed(part) for part in value] if isinstance(value, list) else value


_NOT_PRINTED = ("kind", "tone", "language", "alternative", "mark")


@pytest.mark.parametrize("language", REPORTS)
@pytest.mark.parametrize("form", FORMATS)
def test_every_word_and_figure_is_there(form: str, language: str) -> None:
    report = REPORTS[language]
    text = read(report, form)
    missing = [word for word in printed_words(report) if squeezed(word) not in text]
    assert missing == []


@pytest.mark.parametrize("language", REPORTS)
@pytest.mark.parametrize("form", FORMATS)
def test_a_charts_figures_stand_in_its_table(form: str, language: str) -> None:
    text = read(REPORTS[language], form)
    for block in plain(REPORTS[language])["blocks"]:
        if block["kind"] == "chart":
            row = block["table"]["rows"][0]
            assert squeezed(row[0]["text"]) in text
            assert squeezed(row[1]["text"]) in text


@pytest.mark.parametrize("language", REPORTS)
@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_none(form: str, language: str) -> None:
    text = READERS[form](FORMATS[form](REPORTS[language]))
    assert "None" not in text
    assert "nan" not in text.split()


@pytest.mark.parametrize("form", FORMATS)
def test_marks_are_explained_where_they_stand(form: str) -> None:
    english, chinese = read(REPORTS["en"], form), read(REPORTS["zh-Hans"], form)
    assert "1–4:fewerthanfive" in english
    assert "notasked" in english
    assert "1–4：不足五人" in chinese
    assert "未询问" in chinese


@functools.lru_cache(maxsize=len(HOSTILE))
def hostile_report(text: str) -> Report:
    return Report(
        title=f"A {text}",
        subtitle=f"B {text}",
        language="en",
        made_on=samples.english().made_on,
        versions=f"C {text}",
        confidentiality=f"D {text}",
        blocks=(
            Heading(1, f"E {text}"),
            Paragraph.of(f"F {text}", strong(f"G {text}")),
            Bullets.of(f"H {text}"),
            Facts.of((f"I {text}", f"J {text}")),
            Callout.of(CalloutKind.NOTE, f"K {text}", title=f"L {text}"),
            Quote(f"M {text}", f"N {text}"),
            Table(f"O {text}", (Column(f"P {text}", unit="kg"),), ((f"Q {text}",),), f"R {text}"),
            Chart.of(
                bars(
                    (Bar(f"S {text}", 1, Function.EM),),
                    finding=f"T {text}",
                    heads=("Need", "Students"),
                    language="en",
                ),
                caption=f"U {text}",
            ),
            SignatureLines((f"V {text}",)),
        ),
    )


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("form", FORMATS)
def test_what_people_typed_comes_out_as_text(form: str, text: str) -> None:
    report = hostile_report(text)
    document = FORMATS[form](report)
    shown = squeezed(READERS[form](document))
    for word in printed_words(report):
        assert _found(squeezed(word), shown, form), word
    if form == "html":
        assert {name for name, _ in Page(document).elements} <= ALLOWED_ELEMENTS


ALLOWED_ELEMENTS = frozenset(
    {"html", "head", "meta", "title", "style", "body", "main", "article", "header", "h1", "h2", "p"}
    | {"strong", "ul", "li", "dl", "div", "dt", "dd", "aside", "figure", "blockquote"}
    | {"figcaption", "table", "caption", "thead", "tbody", "tr", "th", "td", "img", "span"}
)


def _found(word: str, text: str, form: str) -> bool:
    """In a PDF, right-to-left letters are found in another order, and undrawable ones as codes."""
    if form != "pdf":
        return word in text
    return all(c in text or f"[U+{ord(c):04X}]" in text for c in word if c.isprintable())


@given(st.text(min_size=1, max_size=60))
@settings(max_examples=12, deadline=None)
def test_any_text_can_be_printed(text: str) -> None:
    report = hostile_report(text)
    for form, render in FORMATS.items():
        READERS[form](render(report))


def test_equal_reports_give_equal_bytes_on_another_day() -> None:
    """Another process, with another seed for hashes, writes the same files."""
    names = [render.__name__ for render in FORMATS.values()]
    program = (
        "import hashlib; from kithwork.documents import report;"
        "from kithwork.documents.report.tests import samples;"
        f"files = [getattr(report, name)(samples.chinese()) for name in {names}];"
        "print(*(hashlib.sha256(file).hexdigest() for file in files))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", program]
    other = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    here = [sha256(render(samples.chinese())).hexdigest() for render in FORMATS.values()]
    assert other.stdout.split() == here


def test_reports_can_be_written_at_the_same_time() -> None:
    """The server is threaded: one compiler and one chart renderer serve all threads."""
    expected = {form: render(REPORTS["en"]) for form, render in FORMATS.items()}
    found: list[bool] = []

    def write(title: str) -> None:
        for form, render in FORMATS.items():
            render(replace(REPORTS["zh-Hans"], title=title))
            found.append(render(REPORTS["en"]) == expected[form])

    threads = [threading.Thread(target=write, args=(f"报告{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [True] * (4 * len(FORMATS))
