"""From a closed case to a pathway of one's own, and the file before an inspection, at both sizes.

The worker closes a case with a lesson, makes the school's own pathway from the preset that she
used, a supervisor approves it, and the next plan begins from it. The file check names what is
missing; the sheets that go out on paper name nobody.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from kithwork.casework.actions.learning import Lesson, write_lesson
from kithwork.casework.actions.plans import standing_plan
from kithwork.casework.models import Case, Pathway
from kithwork.casework.tests.filing import filed, opened
from kithwork.core.casework import Status
from tests.cast import Cast

Look = Callable[[str], None]
Enter = Callable[..., str]

LESSON = Lesson(
    words="先把与父母通话的时间固定下来，孩子更愿意谈学习",
    limits="父母倒班、没有固定休息的",
    need="N-FAM-3",
    function="EM",
    technique="EM-03",
)


def closed(cast: Cast) -> Case:
    case = filed(cast, status=Status.CLOSED)
    write_lesson(case=case, lesson=LESSON, by=cast.lin)
    return case


def planning(cast: Cast) -> Case:
    case = opened(cast, student=cast.haoran, by=cast.lin)
    Case.objects.filter(pk=case.pk).update(status=Status.PLANNING.value)
    return case


def test_a_lesson_becomes_a_pathway_from_which_the_next_plan_begins(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str
) -> None:
    case = closed(cast)
    page.goto(f"{enter(cast.lin)}/learn/lessons/")
    expect(page.get_by_text(LESSON.words)).to_be_visible()
    look(f"lessons-{size}")
    page.get_by_label("Words").fill("通话")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text(LESSON.words)).to_be_visible()

    page.get_by_role("link", name="Our own pathways").click()
    look(f"pathways-empty-{size}")
    page.get_by_role("link", name=re.compile("Make our own from it left-behind girl")).click()
    page.get_by_label("What is it called?").fill("Calls first")
    page.get_by_label("What changes, and why?").fill(
        "Two girls spoke of study once calls were set."
    )
    page.get_by_label(LESSON.words).check()
    page.get_by_label(case.number).check()
    look(f"pathway-begin-{size}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="Calls first")).to_be_visible()

    page.get_by_role("link", name=re.compile("Change get to know")).click()
    page.get_by_label("What changes, and why?").fill("One week less: the call comes first.")
    page.get_by_label("Weeks").fill("2")
    look(f"pathway-stage-{size}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Weeks: 2 instead of 3.")).to_be_visible()
    look(f"pathway-{size}")
    page.get_by_role("link", name="side by side 1").click()
    look(f"pathway-beside-{size}")

    standing = Pathway.objects.get(version=2)
    page.goto(f"{enter(cast.he)}/learn/pathways/{standing.uid}/")
    page.get_by_role("button", name="Approve this version").click()
    expect(page.get_by_text("approved", exact=False).first).to_be_visible()

    plan = planning(cast)
    page.goto(f"{enter(cast.lin)}/cases/{plan.uid}/plan/begin/")
    page.get_by_label(re.compile("Calls first")).check()
    look(f"plan-begin-own-{size}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name=re.compile("get to know"))).to_be_visible()
    made = standing_plan(plan)
    assert made is not None
    assert (made.preset, made.preset_version) == ("OWN-1", "2")


def test_the_file_before_an_inspection_and_the_sheets(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str
) -> None:
    case = opened(cast)
    page.goto(f"{enter(cast.lin)}/cases/{case.uid}/papers/")
    page.get_by_role("link", name="File check").click()
    expect(page.get_by_role("heading", name="1 paper wants something")).to_be_visible()
    look(f"file-check-{size}")
    page.get_by_role("region", name="Contents of the file").get_by_role(
        "link", name="Enquiry"
    ).click()
    page.get_by_role("button", name="Sign as the worker").click()
    page.goto(page.url.split("/paper/")[0] + "/papers/check/")
    expect(page.get_by_role("heading", name=re.compile("The file is complete"))).to_be_visible()

    page.goto(page.url.replace("papers/check/", "assess/"))
    for name in ("five-finger card", "home-visit sheet", "teacher slip"):
        page.get_by_role("link", name=name).click()
        expect(page.get_by_role("heading", name="To print")).to_be_visible()
        look(f"sheet-{name.split()[0].split('-')[0]}-{size}")
        page.go_back()


def test_evidence_is_amended_and_taken_back_without_a_script(
    page: Page, cast: Cast, enter: Enter, look: Look, size: str
) -> None:
    case = opened(cast)
    page.goto(f"{enter(cast.lin)}/cases/{case.uid}/assess/evidence/")
    page.get_by_label("From whom?").select_option("client")
    page.get_by_label("What was said or seen").fill("没人听我说")
    page.locator("label", has_text="emotional").first.click()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name=re.compile("^Amend said in a talk")).click()
    page.get_by_label("What was said or seen").fill("奶奶听我说")
    page.get_by_label("Why is it changed?").fill("听错了")
    look(f"evidence-amend-{size}")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("奶奶听我说")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Amend said in a talk")).click()
    page.get_by_text("It should not stand here at all").click()
    page.get_by_label("Why is it taken back?").fill("是同学说的")
    page.get_by_role("button", name="Take it back").click()
    expect(page.get_by_text("是同学说的")).to_be_visible()
    expect(page.get_by_text("奶奶听我说")).to_have_count(0)
