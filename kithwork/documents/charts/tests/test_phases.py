"""The phase chart: the field's convention, both languages and themes, no script, no guess."""

import datetime as dt
import re
from itertools import product
from xml.etree import ElementTree

import pytest

from kithwork.catalogue.singlecase import single_case
from kithwork.core.singlecase.phases import Session, compared, phases_of
from kithwork.core.singlecase.reading import SeriesReading, read_series
from kithwork.core.singlecase.series import Better
from kithwork.documents.charts.drawing import png_of
from kithwork.documents.charts.phases import ChartWords, phase_alternative, phase_chart
from kithwork.documents.charts.phases.axes import scale_of_times, scale_of_values
from kithwork.documents.charts.quilt.palette import Theme

SVG = "{http://www.w3.org/2000/svg}"
WORDS = ChartWords("minutes of homework", "session")


def reading(spelt: str, values: list[float | None], first: float = 1) -> SeriesReading:
    sessions = [
        Session(first + place, phase, value)
        for place, (phase, value) in enumerate(zip(spelt, values, strict=True))
    ]
    pair = compared(phases_of(sessions), better=Better.HIGHER)
    return read_series(pair, rules=single_case().rules)


AB = reading("AAAAABBBBBB", [3, 4, 3, 5, 4, 5, 6, 4, 7, 6, 7])


def drawn(*args, **options) -> ElementTree.Element:
    return ElementTree.fromstring(phase_chart(*args, **options))


def lines(svg: ElementTree.Element) -> list[list[tuple[float, float]]]:
    found = []
    for node in svg.iter(f"{SVG}polyline"):
        pairs = (pair.split(",") for pair in node.attrib["points"].split())
        found.append([(float(x), float(y)) for x, y in pairs])
    return found


def changes(svg: ElementTree.Element) -> list[float]:
    return [
        float(node.attrib["x1"])
        for node in svg.iter(f"{SVG}line")
        if node.attrib.get("stroke-dasharray") == "6 4"
    ]


@pytest.mark.parametrize(
    ("language", "theme", "has_band"), list(product(("en", "zh-Hans"), Theme, (True, False)))
)
def test_it_is_a_titled_picture_without_script_or_style(
    language: str, theme: Theme, has_band: bool
) -> None:
    text = phase_chart({"Lin": AB}, words=WORDS, language=language, theme=theme, has_band=has_band)
    svg = ElementTree.fromstring(text)
    assert svg.attrib["role"] == "img"
    assert svg.find(f"{SVG}title") is not None
    assert svg.find(f"{SVG}desc") is not None
    assert not re.search(r'<script|<style|style=|href|"nan|[ ,]nan|None', text)
    assert len(list(svg.iter(f"{SVG}circle"))) == 11
    assert (len(list(svg.iter(f"{SVG}rect"))) == 2) is has_band


def test_no_line_crosses_a_change_of_phase() -> None:
    svg = drawn({"Lin": AB}, words=WORDS, language="en")
    [x] = changes(svg)
    before, after = lines(svg)
    assert len(before) == 5
    assert len(after) == 6
    assert before[-1][0] < x < after[0][0]


def test_better_is_up_and_time_goes_right() -> None:
    rising = reading("AAABBB", [1, 2, 3, 4, 5, 6])
    line = lines(drawn({"Lin": rising}, words=WORDS, language="en"))[0]
    assert [x for x, _ in line] == sorted(x for x, _ in line)
    assert [y for _, y in line] == sorted((y for _, y in line), reverse=True)


def test_a_missed_session_breaks_the_line_and_is_not_drawn() -> None:
    gap = reading("AAAAABBB", [3, 4, None, 5, 4, 6, 6, 7])
    svg = drawn({"Lin": gap}, words=WORDS, language="en")
    assert [len(line) for line in lines(svg)] == [2, 2, 3]
    assert len(list(svg.iter(f"{SVG}circle"))) == 7


def test_every_change_of_a_longer_design_has_its_line() -> None:
    abab = reading("AAABBBAAABBB", [1, 2, 1, 5, 6, 5, 2, 1, 2, 6, 7, 6])
    svg = drawn({"Lin": abab}, words=WORDS, language="en")
    assert len(changes(svg)) == 3
    assert len(lines(svg)) == 4


def test_staggered_cases_stand_under_each_other_on_one_time() -> None:
    later = reading("AAAAAAABBBB", [3, 4, 3, 5, 4, 4, 3, 6, 7, 6, 7])
    svg = drawn({"Lin": AB, "Zhang": later}, words=WORDS, language="en")
    assert len(changes(svg)) == 2
    assert changes(svg)[0] < changes(svg)[1]
    texts = [node.text for node in svg.iter(f"{SVG}text")]
    assert "Lin" in texts
    assert "Zhang" in texts


def test_median_and_trend_only_where_points_are_enough() -> None:
    def of_levels(one: SeriesReading) -> int:
        svg = drawn({"Lin": one}, words=WORDS, language="en")
        widths = [node.attrib["stroke-width"] for node in svg.iter(f"{SVG}line")]
        return widths.count("1.4") - len(changes(svg)) - 2  # without phase lines and the key

    assert of_levels(AB) == 4
    assert of_levels(reading("AABBB", [1, 2, 5, 6, 5])) == 2


def test_it_is_told_in_words() -> None:
    told = phase_alternative({"Lin": AB}, language="en")
    assert told.startswith("Lin: phase A, 5 points, median 4, trend +0.375 a unit of time; ")
    short = phase_alternative({"Lin": reading("AABBB", [1, 2, 5, 6, 5])}, language="en")
    assert short.startswith("Lin: phase A, 2 points; ")
    assert phase_alternative({"Lin": AB}, language="zh-Hans").startswith("Lin：A 阶段")


def test_dates_stand_at_the_axis_as_dates() -> None:
    first = dt.date(2026, 11, 2).toordinal()
    one = reading("AAABBB", [1, 2, 1, 3, 4, 3], first=first)
    words = ChartWords("absences", "day", has_dates=True)
    svg = drawn({"Lin": one}, words=words, language="en")
    assert "2026-11-02" in [node.text for node in svg.iter(f"{SVG}text")]


def test_names_are_escaped_and_a_picture_can_be_printed() -> None:
    words = ChartWords("<b> & \x07", "session")
    text = phase_chart({"<i>": AB, "b": AB}, words=words, language="en")
    assert "<i>" not in text
    assert png_of(text).startswith(b"\x89PNG")


def test_nothing_to_draw_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one point"):
        phase_chart({"Lin": reading("AB", [None, None])}, words=WORDS, language="en")


@pytest.mark.parametrize(
    ("values", "low", "high"),
    [((1, 9), 0, 10), ((90, 99), 90, 100), ((5, 5), 4, 6), ((0, 0), -1, 1), ((-3, 4), -4, 4)],
)
def test_axes_hold_all_values_between_round_numbers(
    values: tuple[float, ...], low: float, high: float
) -> None:
    scale = scale_of_values(values, start=0, end=100)
    assert (scale.low, scale.high) == (low, high)
    assert scale.ticks[0] == low
    assert scale.ticks[-1] == high


def test_times_have_room_on_both_sides() -> None:
    scale = scale_of_times((1, 2, 3, 4), start=0, end=80, most=10)
    assert (scale.at(1), scale.at(4)) == (10, 70)
    assert scale.ticks == (1, 2, 3, 4)
    assert scale_of_times((5,), start=0, end=10, most=10).at(5) == 5
