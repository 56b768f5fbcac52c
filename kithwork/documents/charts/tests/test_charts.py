"""Charts: their figures, their words, and the pictures that come of them."""

import json
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from lxml import etree

from kithwork.core.support.functions import ALL, Function
from kithwork.documents.cells import Mark
from kithwork.documents.charts.bars import Bar, bars
from kithwork.documents.charts.colours import OF_FUNCTION, OF_SERIES
from kithwork.documents.charts.drawing import Drawing, png_of
from kithwork.documents.charts.lines import Line, lines
from kithwork.documents.charts.strip import Group, quartiles, strip
from kithwork.documents.charts.theme import LABEL_LINES, label_lines

HOSTILE = "<script>alert('x')</script> \"q\" \\ ${datum} 成绩 datum.value]"


def some_bars(*items: Bar, language: str = "en") -> Drawing:
    return bars(items, finding="A finding", heads=("Need", "Students"), language=language)


def some_strip(*groups: Group, **settings: Any) -> Drawing:
    usual: dict[str, Any] = {"limits": (0, 20), "fewest": 5, "language": "en", "decimals": 1}
    return strip(groups, finding="A finding", measure="Mark", **usual | settings)


def some_lines(*series: Line, times: tuple[str, ...] = ("one", "two"), **settings: Any) -> Drawing:
    usual: dict[str, Any] = {"limits": (0, 20), "language": "en", "time_head": "Term"}
    return lines(series, times, finding="A finding", measure="Mark", **usual | settings)


def texts(drawing: Drawing) -> list[str]:
    root = etree.fromstring(drawing.svg.encode())
    return ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]


# ── bars ────────────────────────────────────────────────────────────────────────────────────


def test_each_bar_says_its_name_and_its_number() -> None:
    drawn = texts(some_bars(Bar("Falls behind", 1044), Bar("No desk", Mark.SUPPRESSED)))
    assert {"Falls behind", "1,044", "No desk", "1–4"} <= set(drawn)


def test_bars_begin_at_zero() -> None:
    layers = json.loads(some_bars(Bar("a", 40), Bar("b", 41)).specification)["layer"]
    assert layers[0]["encoding"]["x"]["scale"]["zero"] is True


def test_the_figures_and_the_alternative_say_what_is_drawn() -> None:
    drawing = some_bars(Bar("a", 3), Bar("b", Mark.SUPPRESSED))
    assert drawing.rows == (("a", 3), ("b", Mark.SUPPRESSED))
    assert drawing.heads == ("Need", "Students")
    assert drawing.alternative == "Bar chart of Students. a 3; b 1–4."


@pytest.mark.parametrize("function", ALL)
def test_a_function_has_its_colour_and_its_letter(function: Function) -> None:
    svg = some_bars(Bar("a", 3, function)).svg
    assert OF_FUNCTION[function].lower() in svg.lower()


def test_letters_in_both_languages() -> None:
    items = [Bar(function.value, 5, function) for function in ALL]
    assert {"E", "I", "N", "A", "C"} <= set(texts(some_bars(*items)))
    assert {"情", "实", "信", "评", "伴"} <= set(texts(some_bars(*items, language="zh-Hans")))


def test_equal_names_stay_two_bars() -> None:
    drawn = texts(some_bars(Bar("Other", 3), Bar("Other", 8)))
    assert drawn.count("Other") == 2
    assert {"3", "8"} <= set(drawn)


@pytest.mark.parametrize("items", [(), (Bar("a", -1),)])
def test_bars_refuse_nothing_and_negative_amounts(items: tuple[Bar, ...]) -> None:
    with pytest.raises(ValueError, match="none below 0"):
        some_bars(*items)


# ── strips ──────────────────────────────────────────────────────────────────────────────────


