"""The PDF: accessible, in our fonts, and true to the report."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from pypdf import PdfReader

from kithwork.catalogue.support import sources, thresholds
from kithwork.core.support.cells import Adequacy
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Asked, Matrix
from kithwork.core.support.quilt import quilt_of
from kithwork.documents import fonts
from kithwork.documents.charts.quilt import Size, quilt_alternative, quilt_svg
from kithwork.documents.report import (
    Chart,
    Column,
    Figure,
    Heading,
    Paragraph,
    Report,
    Table,
    to_json,
    to_pdf,
)
from kithwork.documents.report.tests import samples
from kithwork.documents.report.tests.reading import (
    fonts_of_pdf,
    squeezed,
    tags_of_pdf,
    text_of_pdf,
)
from kithwork.documents.report.tests.samples.drawn import SVG

REPORTS = [samples.english(), samples.chinese()]


@pytest.fixture(params=REPORTS, ids=["en", "zh-Hans"])
def report(request: pytest.FixtureRequest) -> Report:
    return request.param


def with_words(words: str) -> Report:
    return replace(samples.english(), blocks=(Paragraph.of(words),))


def test_the_file_claims_and_carries_accessibility(report: Report) -> None:
    reader = PdfReader(io.BytesIO(to_pdf(report)))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert str(root["/Lang"]).lower().startswith({"en": "en", "zh-Hans": "zh"}[report.language])
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_title_and_date_are_the_reports_and_nobody_is_named(report: Report) -> None:
    facts = PdfReader(io.BytesIO(to_pdf(report))).metadata
    assert facts is not None
    assert facts.title == report.title
    assert facts.author is None
    assert facts["/CreationDate"].startswith("D:20261105")


def test_every_part_is_tagged(report: Report) -> None:
    tags = [tag for tag, _ in tags_of_pdf(to_pdf(report))]
    headings = [b for b in report.blocks if isinstance(b, Heading)]
    assert tags.count("/Title") + tags.count("/H1") + tags.count("/H2") == len(headings) + 1
    assert tags.count("/Table") == 4
    assert tags.count("/Caption") >= 4
    assert {"/P", "/L", "/LI", "/TH", "/TD", "/THead", "/TBody"} <= set(tags)


def test_every_picture_has_words(report: Report) -> None:
    told = [words for tag, words in tags_of_pdf(to_pdf(report)) if tag == "/Figure"]
    expected = [
        block.drawing.alternative if isinstance(block, Chart) else block.alternative
        for block in report.blocks
        if isinstance(block, Chart | Figure)
    ]
    assert [squeezed(words) for words in told if words] == [squeezed(words) for words in expected]


def test_headings_are_in_the_outline(report: Report) -> None:
    outline = PdfReader(io.BytesIO(to_pdf(report))).outline
    titles = [entry.title for entry in outline if not isinstance(entry, list)]
    first_level = [b.text for b in report.blocks if isinstance(b, Heading) and b.level == 1]
    assert titles[-len(first_level) :] == first_level


def test_all_fonts_are_ours_embedded_and_cut_down(report: Report) -> None:
    found = fonts_of_pdf(to_pdf(report))
    assert found
    for name, descriptor in found.items():
        assert "NotoSansSC" in name
        assert name[7] == "+", "a subset has six letters and a plus before its name"
        assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
    assert len(to_pdf(report)) < 300_000


def test_pages_are_a4_and_counted(report: Report) -> None:
    pages = PdfReader(io.BytesIO(to_pdf(report))).pages
    assert [float(side) for side in pages[0].mediabox[2:]] == pytest.approx(
        [595.28, 841.89], abs=0.01
    )
    for place, page in enumerate(pages, start=1):
        label = {
            "en": f"Page {place} of {len(pages)}",
            "zh-Hans": f"第 {place} 页，共 {len(pages)} 页",
        }[report.language]
        assert squeezed(label) in squeezed(page.extract_text())


def test_confidentiality_stands_on_every_page(report: Report) -> None:
    for page in PdfReader(io.BytesIO(to_pdf(report))).pages:
        assert squeezed(report.confidentiality) in squeezed(page.extract_text())


def test_the_head_of_a_long_table_repeats() -> None:
    rows = tuple((f"row {n}", f"{n}") for n in range(150))
    table = Table("A long table", (Column("The head"), Column("Other")), rows)
    pages = PdfReader(io.BytesIO(to_pdf(replace(samples.english(), blocks=(table,))))).pages
    assert len(pages) > 2
    assert all("The head" in page.extract_text() for page in pages)


def test_a_short_table_is_not_torn() -> None:
    filler = tuple(Paragraph.of(f"Line {n}.") for n in range(30))
    rows = tuple((f"row {n}",) for n in range(12))
    table = Table("A short table", (Column("Head"),), rows, note="Its note")
    document = to_pdf(replace(samples.english(), blocks=(*filler, table)))
    holding = [p.extract_text() for p in PdfReader(io.BytesIO(document)).pages]
    [page] = [text for text in holding if "A short table" in text]
    assert "row 0" in page
    assert "row 11" in page
    assert "Its note" in page


def test_a_character_without_a_font_is_shown_by_its_code() -> None:
    document = to_pdf(with_words("before \U0010fffd after"))
    text = " ".join(text_of_pdf(document).split())
    assert "before [U+10FFFD] after" in text
    assert "no font on this machine can draw" in text


def test_nothing_is_said_of_codes_where_there_are_none(report: Report) -> None:
    assert "U+" not in text_of_pdf(to_pdf(report))


def test_our_fonts_alone_still_give_a_whole_document() -> None:
    document = to_pdf(with_words("emoji 😀 and 𠮷"), system_fonts=False)
    assert "[U+1F600]" in text_of_pdf(document)
    assert "[U+20BB7]" in text_of_pdf(document)
    assert all("NotoSansSC" in name for name in fonts_of_pdf(document))


def test_letters_put_together_of_several_glyphs_do_not_stop_a_drawing() -> None:
    drawn = Figure(SVG.format("q\u0301 👩\u200d👧"), "A drawing of q", "Caption")
    document = to_pdf(replace(samples.english(), blocks=(drawn,)))
    assert ("/Figure", "A drawing of q") in tags_of_pdf(document)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_quilt_stands_in_a_report(language: str) -> None:
    """Our signature picture is a figure like any other, its words searchable."""
    asked = Asked(function=Function.EM, enough=Adequacy.FAR_TOO_LITTLE)
    matrix = Matrix(present=("family_parent",), asked=(asked,))
    quilt = quilt_of(matrix, thresholds=thresholds(), order=sources())
    told = quilt_alternative(quilt, language)
    drawn = Figure(quilt_svg(quilt, size=Size.PRINT, language=language), told, "Quilt")
    document = to_pdf(replace(samples.english(), blocks=(drawn,)))
    assert squeezed({"en": "large gap", "zh-Hans": "明显不足"}[language]) in squeezed(
        text_of_pdf(document)
    )
    [words] = [words for tag, words in tags_of_pdf(document) if tag == "/Figure" and words]
    assert squeezed(words) == squeezed(told)


def test_missing_fonts_say_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "FOLDER", tmp_path)
    with pytest.raises(fonts.FontsMissingError, match="make setup"):
        to_pdf(samples.english())


def test_json_keeps_values_beside_what_is_printed() -> None:
    content = json.loads(to_json(samples.english()))
    assert content["schema"] == "kithwork.report/1"
    assert content["made_on"] == "2026-11-05"
    [table] = [b for b in content["blocks"] if b["kind"] == "table"]
    assert table["rows"][1][1] == {"text": "46", "value": 46}
    assert table["rows"][1][2] == {"text": "1–4", "mark": "suppressed"}
    assert table["rows"][0][3] == {"text": "33.5", "value": 33.516}
    assert table["columns"][3] == {"head": "Share (%)", "numeric": True, "share": 2}
