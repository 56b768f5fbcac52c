"""School years and terms: who keeps them, what is refused, and what a stale save shows."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse

from kithwork.access.console import OPERATOR
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.people.actions.attendance import NewAttendance, record_attendance
from kithwork.people.actions.calendar import add_term, amend_term, amend_year, open_year
from kithwork.people.actions.exams import announce_exam, move_sittings
from kithwork.people.actions.stale import version_of
from kithwork.people.models import Exam, SchoolYear, Term
from kithwork.people.queries.school_years import years_of
from tests.cast import FIRST_DAY, LAST_DAY, TODAY

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def refused(action, code):
    with pytest.raises(Refused) as refusal:
        action()
    assert refusal.value.reason.code == code
    assert refusal.value.said_in("en") != refusal.value.said_in("zh-hans")


@pytest.fixture
def year(cast):
    return SchoolYear.objects.get(school=cast.qingshan)


@pytest.mark.parametrize("who", ["lin", "he", "gu", "luo"])
def test_whoever_keeps_rosters_or_settings_opens_a_year(cast, events, who):
    made = open_year(
        school=cast.qingshan,
        label="2027-2028",
        starts_on=dt.date(2027, 9, 1),
        ends_on=dt.date(2028, 8, 31),
        by=getattr(cast, who),
    )
    [event] = events()
    assert (event.verb, event.subject_kind, event.subject) == ("create", "school_year", made.uid)


@pytest.mark.parametrize("who", ["su", "ye", "bai", "shen"])
def test_nobody_else_does(cast, year, who):
    with pytest.raises(NotAllowed):
        amend_year(
            year=year,
            label="x",
            starts_on=FIRST_DAY,
            ends_on=LAST_DAY,
            by=getattr(cast, who),
        )


@pytest.mark.parametrize(
    ("label", "first", "last", "code"),
    [
        (" ", LAST_DAY + DAY, LAST_DAY + 9 * DAY, "people.year_label_missing"),
        ("2026-2027", LAST_DAY + DAY, LAST_DAY + 9 * DAY, "people.year_exists"),
        ("next", LAST_DAY + 9 * DAY, LAST_DAY + 9 * DAY, "people.days_out_of_order"),
        ("next", LAST_DAY, LAST_DAY + 9 * DAY, "people.year_overlaps"),
        ("before", FIRST_DAY - 9 * DAY, FIRST_DAY, "people.year_overlaps"),
        ("around", FIRST_DAY - DAY, LAST_DAY + DAY, "people.year_overlaps"),
        ("within", FIRST_DAY + DAY, LAST_DAY - DAY, "people.year_overlaps"),
    ],
)
def test_years_stand_apart_and_in_order(cast, label, first, last, code):
    refused(
        lambda: open_year(
            school=cast.qingshan, label=label, starts_on=first, ends_on=last, by=cast.lin
        ),
        code,
    )


def test_a_year_beside_another_and_one_of_another_school_are_welcome(cast):
    for school, label, first in (
        (cast.qingshan, "next", LAST_DAY + DAY),
        (cast.college, "before", FIRST_DAY - 90 * DAY),
    ):
        open_year(
            school=school, label=label, starts_on=first, ends_on=first + 60 * DAY, by=OPERATOR
        )
    assert SchoolYear.objects.count() == 4


def test_a_year_changes_and_its_terms_stay_within(cast, year):
    before = version_of(year)
    amend_year(
        year=year,
        label="2026/27",
        starts_on=FIRST_DAY,
        ends_on=LAST_DAY + DAY,
        by=cast.luo,
        version=before,
    )
    year.refresh_from_db()
    assert (year.label, year.ends_on) == ("2026/27", LAST_DAY + DAY)
    with pytest.raises(Stale):
        amend_year(
            year=year,
            label="y",
            starts_on=FIRST_DAY,
            ends_on=LAST_DAY,
            by=cast.luo,
            version=before,
        )
    refused(
        lambda: amend_year(
            year=year, label="y", starts_on=FIRST_DAY + DAY, ends_on=LAST_DAY, by=cast.luo
        ),
        "people.year_leaves_term_out",
    )


@pytest.mark.parametrize(
    ("number", "first", "last", "code"),
    [
        (1, dt.date(2027, 2, 20), LAST_DAY, "people.term_exists"),
        (2, dt.date(2027, 1, 20), LAST_DAY, "people.term_overlaps"),
        (2, dt.date(2027, 2, 20), LAST_DAY + DAY, "people.term_outside_year"),
        (2, LAST_DAY, dt.date(2027, 2, 20), "people.days_out_of_order"),
    ],
)
def test_terms_stand_apart_and_within_their_year(cast, year, number, first, last, code):
    refused(
        lambda: add_term(year=year, number=number, starts_on=first, ends_on=last, by=cast.lin),
        code,
    )
    assert Term.objects.filter(year=year).count() == 1


def test_a_term_keeps_its_exams_and_its_days_of_attendance(cast):
    exam = announce_exam(
        term=cast.autumn,
        sitting="midterm",
        subject="mathematics",
        maximum=Decimal(100),
        held_on=TODAY,
        by=OPERATOR,
    )
    record_attendance(
        attendance=NewAttendance(cast.xiaoyu, cast.autumn, on=TODAY, due=1, attended=1),
        by=cast.su,
    )
    days = {"number": 1, "starts_on": TODAY + DAY, "ends_on": dt.date(2027, 1, 20)}
    refused(
        lambda: amend_term(term=cast.autumn, by=cast.lin, **days), "people.term_leaves_days_out"
    )
    cast.autumn.refresh_from_db()
    amend_term(term=cast.autumn, by=cast.lin, **{**days, "starts_on": TODAY, "name": "Autumn"})
    assert str(Term.objects.get(pk=cast.autumn.pk)) == "Autumn"
    refused(
        lambda: move_sittings(term=cast.autumn, days={"midterm": TODAY - DAY}, by=cast.lin),
        "people.exam_outside_term",
    )
    refused(
        lambda: move_sittings(term=cast.autumn, days={"none": TODAY}, by=cast.lin),
        "people.no_such_sitting",
    )
    move_sittings(term=cast.autumn, days={"midterm": TODAY + DAY}, by=cast.lin)
    exam.refresh_from_db()
    assert exam.held_on == TODAY + DAY


def test_the_page_says_in_which_term_one_is_and_shows_exams(cast, client):
    announce_exam(
        term=cast.autumn,
        sitting="midterm",
        subject="mathematics",
        maximum=Decimal(100),
        held_on=TODAY,
        by=OPERATOR,
    )
    assert years_of(cast.qingshan).term == cast.autumn
    client.force_login(cast.luo)
    page = client.get(reverse("calendar:years")).content.decode()
    assert "School years" in page
    client.force_login(cast.lin)
    page = client.get(reverse("calendar:years")).content.decode()
    assert "lies in term 1 of 2026-2027" in page
    assert "mid-term exam · 18 November 2026" in page


def test_a_year_a_term_and_exam_days_are_changed_in_the_browser(cast, client, year):
    client.force_login(cast.lin)
    answer = client.post(
        reverse("calendar:year_add", kwargs={"uid": cast.qingshan.uid}),
        {"label": "2027-2028", "starts_on": "2027-09-01", "ends_on": "2028-08-31", "version": ""},
    )
    assert answer.status_code == 302
    made = SchoolYear.objects.get(label="2027-2028")
    term = {"number": "1", "name": "", "starts_on": "2027-09-01", "ends_on": "2028-01-20"}
    address = reverse("calendar:term_add", kwargs={"uid": made.uid})
    assert client.post(address, {**term, "version": ""}).status_code == 302
    again = client.post(address, {**term, "version": ""})
    assert "has a term 1 already" in again.content.decode()
    stale = client.post(
        reverse("calendar:year", kwargs={"uid": year.uid}),
        {"label": "x", "starts_on": "2026-09-01", "ends_on": "2027-07-10", "version": "old"},
    )
    assert "Somebody else saved" in stale.content.decode()
    year.refresh_from_db()
    assert year.label == "2026-2027"


def test_exam_days_left_as_they_are_change_nothing(cast, client):
    exam = announce_exam(
        term=cast.autumn,
        sitting="midterm",
        subject="mathematics",
        maximum=Decimal(100),
        held_on=TODAY,
        by=OPERATOR,
    )
    client.force_login(cast.lin)
    address = reverse("calendar:exam_days", kwargs={"uid": cast.autumn.uid})
    assert client.post(address, {"day_0": TODAY.isoformat()}).status_code == 302
    assert client.post(address, {"day_0": "2026-11-20"}).status_code == 302
    assert Exam.objects.get(pk=exam.pk).held_on == dt.date(2026, 11, 20)


@pytest.mark.parametrize("who", ["su", "ye", "bai"])
def test_the_pages_are_closed_to_all_others(cast, client, who):
    client.force_login(getattr(cast, who))
    assert client.get(reverse("calendar:years")).status_code == 403


def test_a_year_of_another_school_is_not_there(cast, client):
    client.force_login(cast.lin)
    other = SchoolYear.objects.get(school=cast.college)
    assert client.get(reverse("calendar:year", kwargs={"uid": other.uid})).status_code == 404
