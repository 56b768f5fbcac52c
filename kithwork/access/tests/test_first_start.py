"""The first start: only while nobody has an account, only with the code, all of it or nothing."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kithwork.access.models import Organisation, Posting, School, User
from kithwork.access.setup_code import TRIES, code_fits, offer_code
from kithwork.audit.models import AuditEvent
from tests.cast import Cast

PASSWORD = "a bench under the elm"


@pytest.fixture
def code(tmp_path: Path, settings: Any, db: None) -> Iterator[str]:
    settings.KITHWORK_HOME = tmp_path
    from kithwork.access.keys.installation import forget

    forget()
    yield offer_code()
    forget()


@pytest.fixture
def often_switched() -> Iterator[None]:
    """Threads that take turns all the time, as on a busy server."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def is_empty() -> bool:
    return not any(model.objects.exists() for model in (User, Organisation, School))


def filled(code: str, **other: str) -> dict[str, str]:
    return {
        "setup_code": code,
        "organisation": "Elm Street Students",
        "name_en": "Elm Street School",
        "code": "elm",
        "kind": "primary",
        "time_zone": "Europe/Berlin",
        "jurisdiction": "EU",
        "name": "Ada Elm",
        "username": "ada.elm",
        "password": PASSWORD,
    } | other


def test_an_empty_installation_is_set_up_and_signed_in_to(client: Client, code: str) -> None:
    assert client.get("/account/login/").url == "/setup/"
    assert client.get("/setup/").status_code == 200
    assert client.post("/setup/", filled(code.lower())).url == "/account/login/"
    school, posting = School.objects.get(), Posting.objects.get()
    assert (school.jurisdiction, school.time_zone) == ("EU", "Europe/Berlin")
    assert (posting.role, posting.school) == ("administrator", school)
    assert set(AuditEvent.objects.values_list("role", flat=True)) == {"console"}
    signed_in = client.post("/account/login/", {"login": "ada.elm", "password": PASSWORD})
    assert signed_in.url == "/"


def test_without_the_code_nothing_is_written(client: Client, code: str) -> None:
    answer = client.post("/setup/", filled("AAAAA-BBBBB-CCCCC-DDDDD"))
    assert answer.status_code == 200
    assert is_empty()
    assert code_fits(code)


@pytest.mark.parametrize(
    "wrong", [{"password": "short"}, {"username": "x"}, {"time_zone": "Moon/Sea"}, {"name_en": ""}]
)
def test_a_fault_anywhere_writes_nothing(client: Client, code: str, wrong: dict[str, str]) -> None:
    answer = client.post("/setup/", filled(code, **wrong))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert is_empty()


def test_a_code_is_void_after_ten_wrong_tries(code: str) -> None:
    assert not any(code_fits("wrong") for _ in range(TRIES))
    assert not code_fits(code)


def test_wrong_tries_at_the_same_time_all_count(code: str, often_switched: None) -> None:
    for _ in range(10):
        code = offer_code()
        with ThreadPoolExecutor(TRIES) as pool:
            assert not any(pool.map(code_fits, ["wrong"] * TRIES))
        assert not code_fits(code)


def test_a_new_code_takes_the_place_of_the_last(code: str) -> None:
    newer = offer_code()
    assert code_fits(newer)
    assert not code_fits(code)


def test_the_code_itself_is_kept_nowhere(code: str, tmp_path: Path) -> None:
    kept = tmp_path / "keys" / "setup.code"
    assert code not in kept.read_text("ascii")
    assert kept.stat().st_mode & 0o077 == 0


def test_there_is_no_such_page_once_somebody_has_an_account(cast: Cast, client: Client) -> None:
    assert cast.luo.is_active
    assert client.get("/setup/").status_code == 404
    assert client.post("/setup/", filled("x")).status_code == 404
    assert client.get("/account/login/").status_code == 200


def test_of_two_who_set_it_up_at_one_moment_the_other_is_told(
    client: Client, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other's account stands when ours is written; looking for it beforehand was too early."""

    def twice(**given: Any) -> User:
        User.objects.create(username="ada.elm", name="Ada Elm")
        return User.objects.create(username="ada.elm", name=given["user"].name)

    monkeypatch.setattr("kithwork.access.actions.first_start.create_user", twice)
    answer = client.post("/setup/", filled(code))
    assert "set up already" in answer.content.decode()
    assert is_empty()
