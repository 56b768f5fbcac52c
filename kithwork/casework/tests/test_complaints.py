"""Complaints: addressed past whoever is meant, handled in their order, read by those who may."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from kithwork.access.actions.postings import post
from kithwork.access.console import OPERATOR
from kithwork.access.models import User
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.complaints import Deed, Received, receive_complaint, take_step
from kithwork.casework.models import Case, Complaint, ComplaintStep
from kithwork.casework.queries.complaints import (
    complaint_for,
    complaints_in,
    handlers_for,
    my_complaints,
    waiting_complaints,
)
from kithwork.casework.queries.file_check import file_check
from kithwork.casework.refusals import Missing
from kithwork.casework.tests.browsing import address, signed_in, text_of
from kithwork.casework.tests.filing import opened
from kithwork.core.casework.complaints import ComplaintStep as Step
from kithwork.core.casework.complaints import Finding
from tests.cast import FIRST_DAY, NOON, TODAY, Cast

pytestmark = pytest.mark.django_db
WORDS = "她答应的事没有做，还在班上说了我的事。"
ANSWER = "我和她谈过了，是我们不对。"


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


def received(**changes: object) -> Received:
    plain = Received(
        kind="complaint",
        came_from="client",
        way="talk",
        about="person",
        on=TODAY,
        words={"said": WORDS},
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


@pytest.fixture
def about_lin(cast: Cast, case: Case) -> Complaint:
    """Xiaoyu's complaint about her worker Lin, told to her homeroom teacher."""
    return receive_complaint(student=cast.xiaoyu, received=received(person=cast.lin), by=cast.su)


def does(complaint: Complaint, step: Step, by: User, **said: object) -> ComplaintStep:
    words = {"done": "谈过", "told": ANSWER, "changes": "不再在班上说"}
    deed = Deed(step=step, words=words, **said)  # type: ignore[arg-type]
    return take_step(complaint=complaint, deed=deed, by=by)


def answered(complaint: Complaint, by: User) -> None:
    does(complaint, Step.ACKNOWLEDGED, by)
    does(complaint, Step.LOOKED_INTO, by)
    does(complaint, Step.ANSWERED, by, finding=Finding.PARTLY)


# ── to whom it goes ─────────────────────────────────────────────────────────────────────────────


def test_it_goes_past_whoever_is_meant(cast: Cast) -> None:
    assert handlers_for(cast.qingshan, cast.lin) == (cast.he, cast.gu, cast.ye)
    assert handlers_for(cast.qingshan, cast.he) == (cast.gu, cast.ye)
    assert handlers_for(cast.qingshan, cast.gu) == (cast.ye,)


@pytest.mark.parametrize(("meant", "handler"), [("lin", "he"), ("he", "gu"), ("gu", "ye")])
def test_anyone_of_staff_takes_it_down_and_another_takes_it_up(
    cast: Cast, meant: str, handler: str
) -> None:
    made = receive_complaint(
        student=cast.xiaoyu, received=received(person=getattr(cast, meant)), by=cast.su
    )
    assert made.handler == getattr(cast, handler)
    event = AuditEvent.objects.filter(subject_kind="complaint").get()
    assert (event.verb, event.subject, event.reason) == ("create", made.uid, "complaint.received")


def test_a_worker_may_take_down_what_is_said_of_her_and_reads_no_more_of_it(cast: Cast) -> None:
    made = receive_complaint(student=cast.xiaoyu, received=received(person=cast.lin), by=cast.lin)
    seen = complaint_for(cast.lin, made.uid)
    assert (seen.words, seen.is_handler, seen.open_steps) == ({}, False, ())


def test_who_may_not_be_chosen(cast: Cast) -> None:
    for meant, chosen in ((cast.he, cast.he), (cast.he, cast.tan), (None, cast.lin)):
        with pytest.raises(Refused, match="no_such_handler"):
            receive_complaint(
                student=cast.xiaoyu,
                received=received(person=meant, handler=chosen),
                by=cast.su,
            )


def test_where_nobody_could_take_it_up_it_is_said(cast: Cast) -> None:
    cast.qingshan.postings.exclude(role__in=("worker", "homeroom")).update(ends_on=FIRST_DAY)
    with pytest.raises(Refused, match="nobody_handles"):
        receive_complaint(student=cast.xiaoyu, received=received(), by=cast.lin)


