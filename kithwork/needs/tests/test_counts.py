"""Counts of a school: denominators, who was not asked, and no way round a hidden number."""

from collections.abc import Callable

import pytest

from kithwork.access.actions.postings import post
from kithwork.access.console import OPERATOR
from kithwork.access.models import User
from kithwork.audit.models import AuditEvent
from kithwork.needs.models import ShownCounts
from kithwork.needs.queries.counts import Counts, NeedCounted, counts_of
from kithwork.needs.queries.scope import counted_over
from kithwork.needs.selection import EVERYBODY, Selection
from kithwork.needs.tests.made import CONTACT, note_all, students
from tests.cast import FIRST_DAY, Cast

FEMALE, MALE = Selection({"sex": "female"}), Selection({"sex": "male"})


@pytest.fixture
def school(cast: Cast) -> Cast:
    """Beside the cast's three girls 20 more and 10 boys; 8 and 6 hardly hear their parents."""
    girls = students(cast, 20, sex="female")
    boys = students(cast, 10, sex="male", start=100)
    note_all([*girls[:8], *boys[:6]], {CONTACT: "never"})
    note_all([*girls[8:15], *boys[6:]], {CONTACT: "daily"})
    return cast


def counts(user: User, cast: Cast, selection: Selection = EVERYBODY) -> Counts:
    return counts_of(user, cast.qingshan, selection=selection, language="en")


def contact(found: Counts) -> NeedCounted:
    return next(need for need in found.needs if need.code == "N-FAM-1")


def test_a_count_comes_with_how_many_it_could_be_judged_of(school: Cast) -> None:
    found = counts(school.lin, school)
    assert found.students == 33  # with the cast's own three
    assert (contact(found).found, contact(found).judged) == (14, 25)
    assert "Food" in found.not_asked
    assert found.most is not None
    assert found.most.code == "N-FAM-1"


def test_a_manager_and_a_supervisor_read_the_same_numbers(school: Cast) -> None:
    first, *others = (counts(user, school).needs for user in (school.lin, school.he, school.gu))
    assert all(other == first for other in others)


def test_where_few_of_a_group_lack_a_need_the_breakdown_shows_neither_group(school: Cast) -> None:
    by_sex = next(one for one in counts(school.lin, school).breakdowns if one.name == "sex")
    assert [(group.code, group.size) for group in by_sex.groups] == [("female", 23), ("male", 10)]
    # Of ten boys four do not show it: with the size of their group, six would tell.
    assert dict(by_sex.lines)["Contact with parents"] == (None, None)


def test_a_handful_is_hidden_and_so_is_what_would_give_it_away(cast: Cast) -> None:
    girls = students(cast, 12, sex="female")
    boys = students(cast, 12, sex="male", start=100)
    note_all([*girls[:3], *boys[:7]], {CONTACT: "never"})
    found = counts(cast.lin, cast)
    by_sex = next(one for one in found.breakdowns if one.name == "sex")
    assert contact(found).found == 10
    assert dict(by_sex.lines)["Contact with parents"] == (None, None)


def test_a_total_of_one_to_four_is_not_shown(cast: Cast) -> None:
    note_all(students(cast, 12)[:4], {CONTACT: "never"})
    assert contact(counts(cast.lin, cast)).found is None


def test_a_filter_of_fewer_than_five_gives_no_numbers(cast: Cast) -> None:
    students(cast, 12)
    students(cast, 4, sex="male", start=100)
    found = counts(cast.lin, cast, MALE)
    assert found.needs == ()
    assert found.students is None
    assert "fewer than 5" in found.refused


def test_a_filter_that_leaves_out_a_handful_is_refused(cast: Cast) -> None:
    note_all(students(cast, 12), {CONTACT: "never"})
    note_all(students(cast, 3, sex="male", start=100), {CONTACT: "never"})
    found = counts(cast.lin, cast, FEMALE)
    assert (found.students, contact(found).found) == (None, None)


def test_a_group_shows_no_more_by_a_filter_than_in_its_table(school: Cast) -> None:
    by_sex = next(one for one in counts(school.lin, school).breakdowns if one.name == "sex")
    line = dict(by_sex.lines)["Contact with parents"]
    for group, number in zip(by_sex.groups, line, strict=True):
        found = counts(school.lin, school, Selection({"sex": group.code}))
        assert contact(found).found == number


def test_two_views_of_one_person_never_differ_by_a_handful(school: Cast) -> None:
    home = "student.home_area"
    girls = list(school.qingshan.students.filter(person__sex="female").order_by("pk"))
    boys = list(school.qingshan.students.filter(person__sex="male").order_by("pk"))
    note_all([*girls[:-3], *boys], {home: "rural"})
    assert counts(school.lin, school, FEMALE).students == 23
    rural_girls = counts(school.lin, school, Selection({"sex": "female", home: "rural"}))
    assert rural_girls.needs == ()  # 20 of the 23 girls: the others would be three
    assert "differ" in rural_girls.refused


def test_what_was_shown_is_remembered_for_its_reader_alone(school: Cast) -> None:
    counts(school.lin, school)
    counts(school.he, school, FEMALE)
    row = ShownCounts.objects.get(user=school.lin, selection="")
    assert row.numbers["N-FAM-1"] == 14
    assert [one.selection for one in ShownCounts.objects.filter(user=school.he)] == ["sex=female"]


def test_a_difference_with_an_earlier_view_is_refused(school: Cast) -> None:
    counts(school.lin, school)
    within = Selection({"sex": "female", "grade": "not_known"})
    ShownCounts.objects.create(
        user=school.lin,
        school=school.qingshan,
        selection=within.key,
        numbers={"": 19, "N-FAM-1": 6},
    )
    found = counts(school.lin, school, FEMALE)
    assert found.refused
    assert counts(school.he, school, FEMALE).refused == ""


def test_numbers_over_a_small_class_are_not_shown_to_its_teacher(cast: Cast) -> None:
    found = counts(cast.su, cast)
    assert found.is_class
    assert "ten students" in found.refused


def test_the_trail_is_told_that_numbers_were_shown(
    school: Cast, events: Callable[[], list[AuditEvent]]
) -> None:
    counts(school.gu, school)
    (event,) = events()[-1:]
    assert (event.verb, event.subject_kind, event.section) == ("list", "needs", "aggregates")


@pytest.mark.parametrize("role", ["worker", "safeguard"])
def test_any_posting_for_one_class_counts_over_ten_students_or_not_at_all(
    cast: Cast, role: str
) -> None:
    here = {"school": cast.qingshan, "starts_on": FIRST_DAY, "by": OPERATOR}
    post(user=cast.qin, role=role, class_uid=cast.class_7_1.uid, **here)
    over = counted_over(cast.qin, cast.qingshan)
    assert {one.pk for one in over.students} == {cast.xiaoyu.pk, cast.haoran.pk}
    assert over.is_too_small
    post(user=cast.qin, role=role, **here)
    assert not counted_over(cast.qin, cast.qingshan).is_class
