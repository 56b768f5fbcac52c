"""The file check: a complete file, one left-out paper at a time, signatures, and its page."""

import datetime as dt
from itertools import pairwise

import pytest

from kithwork.casework.actions.contacts import Note, write_contact
from kithwork.casework.actions.papers import sign, write_paper
from kithwork.casework.models import Case, StatusEvent
from kithwork.casework.queries.file_check import LineTold, file_check
from kithwork.casework.tests.browsing import address, signed_in, text_of
from kithwork.casework.tests.filing import filed, opened
from kithwork.core.casework import Status
from tests.cast import NOON, TODAY, Cast

pytestmark = pytest.mark.django_db


def line(case: Case, title: str) -> LineTold:
    return next(one for one in file_check(case, language="en") if one.title == title)


def been(case: Case, *stages: Status) -> None:
    """Let a case have been in stages, as its events tell."""
    for start, to in pairwise(stages):
        StatusEvent.objects.create(case=case, start=start.value, to=to.value, on=TODAY)


def test_the_list_is_in_the_order_of_the_course(cast: Cast) -> None:
    found = [one.form for one in file_check(opened(cast), language="zh-Hans")]
    assert found[:3] == ["F01", "F02", "F03"]
    assert found.index("F04") < found.index("F10") < found.index("F11") < found.index("F19")
    assert [one.number for one in file_check(opened(cast), language="en")] == list(
        range(1, len(found) + 1)
    )


def test_a_new_case_wants_its_enquiry_signed_and_nothing_more(cast: Cast) -> None:
    case = opened(cast)
    wanting = [one for one in file_check(case, language="en") if one.is_wanting]
    assert [(one.title, one.lacks) for one in wanting] == [("Enquiry", ("the worker",))]
    assert line(case, "Service plan with goals").why == "from the stage “planning” on"


@pytest.mark.parametrize(
    ("left_out", "title", "stands"),
    [
        ("consent", "Consent", "missing"),
        ("risk_level", "Danger and safety", "missing"),
        ("closure", "Closing report", "missing"),
        ("referral_form", "Referral and receipt", "complete"),
    ],
)
def test_what_is_left_out_is_named(cast: Cast, left_out: str, title: str, stands: str) -> None:
    case = filed(cast, status=Status.CLOSED, without=left_out)
    stages = (Status.INTAKE, Status.ASSESSMENT, Status.PLANNING, Status.ACTIVE)
    been(case, Status.ENQUIRY, *stages, Status.EVALUATION, Status.CLOSING, Status.CLOSED)
    told = line(case, title)
    expected = {"unsigned", "complete"} if stands == "complete" else {stands}
    assert told.standing in expected


def test_the_plan_wants_three_signatures(cast: Cast) -> None:
    case = filed(cast, status=Status.ACTIVE, without="approval")
    assert line(case, "Service plan with goals").lacks == ("the worker", "the supervisor")


def test_an_adult_needs_no_guardian(cast: Cast) -> None:
    case = filed(cast, status=Status.ACTIVE)
    words = {"offered": "一起做", "limits_read": True}
    record = write_paper(case=case, kind="agreement", on=TODAY, words=words, by=cast.lin)
    assert "parent or guardian" not in line(case, "Service agreement").lacks
    person = case.student.person
    person.birth = TODAY - dt.timedelta(days=365 * 12)
    person.save()
    case.refresh_from_db()
    assert "parent or guardian" in line(Case.objects.get(pk=case.pk), "Service agreement").lacks
    for part, by, method in (("worker", cast.lin, "here"), ("client", cast.lin, "paper")):
        sign(case=case, signed=record, part=part, method=method, by=by)
    assert line(Case.objects.get(pk=case.pk), "Service agreement").lacks == ("parent or guardian",)


def test_contacts_and_visits_are_counted(cast: Cast) -> None:
    case = opened(cast)
    for mode in ("face", "home", "home"):
        note = Note(at=NOON, form="brief", mode=mode, words={"line": "见面"})
        write_contact(case=case, contact=note, by=cast.lin)
    assert (line(case, "Notes of contacts").count, line(case, "Home visits").count) == (3, 2)
    assert line(case, "Home visits").last == NOON.date()


def test_the_day_of_a_contact_is_the_day_at_its_school(cast: Cast) -> None:
    case = opened(cast)
    before_school = NOON - dt.timedelta(hours=4, minutes=30)
    note = Note(at=before_school, form="brief", mode="face", words={"line": "早读前见面"})
    write_contact(case=case, contact=note, by=cast.lin)
    assert before_school.date() < TODAY
    assert line(case, "Notes of contacts").last == TODAY


def test_the_page_leads_to_each_paper(cast: Cast) -> None:
    case = opened(cast)
    page = text_of(signed_in(cast.lin), address(case, "file_check"))
    assert "1 paper wants something" in page
    record = case.records.get(kind="enquiry")
    assert address(case, "record", record=record.uid) in page
    assert address(case, "risk") in page
    assert address(case, "file_check") in text_of(signed_in(cast.lin), address(case, "papers"))
    supervisor = signed_in(cast.he)
    assert supervisor.get(address(case, "file_check")).status_code == 200