def test_quartiles_follow_type_7() -> None:
    """R 4.3: quantile(c(1, 2, 4, 7, 11, 16), c(.25, .5, .75)) gives 2.5, 5.5, 10."""
    assert quartiles((1, 2, 4, 7, 11, 16)) == (2.5, 5.5, 10.0)
    assert quartiles((7,)) == (7, 7, 7)


def test_one_dot_for_each_student() -> None:
    drawing = some_strip(Group("Village", (1, 1, 1, 2, 3)), Group("Town", (4, 5, 6, 7, 8, 9)))
    assert drawing.svg.count('aria-roledescription="circle"') == 11
    assert "each dot is one student" in drawing.alternative


def test_columns_where_dots_would_be_too_many() -> None:
    drawing = some_strip(Group("Town", (7,) * 400 + (8,) * 100))
    assert 'aria-roledescription="circle"' not in drawing.svg
    assert "the height is the number of students" in drawing.alternative


@pytest.mark.parametrize(("size", "is_drawn"), [(4, False), (5, True), (6, True)])
def test_a_small_group_is_not_drawn(size: int, is_drawn: bool) -> None:
    drawing = some_strip(Group("Village", (13,) * size), Group("Town", tuple(range(10))))
    dots = drawing.svg.count('aria-roledescription="circle"')
    assert dots == 10 + (size if is_drawn else 0)
    assert (drawing.rows[0][1] == size) is is_drawn
    if not is_drawn:
        assert drawing.rows[0] == ("Village", Mark.SUPPRESSED, *[Mark.WITHHELD] * 3)
        assert "Village: 1–4, not drawn" in drawing.alternative
        assert '"value":13' not in drawing.specification


def test_a_group_without_students_is_zero_and_not_suppressed() -> None:
    drawing = some_strip(Group("Village", ()), Group("Town", (5, 6, 7, 8, 9)))
    assert drawing.rows[0] == ("Village", 0, *[Mark.NOT_COMPUTED] * 3)


def test_fine_measures_are_gathered_at_few_places_and_nobody_is_lost() -> None:
    drawing = some_strip(Group("Town", tuple(step / 10 for step in range(201))))
    assert drawing.svg.count('aria-roledescription="circle"') == 201


@pytest.mark.parametrize(
    ("groups", "limits"),
    [((), (0, 20)), ((Group("a", ()),), (0, 20)), ((Group("a", (21,)),), (0, 20))],
)
def test_strips_refuse_what_they_cannot_draw(
    groups: tuple[Group, ...], limits: tuple[float, float]
) -> None:
    with pytest.raises(ValueError, match=r"strip chart needs values|outside the limits"):
        some_strip(*groups, limits=limits)


# ── lines ───────────────────────────────────────────────────────────────────────────────────


def test_each_line_bears_its_name() -> None:
    drawn = texts(some_lines(Line("Maths", (8, 9)), Line("语文", (12, 13))))
    assert {"Maths", "语文", "one", "two"} <= set(drawn)


def test_names_of_lines_that_end_together_do_not_meet() -> None:
    drawing = some_lines(*(Line(name, (9, 10)) for name in "abcde"))
    heights = [
        layer["data"]["values"][0]["value"]
        for layer in json.loads(drawing.specification)["layer"]
        if layer["mark"]["type"] == "text"
    ]
    assert all(later - earlier > 1 for earlier, later in pairwise(heights))


def test_a_missing_value_is_told_and_never_zero() -> None:
    drawing = some_lines(Line("Maths", (8, Mark.NOT_COMPUTED)))
    assert drawing.rows == (("one", 8), ("two", Mark.NOT_COMPUTED))
    assert "Maths, two: not computable" in drawing.alternative
    assert drawing.svg.count('aria-roledescription="point"') == 1


def test_the_axis_shows_the_whole_range() -> None:
    layer = json.loads(some_lines(Line("Maths", (8, 9))).specification)["layer"][0]
    assert layer["encoding"]["y"]["scale"]["domain"] == [0, 20]


