"""A campaign as a filter: of what students said its answers count, and no two may be subtracted."""

import datetime as dt

import pytest

from kithwork.access.models import User
from kithwork.needs.models import ShownCounts
from kithwork.needs.queries.counts import Counts, counts_of
from kithwork.needs.queries.functions import Stated, stated_support
from kithwork.needs.queries.listing import Asked, listing
from kithwork.needs.selection import EVERYBODY, Selection
from kithwork.needs.tests.made import CONTACT, a_class, asked, note_all, sat, students
from kithwork.people.models import Student
from kithwork.surveys.models import Administration, Campaign
from kithwork.surveys.tests.asking import opened_campaign
from tests.cast import TODAY, Cast

BEFORE = TODAY - dt.timedelta(days=60)


def answered(
    cast: Cast,
    children: list[Student],
    campaign: Campaign,
    *,
    enough: int,
    on: dt.date = TODAY,
) -> None:
    """Let each answer in a campaign, whose invitations and consents are not the matter here."""
    asked(cast, children, enough=enough, on=on)
    forms = Administration.objects.filter(student__in=children, given_on=on, campaign=None)
    forms.update(campaign=campaign)


def counts(user: User, cast: Cast, selection: Selection = EVERYBODY) -> Counts:
    return counts_of(user, cast.qingshan, selection=selection, language="en")


def stated(user: User, cast: Cast, selection: Selection = EVERYBODY) -> Stated:
    return stated_support(user, cast.qingshan, language="en", selection=selection)


def by(campaign: Campaign, **groups: str) -> Selection:
    return Selection(groups, campaign=str(campaign.uid))


@pytest.fixture
def pupils(cast: Cast) -> list[Student]:
    return students(cast, 30)


@pytest.fixture
def spring(cast: Cast, pupils: list[Student]) -> Campaign:
    """All thirty said that nothing is enough."""
    campaign = opened_campaign(cast)
    answered(cast, pupils, campaign, enough=0, on=BEFORE)
    return campaign


@pytest.fixture
def autumn(cast: Cast, spring: Campaign, pupils: list[Student]) -> Campaign:
    """Twenty answered again: all four are enough."""
    campaign = opened_campaign(cast)
    answered(cast, pupils[:20], campaign, enough=4)
    return campaign


def too_little(said: Stated) -> tuple[int | None, int | None]:
    return said.functions[0].asked, said.functions[0].too_little


def test_a_campaign_narrows_what_is_said_and_none_is_the_latest(
    cast: Cast, spring: Campaign, autumn: Campaign
) -> None:
    assert too_little(stated(cast.lin, cast)) == (30, 10)
    assert too_little(stated(cast.he, cast, by(autumn))) == (20, 0)
    assert too_little(stated(cast.gu, cast, by(spring))) == (30, 30)


def test_marks_and_bands_follow_the_campaign(
    cast: Cast, spring: Campaign, autumn: Campaign, pupils: list[Student]
) -> None:
    sat(cast, pupils, score=60)
    marks = counts(cast.lin, cast, by(spring)).marks
    assert marks is not None
    assert [one.students for one in marks.groups] == [30, 0, 0, 0, 0]
    later = counts(cast.he, cast, by(autumn)).marks
    assert later is not None
    assert [one.students for one in later.groups] == [0, 0, 0, 0, 20]


def test_what_the_school_recorded_counts_whatever_the_campaign(
    cast: Cast, autumn: Campaign, pupils: list[Student]
) -> None:
    note_all(pupils[:12], {CONTACT: "never"})
    shown = counts(cast.lin, cast, by(autumn))
    assert next(one.found for one in shown.needs if one.code == "N-FAM-1") == 12
    assert shown.chosen == f"Survey: {autumn.title}"
    assert shown.fairness == ()


def test_the_list_tells_the_needs_that_were_stated_in_the_campaign(
    cast: Cast, spring: Campaign, autumn: Campaign, pupils: list[Student]
) -> None:
    def banded(selection: Selection) -> int:
        return sum(b.total for b in listing(cast.lin, _asked(cast, selection), language="en").bands)

    assert banded(by(spring)) >= banded(by(autumn))
    assert listing(cast.lin, _asked(cast, by(autumn)), language="en").not_judged >= 10


def _asked(cast: Cast, selection: Selection) -> Asked:
    return Asked(cast.qingshan, selection)


