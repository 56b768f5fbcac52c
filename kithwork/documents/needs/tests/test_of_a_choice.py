"""The report of a part of a school, or of one survey: what Know shows of it, said in words."""

import io

import pytest
import python_calamine
from django.test import Client

from kithwork.documents.models import NeedsReport
from kithwork.documents.needs.material import material_of
from kithwork.documents.needs.report import needs_report
from kithwork.documents.needs.tests.opening import LANGUAGES, headings_of, silent_headings, texts_of
from kithwork.documents.report import Report, Table
from kithwork.documents.report.tests.reading import squeezed
from kithwork.needs.queries.counts import counts_of
from kithwork.needs.selection import EVERYBODY, Selection
from kithwork.needs.tests.made import CONTACT, a_class, asked, note_all, students
from kithwork.people.models import SchoolClass
from kithwork.surveys.models import Administration
from kithwork.surveys.tests.asking import opened_campaign
from tests.cast import TODAY, Cast


@pytest.fixture
def school(cast: Cast) -> Cast:
    """Two grades; of the sixteen and twenty of grade two eight and eleven show the need."""
    for code, grade, size, many in (("7-2", 1, 16, 9), ("8-1", 2, 16, 8), ("8-2", 2, 20, 11)):
        members = a_class(cast, code, size=size, grade=grade)
        note_all(members[:many], {CONTACT: "never"})
        note_all(members[many:], {CONTACT: "daily"})
    return cast


def report_of(cast: Cast, selection: Selection, language: str = "en") -> Report:
    school = cast.qingshan
    material = material_of(cast.lin, school, language=language, on=TODAY, selection=selection)
    return needs_report(material, language=language, made_on=TODAY)


def class_8_2() -> Selection:
    return Selection({"class": str(SchoolClass.objects.get(code="8-2").uid)})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_report_of_a_class_says_so_and_holds_what_the_page_shows(
    school: Cast, language: str
) -> None:
    report = report_of(school, class_8_2(), language)
    assert silent_headings(report) == []
    said = {"en": "This report tells of: Class: 8-2.", "zh-Hans": "本报告的范围：班级：8-2。"}
    for text in texts_of(report).values():
        assert squeezed(said[language]) in text
        assert "None" not in text
    needs = next(block for block in _tables(report) if len(block.columns) == 3 and block.rows)
    page = counts_of(school.lin, school.qingshan, selection=class_8_2(), language=language)
    assert [row[0] for row in needs.rows] == [one.label for one in page.needs]
    assert 11 in [row[2] for row in needs.rows]


def _tables(report: Report) -> list[Table]:
    blocks = [getattr(block, "table", block) for block in report.blocks]
    return [block for block in blocks if isinstance(block, Table)]


def test_a_choice_that_the_page_refuses_is_refused_in_the_report(school: Cast) -> None:
    part = Selection({"sex": "female", **class_8_2().groups})
    report = report_of(school, part)
    assert "asawhole" in texts_of(report)["html"]
    assert "Needs" not in headings_of(report)


def test_a_report_of_one_survey_tells_of_its_answers_alone(school: Cast) -> None:
    children = students(school, 12, start=500)
    campaign = opened_campaign(school)
    asked(school, children, enough=0)
    Administration.objects.filter(student__in=children).update(campaign=campaign)
    report = report_of(school, Selection(campaign=str(campaign.uid)))
    text = texts_of(report)["html"]
    assert squeezed(f"Survey: {campaign.title}") in text
    assert squeezed("the answers given in this survey alone count") in text
    assert "Order of talks" in headings_of(report)


def test_who_has_seen_one_survey_gets_the_report_of_everybody_as_the_page_has_it(
    school: Cast,
) -> None:
    children = students(school, 12, start=500)
    campaign = opened_campaign(school)
    asked(school, children, enough=0)
    Administration.objects.filter(student__in=children[:10]).update(campaign=campaign)
    by = Selection(campaign=str(campaign.uid))
    counts_of(school.lin, school.qingshan, selection=by, language="en")
    material = material_of(school.lin, school.qingshan, language="en", on=TODAY)
    assert material.is_part
    page = counts_of(school.lin, school.qingshan, selection=EVERYBODY, language="en")
    assert material.counts is not None
    assert material.counts.needs == page.needs
    fresh = material_of(school.he, school.qingshan, language="en", on=TODAY)
    assert not fresh.is_part


def test_the_page_of_reports_carries_the_choice_and_the_workbook_follows(
    school: Cast, settings: object
) -> None:
    settings.TASKS = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    }
    client = Client()
    client.force_login(school.lin, backend="django.contrib.auth.backends.ModelBackend")
    uid = class_8_2().groups["class"]
    address = f"/know/report/{school.qingshan.uid}/"
    know = client.get(f"/know/?class={uid}").content.decode()
    assert f'href="{address}?class={uid}"' in know
    page = client.get(f"{address}?class={uid}").content.decode()
    assert f'action="{address}?class={uid}"' in page
    client.post(f"{address}?class={uid}")
    report = NeedsReport.objects.latest("id")
    assert (report.state, report.chosen) == ("done", "Class: 8-2")
    assert "Class: 8-2" in client.get(address).content.decode()
    book = client.get(f"{address}{report.uid}/xlsx/").content
    sheets = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(book))
    rows = [
        row for name in sheets.sheet_names for row in sheets.get_sheet_by_name(name).to_python()
    ]
    assert [row[2] for row in rows if row[0] == "Contact with parents"] == [11]