@pytest.mark.parametrize(
    "make",
    [
        lambda: some_lines(),
        lambda: some_lines(*(Line(str(n), (1, 2)) for n in range(len(OF_SERIES) + 1))),
        lambda: some_lines(Line("a", (1,))),
        lambda: some_lines(Line("a", (1, 21))),
    ],
)
def test_lines_refuse_what_they_cannot_draw(make: Callable[[], Drawing]) -> None:
    with pytest.raises(ValueError, match=r"line chart needs|outside the limits"):
        make()


# ── pictures ────────────────────────────────────────────────────────────────────────────────

EVERY_KIND = [
    lambda label: some_bars(Bar(label, 3, Function.EM)),
    lambda label: some_strip(Group(label, (1, 2, 3, 4, 5))),
    lambda label: some_lines(Line(label, (1, 2))),
]


@pytest.mark.parametrize("make", EVERY_KIND)
def test_what_people_typed_is_text_in_every_chart(make: Callable[[str], Drawing]) -> None:
    drawing = make(HOSTILE)
    root = etree.fromstring(drawing.svg.encode())
    assert not list(root.iter("{*}script"))
    told = "".join("".join(texts(drawing)).split())
    assert "".join(HOSTILE.split()).removesuffix("]")[:40] in told


@pytest.mark.parametrize("make", EVERY_KIND)
def test_the_specification_is_valid(make: Callable[[str], Drawing]) -> None:
    """Altair carries the schema of Vega-Lite and refuses what does not fit it."""
    import altair

    specification = json.loads(make("a").specification)
    assert altair.LayerChart.from_dict(specification, validate=True).to_dict(validate=True)


@pytest.mark.parametrize("make", EVERY_KIND)
def test_equal_charts_are_equal(make: Callable[[str], Drawing]) -> None:
    assert make("a").specification == make("a").specification
    assert make("a").svg is make("a").svg


@pytest.mark.parametrize("make", EVERY_KIND)
def test_charts_are_as_wide_as_the_text(make: Callable[[str], Drawing]) -> None:
    root = etree.fromstring(make("A label of a usual length").svg.encode())
    assert 466 <= float(root.get("width", "0")) <= 474


def test_pictures_for_word_are_png() -> None:
    assert some_bars(Bar("a", 3)).png().startswith(b"\x89PNG")


def test_a_drawing_cannot_bring_in_a_file(tmp_path: Any) -> None:
    """The renderer draws nothing for a picture that stands elsewhere."""
    inside = some_bars(Bar("a", 3)).png()
    (tmp_path / "secret.png").write_bytes(inside)
    link = f'<image width="90" height="90" href="{tmp_path.as_uri()}/secret.png"/>'
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90">{}</svg>'
    assert png_of(svg.format(link)) == png_of(svg.format(""))


@pytest.mark.parametrize("colour", [*OF_FUNCTION.values(), *OF_SERIES])
def test_colours_stand_out_from_white(colour: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert 1.05 / (luminance + 0.05) >= 4.5


# ── labels ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("label", "broken"),
    [
        ("short", ["short"]),
        ("", [""]),
        (
            "没有人具体地肯定她的进步，也没有人告诉她怎样才能做得更好",
            ["没有人具体地肯定她的进步，", "也没有人告诉她怎样才能做得更好"],
        ),
        ("x" * 100, None),
    ],
)
def test_long_labels_are_broken_and_lose_nothing(label: str, broken: list[str] | None) -> None:
    result = label_lines(label)
    assert "".join(result) == label
    assert len(result) <= LABEL_LINES
    if broken:
        assert result == broken


def test_a_label_without_end_says_that_it_goes_on() -> None:
    result = label_lines("word " * 200)
    assert len(result) == LABEL_LINES
    assert result[-1].endswith("…")


def test_no_line_begins_with_a_closing_mark() -> None:
    for length in range(10, 40):
        assert not any(part.startswith("，") for part in label_lines("学" * length + "，她"))
