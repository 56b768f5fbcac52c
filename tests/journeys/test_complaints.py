"""A complaint from the teacher to whom it was told to its answer, and the log of what was told.

Each by the people themselves in a browser, at both sizes; whoever is meant reads it once shown.
"""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kithwork.casework.models import Complaint, ComplaintStep, Disclosure
from kithwork.casework.tests.filing import opened
from tests.cast import Cast

Look = Callable[[str], None]
Enter = Callable[..., str]
SAID = "她答应来家里，一直没有来。"
TOLD = "我们没有做到，这周五下午去。"


@pytest.mark.usefixtures("transactional_db", "size")
def test_a_complaint_goes_past_whoever_is_meant_and_is_answered(
    page: Page, cast: Cast, enter: Enter, look: Look, live_server: Any
) -> None:
    address = enter(cast.su)
    page.goto(f"{address}/students/{cast.xiaoyu.uid}/")
    page.get_by_role("link", name="The sheet that says how").click()
    look("complaint-sheet")
    page.go_back()
    page.get_by_role("link", name="Take down a complaint or an appeal").click()
    page.get_by_label("What is it about?").select_option(label="how somebody behaved")
    page.get_by_label("Is somebody of the school meant?").select_option(label="林静")
    page.get_by_label("What was said, best in her or his own words").fill(SAID)
    look("complaint-add")
    page.get_by_role("button", name="Hand it to whoever takes it up").click()
    expect(page.get_by_text("何岚 takes it up.")).to_be_visible()
    look("complaint-taken-down")
    uid = Complaint.objects.get().uid

    enter(cast.he)
    page.goto(f"{address}/")
    look("complaint-home")
    page.get_by_role("link", name="A complaint waits for you").click()
    expect(page.get_by_text(SAID)).to_be_visible()
    look("complaint")
    page.get_by_role("link", name="Say that it was received").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Show it to the person it is about").click()
    look("complaint-show")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Answer", exact=True).click()
    page.get_by_label("yes, it is right").check()
    page.get_by_label("What changes because of it").fill("家访改期要提前告诉她")
    page.get_by_label("In which words the answer was given").fill(TOLD)
    look("complaint-answer")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(TOLD)).to_be_visible()
    look("complaint-answered")
    page.goto(f"{address}/cases/complaints/")
    look("complaints")

    enter(cast.lin)
    page.goto(f"{address}/cases/complaints/{uid}/")
    expect(page.get_by_text(TOLD)).to_be_visible()
    steps = ComplaintStep.objects.order_by("pk").values_list("step", flat=True)
    assert list(steps) == ["acknowledged", "shared", "answered"]


@pytest.mark.usefixtures("transactional_db", "size")
def test_a_call_to_the_police_is_written_first_and_completed_after(
    page: Page, cast: Cast, enter: Enter, look: Look, live_server: Any
) -> None:
    case = opened(cast)
    address = enter(cast.lin)
    page.goto(f"{address}/cases/{case.uid}/papers/")
    page.get_by_role("link", name="Told outside the team").click()
    look("passed-on-empty")
    page.get_by_role("link", name="Write down what was told").click()
    page.get_by_label("danger", exact=True).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("1 row lacks something")).to_be_visible()
    look("passed-on-lacking")
    page.locator(".kw-next a").first.click()
    page.get_by_label("To whom").select_option(label="police, civil affairs or another authority")
    page.get_by_label("What was told").fill("她在车站，说不回家了")
    page.get_by_label("It was no more than was needed").check()
    page.get_by_label("told before").check()
    look("passed-on-form")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("她在车站，说不回家了")).to_be_visible()
    expect(page.get_by_text("lacks something")).to_have_count(0)
    look("passed-on")
    page.goto(f"{address}/cases/{case.uid}/papers/check/")
    look("passed-on-file-check")
    page.goto(f"{address}/cases/{case.uid}/complaints/")
    look("case-complaints")
    assert list(Disclosure.objects.order_by("pk").values_list("version", flat=True)) == [1, 2]
