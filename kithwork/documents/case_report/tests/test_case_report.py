"""The report of a case opens in every format, in both languages and layouts, with its headings."""

import io

import pytest
from docx import Document

from kithwork.casework.models import Case
from kithwork.casework.tests.filing import filed, opened
from kithwork.catalogue.words import say
from kithwork.core.casework import Status
from kithwork.documents.case_report import LAYOUTS, case_report
from kithwork.documents.report import Heading, to_docx, to_html, to_pdf
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return filed(cast, status=Status.ACTIVE)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_word_has_every_heading_and_nothing_unsaid(cast, case, language, layout):
    report = case_report(cast.lin, case, language=language, layout=layout)
    document = Document(io.BytesIO(to_docx(report)))
    text = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for part in LAYOUTS[layout]:
        assert say(f"casereport.{part.head}", language) in text
    assert "None" not in text
    headings = [block.text for block in report.blocks if isinstance(block, Heading)]
    assert all(heading in text for heading in headings)


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_it_opens_as_pdf_and_on_a_page(cast, case, language):
    report = case_report(cast.lin, case, language=language)
    assert to_pdf(report).startswith(b"%PDF")
    assert "None" not in to_html(report).decode()


def test_the_students_own_name_stands_nowhere(cast, case):
    page = to_html(case_report(cast.lin, case, language="zh-Hans")).decode()
    assert cast.xiaoyu.person.full_name not in page
    assert "她说不想读了" in page


def test_a_case_just_opened_names_its_silences(cast):
    report = case_report(cast.lin, opened(cast), language="en")
    page = to_html(report).decode()
    for silence in ("matrix", "goals", "plan", "contacts", "closure"):
        assert say(f"casereport.no.{silence}", "en") in page
