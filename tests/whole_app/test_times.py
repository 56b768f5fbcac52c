"""Every time that a page shows is the time at the school: the clock stands at noon in Shanghai.

In UTC it is four in the morning, so a page that says 4:00 has forgotten where it is read.
"""

import re
from pathlib import Path

import pytest

import kithwork
from kithwork.access.models import School
from kithwork.catalogue.mappings import Kind
from kithwork.documents.models import NeedsReport
from kithwork.drafts.actions import Typed, keep
from kithwork.people.models import ImportRun, ImportUpload, Student
from tests.whole_app import parts

UTC_TIME = re.compile(r"(?<!\d)0?4:00")
TEMPLATES = sorted(Path(kithwork.__file__).parent.rglob("templates/**/*.html"))


@pytest.fixture
def client_of(client):
    def sign_in(user, language="en"):
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        client.cookies["django_language"] = language
        return client

    return sign_in


def shown(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_no_page_speaks_of_utc(path):
    assert "UTC" not in path.read_text("utf-8")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_files_on_their_way_in_and_imports(cast, client_of, language):
    parts._upload(cast, cast.xiaoyu)
    taken = ImportUpload.objects.get()
    ImportRun.objects.create(
        school=cast.qingshan,
        kind=Kind.ROSTER.value,
        by=cast.lin,
        key=taken.key,
        state=ImportRun.State.APPLIED,
        applied_at=taken.created_at,
        mapping="",
        counts={"created": 1, "updated": 0, "unchanged": 0, "left": 0},
    )
    page = shown(client_of(cast.lin, language), "/students/import/")
    assert page.count("12:00") == 2
    assert not UTC_TIME.search(page)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_home_alerts_and_drafts(cast, client_of, language):
    parts._alert(cast, cast.xiaoyu)
    address = f"/students/{cast.xiaoyu.uid}/identity/"
    typed = Typed(values={"full_name": ["x"]}, title="Basics", address=address)
    keep(user=cast.lin, form="identity", object=str(cast.xiaoyu.uid), typed=typed)
    page = shown(client_of(cast.lin, language), "/")
    assert "12:00" in page
    assert not UTC_TIME.search(page)


def test_a_report(cast, client_of):
    parts._needs_report(cast, cast.xiaoyu)
    NeedsReport.objects.update(state=NeedsReport.State.DONE)
    page = shown(client_of(cast.lin), f"/know/report/{cast.qingshan.uid}/")
    assert "12:00" in page
    assert not UTC_TIME.search(page)


def test_the_trail_and_a_broken_glass(cast, client_of):
    parts._glass(cast, cast.xiaoyu)
    client = client_of(cast.ye)
    for address in ("/settings/trail/", "/settings/glass/"):
        page = shown(client, address)
        assert "12:00" in page
        assert not UTC_TIME.search(page.replace("+08:00", ""))


def test_a_school_of_another_zone_is_told_in_its_own_time(cast, client_of):
    """He Lan works at two schools: an alert of the college is told by the college's clock."""
    School.objects.filter(pk=cast.college.pk).update(time_zone="Asia/Kathmandu")
    uid = parts._alert(cast, Student.objects.get(pk=cast.aming.pk))
    assert "09:45" in shown(client_of(cast.he), f"/alerts/{uid}/")
