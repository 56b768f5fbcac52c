"""From an empty database to a colleague who signs in, and who did it stands in the trail."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kithwork.access.keys.installation import forget
from kithwork.access.setup_code import offer_code
from kithwork.casework.tests.filing import opened
from tests.cast import PASSWORD, TODAY, Cast

Look = Callable[[str], None]
OWN_PASSWORD = "a bench under the elm"


@pytest.fixture
def empty_home(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.KITHWORK_HOME = tmp_path
    forget()
    yield tmp_path
    forget()


def sign_in(page: Page, address: str, name: str, password: str) -> None:
    page.goto(f"{address}/account/login/")
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.usefixtures("empty_home", "size")
def test_an_empty_installation_gets_its_first_people(
    page: Page, live_server: Any, look: Look
) -> None:
    address = live_server.url
    page.goto(address)
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    look("first-start")
    page.get_by_label("Code from the terminal").fill(offer_code())
    page.get_by_label("Name of the organisation").fill("Elm Street Students")
    page.get_by_label("Name in English").fill("Elm Street School")
    page.get_by_label("Short code").fill("elm")
    page.get_by_label("Your name").fill("Ada Elm")
    page.get_by_label("User name").fill("ada.elm")
    page.get_by_label("Password").fill(OWN_PASSWORD)
    page.get_by_role("button", name="Set everything up").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    sign_in(page, address, "ada.elm", OWN_PASSWORD)

    page.goto(f"{address}/settings/people/new/")
    page.get_by_label("Name", exact=True).fill("杜若")
    page.get_by_label("User name").fill("du.ruo")
    page.get_by_label("Role").select_option("worker")
    page.get_by_label("From").fill(TODAY.isoformat())
    look("account-to-open")
    page.get_by_role("button", name="Open it").click()
    code = page.locator("[data-setup-code]").inner_text()
    look("slip")

    page.goto(f"{address}/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="I have a slip with a code").click()
    page.get_by_label("User name").fill("du.ruo")
    page.get_by_label("Code from your slip").fill(code)
    page.get_by_label("New password", exact=True).fill("a heron in the reeds")
    page.get_by_label("New password once more").fill("a heron in the reeds")
    page.get_by_role("button", name="Choose it").click()
    expect(page.get_by_text("Your password stands")).to_be_visible()
    sign_in(page, address, "du.ruo", "a heron in the reeds")
    expect(page.get_by_role("heading", name="Good day")).to_be_visible()


@pytest.mark.usefixtures("size")
def test_an_administrator_keeps_accounts_and_reads_the_trail(
    page: Page, live_server: Any, cast: Cast, look: Look
) -> None:
    address = live_server.url
    sign_in(page, address, "luo.ping", PASSWORD)
    page.goto(f"{address}/settings/")
    look("people")
    page.get_by_role("link", name="谭明").click()
    look("person")
    page.get_by_role("button", name="Close the account").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    page.get_by_role("button", name="Open it again").click()
    page.get_by_role("link", name="People").click()
    page.get_by_role("link", name="Schools").click()
    look("schools")
    page.get_by_role("link", name="Qingshan").click()
    look("school")
    page.goto(f"{address}/settings/trail/")
    page.get_by_label("Did what").select_option("permission")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("opened again")).to_be_visible()
    look("trail")
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="浅色或深色").click()
    look("trail-zh-dark")
    page.goto(f"{address}/settings/people/{cast.tan.uid}/")
    look("person-zh-dark")


@pytest.mark.usefixtures("size")
def test_a_manager_breaks_the_glass_and_a_safeguarding_lead_reviews_it(
    page: Page, live_server: Any, cast: Cast, look: Look
) -> None:
    case = opened(cast, student=cast.xiaoyu, by=cast.lin)
    sign_in(page, live_server.url, "gu.yan", PASSWORD)
    page.goto(f"{live_server.url}/settings/")
    page.get_by_role("link", name="Look into a closed case").click()
    page.get_by_label("School").select_option(label="Qingshan County First Junior High School")
    page.get_by_label("Number of the case").fill(case.number)
    page.get_by_label("Why must you look now?").fill("Her worker fell ill and the school asks.")
    look("glass-to-break")
    page.get_by_role("button", name="Break the glass").click()
    expect(page.get_by_text("stands open to you until")).to_be_visible()
    look("glass-open")

    page.context.clear_cookies()
    sign_in(page, live_server.url, "ye.mei", PASSWORD)
    page.goto(f"{live_server.url}/settings/glass/")
    expect(page.get_by_text("fell ill")).to_be_visible()
    look("to-review")
    page.get_by_role("button", name="It was justified").click()
    expect(page.get_by_text("Reviewed: justified.")).to_be_visible()
