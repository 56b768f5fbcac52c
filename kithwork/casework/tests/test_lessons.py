"""Lessons across cases: who reads them, what is found, whose case is linked, what is refused."""

import pytest
from django.test import Client
from django.urls import reverse

from kithwork.access.refusals import Refused
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.learning import Lesson, write_lesson
from kithwork.casework.actions.needs import add_need
from kithwork.casework.actions.plans import save_plan
from kithwork.casework.models import Case, PracticeLesson
from kithwork.casework.queries.lessons import (
    LessonsAsked,
    lesson_text,
    lessons_about,
    lessons_for,
)
from kithwork.casework.tests.browsing import address, signed_in, text_of
from kithwork.casework.tests.filing import opened
from kithwork.casework.tests.test_plan import in_stage
from kithwork.casework.tests.test_plan_parts import begun
from kithwork.core.casework import Status
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db

CALL = Lesson(
    words="固定在周日晚上通话，孩子会提前想好要说什么",
    limits="父母倒班无固定休息的",
    need="N-FAM-3",
    function="EM",
    technique="EM-03",
)
DESK = Lesson(words="先有一张书桌，再谈方法", need="N-ACA-1", function="IS", technique="IS-06")


@pytest.fixture
def case(cast: Cast) -> Case:
    case = opened(cast)
    write_lesson(case=case, lesson=CALL, by=cast.lin)
    write_lesson(case=case, lesson=DESK, by=cast.lin)
    return case


@pytest.fixture
def worker(cast: Cast) -> Client:
    return signed_in(cast.lin)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (LessonsAsked(), [DESK, CALL]),
        (LessonsAsked(need="N-FAM-3"), [CALL]),
        (LessonsAsked(function="IS"), [DESK]),
        (LessonsAsked(technique="EM-03", function="IS"), []),
        (LessonsAsked(words="书桌"), [DESK]),
        (LessonsAsked(words="倒班"), [CALL]),
        (LessonsAsked(words="书桌 方法"), [DESK]),
        (LessonsAsked(words="书桌 周日"), []),
        (LessonsAsked(words="周日", function="IS"), []),
    ],
)
def test_lessons_are_found_by_codes_and_words(
    cast: Cast, case: Case, asked: LessonsAsked, found: list[Lesson]
) -> None:
    told = lessons_for(cast.lin, asked, language="zh-Hans").told
    assert [one.words for one in told] == [one.words for one in found]


def test_a_colleague_reads_the_lesson_and_not_whose_it_was(cast: Cast, case: Case) -> None:
    own = lessons_for(cast.lin, LessonsAsked(), language="en").told
    assert {one.case for one in own} == {case}
    for colleague in (cast.tan, cast.shen):
        told = lessons_for(colleague, LessonsAsked(), language="en").told
        assert len(told) == 2
        assert {one.case for one in told} == {None}
    team = lessons_for(cast.he, LessonsAsked(), language="en").told
    assert {one.case for one in team} == {case}


def test_who_reads_no_case_reads_no_lesson(cast: Cast, case: Case) -> None:
    for other in (cast.su, cast.gu, cast.luo, cast.zhou):
        assert lessons_for(other, LessonsAsked(), language="en").told == ()
        assert lessons_about(other, techniques=["EM-03"], language="en") == ()


def test_the_trail_tells_how_many_and_not_what_was_looked_for(cast: Cast, case: Case) -> None:
    lessons_for(cast.lin, LessonsAsked(words="书桌"), language="en")
    event = AuditEvent.objects.filter(subject_kind="case.lesson", verb="search").get()
    assert event.size == 1
    assert "书桌" not in str(event.__dict__)


def test_only_what_stands_is_shown(cast: Cast, case: Case) -> None:
    first = PracticeLesson.objects.get(number=1)
    changed = Lesson(words="改过的话", function="EM")
    write_lesson(case=case, lesson=changed, by=cast.lin, amends=first)
    told = lessons_for(cast.lin, LessonsAsked(function="EM"), language="en").told
    assert [one.words for one in told] == ["改过的话"]


