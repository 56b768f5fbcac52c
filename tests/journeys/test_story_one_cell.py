"""One cell of a matrix, one fact, one look: what each of them moves, seen in the browser."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.support import Said, Sheet, begin_occasion, save_sheet
from kithwork.casework.models import Case
from kithwork.casework.tests.filing import opened
from kithwork.core.casework import Status
from kithwork.core.support.cells import Cell, Rater
from kithwork.core.support.functions import Function
from kithwork.documents.report.tests.reading import text_of_pdf, text_of_word
from kithwork.people.actions.facts import NewFact, record_fact
from tests.cast import TODAY, Cast
from tests.journeys.stories import ending, school
from tests.journeys.stories.hand import follow, press

Enter = Callable[..., str]
Look = Callable[[str], None]
CONTACT = "care.parent_contact"

pytestmark = pytest.mark.usefixtures("transactional_db", "live_server", "size")


@pytest.fixture
def case(cast: Cast) -> Case:
    """A case in assessment; of care nobody asked her yet: one cell of her mother says little."""
    case = opened(cast)
    Case.objects.filter(pk=case.pk).update(status=Status.ASSESSMENT.value)
    occasion = begin_occasion(case=case, on=TODAY, by=cast.lin)
    sheet = Sheet(
        rater=Rater.CLIENT,
        present=("family_parent", "friend"),
        said=tuple(Said(function=one, enough=2) for one in Function if one.value in "IS IN AP"),
        cells=(Cell(source="family_parent", function=Function.EM, level=1),),
    )
    save_sheet(occasion=occasion, sheet=sheet, by=cast.lin)
    return case


def test_one_cell_changes_badge_card_page_word_and_pdf(
    page: Page, cast: Cast, case: Case, enter: Enter, look: Look
) -> None:
    desk = enter(cast.lin)
    address = f"{desk}/cases/{case.uid}"
    before = told_everywhere(page, desk, address)
    assert set(before.values()) == {"large gap"}
    page.goto(f"{address}/assess/")
    follow(page, "Say more of single places")
    look("single-places")
    page.get_by_label("how often parent", exact=False).first.select_option("3")
    press(page, "Save", exact=True)
    after = told_everywhere(page, desk, address)
    assert set(after.values()) == {"not asked"}  # somebody is there often: to be asked, not assumed
    assert set(after) == {"badge", "card", "page", "Word", "PDF"}


def told_everywhere(page: Page, desk: str, address: str) -> dict[str, str]:
    """What each place says of emotional support: large gap, or not asked."""
    page.goto(f"{desk}/cases/")
    told = {"badge": page.locator(".kw-badge-patch").first.inner_text()}
    page.goto(f"{address}/assess/")
    told["card"] = re.sub(r"\s+", " ", page.locator(".kw-enough-one").first.inner_text())
    page.goto(f"{address}/outcome/")
    quilt = page.get_by_role("img", name="Support, by function").first
    told["page"] = quilt.get_attribute("aria-label") or ""
    files = ending.report(page, address, layout="international layout")
    told["Word"], told["PDF"] = text_of_word(files["Word"]), text_of_pdf(files["PDF"])
    return {place: said_of_emotional(text) for place, text in told.items()}


def said_of_emotional(text: str) -> str:
    found = re.search(r"emotional:?\s+(large gap|some gap|enough|not asked)", text)
    assert found, text
    return found.group(1)


def test_the_fact_behind_a_need_is_corrected_and_the_need_goes(
    page: Page, cast: Cast, enter: Enter
) -> None:
    never = NewFact(cast.xiaoyu, CONTACT, "never", TODAY, "visit")
    record_fact(fact=never, by=cast.lin)
    desk = enter(cast.lin)
    page.goto(f"{desk}/students/{cast.xiaoyu.uid}/")
    needs = page.get_by_role("region", name="Needs", exact=True)
    expect(needs.get_by_text("Contact with parents")).to_be_visible()
    follow(page, "Add or change")
    follow(page, "Care at home")
    page.get_by_label("Who says it").select_option("visit")
    page.get_by_label("How often the student talks with an away parent").select_option("daily")
    press(page, "Save", exact=True)
    expect(page.get_by_role("heading", name="林小雨")).to_be_visible()
    expect(needs.get_by_text("Contact with parents")).to_be_hidden()  # asked, and no need now
    page.goto(f"{desk}/know/students/")
    expect(page.get_by_role("row").filter(has_text="Contact with parents")).to_have_count(0)


def test_a_case_a_list_a_search_and_an_export_each_leave_their_event(
    page: Page, cast: Cast, case: Case, enter: Enter
) -> None:
    desk = enter(cast.lin)
    acts = {
        "list": lambda: page.goto(f"{desk}/cases/"),
        "view": lambda: page.goto(f"{desk}/cases/{case.uid}/"),
        "search": lambda: school.find(page, "lxy", "林小雨"),
        "export": lambda: ending.report(
            page, f"{desk}/cases/{case.uid}", layout="international layout"
        ),
    }
    for verb, act in acts.items():
        last = AuditEvent.objects.latest("pk").pk
        act()
        left = AuditEvent.objects.filter(pk__gt=last, verb=verb, actor=cast.lin.uid)
        assert left.exists(), verb
        if verb in ("view", "export"):
            assert left.filter(subject=case.uid).exists(), verb
