"""A programme taken along: Word, PDF and a table file say what the page says, and no more."""

import csv
import io

import pytest
from django.test import Client

from kithwork.audit.models import AuditEvent
from kithwork.documents.report.tests.reading import squeezed, text_of_pdf, text_of_word
from kithwork.evaluation.tests.closing import closed_cases
from tests.cast import Cast

pytestmark = pytest.mark.django_db
RISES = (3, 4, 3, 5, 4, 5, 6, 4, 7, 6, 7)
HEADINGS = {
    "en": ("From asking for help to following up", "Effects brought together", "What changed"),
    "zh-hans": ("从求助到跟进", "效果汇总", "有什么变化"),
}


@pytest.fixture
def filed(cast: Cast) -> Client:
    """Somebody signed in at a school with eight closed cases."""
    client = Client()
    client.force_login(cast.shen, "django.contrib.auth.backends.ModelBackend")
    closed_cases(cast.college, cast.shen, 6, ratings=RISES)
    closed_cases(cast.college, cast.shen, 2, is_lost=True)
    return client


def taken(client: Client, kind: str, language: str = "en") -> bytes:
    address = f"/learn/programmes/all/file/{kind}/"
    answer = client.get(address, HTTP_ACCEPT_LANGUAGE=language)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "no-store"
    return answer.content


@pytest.mark.parametrize("language", HEADINGS)
def test_the_report_in_word_and_pdf_has_every_heading_and_no_gap(filed, language):
    read = {"docx": text_of_word, "pdf": text_of_pdf}
    for kind, text_of in read.items():
        text = squeezed(text_of(taken(filed, kind, language)))
        for heading in HEADINGS[language]:
            assert squeezed(heading) in text
        assert "None" not in text
        assert "τ²" in text


def test_the_table_file_holds_the_page_and_leaves_hidden_numbers_empty(filed):
    rows = list(csv.reader(io.StringIO(taken(filed, "csv").decode("utf-8-sig"))))
    assert rows[0] == ["table", "line", "column", "number"]
    numbers = {(line, column): number for _table, line, column, number in rows}
    assert numbers["closed", "cases"] == "8"
    assert numbers["closed, contact lost", "cases"] == ""
    assert {len(row) for row in rows} == {4}


def test_the_table_file_holds_each_effect_and_its_interval(filed):
    rows = list(csv.reader(io.StringIO(taken(filed, "csv").decode("utf-8-sig"))))
    of_case = {column: float(n) for _table, line, column, n in rows if line == "case 1"}
    assert list(of_case) == ["Effect", "From", "To", "Weight"]
    assert of_case["From"] < of_case["Effect"] < of_case["To"]
    assert [line for _table, line, column, _n in rows if column == "Effect"][-1] == "Mean effect"


def test_taking_it_along_is_on_the_trail_and_another_format_is_not_there(filed):
    taken(filed, "csv")
    event = AuditEvent.objects.latest("pk")
    assert (event.verb, event.subject_kind, event.subject) == ("export", "casework_counts", None)
    assert filed.get("/learn/programmes/all/file/xlsx/").status_code == 404
