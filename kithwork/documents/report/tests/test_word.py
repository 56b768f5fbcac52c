"""The Word file, opened as Word's reader opens it."""

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from kithwork.documents.report import Bullets, Heading, PageBreak, Paragraph, Report, to_docx
from kithwork.documents.report.tests import samples

REPORTS = [samples.english(), samples.chinese()]


@pytest.fixture(params=REPORTS, ids=["en", "zh-Hans"])
def report(request: pytest.FixtureRequest) -> Report:
    return request.param


def opened(report: Report) -> Any:
    return docx.Document(io.BytesIO(to_docx(report)))


def test_headings_are_real_headings(report: Report) -> None:
    document = opened(report)
    for level in (1, 2):
        told = [b.text for b in report.blocks if isinstance(b, Heading) and b.level == level]
        style = f"Heading {level}"
        assert [p.text for p in document.paragraphs if p.style.name == style] == told
    headings = [p for p in document.paragraphs if p.style.name.startswith(("Heading", "Title"))]
    assert all(p.text.strip() for p in headings)
    assert headings[0].text == report.title


def test_headings_are_in_the_outline(report: Report) -> None:
    styles = opened(report).styles
    for level in (1, 2, 3):
        outline = styles[f"Heading {level}"].element.find(f".//{qn('w:outlineLvl')}")
        assert outline.get(qn("w:val")) == str(level - 1)


def test_table_heads_repeat_and_rows_stay_whole(report: Report) -> None:
    document = opened(report)
    assert len(document.tables) == 4
    for table in document.tables:
        first, *others = table._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:tblHeader")) is None for row in others)
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in table._tbl.tr_lst)
        assert table._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))


def test_columns_fill_the_width_of_the_text(report: Report) -> None:
    for table in opened(report).tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert abs(sum(widths) - 166 / 25.4 * 1440) <= len(widths)


def test_numbers_stand_on_the_right() -> None:
    table = opened(samples.english()).tables[1]
    assert table.cell(1, 0).paragraphs[0].alignment is None
    assert str(table.cell(1, 1).paragraphs[0].alignment) == "RIGHT (2)"
    assert [cell.text for cell in table.rows[2].cells] == [
        "Riverside, in a village",
        "46",
        "1–4",
        "×",
        "−0.5",
    ]


def test_every_picture_has_words(report: Report) -> None:
    pictures = list(opened(report).element.body.iter(qn("wp:docPr")))
    assert len(pictures) == 4
    assert all(picture.get("descr", "").strip() for picture in pictures)
    assert len({picture.get("id") for picture in pictures}) == 4


def test_the_page_is_a4(report: Report) -> None:
    section = opened(report).sections[0]
    assert (section.page_width.mm, section.page_height.mm) == pytest.approx((210, 297), abs=0.1)


def test_fonts_are_named_for_east_asian_text(report: Report) -> None:
    document = opened(report)
    used = {p.style.name for p in document.paragraphs} | {"Report Cell"}
    for name in used:
        fonts = document.styles[name].element.rPr.find(qn("w:rFonts"))
        assert fonts.get(qn("w:eastAsia")) == "Microsoft YaHei"
        assert fonts.get(qn("w:ascii"))
        assert fonts.get(qn("w:asciiTheme")) is None
        assert not document.styles[name].font.italic


def test_the_language_is_set() -> None:
    for report, tag in zip(REPORTS, ("en-GB", "zh-CN"), strict=True):
        document = opened(report)
        language = document.styles.element.find(f".//{qn('w:docDefaults')}").find(
            f".//{qn('w:lang')}"
        )
        assert language.get(qn("w:val")) == tag
        assert language.get(qn("w:eastAsia")) == "zh-CN"
        assert document.core_properties.language == report.language


def test_the_file_says_nothing_of_who_made_it(report: Report) -> None:
    properties = opened(report).core_properties
    assert properties.title == report.title
    assert properties.author == properties.last_modified_by == properties.comments == ""
    assert properties.created == properties.modified == dt.datetime(2026, 11, 5, tzinfo=dt.UTC)


def test_pages_are_counted_by_word() -> None:
    section = opened(samples.english()).sections[0]
    for footer in (section.footer, section.first_page_footer):
        fields = [node.text.strip() for node in footer._element.iter(qn("w:instrText"))]
        assert fields == ["PAGE", "NUMPAGES"]
        assert footer.paragraphs[0].text == "Made on 5 November 2026\tPage 1 of 1"
    assert section.header.paragraphs[0].text.startswith("Who needs what kind of help\t")
    assert section.first_page_header.paragraphs[0].text == ""


def test_a_page_break_begins_the_next_block(report: Report) -> None:
    following = report.blocks[report.blocks.index(PageBreak()) + 1]
    assert isinstance(following, Heading)
    broken = [p for p in opened(report).paragraphs if p.paragraph_format.page_break_before]
    assert [p.text for p in broken] == [following.text]


def test_each_numbered_list_counts_from_one() -> None:
    lists = tuple(Bullets.of("a", "b", ordered=True) for _ in range(2))
    report = replace(samples.english(), blocks=(lists[0], Paragraph.of("between"), lists[1]))
    document = opened(report)
    items = [p for p in document.paragraphs if p.style.name == "List Number"]
    numbers = [p._p.pPr.numPr.numId.val for p in items]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]
    numbering = document.part.numbering_part.element
    for identity in set(numbers):
        start = numbering.num_having_numId(identity).find(f".//{qn('w:startOverride')}")
        assert start.get(qn("w:val")) == "1"


def test_the_package_holds_nothing_of_the_template(report: Report) -> None:
    with zipfile.ZipFile(io.BytesIO(to_docx(report))) as package:
        names = package.namelist()
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if "thumbnail" in name or "customXml" in name]
    assert "word/document.xml" in names


def test_bullets_need_no_symbol_font(report: Report) -> None:
    numbering = opened(report).part.numbering_part.element
    assert {t.get(qn("w:val")) for t in numbering.iter(qn("w:lvlText"))} <= {"•", "%1."}
    assert not list(numbering.iter(qn("w:rFonts")))
