"""Signing in and out: what opens, what is refused, what the trail holds, what is never shown."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client
from django.utils import translation

from kithwork.access.actions.invitations import invite
from kithwork.audit.models import AuditEvent
from tests.cast import PASSWORD, Cast

SIGN_IN = "/account/login/"
WELCOME = "/account/welcome/"
Events = Callable[[], list[AuditEvent]]
NOT_OFFERED = (
    "/account/signup/",
    "/account/email/",
    "/account/password/reset/",
    "/account/password/set/",
    "/account/email/sent/",
)


def sign_in(client: Client, name: str = "lin.jing", password: str = PASSWORD) -> Any:
    return client.post(SIGN_IN, {"login": name, "password": password})


def code_of(secret: str) -> str:
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def test_signing_in_and_out_stands_in_the_trail(cast: Cast, client: Client, events: Events) -> None:
    assert sign_in(client, " LIN.JING ").url == "/"
    client.post("/account/logout/")
    assert [(e.verb, e.actor) for e in events()] == [
        ("sign_in", cast.lin.uid),
        ("sign_out", cast.lin.uid),
    ]


def test_a_failed_attempt_names_the_account_but_never_what_was_typed(
    cast: Cast, client: Client, events: Events
) -> None:
    sign_in(client, password="my other password")
    sign_in(client, name="nobody.here")
    assert [(e.verb, e.subject, e.actor) for e in events()] == [
        ("sign_in_failed", cast.lin.uid, None),
        ("sign_in_failed", None, None),
    ]


@pytest.mark.usefixtures("cast")
def test_a_wrong_name_and_a_wrong_password_are_told_alike(client: Client) -> None:
    with translation.override("en"):
        wrong, unknown = sign_in(client, password="x"), sign_in(client, name="nobody")
    assert wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors()


@pytest.mark.usefixtures("cast")
@pytest.mark.parametrize("name", ["lin.jing", "nobody.here"])
def test_a_name_is_shut_after_eight_attempts_whether_it_exists_or_not(
    client: Client, name: str
) -> None:
    answers = [
        sign_in(client, name=name.upper() if n % 2 else name, password="x") for n in range(8)
    ]
    assert [answer.status_code for answer in answers] == [200] * 7 + [429]
    shut = sign_in(client, name=name)
    assert shut.status_code == 429
    assert "15" in shut.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("address", NOT_OFFERED)
def test_nobody_signs_up_or_resets_by_mail(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.usefixtures("cast")
def test_the_page_holds_no_link_to_what_is_not_offered(client: Client) -> None:
    page = client.get(SIGN_IN).content.decode()
    assert not [address for address in NOT_OFFERED if address in page]
    assert "placeholder" not in page


def test_a_code_lets_its_owner_choose_a_password_and_sign_in(
    cast: Cast, client: Client, events: Events
) -> None:
    slip = invite(user=cast.lin, by=cast.luo)
    chosen = {"username": "Lin.Jing", "code": slip.code.lower(), "password": "three boats"}
    other = client.post(WELCOME, {**chosen, "again": "four boats at sea"})
    assert "not alike" in other.content.decode()
    wrong = client.post(WELCOME, {**chosen, "again": "three boats", "code": "WRONG"})
    assert "do not fit" in wrong.content.decode()
    answer = client.post(WELCOME, {**chosen, "again": "three boats"})
    assert answer.url == SIGN_IN
    assert events()[-1].fields == ["password"]
    sign_in(client, password="three boats")
    assert client.get("/").status_code == 200


def test_the_second_factor_is_asked_for_and_its_secret_is_sealed(
    cast: Cast, client: Client, events: Events, django_capture_on_commit_callbacks: Any
) -> None:
    sign_in(client)
    client.post("/account/confirm/", {"password": PASSWORD})
    page = client.get("/account/second-factor/totp/activate/")
    secret = page.context["form"].secret
    assert page.context["totp_svg_data_uri"].startswith("data:image/svg+xml")
    with django_capture_on_commit_callbacks(execute=True):
        client.post("/account/second-factor/totp/activate/", {"code": code_of(secret)})
    assert events()[-1].reason == "totp_activated"
    stored = Authenticator.objects.get(user=cast.lin, type="totp").data["secret"]
    assert secret not in stored

    client.post("/account/logout/")
    assert sign_in(client).url.startswith("/account/second-factor/authenticate/")
    assert client.get("/").url.startswith(SIGN_IN)


@pytest.mark.usefixtures("cast")
def test_the_invented_people_are_shown_in_a_demo_alone(client: Client, settings: Any) -> None:
    assert "lin.jing" not in client.get(SIGN_IN).content.decode()
    settings.KITHWORK_IS_DEMO = True
    assert "lin.jing" in client.get(SIGN_IN).content.decode()
