"""The report tells whom a survey asked and who answered; who said no is hinted at to nobody."""

import datetime as dt

import pytest

from kithwork.access.console import OPERATOR
from kithwork.access.models import User
from kithwork.catalogue.words import say
from kithwork.documents.needs.material import material_of
from kithwork.documents.needs.report import needs_report
from kithwork.documents.needs.tests.opening import (
    LANGUAGES,
    alternatives_of,
    headings_of,
    report_of,
    silent_headings,
    texts_of,
)
from kithwork.documents.report import Chart, Table
from kithwork.documents.report.tests.reading import squeezed
from kithwork.needs.tests.made import CONTACT, asked, note_all, students
from kithwork.people.actions.calendar import add_grade, open_class
from kithwork.people.actions.enrolments import enrol
from kithwork.people.models import SchoolClass, Student
from kithwork.surveys.actions.answering import refuse
from kithwork.surveys.actions.consents import Paper, record_papers
from kithwork.surveys.models import Campaign
from kithwork.surveys.queries.flow import campaigns_behind, flow_of
from kithwork.surveys.tests.asking import born, invited, opened_campaign
from tests.cast import FIRST_DAY, TODAY, Cast

TITLE = "Autumn at Qingshan"


def a_class(cast: Cast, code: str, *, position: int, start: int, size: int) -> list[Student]:
    grade = cast.qingshan.grades.filter(position=position).first() or add_grade(
        school=cast.qingshan,
        code=str(position),
        name=f"Grade {position}",
        position=position,
        by=OPERATOR,
    )
    year = cast.class_7_1.year
    opened = open_class(year=year, grade=grade, code=code, name=code, by=OPERATOR)
    members = students(cast, size, start=start)
    for one in members:
        born(one, 15)
        enrol(student=one, school_class=opened, starts_on=FIRST_DAY, by=OPERATOR)
    return members


def asking(cast: Cast, *codes: str) -> Campaign:
    uids = SchoolClass.objects.filter(code__in=codes).values_list("uid", flat=True)
    return opened_campaign(
        cast, audience_kind="classes", audience={"classes": [str(uid) for uid in uids]}
    )


def answering(cast: Cast, campaign: Campaign, children: list[Student]) -> None:
    papers = [Paper(invited(campaign, one), None, {"survey": True}) for one in children]
    record_papers(campaign=campaign, papers=papers, given_on=TODAY, language="en", by=cast.lin)
    asked(cast, children, enough=2, campaign=campaign)


@pytest.fixture
def campaign(cast: Cast) -> Campaign:
    """Of two classes of twelve in two grades nine and seven answered, and three said no."""
    seventh = a_class(cast, "7-2", position=1, start=0, size=12)
    eighth = a_class(cast, "8-1", position=2, start=100, size=12)
    found = asking(cast, "7-2", "8-1")
    answering(cast, found, [*seventh[:9], *eighth[:7]])
    for one in eighth[7:10]:
        refuse(invitation=invited(found, one), language="en", way="link")
    return found


def rows_of(cast: Cast, user: User, caption: str) -> dict[str, tuple[object, ...]]:
    material = material_of(user, cast.qingshan, language="en", on=TODAY)
    blocks = needs_report(material, language="en", made_on=TODAY).blocks
    tables = [one.table if isinstance(one, Chart) else one for one in blocks]
    (found,) = (
        one for one in tables if isinstance(one, Table) and one.caption == f"{TITLE}: {caption}"
    )
    return {str(row[0]): row[1:] for row in found.rows}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_format_tells_whom_it_asked(cast: Cast, campaign: Campaign, language: str) -> None:
    report = report_of(cast, language)
    sentence = say(
        "know.report.response.sentence",
        language,
        day=TODAY,
        asked=24,
        answered=16,
        percent=67,
    )
    for text in texts_of(report).values():
        assert all(squeezed(heading) in text for heading in headings_of(report))
        assert squeezed(sentence) in text
        assert "None" not in text
    percent = say("know.report.response.percent", language)
    assert sum(percent in one for one in alternatives_of(report)) == 2
    assert silent_headings(report) == []


def test_rates_stand_by_class_and_by_grade(cast: Cast, campaign: Campaign) -> None:
    rows = {"7-2": (12, 9, 75), "8-1": (12, 7, 58)}
    assert rows_of(cast, cast.lin, "response by class") == rows
    by_grade = rows_of(cast, cast.lin, "response by grade")
    assert list(by_grade.values()) == list(rows.values())


def test_three_who_said_no_are_told_to_nobody(cast: Cast, campaign: Campaign) -> None:
    flow = {
        "Asked": (24,),
        "Answered": (16,),
        "No form: still open, away, or did not want to": (8,),
    }
    assert rows_of(cast, cast.lin, "from asking to answering") == flow
    assert rows_of(cast, cast.gu, "from asking to answering") == flow


def test_enough_who_said_no_are_a_number_for_the_owner_alone(cast: Cast) -> None:
    seventh = a_class(cast, "7-2", position=1, start=0, size=12)
    eighth = a_class(cast, "8-1", position=2, start=100, size=12)
    campaign = asking(cast, "7-2", "8-1")
    answering(cast, campaign, seventh)
    for one in eighth[:6]:
        refuse(invitation=invited(campaign, one), language="en", way="link")
    told = {"Still open, or away": (6,), "Said no, or withdrew": (6,)}
    of_owner = rows_of(cast, cast.lin, "from asking to answering")
    assert {name: of_owner.get(name) for name in told} == told
    assert flow_of(campaign, reader=cast.gu).said_no is None
    assert rows_of(cast, cast.gu, "from asking to answering").keys().isdisjoint(told)


def test_no_grade_stands_beside_one_that_would_tell_of_a_few(cast: Cast) -> None:
    seventh = a_class(cast, "7-2", position=1, start=0, size=12)
    a_class(cast, "8-1", position=2, start=100, size=3)
    campaign = asking(cast, "7-2", "8-1")
    answering(cast, campaign, seventh)
    flow = flow_of(campaign, reader=cast.lin)
    assert (flow.grades, flow.unanswered, flow.said_no) == ((), None, None)
    said = [getattr(block, "text", "") for block in report_of(cast).blocks]
    assert say("know.report.response.too_few", "en") in said


def test_the_day_it_opened_is_the_schools_own(cast: Cast, campaign: Campaign) -> None:
    late = dt.datetime(2026, 11, 17, 18, tzinfo=dt.UTC)  # two o'clock at night in Shanghai
    Campaign.objects.filter(pk=campaign.pk).update(opened_at=late)
    campaign.refresh_from_db()
    assert flow_of(campaign, reader=cast.lin).opened_on == dt.date(2026, 11, 18)


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_no_survey_asked_it_says_so(cast: Cast, language: str) -> None:
    note_all(students(cast, 12), {CONTACT: "never"})
    said = [getattr(block, "text", "") for block in report_of(cast, language).blocks]
    assert say("know.report.response.none", language) in said


def test_a_later_form_leaves_the_campaign_behind_it(cast: Cast, campaign: Campaign) -> None:
    present = Student.objects.filter(school=cast.qingshan)
    assert campaigns_behind(present.values("pk"), cast.qingshan) == (campaign,)
    assert campaigns_behind(present.values("pk"), cast.college) == ()
    for one in present.filter(administrations__campaign=campaign).distinct():
        asked(cast, [one], enough=4)
    assert campaigns_behind(present.values("pk"), cast.qingshan) == ()
