"""Whoever counts over a class alone gets numbers from ten students on, and no survey's flow."""

import pytest

from kithwork.access.console import OPERATOR
from kithwork.catalogue.words import say
from kithwork.documents.needs.material import material_of
from kithwork.documents.needs.report import needs_report
from kithwork.documents.needs.tests.opening import LANGUAGES, silent_headings
from kithwork.documents.report import Chart, Figure, Report, Table
from kithwork.needs.models import ShownCounts
from kithwork.needs.tests.made import CONTACT, note_all, students
from kithwork.people.actions.enrolments import enrol
from tests.cast import FIRST_DAY, TODAY, Cast


def report_of_class(cast: Cast, language: str) -> Report:
    material = material_of(cast.su, cast.qingshan, language=language, on=TODAY)
    return needs_report(material, language=language, made_on=TODAY)


def said(report: Report) -> list[str]:
    paragraphs = [getattr(block, "text", "") for block in report.blocks]
    callouts = [
        part.text
        for block in report.blocks
        for part in getattr(block, "body", ())[:1]
        if hasattr(part, "text")
    ]
    return paragraphs + callouts


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_of_two_has_no_number_in_a_report(cast: Cast, language: str) -> None:
    note_all(students(cast, 12), {CONTACT: "never"})
    report = report_of_class(cast, language)
    assert say("know.class_too_small", language) in said(report)
    assert not any(isinstance(block, Table | Chart | Figure) for block in report.blocks)
    assert silent_headings(report) == []
    assert not ShownCounts.objects.filter(user=cast.su).exists()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_class_of_fourteen_has_its_numbers_and_no_flow(cast: Cast, language: str) -> None:
    children = students(cast, 12)
    for one in children:
        enrol(student=one, school_class=cast.class_7_1, starts_on=FIRST_DAY, by=OPERATOR)
    note_all(children, {CONTACT: "never"})
    report = report_of_class(cast, language)
    assert say("know.report.response.class_only", language) in said(report)
    assert any(isinstance(block, Table) for block in report.blocks)
    assert silent_headings(report) == []
