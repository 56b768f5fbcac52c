"""A report is held against what its reader was shown on Know, and Know against the report."""

import pytest

from kithwork.documents.models import NeedsReport
from kithwork.documents.tests.test_needs_report import _at_once, address, client_of, made, school
from kithwork.needs.evidence import whom
from kithwork.needs.models import ShownCounts
from kithwork.needs.queries.counts import counts_of
from kithwork.needs.queries.reported import reported_to
from kithwork.needs.school import school_needs
from kithwork.needs.selection import Selection
from kithwork.needs.tests.made import CONTACT, note
from kithwork.people.models import Student
from tests.cast import TODAY, Cast

__all__ = ["_at_once", "school"]  # fixtures
GIRLS = Selection({"sex": "female"})


def needs_of(cast: Cast):  # type: ignore[no-untyped-def]
    students = Student.objects.filter(school=cast.qingshan, left_on=None)
    return school_needs(whom(students), cast.qingshan, on=TODAY)


def test_what_a_report_shows_by_group_is_remembered_as_the_page_remembers_it(
    school: Cast,
) -> None:
    made(school, school.lin)
    from_report = dict(ShownCounts.objects.values_list("selection", "numbers"))
    assert "sex=female" in from_report
    counts_of(school.lin, school.qingshan, selection=GIRLS, language="en")
    on_page = ShownCounts.objects.get(user=school.lin, selection="sex=female").numbers
    assert on_page == from_report["sex=female"]


def test_a_breakdown_that_could_be_subtracted_from_the_page_is_left_out(school: Cast) -> None:
    """Seen on Know: ten girls of a grade show a need. In the report of all girls: eleven."""
    reported = reported_to(school.lin, needs_of(school))
    assert reported.held_back == ()
    girls = ShownCounts.objects.get(user=school.lin, selection="sex=female")
    within = {name: n and n - 1 for name, n in girls.numbers.items()}
    ShownCounts.objects.create(
        user=school.lin,
        school=school.qingshan,
        selection="sex=female;left_behind=not_known",
        numbers=within,
    )
    again = reported_to(school.lin, needs_of(school))
    assert [label.en for label in again.held_back] == ["Sex"]
    assert [one.name for one in again.needs.screening.groups].count("sex") == 0
    other = reported_to(school.he, needs_of(school))
    assert other.held_back == ()


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Not shown by Sex"), ("zh-hans", "未按性别列出")]
)
def test_the_report_says_what_it_leaves_out(school: Cast, language: str, words: str) -> None:
    made(school, school.lin, language)
    girls = ShownCounts.objects.get(user=school.lin, selection="sex=female")
    ShownCounts.objects.create(
        user=school.lin,
        school=school.qingshan,
        selection="sex=female;left_behind=not_known",
        numbers={name: n and n - 1 for name, n in girls.numbers.items()},
    )
    report = made(school, school.lin, language)
    client = client_of(school.lin, language)
    page = client.get(f"{address(school)}{report.uid}/html/").content.decode()
    assert words in page


def test_the_page_is_held_against_a_report(school: Cast) -> None:
    """After a report, two girls are found at home by grade: the page refuses what would tell."""
    made(school, school.lin)
    one = Student.objects.filter(school=school.qingshan, person__sex="female").last()
    assert one is not None
    note(one, {CONTACT: "never"})
    seen = ShownCounts.objects.get(user=school.lin, selection="sex=female").numbers
    shown = counts_of(
        school.lin,
        school.qingshan,
        selection=Selection({"sex": "female", "left_behind": "not_known"}),
        language="en",
    )
    numbers = {need.code: need.found for need in shown.needs}
    for code, found in numbers.items():
        before = seen.get(code)
        if found is not None and before is not None:
            assert abs(before - found) not in range(1, 5)
    assert NeedsReport.objects.filter(by=school.lin).exists()
