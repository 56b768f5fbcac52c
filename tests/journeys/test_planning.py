"""Assessing and planning with the left-behind girl: every tap counted, at both sizes.

From an empty assessment to a plan that is agreed: the grid in two passes, evidence on the same
grid, her ranks of her needs, a goal with five levels, a plan begun from a preset, the ecomap.
"""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from kithwork.casework.actions.ecomap import TieSaid, save_ecomap
from kithwork.casework.actions.goals import GoalSaid, save_goal
from kithwork.casework.actions.needs import add_need
from kithwork.casework.actions.plans import save_plan
from kithwork.casework.actions.support import Said, Sheet, begin_occasion, save_sheet
from kithwork.casework.models import Case, GoalVersion, SupportSheet
from kithwork.casework.planned import begun_from
from kithwork.casework.tests.filing import opened
from kithwork.catalogue.presets import presets
from kithwork.core.casework import Status
from kithwork.core.ecomap.ties import Flow, Strength
from kithwork.core.support.cells import Rater
from kithwork.core.support.functions import Function
from tests.cast import TODAY, Cast

MOST_TAPS = 25
Look = Callable[[str], None]
Enter = Callable[..., str]

pytestmark = pytest.mark.usefixtures("transactional_db")


class Taps:
    """Taps what is given, and counts."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, target: Locator) -> None:
        target.click()
        self.number += 1


def opened_in(cast: Cast, status: Status) -> Case:
    case = opened(cast)
    Case.objects.filter(pk=case.pk).update(status=status.value)
    case.refresh_from_db()
    return case


def test_the_grid_takes_at_most_25_taps(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str
) -> None:
    case = opened_in(cast, Status.ASSESSMENT)
    page.goto(f"{enter(cast.lin)}/cases/{case.uid}/assess/")
    look(f"assess-empty-{size}")
    tap = Taps()
    tap(page.get_by_role("link", name="Fill the support grid", exact=True))
    look(f"grid-{size}")
    for who in ("parent", "grandparent", "friend", "homeroom teacher", "village committee"):
        tap(page.locator("label").filter(has_text=re.compile(f"^\\s*{who}")))
    answers = ("far too little", "about right", "too little", "too little")
    for question, answer in zip(page.locator(".kw-question").all(), answers, strict=True):
        tap(question.locator("label", has_text=answer).last)
    tap(page.get_by_role("button", name="Save"))
    expect(page.get_by_text("large gap")).to_be_visible()
    assert tap.number <= MOST_TAPS
    assert tap.number == 11
    sheet = SupportSheet.objects.get()
    assert len(sheet.present) == 5
    assert sheet.answers.count() == 4
    look(f"assess-{size}")


def test_from_evidence_to_needs(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str
) -> None:
    case = opened_in(cast, Status.ASSESSMENT)
    for code in ("N-FAM-3", "N-ACA-1"):
        add_need(case=case, code=code, on=TODAY, by=cast.lin)
    address = f"{enter(cast.lin)}/cases/{case.uid}/assess"
    page.goto(f"{address}/evidence/?for=EM")
    page.get_by_label("What was said or seen").fill("“躲在被子里哭，奶奶不知道。”")
    page.get_by_label("From whom?").select_option("client")
    look(f"evidence-{size}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("躲在被子里哭")).to_be_visible()
    page.goto(f"{address}/talk/girls_schooling/grandmother/")
    for question in page.locator("fieldset.kw-field").all():
        question.locator("label").first.click()
    look(f"talk-{size}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Talk cards")).to_be_visible()
    page.goto(f"{address}/needs/")
    for rank, field in enumerate(page.get_by_label("Rank, says the student").all(), start=1):
        field.select_option(str(rank))
    look(f"needs-{size}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Needs, as both sides rank them")).to_be_visible()


def test_a_goal_has_its_five_levels_proposed(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str
) -> None:
    case = opened_in(cast, Status.PLANNING)
    add_need(case=case, code="N-ACA-3", on=TODAY, by=cast.lin)
    page.goto(f"{enter(cast.lin)}/cases/{case.uid}/goals/")
    page.get_by_role("link", name="Write the first goal").click()
    page.get_by_label("In the student’s own words").fill("晚上想安安静静写会儿作业")
    page.get_by_label("The goal in one sentence").fill("She studies 30 minutes, 4 evenings a week")
    page.locator("label", has_text="Motivation").click()
    page.get_by_label("Until when?").fill((TODAY + dt.timedelta(days=90)).isoformat())
    page.get_by_label("What is counted?").fill("evenings a week")
    for label, number in (("Today", "2"), ("Expected", "4"), ("One step", "1")):
        page.get_by_label(label, exact=True).fill(number)
    page.get_by_role("button", name="Propose the five levels").click()
    expect(page.get_by_label("0 · as expected")).to_have_value("4 evenings a week")
    look(f"goal-{size}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("stands here")).to_be_visible()
    assert GoalVersion.objects.get().anchors_written == 5
    look(f"goals-{size}")
    taps = Taps()
    taps(page.get_by_role("link", name="Rate the goals"))
    taps(page.locator(".kw-levels label").nth(3))
    look(f"rate-{size}")
    taps(page.get_by_role("button", name="Save"))
    assert taps.number == 3
    expect(page.get_by_text("+1")).not_to_have_count(0)


def test_a_plan_from_a_preset_says_what_it_covers(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str
) -> None:
    case = opened_in(cast, Status.PLANNING)
    add_need(case=case, code="N-FAM-3", on=TODAY, by=cast.lin)
    page.goto(f"{enter(cast.lin)}/cases/{case.uid}/plan/")
    page.get_by_role("link", name="Begin the plan").click()
    look(f"begin-{size}")
    page.locator("label", has_text="left-behind girl").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="1 · get to know and assess")).to_be_visible()
    look(f"plan-{size}")
    page.get_by_role("link", name="Add an action get to know and assess").click()
    page.get_by_label("Technique", exact=True).select_option("EM-12")
    page.locator("label", has_text="the student does it").click()
    look(f"action-{size}")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Change get to know and assess").click()
    look(f"stage-{size}")
    page.get_by_role("button", name="Save").click()
    page.get_by_label("Whose signature").select_option("client")
    page.get_by_label("How it was signed").select_option("verbal")
    page.get_by_label("Note", exact=True).fill("She read it aloud and said yes.")
    page.get_by_role("button", name="Note the signature").click()
    expect(page.get_by_text("She read it aloud and said yes.")).to_be_visible()
    page.get_by_role("link", name="Print").click()
    expect(page.get_by_role("heading", name="Service plan")).to_be_visible()
    look(f"print-{size}")
    page.go_back()
    page.get_by_role("link", name="relaxation and breathing", exact=True).first.click()
    look(f"technique-{size}")


def test_two_ecomaps_stand_side_by_side(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str
) -> None:
    case = opened_in(cast, Status.ACTIVE)
    before = (
        TieSaid(
            source="family_grandparent",
            label="外婆",
            strength=Strength.STRONG,
            is_stressful=True,
            functions=(Function.EM, Function.IS),
        ),
        TieSaid(source="family_parent", label="妈妈", strength=Strength.WEAK, flow=Flow.IN),
        TieSaid(source="friend"),
    )
    save_ecomap(case=case, ties=before, on=TODAY - dt.timedelta(days=80), by=cast.lin)
    page.goto(f"{enter(cast.lin)}/cases/{case.uid}/ecomap/")
    page.get_by_role("link", name="Draw the ties of today").click()
    page.get_by_label("Stressful").first.uncheck()
    row = page.locator(".kw-tie").nth(3)
    row.get_by_label("Source").select_option("teacher_homeroom")
    row.get_by_label("How strong").select_option("strong")
    look(f"ties-{size}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("stress with 外婆 eased")).to_be_visible()
    expect(page.get_by_text("new strong tie: homeroom teacher")).to_be_visible()
    look(f"ecomap-{size}")


def test_the_pages_in_chinese_and_in_the_dark(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str
) -> None:
    case = opened_in(cast, Status.PLANNING)
    fill(cast, case)
    page.emulate_media(color_scheme="dark")
    address = f"{enter(cast.lin, language='zh-hans')}/cases/{case.uid}"
    for name in ("assess", "assess/grid", "assess/needs", "goals", "plan", "ecomap"):
        page.goto(f"{address}/{name}/")
        expect(page.locator("html")).to_have_attribute("lang", "zh-hans")
        look(f"zh-{name.replace('/', '-')}-{size}")


def fill(cast: Cast, case: Case) -> None:
    """Put an assessment, a goal, a plan and an ecomap on file, as a worker writes them."""
    need = add_need(case=case, code="N-FAM-3", on=TODAY, by=cast.lin)
    occasion = begin_occasion(case=case, on=TODAY, by=cast.lin)
    save_sheet(
        occasion=occasion,
        sheet=Sheet(
            rater=Rater.CLIENT,
            present=("family_grandparent", "friend", "teacher_homeroom"),
            said=(
                Said(function=Function.EM, enough=0, words="晚上没人说话"),
                Said(function=Function.IS, enough=2),
                Said(function=Function.IN, enough=1),
                Said(function=Function.AP, left_out="她累了，下次再问"),
            ),
        ),
        by=cast.lin,
    )
    save_goal(
        case=case,
        said=GoalSaid(
            client_words="晚上想安安静静写会儿作业",
            statement="每周四晚在家学习，每次30分钟",
            needs=(need,),
            function="EM",
            baseline_level=-1,
            anchors=("几乎不学", "每周两晚", "每周四晚", "每周五晚", "每周六晚，自己开始"),
            target_on=TODAY + dt.timedelta(days=90),
        ),
        by=cast.lin,
    )
    content = begun_from(
        presets()["P1"], on=TODAY, starts_on=TODAY, review_days=30, language="zh-Hans"
    )
    save_plan(case=case, content=content, by=cast.lin)
    ties = (
        TieSaid(source="family_grandparent", strength=Strength.STRONG, functions=(Function.IS,)),
        TieSaid(source="teacher_homeroom", functions=(Function.AP, Function.IN)),
        TieSaid(source="friend", strength=Strength.WEAK, is_stressful=True),
    )
    save_ecomap(case=case, ties=ties, on=TODAY, by=cast.lin)
