"""The forest plot: every figure in print, no script, both languages, marks where they belong."""

import re
from xml.etree import ElementTree

import pytest

from kithwork.core.support.functions import Function
from kithwork.core.synthesis import Effect, synthesize
from kithwork.documents.charts.drawing import png_of
from kithwork.documents.charts.forest import ForestRow, forest, forest_of
from kithwork.documents.charts.quilt.palette import Theme

SVG = "{http://www.w3.org/2000/svg}"
EFFECTS = [
    Effect(name="Case 1", estimate=0.8, se=0.30),
    Effect(name="Case 2 <b>", estimate=-0.2, se=0.25),
    Effect(name="Case 3", estimate=1.4, se=0.50),
]


def drawn(language: str = "en", theme: Theme = Theme.LIGHT):
    return forest_of(
        EFFECTS, synthesize(EFFECTS), measure="Effects", language=language, theme=theme
    )


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in ElementTree.fromstring(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("theme", list(Theme))
def test_a_titled_picture_without_script_or_style(language, theme):
    plot = drawn(language, theme)
    root = ElementTree.fromstring(plot.svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == plot.alternative
    assert not re.search(r"<script|<style|style=|href=", plot.svg)
    assert "Case 1" in plot.alternative
    assert png_of(plot.svg if theme is not Theme.PAGE else drawn().svg).startswith(b"\x89PNG")


def test_every_figure_stands_in_print():
    printed = texts(drawn().svg)
    assert "Case 2 <b>" in printed
    assert "+0.80 [+0.21, +1.39]" in printed
    assert "−0.20 [−0.69, +0.29]" in printed
    assert "Mean effect" in printed
    assert {"← worse", "better →"} <= set(printed)


def test_the_table_holds_the_same_figures():
    plot = drawn()
    assert plot.heads == ("Case or study", "Effect", "From", "To", "Weight")
    assert [row[0] for row in plot.rows] == ["Case 1", "Case 2 <b>", "Case 3", "Mean effect"]
    assert sum(row[4] for row in plot.rows[:3]) == pytest.approx(1)


def test_marks_lie_on_one_axis_in_order():
    root = ElementTree.fromstring(drawn().svg)
    centres = [
        float(node.get("x")) + float(node.get("width")) / 2 for node in root.iter(f"{SVG}rect")
    ]
    assert centres[1] < centres[0] < centres[2]
    sizes = [float(node.get("width")) for node in root.iter(f"{SVG}rect")]
    assert sizes[1] > sizes[2]
    assert len(list(root.iter(f"{SVG}polygon"))) == 1


def test_a_function_keeps_its_colour_and_letter():
    row = ForestRow(label="listening", estimate=0.4, low=0.1, high=0.7, function=Function.EM)
    plot = forest([row], measure="Effects", language="en")
    assert "#B83A5E" in plot.svg
    assert any(text.endswith(" listening") for text in texts(plot.svg))


def test_an_effect_of_nothing_at_all_is_drawn():
    plot = forest(
        [ForestRow(label="a", estimate=0, low=0, high=0)], measure="Effects", language="en"
    )
    assert '="nan"' not in plot.svg


@pytest.mark.parametrize("figures", [(1, 2, 3), (float("nan"), 0, 1), (1, float("-inf"), 2)])
def test_figures_that_cannot_be_are_refused(figures):
    estimate, low, high = figures
    with pytest.raises(ValueError, match=r"effect|finite"):
        ForestRow(label="a", estimate=estimate, low=low, high=high)


def test_no_rows_no_plot():
    with pytest.raises(ValueError, match="at least one effect"):
        forest([], measure="Effects", language="en")
