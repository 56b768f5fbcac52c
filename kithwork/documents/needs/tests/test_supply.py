"""The report draws both quilts as the page does, with the same numbers held back."""

import pytest

from kithwork.access.console import OPERATOR
from kithwork.aid.picturing import balance_told, gaps_told, stated_quilt, supply_quilt
from kithwork.aid.queries.picture import picture_of
from kithwork.aid.tests.made import grant
from kithwork.catalogue.words import say
from kithwork.documents.charts.quilt import quilt_alternative
from kithwork.documents.needs.tests.opening import (
    LANGUAGES,
    alternatives_of,
    headings_of,
    report_of,
    silent_headings,
    texts_of,
)
from kithwork.documents.report import Figure, Table
from kithwork.documents.report.tests.reading import squeezed
from kithwork.needs.models import ShownCounts
from kithwork.needs.tests.made import CONTACT, asked, note_all, students
from tests.cast import Cast


@pytest.fixture
def school(cast: Cast) -> Cast:
    girls, boys = students(cast, 12), students(cast, 12, sex="male", start=100)
    asked(cast, girls, enough=1)
    asked(cast, boys, enough=2, who="friend")
    grant(cast.qingshan, OPERATOR)
    return cast


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_holds_both_quilts_and_each_finding(school: Cast, language: str) -> None:
    report = report_of(school, language)
    page = picture_of(school.lin, school.qingshan, language=language)
    told = [gap.sentence for gap in gaps_told(page, language)] + [balance_told(page, language)]
    for text in texts_of(report).values():
        assert all(squeezed(heading) in text for heading in headings_of(report))
        assert all(squeezed(sentence) in text for sentence in told)
    drawn = alternatives_of(report)
    for quilt in (supply_quilt(page), stated_quilt(page)):
        assert quilt_alternative(quilt, language) in drawn
    assert silent_headings(report) == []


def test_what_the_report_told_of_support_is_remembered(school: Cast) -> None:
    report_of(school)
    row = ShownCounts.objects.get(user=school.lin, selection="")
    assert (row.numbers["EM.asked"], row.numbers["IS.too_little"]) == (24, 12)


def test_a_handful_is_hidden_in_the_report_as_on_the_page(cast: Cast) -> None:
    note_all(students(cast, 12), {CONTACT: "never"})
    asked(cast, students(cast, 3, start=300), enough=0)
    (table,) = (
        block
        for block in report_of(cast).blocks
        if isinstance(block, Table) and block.caption == say("know.report.supply.table", "en")
    )
    assert {row[-1] for row in table.rows} == {say("know.report.supply.unknown", "en")}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_school_that_recorded_and_asked_nothing_says_so(cast: Cast, language: str) -> None:
    note_all(students(cast, 12), {CONTACT: "never"})
    report = report_of(cast, language)
    said = squeezed("".join(getattr(block, "text", "") for block in report.blocks))
    assert squeezed(say("aid.balance.empty", language)) in said
    assert squeezed(say("aid.headline.not_asked", language)) in said
    assert sum(isinstance(block, Figure) for block in report.blocks) == 2
