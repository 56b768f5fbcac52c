"""How few clicks and keys the common tasks of a case take, from the page on which one thinks of it.

Text that says something is not counted; clicks are, and keys that are not text.
"""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from kithwork.casework.actions.resources import ResourceDetails, save_resource
from kithwork.casework.tests.filing import filed
from kithwork.core.casework import Status
from tests.cast import TODAY, Cast
from tests.engine import RESULTS
from tests.journeys.stories import ending, opening

Enter = Callable[..., str]
COUNTER = """
const add = () => sessionStorage.setItem("clicks", 1 + Number(sessionStorage.getItem("clicks")));
addEventListener("pointerdown", (event) => { if (event.isTrusted) add(); }, true);
"""

pytestmark = pytest.mark.usefixtures("transactional_db", "live_server")


@pytest.fixture
def count(page: Page, request: pytest.FixtureRequest) -> Iterator[Callable[[str, int], None]]:
    """Hold the clicks since the last time against what was promised, and write both down."""
    page.add_init_script(COUNTER)
    lines: list[str] = []

    def hold(task: str, most: int) -> None:
        clicks = int(page.evaluate("Number(sessionStorage.getItem('clicks'))"))
        page.evaluate("sessionStorage.removeItem('clicks')")
        lines.append(f"{task},{clicks},{most}")
        assert clicks <= most, f"{task}: {clicks} clicks"

    yield hold
    RESULTS.mkdir(exist_ok=True)
    RESULTS.mkdir(exist_ok=True)
    told = "\n".join(["task,clicks,most", *lines, ""])
    (RESULTS / f"clicks-{request.node.originalname}.csv").write_text(told, "utf-8")


def test_common_tasks_take_few_clicks(
    page: Page, cast: Cast, enter: Enter, count: Callable[[str, int], None]
) -> None:
    case = filed(cast, status=Status.ACTIVE)
    details = ResourceDetails(name="流动书箱", kind="goods", functions=("IS",))
    save_resource(school=cast.qingshan, details=details, on=TODAY, by=cast.lin)
    address = enter(cast.lin)

    page.goto(f"{address}/students/{cast.xiaoyu.uid}/")
    page.get_by_role("link", name="Open a case").click()
    page.get_by_label("Through whom did it come?").select_option("self")
    page.locator("input[name=knows][value=yes]").check()
    page.get_by_label(re.compile("in their own words")).fill("想家")
    page.locator("input[name=urgency][value=routine]").check()
    for risk in ("risk_self", "risk_from_others", "risk_to_others", "risk_tonight", "risk_away"):
        page.locator(f"input[name={risk}][value=no]").check()
    page.get_by_role("button", name="Open the case").click()
    expect(page.locator(".kw-stage--here")).to_have_text("enquiry")
    count("open a case with its five questions", 9)

    page.goto(f"{address}/cases/{case.uid}/")
    page.evaluate("sessionStorage.removeItem('clicks')")
    page.keyboard.press("n")
    expect(page.get_by_label("What happened, in a line")).to_be_focused()
    page.keyboard.type("走廊里碰到，她笑了。")
    with page.expect_navigation():
        page.keyboard.press("Control+Enter")
    expect(page.get_by_text("她笑了")).to_be_visible()
    count("a line about a contact, by keyboard", 0)

    page.get_by_role("link", name="Full note").first.click()
    page.get_by_label("Minutes").fill("30")
    page.get_by_label("What for").fill("谈心")
    page.get_by_label("What happened (talk").fill("她说想妈妈。")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("她说想妈妈")).to_be_visible()
    count("a full note", 2)

    page.get_by_role("link", name="What was linked and given").click()
    page.locator("select[name=resource]").select_option(label="流动书箱")
    page.locator("select[name=function]").select_option("IS")
    page.get_by_role("button", name="Link it").click()
    expect(page.get_by_text("identified").first).to_be_visible()
    count("link a resource", 2)

    page.goto(f"{address}/cases/{case.uid}/goals/")
    page.evaluate("sessionStorage.removeItem('clicks')")
    page.get_by_role("link", name="Rate the goals").click()
    page.locator(".kw-levels label").nth(3).click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Rate the goals")).to_be_visible()
    count("rate a goal", 3)


def test_closing_with_its_report_takes_few_clicks(
    page: Page, cast: Cast, enter: Enter, count: Callable[[str, int], None]
) -> None:
    case = filed(cast, status=Status.EVALUATION, without="closure")
    address = f"{enter(cast.lin)}/cases/{case.uid}/"
    page.goto(address)
    ending.close(page, summary="一封信，写她做到了什么")
    count("write and sign the closure, from the case's page", 7)
    enter(cast.he)
    ending.sign_as_supervisor(page, page.url)
    enter(cast.lin)
    page.evaluate("sessionStorage.removeItem('clicks')")
    page.goto(address)
    opening.step(page, "closing")
    opening.step(page, "closed")
    ending.report(page, address.rstrip("/"), layout="Chinese practice layout")
    count("close with two signatures there, and take the report along in two formats", 8)
