"""A worker signs in, sets up both kinds of second factor, and comes back with each of them."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from playwright.sync_api import Page, expect

from kithwork.access.actions.invitations import invite
from tests.cast import PASSWORD, Cast

Look = Callable[[str], None]


@pytest.fixture
def desk(live_server: Any, cast: Cast, settings: Any, size: str) -> Iterator[str]:
    """The address of the running desk; passkeys belong to a name, so `localhost`."""
    settings.ALLOWED_HOSTS = ["localhost"]
    return live_server.url.replace("127.0.0.1", "localhost")


def sign_in(page: Page, desk: str, password: str = PASSWORD) -> None:
    page.goto(f"{desk}/account/login/")
    page.get_by_label("User name").fill("lin.jing")
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page, desk: str) -> None:
    page.goto(f"{desk}/account/logout/")
    page.get_by_role("main").get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def confirm(page: Page) -> None:
    expect(page.get_by_role("heading", name="Once more, please")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Go on").click()


def test_a_slip_with_a_code_becomes_a_password_of_ones_own(
    page: Page, desk: str, cast: Cast, look: Look
) -> None:
    slip = invite(user=cast.lin, by=cast.luo)
    page.goto(f"{desk}/account/login/")
    page.get_by_role("link", name="I have a slip with a code").click()
    page.get_by_label("User name").fill("lin.jing")
    page.get_by_label("Code from your slip").fill(slip.code)
    page.get_by_label("New password", exact=True).fill("three boats under snow")
    page.get_by_label("New password once more").fill("three boats under snow")
    look("first-password")
    page.get_by_role("button", name="Choose it").click()
    sign_in(page, desk, "three boats under snow")
    expect(page).to_have_url(f"{desk}/")


def test_an_app_becomes_the_second_factor(page: Page, desk: str, look: Look) -> None:
    page.goto(f"{desk}/account/login/")
    look("sign-in")
    sign_in(page, desk, "not this one")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")
    look("wrong-password")
    sign_in(page, desk)
    page.goto(f"{desk}/account/second-factor/")
    look("second-factor-none")
    page.get_by_role("link", name="Set it up").click()
    confirm(page)
    look("app-to-set-up")
    secret = page.locator(".kw-key").inner_text()
    counter = next(iter(yield_hotp_counters_from_time()))
    page.get_by_label("The six digits").fill(format_hotp_value(hotp_value(secret, counter)))
    page.get_by_role("button", name="Set it up").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    look("recovery-codes")
    recovery = page.locator(".kw-code-list code").first.inner_text()
    page.goto(f"{desk}/account/second-factor/")
    look("second-factor-set-up")

    sign_out(page, desk)
    sign_in(page, desk)
    expect(page.get_by_role("heading", name="Second factor")).to_be_visible()
    look("code-asked-for")
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_text("This code does not fit")).to_be_visible()
    page.get_by_label("Code").fill(recovery)
    page.get_by_role("button", name="Go on").click()
    expect(page).to_have_url(f"{desk}/")


def test_a_passkey_signs_in_alone(page: Page, desk: str, look: Look) -> None:
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
            }
        },
    )
    sign_in(page, desk)
    page.goto(f"{desk}/account/second-factor/webauthn/add/")
    confirm(page)
    page.get_by_label("What you call it").fill("my phone")
    page.get_by_label("Sign in with it alone").check()
    look("passkey-to-add")
    page.get_by_role("button", name="Go on with the device").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    page.goto(f"{desk}/account/second-factor/webauthn/")
    expect(page.get_by_text("my phone")).to_be_visible()
    look("passkeys")

    sign_out(page, desk)
    page.goto(f"{desk}/account/login/")
    page.get_by_role("button", name="With a passkey").click()
    expect(page).to_have_url(f"{desk}/")
    sign_out(page, desk)
    sign_in(page, desk)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{desk}/")


def test_a_name_is_shut_after_too_many_attempts(page: Page, desk: str, look: Look) -> None:
    for _attempt in range(8):
        sign_in(page, desk, "guessed")
    expect(page.get_by_text(re.compile("Wait 15 minutes"))).to_be_visible()
    look("locked-out")


def test_the_pages_in_chinese_and_in_the_dark(page: Page, desk: str, look: Look) -> None:
    page.goto(f"{desk}/account/login/")
    page.get_by_role("button", name="中文").click()
    page.get_by_role("button", name="浅色或深色").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    look("sign-in-zh-dark")
    page.get_by_label("用户名").fill("lin.jing")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.goto(f"{desk}/account/second-factor/")
    look("second-factor-zh-dark")


def test_an_invented_person_is_one_click_away(
    page: Page, desk: str, look: Look, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kithwork.demo.templatetags.demo_people.PASSWORD", PASSWORD)
    settings.KITHWORK_IS_DEMO = True
    page.goto(f"{desk}/account/login/")
    look("demo-sign-in")
    page.get_by_role("button", name="Lin Jing").click()
    expect(page).to_have_url(f"{desk}/")
