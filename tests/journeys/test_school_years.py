"""A worker opens next year's first term, and notes that a grandmother does not care any more."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kithwork.people.actions.carers import NewCarer, add_carer
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.addresses import page_of
from tests.cast import Cast

Look = Callable[[str], None]


@pytest.mark.usefixtures("size")
def test_a_year_and_a_term_are_opened_and_a_clash_is_told(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look
) -> None:
    address = enter(cast.lin)
    page.goto(f"{address}/students/")
    page.get_by_role("link", name="School years").click()
    expect(page.get_by_text("lies in term 1 of 2026-2027")).to_be_visible()
    look("years")
    page.get_by_role("link", name="Open a school year").click()
    page.get_by_label("What the school calls it").fill("2027-2028")
    page.get_by_label("First day").fill("2027-07-01")
    page.get_by_label("Last day").fill("2028-08-31")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("belong to the school year 2026-2027 already")).to_be_visible()
    look("overlap")
    page.get_by_label("First day").fill("2027-09-01")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_role("heading", name="2027-2028")).to_be_visible()
    page.get_by_role("link", name="Add a term 2027-2028").click()
    page.get_by_label("First day of lessons").fill("2027-09-01")
    page.get_by_label("Last day of lessons").fill("2028-01-20")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("20 January 2028")).to_be_visible()


@pytest.mark.usefixtures("size")
def test_a_carer_ends_and_stays_in_the_file(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look, live_server: Any
) -> None:
    person = PersonDetails(full_name="林桂花")
    add_carer(carer=NewCarer(cast.xiaoyu, "grandmother", person), by=cast.lin)
    enter(cast.lin, language="zh-hans")
    page.goto(f"{live_server.url}{page_of(cast.xiaoyu)}")
    look("student-zh")
    page.get_by_role("link", name="不再照护").click()
    page.get_by_label("父母返家").check()
    look("carer-ends-zh")
    page.get_by_role("button", name="结束").click()
    page.get_by_text("曾经的照护人").click()
    expect(page.get_by_text("父母返家")).to_be_visible()
