"""A worker finds a student, reads her page and writes in her file; nobody overruns another."""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kithwork.access.console import OPERATOR
from kithwork.people.actions.attendance import NewAttendance, record_attendance
from kithwork.people.actions.carers import NewCarer
from kithwork.people.actions.contact_rules import set_contact_rule
from kithwork.people.actions.exams import NewMark, announce_exam, enter_mark, state_figures
from kithwork.people.actions.facts import NewFact, record_fact
from kithwork.people.actions.families import Spell, save_carer
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.models import Carer, SafeContactRule
from kithwork.people.sealed import Contact, open_rule
from tests.cast import PASSWORD, TODAY, Cast

Look = Callable[[str], None]
SITTINGS = (
    ("9 月月考", dt.date(2026, 9, 25), (61, 78, 70)),
    ("期中考试", dt.date(2026, 10, 30), (None, 74, 72)),
    ("11 月月考", dt.date(2026, 11, 13), (48, 80, 72)),
)
SUBJECTS = (("数学", 120), ("语文", 100), ("英语", 100))


@pytest.fixture
def desk(live_server: Any, cast: Cast, size: str) -> Iterator[str]:
    """The address of the running desk, with the cast in it."""
    return live_server.url


@pytest.fixture
def xiaoyu_known(cast: Cast) -> None:
    """Xiaoyu's file as it is after a term: marks, attendance, her mother away, facts."""
    for sitting, day, scores in SITTINGS:
        for (subject, maximum), score in zip(SUBJECTS, scores, strict=True):
            exam = announce_exam(
                term=cast.autumn,
                sitting=sitting,
                subject=subject,
                maximum=maximum,
                held_on=day,
                by=OPERATOR,
            )
            state = "sat" if score is not None else "absent"
            points = None if score is None else Decimal(score)
            enter_mark(mark=NewMark(cast.xiaoyu, exam, points, state), by=OPERATOR)
            state_figures(exam=exam, mean=Decimal(72), sd=Decimal(9), by=OPERATOR)
    record_attendance(
        attendance=NewAttendance(cast.xiaoyu, cast.autumn, due=220, absences=9, excused=4, late=2),
        by=OPERATOR,
    )
    mother = PersonDetails(
        full_name="周兰", speaks="四川话", contacts=[Contact("mobile", "100 0000 0002")]
    )
    carer = NewCarer(
        cast.xiaoyu, "mother", mother, is_legal_guardian=True, best_hour="周日晚八点后，发语音"
    )
    spell = Spell(True, TODAY, dt.date(2025, 2, 20), "东莞", dt.date(2027, 2, 1))
    save_carer(carer=carer, spell=spell, by=OPERATOR)
    grandmother = PersonDetails(full_name="李秀英", contacts=[Contact("phone", "100 0000 0003")])
    save_carer(
        carer=NewCarer(cast.xiaoyu, "grandmother", grandmother, is_main_carer=True, reads="no"),
        spell=Spell(None, TODAY),
        by=OPERATOR,
    )
    for name, value in (("care.arrangement", "grandparent"), ("student.hukou", "rural")):
        fact = NewFact(cast.xiaoyu, name, value, dt.date(2026, 9, 12), "visit")
        record_fact(fact=fact, by=OPERATOR)


def sign_in(page: Page, desk: str, username: str = "lin.jing") -> None:
    page.goto(f"{desk}/account/login/")
    page.get_by_label("User name").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", name=re.compile("Good day"))).to_be_visible()


def answer(page: Page, question: str, said: str) -> None:
    page.get_by_role("group", name=question).get_by_label(said, exact=True).check()


def in_chinese_and_dark(page: Page) -> None:
    page.emulate_media(reduced_motion="reduce")  # no colour half-way when axe looks
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="浅色或深色").click()


@pytest.mark.usefixtures("xiaoyu_known")
def test_initials_lead_to_her_page_with_the_keyboard_alone(
    page: Page, desk: str, look: Look
) -> None:
    sign_in(page, desk)
    look("home")
    page.keyboard.press("/")
    page.keyboard.type("lxy", delay=40)
    expect(page.locator("#kw-found").get_by_role("link")).to_have_count(1)
    look("found")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="林小雨")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/students/[0-9a-f-]{36}/$"))
    expect(page.get_by_text("周日晚八点后，发语音")).to_be_visible()
    expect(page.get_by_role("img", name=re.compile("数学"))).to_be_visible()
    expect(page.get_by_text(re.compile("11 points less|less than the time before"))).to_be_visible()
    expect(page.get_by_text(re.compile("Not recorded:.*Date of birth")).first).to_be_visible()
    look("student")
    in_chinese_and_dark(page)
    expect(page.get_by_text("留守是一种处境，不是问题").first).to_be_visible()
    look("student-zh-dark")
    page.goto(desk)
    expect(page.get_by_role("link", name="林小雨").first).to_be_visible()
    look("home-zh-dark")


