"""The quilt as SVG: readable without colour, without a script, in both languages, at every size."""

import re
from dataclasses import replace
from itertools import product
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import kithwork
from kithwork.catalogue.support import sources, thresholds
from kithwork.core.support.cells import SELF, Adequacy, Aspect, Cell, Rater
from kithwork.core.support.functions import ALL, Function
from kithwork.core.support.matrix import Asked, Matrix
from kithwork.core.support.quilt import Edge, Layer, Quilt, quilt_of, quilts_of
from kithwork.core.support.survey import from_survey
from kithwork.documents.charts.drawing import png_of
from kithwork.documents.charts.quilt import (
    Size,
    Theme,
    quilt_alternative,
    quilt_legend,
    quilt_svg,
    quilt_table,
)
from kithwork.documents.charts.quilt.palette import PALETTES, Palette
from kithwork.documents.charts.quilt.patches import _TINT
from kithwork.documents.charts.quilt.wrapping import width_of, wrapped

EM, IS, AP = Function.EM, Function.IS, Function.AP
SVG = "{http://www.w3.org/2000/svg}"
LANGUAGES = ("en", "zh-Hans")

FULL = Matrix(
    present=("family_parent",),
    asked=(Asked(function=EM, enough=Adequacy.FAR_TOO_LITTLE),),
    cells=(
        Cell(source="classmate", function=EM, level=3, adequacy=Adequacy.TOO_LITTLE),
        Cell(source="family_grandparent", function=IS, level=4, quality=-2),
        Cell(source=SELF, function=AP, level=1),
    ),
)


def drawn(matrix: Matrix, layer: Layer = Layer.SUPPORT) -> Quilt:
    return quilt_of(matrix, thresholds=thresholds(), order=sources(), layer=layer)


def texts(svg: str) -> str:
    return " ".join(node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text"))


@pytest.mark.parametrize(("size", "language", "theme"), list(product(Size, LANGUAGES, Theme)))
def test_it_is_a_titled_picture_without_script_or_style(
    size: Size, language: str, theme: Theme
) -> None:
    svg = quilt_svg(drawn(FULL), size=size, language=language, theme=theme)
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == quilt_alternative(drawn(FULL), language)
    assert root.find(f"{SVG}title") is not None
    assert {node.tag for node in root.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "rect", "path", "text")
    }
    names = {name for node in root.iter() for name in node.attrib}
    assert not {"style", "id", "class", "href"} & names
    assert not any(name.startswith("on") for name in names)
    assert "None" not in svg
    assert "url(" not in svg


def test_the_badge_is_sixteen_high_and_says_its_letters() -> None:
    svg = quilt_svg(drawn(FULL), size=Size.BADGE, language="en")
    assert ElementTree.fromstring(svg).get("height") == "16"
    assert texts(svg) == "E I N A"
    assert texts(quilt_svg(drawn(FULL), size=Size.BADGE, language="zh-Hans")) == "情 实 信 评"


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ["emotional", "large gap", "grandparent", "weekly", "some gap", "all of the need"]),
        ("zh-Hans", ["情感", "明显不足", "祖父母", "经常（每周）", "有些不足", "全部满足"]),
    ],
)
def test_the_page_says_everything_in_words(language: str, said: list[str]) -> None:
    shown = texts(quilt_svg(drawn(FULL), size=Size.PAGE, language=language))
    for words in said:
        assert words in shown


def test_each_edge_differs_without_colour() -> None:
    def shape(edge: Edge) -> str:
        quilt = drawn(FULL)
        head = tuple(replace(patch, edge=edge) for patch in quilt.head)
        svg = quilt_svg(replace(quilt, head=head), size=Size.BADGE, language="en")
        return re.sub(r'(stroke|fill)="#[0-9A-Fa-f]{6}"', "", svg.partition("</desc>")[2])

    assert len({shape(edge) for edge in Edge}) == len(Edge)


def test_fill_stripes_harm_and_ring_differ_without_colour() -> None:
    def shape(**change: object) -> str:
        quilt = drawn(Matrix(cells=(Cell(source="classmate", function=EM, level=2),)))
        row = quilt.rows[0]
        patches = (replace(row.patches[0], **change), *row.patches[1:])  # type: ignore[arg-type]
        changed = replace(quilt, rows=(replace(row, patches=patches),))
        svg = quilt_svg(changed, size=Size.CARD, language="en").partition("</desc>")[2]
        return re.sub(r'"#[0-9A-Fa-f]{6}"', "", svg)

    shapes = {
        shape(),
        shape(fill=0),
        shape(fill=3),
        shape(fill=None),
        shape(fill=None, is_there=True),
        shape(aspect=Aspect.PERCEIVED),
        shape(is_harmful=True),
        shape(is_changed=True),
    }
    assert len(shapes) == 8


def test_a_survey_is_striped_and_the_legend_says_why() -> None:
    answers = [Asked(function=EM, perceived=1.25, enough=Adequacy.TOO_LITTLE, named=("friend",))]
    quilt = drawn(from_survey(answers))
    assert any("believes" in sentence for sentence in quilt_legend(quilt, "en"))
    assert "perceived 1.25 of 4" in texts(quilt_svg(quilt, size=Size.PAGE, language="en"))
    assert not any("believes" in sentence for sentence in quilt_legend(drawn(FULL), "en"))
    assert any("Red corner" in sentence for sentence in quilt_legend(drawn(FULL), "en"))