def test_a_campaign_that_there_is_not_is_left_out(cast: Cast, spring: Campaign) -> None:
    for uid in ("00000000-0000-7000-8000-000000000001", "nothing", "' or 1=1"):
        found = counts(cast.lin, cast, Selection(campaign=uid))
        assert found.selection == EVERYBODY


def test_only_campaigns_that_brought_answers_are_on_offer(cast: Cast, spring: Campaign) -> None:
    opened_campaign(cast)
    offered = next(one for one in counts(cast.lin, cast).filters if one.name == "campaign")
    assert [choice.value for choice in offered.choices] == [str(spring.uid)]
    assert offered.all_label == "everybody's latest answers"


def test_a_teacher_of_a_class_is_told_of_no_campaign(cast: Cast, spring: Campaign) -> None:
    members = [*a_class(cast, "7-2", size=12)]
    answered(cast, members, spring, enough=0)
    for one in members:
        one.enrolments.update(school_class=cast.class_7_1)
    found = counts(cast.su, cast, by(spring))
    assert found.is_class
    assert found.students == 14
    assert found.selection == EVERYBODY
    assert not any(one.name == "campaign" for one in found.filters)


# ── no two surveys may be subtracted ────────────────────────────────────────────────────────


def test_a_place_that_differs_by_a_few_from_another_survey_is_hidden(
    cast: Cast, spring: Campaign, pupils: list[Student]
) -> None:
    """Three did not answer again: the latest less the survey would tell what they once said."""
    later = opened_campaign(cast)
    answered(cast, pupils[:27], later, enough=0)
    assert too_little(stated(cast.lin, cast)) == (30, 30)
    assert too_little(stated(cast.lin, cast, by(later))) == (None, None)
    assert too_little(stated(cast.he, cast, by(later))) == (27, 27)
    assert too_little(stated(cast.he, cast)) == (None, None)


def test_a_table_that_differs_by_a_few_is_held_back_and_the_page_says_so(
    cast: Cast, spring: Campaign, pupils: list[Student]
) -> None:
    sat(cast, pupils, score=60)
    later = opened_campaign(cast)
    answered(cast, pupils[:27], later, enough=0)
    assert counts(cast.lin, cast).marks is not None
    beside = counts(cast.lin, cast, by(later))
    assert beside.marks is None
    assert "marks" in beside.held_back
    assert counts(cast.he, cast, by(later)).marks is not None


def test_a_group_by_one_survey_is_held_against_the_same_group_by_another(
    cast: Cast, spring: Campaign, pupils: list[Student]
) -> None:
    boys = students(cast, 20, sex="male", start=500)
    answered(cast, boys, spring, enough=0, on=BEFORE)
    later = opened_campaign(cast)
    answered(cast, [*boys, *pupils[:28]], later, enough=0)
    girls = {"sex": "female"}
    assert too_little(stated(cast.lin, cast, by(spring, **girls))) == (30, 30)
    assert too_little(stated(cast.lin, cast, by(later, **girls))) == (None, None)
    seen = ShownCounts.objects.get(user=cast.lin, selection=f"sex=female;campaign={later.uid}")
    assert seen.numbers["EM.asked"] is None


@pytest.mark.parametrize("many", [27, 26, 20, 0])
def test_no_difference_of_any_two_views_is_of_a_few(
    cast: Cast, spring: Campaign, pupils: list[Student], many: int
) -> None:
    boys = students(cast, 20, sex="male", start=500)
    answered(cast, boys, spring, enough=1, on=BEFORE)
    later = opened_campaign(cast)
    answered(cast, [*boys[:8], *pupils[:many]], later, enough=3)
    groups: tuple[dict[str, str], ...] = ({}, {"sex": "female"}, {"sex": "male"})
    for campaign in (None, spring, later):
        for group in groups:
            selection = by(campaign, **group) if campaign else Selection(group)
            counts(cast.lin, cast, selection)
            stated(cast.lin, cast, selection)
    rows = dict(ShownCounts.objects.filter(user=cast.lin).values_list("selection", "numbers"))
    assert len(rows) >= 9
    for group in ("", "sex=female", "sex=male"):
        alike = [numbers for key, numbers in rows.items() if key.split(";campaign")[0] == group]
        alike += [numbers for key, numbers in rows.items() if not group and key[:8] == "campaign"]
        for one in alike:
            for other in alike:
                for place in one.keys() & other.keys():
                    if one[place] is not None and other[place] is not None:
                        assert abs(one[place] - other[place]) not in range(1, 5), place
