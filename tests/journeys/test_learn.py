"""Learn: from the flow of a school's casework to a pathway, its effects, and what is missing."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kithwork.evaluation.tests.closing import DAY, closed_cases, filled_twice
from tests.cast import TODAY, Cast

Look = Callable[[str], None]
RISES = (3, 4, 3, 5, 4, 5, 6, 4, 7, 6, 7)


@pytest.fixture
def college(cast: Cast) -> Cast:
    """Thirteen cases that ended, seven on P2 and six on P3, none of them lost."""
    cases = closed_cases(
        cast.college, cast.shen, 7, ratings=RISES, received_on=TODAY - DAY
    ) + closed_cases(cast.college, cast.shen, 6, pathway="P3", level=-1)
    for case in cases[:7]:
        filled_twice(case, cast.shen, first=2, last=0)
    return cast


def test_a_worker_reads_the_flow_then_what_changed_then_a_pathway(
    page: Page, enter: Callable[..., str], college: Cast, look: Look, size: str
) -> None:
    desk = enter(college.shen)
    page.goto(desk)
    page.get_by_role("link", name="Learn", exact=True).click()
    expect(page.get_by_role("heading", name="Of 13 who asked or were referred")).to_be_visible()
    page.get_by_text("The whole flow as a table").click()
    expect(
        page.get_by_role("row", name=re.compile("^followed up after closing 13"))
    ).to_be_visible()
    expect(
        page.get_by_role("region", name="Questionnaires: what each change shows")
    ).to_contain_text("PHQ-9")
    look("learn")
    page.get_by_role("link", name="Bring the effects together").click()
    expect(page.get_by_text("7 series of 7 cases")).to_be_visible()
    expect(page.get_by_text("They do not tell what caused it")).to_be_visible()
    look("programme")
    page.get_by_role("link", name=re.compile("^P3")).click()
    expect(page.get_by_text("measure one thing from 0 to 10")).to_be_visible()
    look("pathway-without-series")
    page.goto(f"{desk}/learn/?period=before")
    expect(page.get_by_role("heading", name="Nobody has asked for help here yet")).to_be_visible()


def test_a_term_is_chosen_and_an_empty_school_teaches(
    page: Page, enter: Callable[..., str], college: Cast, look: Look, size: str
) -> None:
    desk = enter(college.lin)
    page.goto(f"{desk}/learn/")
    expect(page.get_by_role("heading", name="Nobody has asked for help here yet")).to_be_visible()
    look("learn-empty")
    enter(college.shen)
    page.goto(f"{desk}/learn/")
    page.get_by_role("combobox", name="Cases that came in").select_option(label="2026-2027-1")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("period=2026-2027-1"))
    expect(page.get_by_role("heading", name="Of 13 who asked or were referred")).to_be_visible()