def test_what_is_refused(cast: Cast, case: Case) -> None:
    other = opened(cast, student=cast.haoran, by=cast.tan)
    for wrong, code in (
        ({"words": {"said": " "}}, "nothing_said"),
        ({"on": TODAY + dt.timedelta(days=1)}, "day_to_come"),
        ({"case": other}, "other_case"),
    ):
        with pytest.raises(Refused, match=code):
            receive_complaint(student=cast.xiaoyu, received=received(**wrong), by=cast.lin)
    with pytest.raises(Refused, match="other_case"):  # whose case the teacher does not see
        receive_complaint(student=cast.xiaoyu, received=received(case=case), by=cast.su)
    with pytest.raises(NotAllowed):
        receive_complaint(student=cast.aming, received=received(), by=cast.lin)


# ── what is done about it ───────────────────────────────────────────────────────────────────────


def test_the_whole_way(cast: Cast, about_lin: Complaint) -> None:
    assert complaint_for(cast.he, about_lin.uid).main_step == "acknowledged"
    does(about_lin, Step.ACKNOWLEDGED, cast.he)
    assert complaint_for(cast.he, about_lin.uid).main_step == "looked_into"
    does(about_lin, Step.LOOKED_INTO, cast.he)
    assert complaint_for(cast.he, about_lin.uid).main_step == "answered"
    does(about_lin, Step.ANSWERED, cast.he, finding=Finding.PARTLY)
    does(about_lin, Step.CLOSED, cast.he)
    seen = complaint_for(cast.he, about_lin.uid)
    assert seen.is_over
    assert [one.row.step for one in seen.steps] == [
        "acknowledged",
        "looked_into",
        "answered",
        "closed",
    ]
    assert seen.steps[2].words["told"] == ANSWER
    assert seen.open_steps == ("taken_further",)
    assert not waiting_complaints(cast.he)


@pytest.mark.parametrize("name", ["lin", "tan", "su", "gu", "ye", "luo", "shen"])
def test_nobody_but_its_handler_takes_a_step(cast: Cast, about_lin: Complaint, name: str) -> None:
    with pytest.raises(NotAllowed):
        does(about_lin, Step.ACKNOWLEDGED, getattr(cast, name))
    assert not ComplaintStep.objects.exists()


def test_steps_keep_their_order_and_say_what_they_lack(cast: Cast, about_lin: Complaint) -> None:
    with pytest.raises(Missing):
        does(about_lin, Step.ANSWERED, cast.he, finding=Finding.UPHELD)
    does(about_lin, Step.ACKNOWLEDGED, cast.he)
    for wrong, code in (
        (Deed(step=Step.LOOKED_INTO), "without_words"),
        (Deed(step=Step.ANSWERED, words={"told": ANSWER}), "without_finding"),
        (Deed(step=Step.ANSWERED, finding=Finding.UPHELD), "without_told"),
        (Deed(step=Step.PASSED, words={"done": "x"}, to=cast.lin), "no_such_handler"),
        (Deed(step=Step.PASSED, words={"done": "x"}, to=cast.he), "no_such_handler"),
    ):
        with pytest.raises(Refused, match=code):
            take_step(complaint=about_lin, deed=wrong, by=cast.he)


def test_passed_on_it_is_the_colleagues(cast: Cast, about_lin: Complaint) -> None:
    does(about_lin, Step.PASSED, cast.he, to=cast.gu)
    assert [one.row for one in waiting_complaints(cast.gu)] == [about_lin]
    assert not waiting_complaints(cast.he)
    with pytest.raises(NotAllowed):
        does(about_lin, Step.ACKNOWLEDGED, cast.he)
    does(about_lin, Step.ACKNOWLEDGED, cast.gu)


# ── who reads it ────────────────────────────────────────────────────────────────────────────────


def knows(user: User, complaint: Complaint) -> bool:
    return complaint in [one.row for one in my_complaints(user)]


def test_who_knows_of_a_complaint_about_a_person(cast: Cast, about_lin: Complaint) -> None:
    known = {name for name, user in cast.everyone.items() if knows(user, about_lin)}
    assert known == {"he", "su"}
    assert complaint_for(cast.su, about_lin.uid).words == {"said": WORDS}


def test_whoever_is_meant_reads_it_when_it_is_shown_and_of_the_rest_the_answer(
    cast: Cast, about_lin: Complaint
) -> None:
    does(about_lin, Step.SHARED, cast.he)
    with pytest.raises(Refused, match="shared_already"):
        does(about_lin, Step.SHARED, cast.he)
    answered(about_lin, cast.he)
    seen = complaint_for(cast.lin, about_lin.uid)
    assert seen.words == {"said": WORDS}
    read = {one.row.step for one in seen.steps if one.words}
    assert read == {"answered"}


def test_nobody_meant_nobody_is_shown(cast: Cast) -> None:
    made = receive_complaint(student=cast.xiaoyu, received=received(about="service"), by=cast.su)
    with pytest.raises(Refused, match="nobody_meant"):
        does(made, Step.SHARED, cast.he)


