"""The list of students: whom it holds, what it counts, page by page."""

import pytest

from kithwork.access.console import OPERATOR
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.students import NewStudent, admit_many, leave
from kithwork.people.queries.lists import (
    PAGE,
    Asked,
    There,
    classes_to_choose,
    classless,
    listed,
    schools_of,
)
from tests.cast import TODAY

pytestmark = pytest.mark.django_db


def names(page):
    return [row.student.person.full_name for row in page.rows]


def test_those_present_stand_by_pinyin_with_their_class(cast):
    page = listed(cast.lin, Asked(cast.qingshan))
    assert names(page) == ["林小雨", "欧阳佳怡", "王浩然"]
    assert [row.school_class for row in page.rows] == [cast.class_7_1, None, cast.class_7_1]
    assert (page.total, page.first, page.last, page.pages) == (3, 1, 3, 1)


def test_a_list_narrows_by_class_by_words_and_by_who_is_there(cast):
    leave(student=cast.haoran, on=TODAY, reason="moved_school", by=OPERATOR)
    in_class = Asked(cast.qingshan, school_class=cast.class_7_1.uid)
    assert names(listed(cast.lin, in_class)) == ["林小雨"]
    assert names(listed(cast.lin, Asked(cast.qingshan, typed="oyjy"))) == ["欧阳佳怡"]
    assert names(listed(cast.lin, Asked(cast.qingshan, there=There.CLASSLESS))) == ["欧阳佳怡"]
    assert names(listed(cast.lin, Asked(cast.qingshan, there=There.LEFT))) == ["王浩然"]
    assert [*classless(cast.lin, cast.qingshan)] == [cast.jiayi]


def test_the_number_over_the_list_counts_those_whom_the_reader_may_see(cast):
    assert listed(cast.su, Asked(cast.qingshan)).total == 2
    assert listed(cast.luo, Asked(cast.qingshan)).total == 0
    assert listed(cast.lin, Asked(cast.college)).total == 0


def test_names_read_from_their_index_stand_as_names_that_are_sorted(cast, monkeypatch):
    names_ = ("赵一", "安二", "赵一", "钱三") * PAGE
    more = [NewStudent(f"N{n:03}", PersonDetails(full_name=name)) for n, name in enumerate(names_)]
    admit_many(school=cast.qingshan, students=more, by=OPERATOR)
    leave(student=cast.haoran, on=TODAY, reason="moved_school", by=OPERATOR)

    def pages():
        asked = (Asked(cast.qingshan, page=page) for page in range(1, 6))
        return [[row.student for row in listed(cast.lin, one).rows] for one in asked]

    by_sorting = pages()
    monkeypatch.setattr("kithwork.people.queries.lists.SORTED", 0)
    assert pages() == by_sorting
    assert len({student for page in by_sorting for student in page}) == 4 * PAGE + 2


def test_a_long_list_comes_in_pages_and_a_page_too_far_is_the_last(cast):
    more = [NewStudent(f"N{n:03}", PersonDetails(full_name="赵一")) for n in range(PAGE)]
    admit_many(school=cast.qingshan, students=more, by=OPERATOR)
    first = listed(cast.lin, Asked(cast.qingshan))
    assert (len(first.rows), first.total, first.pages, first.before, first.after) == (
        PAGE,
        PAGE + 3,
        2,
        None,
        2,
    )
    last = listed(cast.lin, Asked(cast.qingshan, page=9))
    assert (last.asked.page, last.first, last.last) == (2, PAGE + 1, PAGE + 3)
    assert not set(names(first)[:3]) & set(names(last)[:-3])


def test_a_list_is_one_event_and_a_search_in_it_another_without_the_words(cast, events):
    listed(cast.lin, Asked(cast.qingshan))
    listed(cast.lin, Asked(cast.qingshan, typed="lin"))
    assert [(one.verb, one.size) for one in events()] == [
        ("list", 3),
        ("list", 1),
        ("search", 1),
    ]


def test_a_teacher_may_narrow_by_her_own_class_only(cast):
    assert classes_to_choose(cast.su, cast.qingshan) == (cast.class_7_1,)
    assert classes_to_choose(cast.lin, cast.qingshan) == (cast.class_7_1,)
    assert classes_to_choose(cast.fan, cast.qingshan) == ()
    assert schools_of(cast.he) == (cast.college, cast.qingshan)
    assert schools_of(cast.luo) == ()
