"""The report of a school's needs: made by a job, sealed, exported in every format, erased."""

import io
import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client

from kithwork.access.models import DataKey, User
from kithwork.audit.models import AuditEvent
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.words import say
from kithwork.documents.models import NeedsReport
from kithwork.needs.tests.made import CONTACT, note_all, students
from kithwork.people.models import Student
from kithwork.surveys.models import Administration
from tests.cast import TODAY, Cast


@pytest.fixture(autouse=True)
def _at_once(settings: object) -> None:
    settings.TASKS = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
    }


@pytest.fixture
def school(cast: Cast) -> Cast:
    girls = students(cast, 12)
    boys = students(cast, 12, sex="male", start=100)
    note_all([*girls[:3], *boys[:7]], {CONTACT: "never"})
    note_all([*girls[3:], *boys[7:]], {CONTACT: "daily"})
    return cast


def client_of(user: User, language: str = "en") -> Client:
    client = Client(headers={"Accept-Language": language})
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def address(cast: Cast) -> str:
    return f"/know/report/{cast.qingshan.uid}/"


def made(cast: Cast, user: User, language: str = "en") -> NeedsReport:
    client = client_of(user, language)
    assert client.post(address(cast)).status_code == 302
    return NeedsReport.objects.latest("id")


@pytest.mark.parametrize(("language", "need"), [("en", "en"), ("zh-hans", "zh-Hans")])
def test_every_format_holds_the_finding_and_no_small_number(
    school: Cast, language: str, need: str
) -> None:
    report = made(school, school.lin, language)
    assert (report.state, report.failed) == ("done", "")
    client = client_of(school.lin, language)
    html = client.get(f"{address(school)}{report.uid}/html/").content.decode()
    label = need_entries()["N-FAM-1"].label.said_in(need)
    assert label in html
    assert "None" not in html
    word = client.get(f"{address(school)}{report.uid}/docx/")
    assert word.content.startswith(b"PK")
    pdf = client.get(f"{address(school)}{report.uid}/pdf/")
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"].startswith('attachment; filename="kithwork-needs-')


def test_the_tables_hide_what_the_page_hides(school: Cast) -> None:
    import python_calamine

    report = made(school, school.lin)
    content = client_of(school.lin).get(f"{address(school)}{report.uid}/xlsx/").content
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    by_sex = next(name for name in book.sheet_names if name == "Sex")
    rows = {row[0]: row[2:] for row in book.get_sheet_by_name(by_sex).to_python() if any(row)}
    assert not any(isinstance(cell, float) for cell in rows["N-FAM-1"])
    assert rows[""] == [15.0, 12.0]


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_every_table_of_the_report_is_a_sheet_with_its_notes(school: Cast, language: str) -> None:
    import python_calamine

    report = made(school, school.lin, language)
    client = client_of(school.lin, language)
    content = client.get(f"{address(school)}{report.uid}/xlsx/").content
    html = client.get(f"{address(school)}{report.uid}/html/").content.decode()
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    captions = {
        unescape(re.sub(r"<[^>]+>", "", one)).strip()
        for one in re.findall(r"<caption[^>]*>(.*?)</caption>", html, flags=re.DOTALL)
    }
    spoken = "zh-Hans" if language == "zh-hans" else "en"
    by_group = say("screening.table.by_group", spoken, group="")
    told = {
        str(row[0])
        for name in book.sheet_names
        for row in book.get_sheet_by_name(name).to_python()
        if row
    }
    assert {one for one in captions if not one.startswith(by_group)} <= told
    assert len(captions) > 4
    assert say("report.explains.withheld", spoken) in told


def test_it_is_kept_sealed_and_each_download_is_in_the_trail(
    school: Cast, events: Callable[[], list[AuditEvent]]
) -> None:
    report = made(school, school.gu)
    assert b"%PDF" not in bytes(report.pdf)
    client_of(school.gu).get(f"{address(school)}{report.uid}/pdf/")
    exported = [event for event in events() if event.verb == "export"]
    assert [(event.subject, event.fields) for event in exported] == [(report.uid, ["pdf"])]


def test_it_is_opened_by_whoever_asked_for_it_alone(school: Cast) -> None:
    report = made(school, school.lin)
    at = f"{address(school)}{report.uid}/pdf/"
    assert client_of(school.tan).get(at).status_code == 404
    assert client_of(school.su).get(at).status_code == 403
    assert client_of(school.shen).get(address(school)).status_code == 404


def test_erased_it_is_gone_with_its_key(school: Cast) -> None:
    report = made(school, school.lin)
    client_of(school.lin).post(f"{address(school)}{report.uid}/erase/")
    assert not NeedsReport.objects.filter(pk=report.pk).exists()
    assert DataKey.objects.get(pk=report.key_id).erased_at is not None


def test_a_job_that_breaks_off_says_so_and_keeps_nothing(
    school: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_more: object) -> None:
        raise OSError("no space")

    monkeypatch.setattr("kithwork.documents.actions.needs_report", broken)
    report = made(school, school.lin)
    assert (report.state, report.failed, report.pdf) == ("failed", "know.report.broke_off", None)
    page = client_of(school.lin).get(address(school)).content.decode()
    assert "could not be made" in page


@pytest.mark.parametrize(
    ("language", "said"), [("en", "How well it measured"), ("zh-hans", "测量质量")]
)
def test_it_says_how_well_a_questionnaire_measured(school: Cast, language: str, said: str) -> None:
    asked = instruments()["gad-7"]
    students(school, 10, start=300)
    for place, student in enumerate(Student.objects.filter(school=school.qingshan)):
        Administration.objects.create(
            student=student,
            school=school.qingshan,
            instrument="gad-7",
            entry_version=asked.entry.version,
            entry_hash=asked.entry.content_hash,
            form_version=asked.instrument.versions[0].id,
            coding=asked.instrument.codings[0].id,
            answers={str(item): float((place + item % 3) % 4) for item in range(1, 8)},
            missing=0,
            given_on=TODAY,
        )
    report = made(school, school.lin, language)
    html = client_of(school.lin, language).get(f"{address(school)}{report.uid}/html/")
    assert said in html.content.decode()
    assert "α" in html.content.decode() or "Alpha" in html.content.decode()