def test_a_lesson_is_amended_on_its_page_and_what_stood_stays(worker: Client, case: Case) -> None:
    first = PracticeLesson.objects.get(number=1)
    page = reverse("casework:lesson_amend", kwargs={"uid": case.uid, "lesson": first.uid})
    assert (
        page in worker.get(reverse("casework:results", kwargs={"uid": case.uid})).content.decode()
    )
    assert CALL.words in worker.get(page).content.decode()
    sent = {"words": "先问几点方便", "limits": "", "need": "N-FAM-3", "version": str(first.uid)}
    assert worker.post(page, sent | {"words": ""}).status_code == 422
    assert worker.post(page, sent).status_code == 302
    second = PracticeLesson.objects.get(number=1, superseded_by=None)
    assert (second.version, second.supersedes, second.technique) == (2, first, "")
    assert lesson_text(second) == ("先问几点方便", "")
    assert lesson_text(first)[0] == CALL.words
    assert AuditEvent.objects.latest("pk").verb == "amend"


def test_whoever_amends_what_was_amended_meanwhile_sees_both(
    cast: Cast, worker: Client, case: Case
) -> None:
    first = PracticeLesson.objects.get(number=1)
    page = reverse("casework:lesson_amend", kwargs={"uid": case.uid, "lesson": first.uid})
    changed = Lesson(words="改过的话", function="EM")
    write_lesson(case=case, lesson=changed, by=cast.lin, amends=first)
    answer = worker.post(page, {"words": "我的话", "version": str(first.uid)})
    assert answer.status_code == 422
    assert "改过的话" in answer.content.decode()
    assert PracticeLesson.objects.filter(series=first.series).count() == 2


def test_a_lesson_of_another_case_is_not_amended_here(
    cast: Cast, worker: Client, case: Case
) -> None:
    other = opened(cast, student=cast.haoran, by=cast.tan)
    lesson = write_lesson(case=other, lesson=DESK, by=cast.tan)
    page = reverse("casework:lesson_amend", kwargs={"uid": case.uid, "lesson": lesson.uid})
    assert worker.get(page).status_code == 404


@pytest.mark.parametrize(
    "words",
    ["{name}需要固定的时间", "打 13812345678 找她", "{school}的老师帮了忙", "{number} 号"],
)
def test_a_lesson_names_nobody(cast: Cast, words: str) -> None:
    case = opened(cast)
    student = case.student
    text = words.format(
        name=student.person.full_name, school=case.school.name_zh, number=student.number
    )
    with pytest.raises(Refused) as refusal:
        write_lesson(case=case, lesson=Lesson(words=text), by=cast.lin)
    assert refusal.value.reason.code == "learn.lesson_names"
    assert student.person.full_name not in str(refusal.value)
    with pytest.raises(Refused):
        write_lesson(case=case, lesson=Lesson(words="好", limits=text), by=cast.lin)


def test_the_page_filters_and_links_the_own_case(cast: Cast, worker: Client, case: Case) -> None:
    where = reverse("learn:lessons")
    page = text_of(worker, f"{where}?need=N-FAM-3")
    assert CALL.words in page
    assert DESK.words not in page
    assert case.number in page
    answer = worker.post(where, {"words": "书桌"})
    assert DESK.words in answer.content.decode()
    assert case.number not in text_of(signed_in(cast.tan), where)


def test_words_in_an_address_are_not_searched(worker: Client, case: Case) -> None:
    assert CALL.words in text_of(worker, f"{reverse('learn:lessons')}?words=书桌")


def test_an_empty_page_teaches(worker: Client) -> None:
    page = text_of(worker, reverse("learn:lessons"))
    assert "The first lesson stands here when a case ends" in page


def test_a_lesson_stands_beside_what_is_planned(cast: Cast, worker: Client, case: Case) -> None:
    in_stage(case, Status.PLANNING)
    save_plan(case=case, content=begun(), by=cast.lin)
    where = address(case, "plan_action_add")
    assert CALL.words not in text_of(worker, f"{where}?function=IS")
    assert CALL.words in text_of(worker, f"{where}?function=EM")
    assert CALL.words in text_of(worker, reverse("casework:technique", kwargs={"code": "em-03"}))
    assert CALL.words not in text_of(worker, address(case, "assess_needs"))
    add_need(case=case, code="N-FAM-3", on=TODAY, by=cast.lin)
    assert CALL.words in text_of(worker, address(case, "assess_needs"))
