"""Who works in the stories, and how each gets an account: the first start, then a slip each."""

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from kithwork.access.setup_code import offer_code
from tests.journeys.stories.hand import follow, press


@dataclass(frozen=True)
class Colleague:
    """A colleague as the administrator writes her down, and the password that she chooses."""

    name: str
    username: str
    role: str
    password: str
    school_class: str = ""


@dataclass(frozen=True)
class Installed:
    """A first start: the organisation, its first school, and who sets it up."""

    organisation: str
    school: str
    school_in_chinese: str
    code: str
    kind: str
    administrator: Colleague


def set_up(page: Page, address: str, installed: Installed) -> None:
    """Fill in the first page that an empty installation shows, and sign in."""
    page.goto(address)
    expect(page.get_by_role("heading", name="Welcome")).to_be_visible()
    page.get_by_label("Code from the terminal").fill(offer_code())
    page.get_by_label("Name of the organisation").fill(installed.organisation)
    page.get_by_label("Name in Chinese").fill(installed.school_in_chinese)
    page.get_by_label("Name in English").fill(installed.school)
    page.get_by_label("Short code").fill(installed.code)
    page.get_by_label("Kind").select_option(label=installed.kind)
    page.get_by_label("Time zone").select_option("Asia/Shanghai")
    administrator = installed.administrator
    page.get_by_label("Your name").fill(administrator.name)
    page.get_by_label("User name").fill(administrator.username)
    page.get_by_label("Password").fill(administrator.password)
    press(page, "Set everything up")
    sign_in(page, address, administrator)


def sign_in(page: Page, address: str, who: Colleague) -> None:
    page.goto(f"{address}/account/login/")
    page.get_by_label("User name").fill(who.username)
    page.get_by_label("Password").fill(who.password)
    press(page, "Sign in", exact=True)
    expect(page).to_have_url(f"{address}/")


def open_account(page: Page, address: str, who: Colleague, *, since: str) -> str:
    """As the administrator: open an account, and return the code on its slip."""
    page.goto(f"{address}/settings/people/new/")
    page.get_by_label("Name", exact=True).fill(who.name)
    page.get_by_label("User name").fill(who.username)
    page.get_by_label("Role").select_option(who.role)
    if who.school_class:
        option = page.get_by_label("Class").locator("option", has_text=who.school_class)
        page.get_by_label("Class").select_option(label=option.inner_text())
    page.get_by_label("From").fill(since)
    press(page, "Open it")
    return page.locator("[data-setup-code]").inner_text()


def begin(page: Page, address: str, who: Colleague, *, code: str) -> None:
    """As the colleague, on a computer of her own: choose a password by the slip, and sign in."""
    page.goto(f"{address}/account/welcome/")
    page.get_by_label("User name").fill(who.username)
    page.get_by_label("Code from your slip").fill(code)
    page.get_by_label("New password", exact=True).fill(who.password)
    page.get_by_label("New password once more").fill(who.password)
    press(page, "Choose it")
    sign_in(page, address, who)


def into_team(page: Page, address: str, *, member: str) -> None:
    """As the administrator: a worker into the one supervisor's team, who may then read along."""
    page.goto(f"{address}/settings/")
    follow(page, member)
    press(page, "Put into the team")
    expect(page.get_by_text("Saved.")).to_be_visible()
