"""What a worker sees first: the alert before everything, her students as rows, and one click on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from kithwork.access.console import OPERATOR
from kithwork.people.actions.facts import NewFact, record_fact
from kithwork.people.actions.ties import tie
from kithwork.people.models import StudentTie
from kithwork.safety.actions import Source, raise_alert
from tests.cast import TODAY, Cast

Look = Callable[[str], None]


@pytest.mark.usefixtures("size")
def test_an_alert_stands_first_and_leads_to_the_talk(
    page: Page, enter: Callable[..., str], cast: Cast, look: Look
) -> None:
    for student in (cast.haoran, cast.jiayi):
        tie(student=student, user=cast.lin, kind=StudentTie.Kind.OWN, on=TODAY, by=OPERATOR)
    never = NewFact(cast.haoran, "care.parent_contact", "never", TODAY, "visit")
    record_fact(fact=never, by=OPERATOR)
    raise_alert(
        student=cast.xiaoyu, level="A2", source=Source("person"), speaker=cast.lin, by=cast.lin
    )
    address = enter(cast.lin)
    page.goto(address)
    expect(page.get_by_role("link", name="Speak with 林小雨")).to_be_visible()
    look("home")
    page.get_by_role("link", name="林小雨", exact=True).first.click()
    expect(page.get_by_text("An alert is open.")).to_be_visible()
    look("student")
    enter(cast.lin, language="zh-hans")
    page.goto(address)
    page.get_by_role("button", name="浅色或深色").click()
    look("home-zh-dark")
