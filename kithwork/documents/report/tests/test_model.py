"""What a report refuses when it is composed."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from kithwork.documents.charts.bars import Bar, bars
from kithwork.documents.charts.drawing import Drawing
from kithwork.documents.report import (
    Bullets,
    Callout,
    CalloutKind,
    Chart,
    Column,
    Fact,
    Facts,
    Figure,
    Heading,
    Mark,
    PageBreak,
    Paragraph,
    Quote,
    Report,
    ReportError,
    SignatureLines,
    Table,
    number,
    strong,
)

WORDS = Paragraph.of("Some words.")
COLUMNS = (Column("School"), number("Students"))
NOT_TEXT: Any = None


def report(*blocks: Any, **changes: Any) -> Report:
    usual: dict[str, Any] = {
        "title": "A title",
        "subtitle": "",
        "language": "en",
        "made_on": dt.date(2026, 11, 5),
        "versions": "",
        "confidentiality": "",
        "blocks": blocks or (WORDS,),
    }
    return Report(**usual | changes)


def figure(inside: str = "", attributes: str = "", **changes: Any) -> Figure:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>{inside}</svg>'
    return Figure(**{"svg": svg, "alternative": "A drawing", "caption": "A caption"} | changes)


def drawing(**changes: Any) -> Drawing:
    made = bars((Bar("a", 1),), finding="Finding", heads=("Need", "n"), language="en")
    fields = {name: getattr(made, name) for name in Drawing.__slots__}
    return Drawing(**fields | changes)


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "an empty heading": (lambda: Heading(1, "  "), "heading: is empty"),
    "a heading that is no text": (lambda: Heading(1, NOT_TEXT), "expected text, got NoneType"),
    "a heading of level 0": (lambda: Heading(0, "a"), "level 0 is not 1 to 3"),
    "a heading of level 4": (lambda: Heading(4, "a"), "level 4 is not 1 to 3"),
    "a paragraph without words": (lambda: Paragraph.of(" ", strong("")), "paragraph: is empty"),
    "a paragraph of nothing": (lambda: Paragraph.of(), "paragraph: is empty"),
    "a paragraph of a number": (lambda: Paragraph.of(3), "got int"),  # type: ignore[arg-type]
    "a list without items": (lambda: Bullets.of(), "list: is empty"),
    "facts without any": (lambda: Facts.of(), "facts: is empty"),
    "a fact without a label": (lambda: Fact("", "x"), "fact, label: is empty"),
    "a fact whose value is no text": (lambda: Fact("a", NOT_TEXT), "fact, value"),
    "an empty callout": (lambda: Callout.of(CalloutKind.NOTE), "callout .note.: is empty"),
    "a quote without words": (lambda: Quote(" "), "quote: is empty"),
    "nobody who signs": (lambda: SignatureLines(()), "signature lines: is empty"),
    "a list in place of a tuple": (lambda: SignatureLines(["a"]), "a tuple"),  # type: ignore[arg-type]
    "a column without a head": (lambda: Column(""), "head: is empty"),
    "decimals below 0": (lambda: number("a", decimals=-1), "not below 0"),
    "a table without rows": (lambda: Table("a", COLUMNS, ()), "rows: is empty"),
    "a table without columns": (lambda: Table("a", (), (("x",),)), "columns: is empty"),
    "a table without caption": (lambda: Table("", COLUMNS, (("x", 1),)), "caption: is empty"),
    "a short row": (
        lambda: Table("a", COLUMNS, (("x", 1), ("y",))),
        "row 2: 1 cells for 2 columns",
    ),
    "a cell of nothing": (lambda: Table("a", COLUMNS, (("x", NOT_TEXT),)), "row 1, column 2"),
    "a truth value": (lambda: Table("a", COLUMNS, (("x", True),)), "got bool"),
    "not a number": (lambda: Table("a", COLUMNS, (("x", float("nan")),)), "finite number"),
    "infinity": (lambda: Table("a", COLUMNS, (("x", float("inf")),)), "finite number"),
    "a chart without a finding": (
        lambda: Chart.of(drawing(finding=" "), caption="a"),
        "chart, finding: is empty",
    ),
    "a chart without words": (
        lambda: Chart.of(drawing(alternative=""), caption="a"),
        "chart, alternative: is empty",
    ),
    "a figure without words": (lambda: figure(alternative=""), "alternative: is empty"),
    "a figure of no width": (lambda: figure(width=0), "width"),
    "a figure too wide": (lambda: figure(width=1.2), "width"),
    "a report without title": (lambda: report(title=""), "title: is empty"),
    "a report without blocks": (lambda: report(blocks=()), "blocks: is empty"),
    "another language": (lambda: report(language="zh"), "language is not one of en, zh-Hans"),
    "a time for a date": (lambda: report(made_on=dt.datetime(2026, 1, 1)), "not a date"),  # noqa: DTZ001
    "a first heading of level 2": (lambda: report(Heading(2, "a"), WORDS), "level 2 under level 0"),
    "a step of two levels": (
        lambda: report(Heading(1, "a"), Heading(3, "b"), WORDS),
        "block 2: heading of level 3 under level 1",
    ),
    "a heading with nothing under it": (
        lambda: report(Heading(1, "a"), PageBreak(), Heading(1, "b"), WORDS),
        "block 3: the heading before it has nothing under it",
    ),
    "a heading at the end": (lambda: report(WORDS, Heading(1, "a")), "the last heading"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_report_refuses(what: str) -> None:
    make, message = REFUSED[what]
    with pytest.raises(ReportError, match=message):
        make()


def test_headings_may_rise_by_several_levels() -> None:
    levels = (1, 2, 3, 1, 2, 2)
    blocks = [part for level in levels for part in (Heading(level, "a"), WORDS)]
    assert len(report(*blocks).blocks) == 12


def test_a_heading_may_stand_over_the_next_deeper_one() -> None:
    assert report(Heading(1, "a"), Heading(2, "b"), WORDS).blocks


def test_an_error_names_the_place_and_never_the_value() -> None:
    with pytest.raises(ReportError) as refused:
        Table("Marks of 小李", COLUMNS, (("小李", object()),))  # type: ignore[arg-type]
    assert "小李" not in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07\x1b", "ab"),
        ("a\r\nb\rc\x85d\u2028e", "a\nb\nc\nd\ne"),
        ("a\u202eb\u2066c", "abc"),
        ("\ufeffa\ufffe\ud800", "a"),
        ("tab\tbed", "tab\tbed"),
        ("👩\u200d👧 \u200b", "👩\u200d👧 \u200b"),
        ("𠮷", "𠮷"),
    ],
)
def test_only_what_no_document_may_carry_is_taken_out(typed: str, kept: str) -> None:
    assert Paragraph.of(f"x{typed}").text == f"x{kept}"


def test_headings_and_labels_are_one_line() -> None:
    assert Heading(1, " two\n lines ").text == "two lines"
    assert Column("two\nlines").head == "two lines"


def test_marks_of_a_table() -> None:
    rows = (("a", Mark.SUPPRESSED), ("b", Mark.NOT_ASKED), ("c", 0))
    assert Table("a", COLUMNS, rows).marks == {Mark.SUPPRESSED, Mark.NOT_ASKED}


@pytest.mark.parametrize(
    "inside",
    [
        "<script>1</script>",
        "<foreignObject/>",
        '<image href="data:image/png;base64,xx"/>',
        '<a href="#x">x</a>',
        '<rect onclick="x()"/>',
        '<rect fill="url(https://example.org/x)"/>',
        '<rect style="background:url(//example.org)"/>',
        "<style>@import 'x'</style>",
        '<linearGradient id="a" href="https://example.org/x#b"/>',
    ],
)
def test_a_drawing_holds_nothing_that_acts_or_leaves(inside: str) -> None:
    with pytest.raises(ReportError, match="figure: the drawing"):
        figure(inside)


@pytest.mark.parametrize(
    "svg",
    ["", "<svg", "<html/>", "<svg/>", '<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>'],
)
def test_a_drawing_is_an_svg(svg: str) -> None:
    with pytest.raises(ReportError, match="figure: "):
        figure(svg=svg)


def test_a_drawing_may_refer_to_itself() -> None:
    inside = '<linearGradient id="a"/><rect fill="url(#a)" width="5" height="5"/>'
    assert "url(#a)" in figure(inside).svg