def test_the_table_holds_every_patch() -> None:
    # Instrumental: the one source that was rated harms, so nobody helps.
    table = quilt_table(drawn(FULL), "en")
    assert table.heads == ("Source", "emotional", "instrumental", "informational", "appraisal")
    rows = {row[0]: row[1:] for row in table.rows}
    assert rows["Is it enough?"] == ("large gap", "large gap", "not asked", "not asked")
    assert rows["parent"] == ("not asked",) * 4
    assert rows["classmate or dorm-mate"][0] == "weekly; some gap"
    assert rows["grandparent"][1] == "all of the need; harms"


def test_supply_says_recorded_none_and_not_recorded() -> None:
    def supplied(source: str, level: float | None) -> Cell:
        return Cell(
            source=source,
            function=IS,
            aspect=Aspect.SUPPLIED,
            rated_by=Rater.RECORD,
            level=level,
        )

    cells = (supplied("school", 0), supplied("charity", None), supplied("government", 2.5))
    table = quilt_table(drawn(Matrix(cells=cells), Layer.SUPPLY), "en")
    rows = {row[0]: row[2] for row in table.rows}
    assert rows == {
        "All sources": "2.5 of 4",
        "school": "recorded none",
        "foundation or donor": "supplied",
        "public body": "2.5 of 4",
    }
    assert table.rows[0][1] == "not recorded"


def test_harm_is_told_to_one_who_cannot_see_the_corner() -> None:
    assert quilt_alternative(drawn(FULL), "en").endswith("Harm is recorded for: grandparent.")
    assert quilt_alternative(drawn(FULL), "zh-Hans").endswith("：祖父母、外祖父母。")


def test_before_and_after_are_of_one_size() -> None:
    after = replace(FULL, cells=(*FULL.cells, Cell(source="agency", function=EM, level=3)))
    pair = quilts_of(
        FULL, after, thresholds=thresholds(), order=sources(), changed={("agency", EM)}
    )
    sizes = {
        (root.get("width"), root.get("height"))
        for quilt in pair
        for root in [ElementTree.fromstring(quilt_svg(quilt, size=Size.PAGE, language="en"))]
    }
    assert len(sizes) == 1


def test_a_label_of_a_stranger_stays_text() -> None:
    hostile = Matrix(cells=(Cell(source='<script>"&', function=EM, level=1),))
    svg = quilt_svg(drawn(hostile), size=Size.PAGE, language="en")
    assert '<script>"&' in texts(svg)
    assert "<script" not in svg


def test_it_becomes_a_picture_for_word() -> None:
    png = png_of(quilt_svg(drawn(FULL), size=Size.PRINT, language="zh-Hans"))
    assert png.startswith(b"\x89PNG")


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def tinted(colour: str, paper: str) -> str:
    mixed = (
        round(int(colour[p : p + 2], 16) * _TINT + int(paper[p : p + 2], 16) * (1 - _TINT))
        for p in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in mixed)


@pytest.mark.parametrize("theme", [Theme.LIGHT, Theme.DARK])
def test_contrast(theme: Theme) -> None:
    palette: Palette = PALETTES[theme]
    for function in ALL:
        colour = palette.functions[function]
        assert contrast(colour, palette.paper) >= 4.5
        assert contrast(palette.on_function, colour) >= 4.5
        assert contrast(palette.ink, tinted(colour, palette.paper)) >= 4.5
        for edge in (palette.deep, palette.middle):
            assert contrast(edge, tinted(colour, palette.paper)) >= 3
    for edge in (palette.deep, palette.middle, palette.pale, palette.danger):
        assert contrast(edge, palette.paper) >= 3


def test_the_colours_are_those_of_the_pages() -> None:
    style = Path(kithwork.__file__).parent / "web" / "static" / "web" / "tokens.css"
    light, dark = style.read_text().split('[data-bs-theme="dark"]')[:2]
    for theme, block in ((Theme.LIGHT, light), (Theme.DARK, dark)):
        tokens = dict(re.findall(r"(--kw-[a-z-]+):\s*(#[0-9a-f]{6})", block))
        palette, names = PALETTES[theme], PALETTES[Theme.PAGE]
        for function in ALL:
            name = names.functions[function].removeprefix("var(").removesuffix(")")
            assert tokens[name] == palette.functions[function].lower()
        for use in ("paper", "ink", "ink_soft", "danger", "on_function"):
            name = getattr(names, use).removeprefix("var(").removesuffix(")")
            assert tokens[name] == getattr(palette, use)


@given(st.text(alphabet="ab 中文、，", max_size=80), st.integers(30, 200))
def test_wrapped_lines_fit(text: str, width: int) -> None:
    for line in wrapped(text, width=width, size=12):
        assert width_of(line, size=12) <= width
    assert len(wrapped(text, width=width, size=12)) <= 2


def test_wrapping_keeps_words_and_punctuation_together() -> None:
    assert wrapped("village committee, neighbours", width=150, size=12) == [
        "village committee,",
        "neighbours",
    ]
    assert wrapped("村（居）委会、邻里", width=60, size=10) == ["村（居）委", "会、邻里"]
    assert wrapped("one two three four five", width=60, size=10) == ["one two", "three four…"]
