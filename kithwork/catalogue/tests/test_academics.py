"""The tables of academic warning that ship: below, at and above each step."""

import pytest

from kithwork.catalogue.academics import markers, read_warning, warning_entries
from kithwork.catalogue.located import parse
from kithwork.catalogue.reading import CatalogueError
from kithwork.core.academics import Warned, warning_of
from kithwork.core.reasons import Value
from kithwork.core.rules import Fact

TABLES = {one.entry.id.removeprefix("warning."): one.table for one in warning_entries()}


def warned(table: str, **values: Value) -> Warned:
    facts = {name.replace("__", "."): Fact(value) for name, value in values.items()}
    return warning_of(TABLES[table], facts)


@pytest.mark.parametrize(
    ("points", "level"),
    [(0, None), (14.5, None), (15, "yellow"), (19, "yellow"), (20, "orange"), (24, "orange"),
     (25, "red"), (60, "red")],
)  # fmt: skip
def test_by_failed_credits(points: float, level: str | None) -> None:
    found = warned("failed_credits", credits__failed_required=points)
    assert (found.level, found.is_known) == (level, True)


@pytest.mark.parametrize(
    ("points", "level"),
    [(0, None), (0.5, "green"), (5, "green"), (5.5, "yellow"), (15, "yellow"), (15.5, "orange"),
     (25, "orange"), (25.5, "red")],
)  # fmt: skip
def test_by_credits_behind(points: float, level: str | None) -> None:
    found = warned(
        "credits_behind",
        credits__behind_plan=points,
        credits__grade_point_average=3.0,
        student__sanctioned=False,
    )
    assert (found.level, found.is_known) == (level, True)


@pytest.mark.parametrize(("average", "level"), [(1.79, "orange"), (1.8, None)])
def test_a_low_average_is_orange_by_itself(average: float, level: str | None) -> None:
    found = warned(
        "credits_behind",
        credits__behind_plan=0,
        credits__grade_point_average=average,
        student__sanctioned=False,
    )
    assert found.level == level


@pytest.mark.parametrize(
    ("courses", "level"),
    [(1, None), (2, "yellow"), (3, "yellow"), (4, "orange"), (5, "orange"), (6, "red")],
)
def test_by_failed_courses(courses: int, level: str | None) -> None:
    assert warned("failed_courses", credits__failed_courses=courses).level == level


def test_what_is_missing_is_named_and_never_taken_for_good() -> None:
    unknown = warned("credits_behind", credits__behind_plan=0)
    assert (unknown.level, unknown.is_known) == (None, False)
    assert unknown.missing == ("credits.grade_point_average", "student.sanctioned")
    yellow = warned("credits_behind", credits__behind_plan=6)
    assert (yellow.level, yellow.is_known) == ("yellow", True)
    assert yellow.missing == ("credits.grade_point_average", "student.sanctioned")


def test_the_markers() -> None:
    assert markers().trend_at_least == 3
    assert markers().chronic_absence_from_share == 10
    assert markers().entry.status == "unconfirmed"


def test_a_level_twice_is_refused() -> None:
    level = (
        "{level: red, label: {en: r, zh-Hans: 红}, any: [{fact: credits.failed_courses, gte: 1}]}"
    )
    text = (
        "id: w\nversion: 1\nsource: x\nchecked_by: x\nreviewed_on: 2026-01-01\n"
        f"label: {{en: W, zh-Hans: 甲}}\nlevels: [{level}, {level}]\n"
    )
    with pytest.raises(CatalogueError, match="line 7, levels: “red” stands here twice"):
        read_warning(parse(text, file="w.yaml"))
