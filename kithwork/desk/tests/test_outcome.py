"""The page of a case's outcome: drawn, written on, and closed to whoever does not work on it."""

import datetime as dt

import pytest
from django.test import Client

from kithwork.casework.models import Case
from kithwork.casework.tests.filing import opened
from kithwork.evaluation.models import Admission, PhaseStart, Series, SeriesPoint, StartDraw
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def lin(cast: Cast) -> Client:
    client = Client()
    client.force_login(cast.lin, "django.contrib.auth.backends.ModelBackend")
    return client


def address(case: Case, page: str = "outcome/") -> str:
    return f"/cases/{case.uid}/{page}"


def test_an_empty_outcome_says_what_will_stand_there(case, lin):
    page = lin.get(address(case)).content.decode()
    assert "The support matrix was not filled in" in page
    assert "Measure something" in page


def test_a_series_is_set_up_filled_and_charted(case, lin):
    sent = {"name": "晚上学习", "kind": "rating", "better": "higher"}
    assert lin.post(address(case, "series/add/"), sent).status_code == 302
    series = Series.objects.get()
    at = f"series/{series.uid}/"
    for place, value in enumerate((3, 4, 3, 5, 4, 5, 6, 4, 7, 6, 7)):
        day = TODAY + dt.timedelta(days=place)
        lin.post(address(case, f"{at}point/"), {"on": day.isoformat(), "value": value})
    for label, place in (("A", 0), ("B", 5)):
        day = TODAY + dt.timedelta(days=place)
        lin.post(address(case, f"{at}phase/"), {"label": label, "on": day.isoformat()})
    assert SeriesPoint.objects.count() == 11
    assert PhaseStart.objects.count() == 2
    page = lin.get(address(case)).content.decode()
    assert "晚上学习" in page
    assert "<svg" in page
    assert "NAP" in page
    assert "steady enough to begin" not in page
    with_band = lin.get(address(case) + "?band=1").content.decode()
    assert "Without the band" in with_band
    assert with_band.count("<rect") > page.count("<rect")


def test_before_the_work_begins_the_page_says_whether_the_baseline_is_steady(case, lin):
    sent = {"name": "晚上学习", "kind": "rating", "better": "higher"}
    lin.post(address(case, "series/add/"), sent)
    at = f"series/{Series.objects.get().uid}/point/"
    for place, value in enumerate((3, 4, 5)):
        day = TODAY + dt.timedelta(days=place)
        lin.post(address(case, at), {"on": day.isoformat(), "value": value})
    page = lin.get(address(case)).content.decode()
    assert "the baseline has 3 points so far" in page
    assert "the last 3 points improve by themselves" in page
    for place, value in enumerate((4, 4, 4, 4, 4), start=3):
        day = TODAY + dt.timedelta(days=place)
        lin.post(address(case, at), {"on": day.isoformat(), "value": value})
    assert "the baseline of 8 points is steady enough" in lin.get(address(case)).content.decode()


def test_what_is_missing_is_said_and_nothing_is_saved(case, lin):
    answer = lin.post(
        address(case, "series/add/"), {"name": "数学", "kind": "mark", "better": "higher"}
    )
    assert answer.status_code == 422
    assert not Series.objects.exists()


def test_the_start_is_drawn_before_the_work(case, lin):
    lin.post(
        address(case, "series/add/"), {"name": "晚上学习", "kind": "count", "better": "higher"}
    )
    series = Series.objects.get()
    lin.post(address(case, f"series/{series.uid}/draw/"), {"sessions": 20})
    assert StartDraw.objects.get().sessions == 20


def test_aim_and_outcome_are_versions(case, lin):
    sent = {"aim": "县一中", "aim_type": "senior_high", "on": TODAY.isoformat(), "version": ""}
    assert lin.post(address(case, "admission/"), sent).status_code == 302
    first = Admission.objects.get()
    known = sent | {
        "admitted_to": "县一中",
        "admitted_type": "senior_high",
        "is_aim_met": "yes",
        "version": str(first.uid),
    }
    assert lin.post(address(case, "admission/"), known).status_code == 302
    assert Admission.objects.get(superseded_by=None).is_aim_met is True
    assert lin.post(address(case, "admission/"), known).status_code == 422  # stale
    page = lin.get(address(case)).content.decode()
    assert "县一中" in page


def test_at_a_college_one_aims_at_no_school(cast):
    case = opened(cast, student=cast.aming, by=cast.shen)
    shen = Client()
    shen.force_login(cast.shen, "django.contrib.auth.backends.ModelBackend")
    form = shen.get(address(case, "admission/")).content.decode()
    assert "finding work" in form
    assert "Wishes in their order" not in form
    sent = {"aim": "找到实习", "aim_type": "work", "on": TODAY.isoformat(), "version": ""}
    assert (
        shen.post(address(case, "admission/"), sent | {"aim_type": "vocational"}).status_code == 422
    )
    known = {"admitted_to": "县城一家电器店", "admitted_type": "work", "is_aim_met": "yes"}
    assert shen.post(address(case, "admission/"), sent | known).status_code == 302
    page = shen.get(address(case)).content.decode()
    assert "找到实习" in page
    assert "县城一家电器店" in page
    assert "School aimed at" not in page


@pytest.mark.parametrize("who", ["tan", "su", "gu", "luo", "ye"])
def test_whoever_does_not_work_on_it_sees_nothing(cast, case, who):
    client = Client()
    client.force_login(getattr(cast, who), "django.contrib.auth.backends.ModelBackend")
    assert client.get(address(case)).status_code in (403, 404)
    assert client.post(address(case, "admission/"), {}).status_code in (403, 404)