def test_a_mother_who_is_away_and_how_to_reach_her_safely(
    page: Page, desk: str, cast: Cast, look: Look
) -> None:
    sign_in(page, desk)
    page.goto(f"{desk}/students/{cast.xiaoyu.uid}/")
    page.get_by_role("link", name="Say who cares").click()
    look("carer-empty")
    page.get_by_label("Who this is to the student").select_option("mother")
    page.get_by_label("Name", exact=True).fill("周兰")
    page.get_by_label("Contact 1", exact=True).fill("100 0000 0009")
    page.get_by_label("Best hour and way to reach").fill("Sunday after eight, a voice message")
    page.get_by_label("Away since").fill("2026-02-20")
    page.get_by_label("Where", exact=True).fill("Dongguan")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_text(re.compile(r"Dongguan\s+·\s+since 20 February 2026"))).to_be_visible()
    page.get_by_role("link", name="Ask how this family may safely be reached").click()
    page.get_by_label("How may this family safely be reached?").fill(
        "Only the grandmother, by voice message.\nNever call the uncle."
    )
    look("rule")
    page.get_by_role("button", name="Save").click()
    box = page.get_by_role("region", name="How this family may safely be reached")
    expect(box.get_by_text("Never call the uncle.")).to_be_visible()
    look("with-rule")
    [carer] = Carer.objects.filter(student=cast.xiaoyu)
    assert carer.spells_away.get().place == "Dongguan"
    rule = SafeContactRule.objects.select_related("student__key").get()
    assert open_rule(rule).startswith("Only the grandmother")
    assert b"grandmother" not in bytes(rule.text)


def test_what_somebody_else_saved_meanwhile_is_shown_beside_what_was_typed(
    page: Page, desk: str, cast: Cast, look: Look
) -> None:
    sign_in(page, desk)
    page.goto(f"{desk}/students/{cast.xiaoyu.uid}/safe-contact/")
    page.get_by_label("How may this family safely be reached?").fill("Ring after eight.")
    set_contact_rule(student=cast.xiaoyu, text="Write, never ring.", starts_on=TODAY, by=OPERATOR)
    page.get_by_role("button", name="Save").click()
    notice = page.get_by_role("alert")
    expect(notice.get_by_text("Write, never ring.")).to_be_visible()
    expect(notice.get_by_text("Ring after eight.")).to_be_visible()
    field = page.get_by_label("How may this family safely be reached?")
    expect(field).to_have_value("Ring after eight.")
    look("both")
    field.fill("Write first; ring after eight.")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Write first; ring after eight.")).to_be_visible()


def test_what_was_learned_on_a_visit_goes_in_at_once(
    page: Page, desk: str, cast: Cast, look: Look
) -> None:
    sign_in(page, desk)
    page.goto(f"{desk}/students/{cast.xiaoyu.uid}/")
    page.get_by_role("link", name="Note what you learned").click()
    look("parts")
    page.get_by_role("link", name="Care at home").click()
    page.get_by_label("Who says it").select_option("visit")
    answer(page, "Mother works away", "yes")
    answer(page, "Father works away", "yes")
    page.get_by_label("Who looks after the child day by day").select_option("grandparent")
    look("facts")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("grandparents")).to_be_visible()
    page.get_by_role("link", name="Add or change").click()
    page.get_by_role("link", name="Care at home").click()
    answer(page, "Father works away", "no")
    page.get_by_label("Who says it").select_option("teacher")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add or change").click()
    page.get_by_role("link", name="Care at home").click()
    page.get_by_text("All that was ever noted here").click()
    rows = page.get_by_role("row").filter(has_text="Father works away")
    expect(rows).to_have_count(2)
    look("history")
    assert cast.xiaoyu.facts.filter(fact="care.father_away").count() == 2
    assert cast.xiaoyu.facts.filter(fact="care.mother_away").count() == 1


def test_a_homeroom_teacher_sees_her_class_and_nobody_else(
    page: Page, desk: str, cast: Cast, look: Look
) -> None:
    sign_in(page, desk, "su.wen")
    page.get_by_role("link", name="Students", exact=True).first.click()
    expect(page.get_by_role("link", name="林小雨")).to_be_visible()
    expect(page.get_by_role("link", name="欧阳佳怡")).to_have_count(0)
    expect(page.get_by_role("link", name="Add a student")).to_have_count(0)
    look("class")
    page.goto(f"{desk}/students/{cast.jiayi.uid}/")
    expect(page.get_by_text("Nothing here, or not for you.")).to_be_visible()
    page.goto(f"{desk}/students/{cast.xiaoyu.uid}/")
    expect(page.get_by_role("link", name="Edit")).to_have_count(0)


def test_a_list_narrows_as_one_types_and_a_student_comes_in_by_hand(
    page: Page, desk: str, cast: Cast, look: Look
) -> None:
    sign_in(page, desk)
    page.get_by_role("link", name="Students", exact=True).first.click()
    expect(page.get_by_text("3 students whom you may see")).to_be_visible()
    page.get_by_label("Name, pinyin or number", exact=True).fill("ouyang")
    expect(page.get_by_text("1 student whom you may see")).to_be_visible()
    expect(page.get_by_role("link", name="林小雨")).to_have_count(0)
    look("narrowed")
    assert "ouyang" not in page.url
    page.get_by_role("link", name="Add a student").click()
    look("add")
    page.get_by_label("Student number").fill("20260001")
    page.get_by_label("Name", exact=True).fill("何田田")
    page.get_by_label("Class").select_option(label="七年级（1）班")
    page.get_by_role("button", name="Add the student").click()
    expect(page.get_by_text("already in use at the school")).to_be_visible()
    expect(page.get_by_label("Name", exact=True)).to_have_value("何田田")
    look("refused")
    page.get_by_label("Student number").fill("20260009")
    page.get_by_role("button", name="Add the student").click()
    expect(page.get_by_role("link", name="何田田")).to_be_visible()
