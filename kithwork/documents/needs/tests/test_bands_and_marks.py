"""The report tells who stands in which band, and marks beside support, as Know does."""

import pytest

from kithwork.catalogue.words import say
from kithwork.documents.needs.tests.opening import (
    LANGUAGES,
    alternatives_of,
    headings_of,
    report_of,
    silent_headings,
    texts_of,
)
from kithwork.documents.report import Chart, Paragraph, Report, Table
from kithwork.documents.report.tests.reading import squeezed
from kithwork.needs.queries.counts import counts_of
from kithwork.needs.selection import EVERYBODY
from kithwork.needs.tests.made import CONTACT, asked, note_all, sat, students
from tests.cast import Cast


@pytest.fixture
def school(cast: Cast) -> Cast:
    girls, boys = students(cast, 17), students(cast, 20, sex="male", start=100)
    few, enough = [*girls[:7], *boys[:12]], [*girls[7:], *boys[12:]]
    note_all(few, {CONTACT: "never"})
    note_all([*enough, cast.xiaoyu, cast.aming, cast.haoran], {CONTACT: "daily"})
    asked(cast, few, enough=0)
    asked(cast, enough, enough=4)
    sat(cast, few, score=40)
    sat(cast, enough, score=80)
    return cast


def tables(report: Report) -> dict[str, Table]:
    found = [one.table if isinstance(one, Chart) else one for one in report.blocks]
    return {one.caption: one for one in found if isinstance(one, Table)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_tells_what_the_page_tells(school: Cast, language: str) -> None:
    page = counts_of(school.lin, school.qingshan, selection=EVERYBODY, language=language)
    report = report_of(school, language)
    assert page.marks is not None
    told = [one.sentence for one in page.fairness] + [page.marks.sentence]
    for text in texts_of(report).values():
        assert all(squeezed(heading) in text for heading in headings_of(report))
        assert all(squeezed(sentence) in text for sentence in told)
        assert "None" not in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_chart_says_in_words_what_it_shows(school: Cast, language: str) -> None:
    told = alternatives_of(report_of(school, language))
    percent = say("know.report.fairness.percent", language)
    median = say("know.report.marks.median", language)
    assert any(percent in one for one in told)
    assert any(median in one for one in told)
    assert all(told)


def test_the_tables_are_those_of_the_page(school: Cast) -> None:
    page = counts_of(school.lin, school.qingshan, selection=EVERYBODY, language="en")
    shown = tables(report_of(school))
    for one in page.fairness:
        table = shown[say("know.report.fairness.table", "en", circumstance=one.label)]
        for row, group in zip(table.rows, one.groups, strict=True):
            numbers = [cell for cell in row[1:] if isinstance(cell, int)]
            assert numbers == [
                n for n in (*group.bands, group.size, group.percent) if n is not None
            ]
    assert page.marks is not None
    marks = shown[say("know.report.marks.table", "en")]
    assert [row[2] for row in marks.rows if isinstance(row[2], float)] == [
        group.median for group in page.marks.groups if group.median is not None
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_school_of_which_little_is_known_says_so(cast: Cast, language: str) -> None:
    note_all(students(cast, 12), {CONTACT: "never"})
    report = report_of(cast, language)
    said = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert say("know.marks.too_few", language) in said
    assert silent_headings(report) == []


def test_a_breakdown_that_is_left_out_is_left_out_of_the_bands_too(
    school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "kithwork.needs.queries.reported.may_stand_beside", lambda *_args, **_more: False
    )
    report = report_of(school)
    said = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert say("know.report.fairness.none", "en") not in said
    assert sum(one.startswith("Not shown by Sex") for one in said) == 2
    assert "Sex" not in headings_of(report)
    assert silent_headings(report) == []