def line(case: Case) -> tuple[str, int, tuple[str, ...]]:
    found = next(one for one in file_check(case, language="en") if one.form == "F24")
    return found.standing, found.count, found.lacks


def test_the_file_tells_of_it_only_when_its_worker_may_know(cast: Cast, case: Case) -> None:
    made = receive_complaint(
        student=cast.xiaoyu, received=received(person=cast.lin, case=case), by=cast.he
    )
    assert line(case) == ("not_needed", 0, ())
    assert complaints_in(cast.lin, case) == ()
    does(made, Step.SHARED, cast.gu if made.handler == cast.gu else cast.he)
    assert line(case)[:2] == ("complete", 1)
    assert [one.row for one in complaints_in(cast.lin, case)] == [made]


def test_what_is_owed_too_long_stands_in_the_file(cast: Cast, case: Case) -> None:
    received_then = received(about="service", case=case)
    receive_complaint(student=cast.xiaoyu, received=received_then, by=cast.lin)
    assert line(case)[0] == "complete"
    with clock.telling(NOON + dt.timedelta(days=60)):
        assert line(case) == ("incomplete", 1, ("to say that it was received", "the answer"))


# ── pages ───────────────────────────────────────────────────────────────────────────────────────


def test_the_page_takes_it_down_for_whoever_comes_first(cast: Cast) -> None:
    page = reverse("casework:complaint_add", kwargs={"uid": cast.xiaoyu.uid})
    teacher = signed_in(cast.su)
    assert teacher.get(page).status_code == 200
    typed = {
        "kind": "appeal",
        "came_from": "guardian",
        "way": "phone",
        "received_on": TODAY.isoformat(),
        "about": "decision",
        "person": str(cast.he.uid),
        "said": "",
    }
    assert teacher.post(page, typed).status_code == 422
    assert teacher.post(page, typed | {"said": WORDS}).status_code == 302
    made = Complaint.objects.get()
    assert made.handler == cast.gu
    assert page in text_of(teacher, reverse("people:students") + f"{cast.xiaoyu.uid}/")


def test_its_handler_works_on_the_page(cast: Cast, about_lin: Complaint) -> None:
    manager, supervisor = signed_in(cast.gu), signed_in(cast.he)
    own = reverse("casework:complaint", kwargs={"uid": about_lin.uid})
    assert own in text_of(supervisor, "/")
    assert WORDS in text_of(supervisor, own)
    assert manager.get(own).status_code == 404
    assert signed_in(cast.lin).get(own).status_code == 404

    def at(step: str) -> str:
        return reverse("casework:complaint_step", kwargs={"uid": about_lin.uid, "step": step})

    for step in ("acknowledged", "looked_into", "passed", "answered", "shared"):
        assert supervisor.get(at(step)).status_code == 200
    assert supervisor.get(at("forgotten")).status_code == 404
    assert signed_in(cast.su).get(at("acknowledged")).status_code == 404
    assert supervisor.post(at("acknowledged"), {"done": ""}).status_code == 302
    assert supervisor.post(at("answered"), {"told": ANSWER}).status_code == 422
    assert supervisor.post(at("answered"), {"told": ANSWER, "finding": "upheld"}).status_code == 302
    assert ANSWER in text_of(supervisor, own)


def test_the_case_shows_that_there_is_one_and_not_its_words(cast: Cast, case: Case) -> None:
    receive_complaint(
        student=cast.xiaoyu, received=received(about="service", case=case), by=cast.he
    )
    page = text_of(signed_in(cast.lin), address(case, "case_complaints"))
    assert "what we do, or do not do" in page
    assert WORDS not in page
    assert address(case, "case_complaints") in text_of(signed_in(cast.lin), address(case, "papers"))


@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_the_sheet_names_who_takes_it_up_and_whom_to_turn_to_outside(
    cast: Cast, language: str
) -> None:
    where = reverse("casework:complaint_sheet", kwargs={"uid": cast.xiaoyu.uid})
    page = text_of(signed_in(cast.su), f"{where}?in={language}")
    sheet = page[page.index("<article") : page.index("</article>")]
    for name in (cast.he.name, cast.gu.name, cast.qingshan.name_in(language), "12345"):
        assert name in sheet
    assert "{" not in sheet
    assert "20 " in sheet
    assert cast.xiaoyu.person.full_name not in sheet
    assert AuditEvent.objects.get(verb="print").subject_kind == "complaint_sheet"


def test_a_second_supervisor_is_not_above_the_first(cast: Cast) -> None:
    post(user=cast.tan, role="supervisor", school=cast.qingshan, starts_on=TODAY, by=OPERATOR)
    assert cast.tan not in handlers_for(cast.qingshan, cast.he)
