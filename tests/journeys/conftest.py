"""A real Chromium for each journey: the system's, in two sizes, no request off this machine.

A browser asks in the background too: drafts, a running score. Its pages are closed, and the server
has answered its last request, before the database is emptied; else an answer to one journey
would write into the next.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from kithwork.access.keys.installation import forget
from kithwork.audit import clock
from tests.journeys.looking import look_at
from tests.journeys.stories.stage import PATIENCE, Stage
from tools.chromium import find

SIZES = {
    "desktop": {"viewport": {"width": 1280, "height": 860}},
    "phone": {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True},
}

expect.set_options(timeout=30_000)  # a shared machine may be slow; what is right still comes


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    quiet = ["background-networking", "component-update", "sync", "quic", "gpu"]
    arguments = ["--no-sandbox", "--no-first-run", *(f"--disable-{name}" for name in quiet)]
    return {"executable_path": find(), "args": arguments, "headless": True}


@pytest.fixture(params=SIZES)
def size(request: pytest.FixtureRequest) -> str:
    """Either "desktop" or "phone": a journey that names it runs at both."""
    return str(request.param)


@pytest.fixture
def browser_context_args(request: pytest.FixtureRequest) -> dict[str, object]:
    chosen = request.getfixturevalue("size") if "size" in request.fixturenames else "desktop"
    return {**SIZES[chosen], "locale": "en-GB", "color_scheme": "light", "reduced_motion": "reduce"}


class Counted:
    """A WSGI application that knows whether it is answering anybody."""

    def __init__(self, application: Any) -> None:
        self._application = application
        self._changed = threading.Condition()
        self._answering = 0

    def __call__(self, environ: Any, start_response: Any) -> "Answer":
        self._count(1)
        try:
            return Answer(self._application(environ, start_response), lambda: self._count(-1))
        except BaseException:
            self._count(-1)
            raise

    def wait_until_it_rests(self) -> None:
        with self._changed:
            rests = self._changed.wait_for(lambda: not self._answering, timeout=60)
        assert rests, f"{self._answering} requests were not answered within a minute"

    def _count(self, step: int) -> None:
        with self._changed:
            self._answering += step
            self._changed.notify_all()


class Answer:
    """The body of an answer; it is given when the server has sent and closed it."""

    def __init__(self, body: Any, given: Callable[[], None]) -> None:
        self._body, self._given = body, given

    def __iter__(self) -> Iterator[bytes]:
        body: Iterable[bytes] = self._body
        return iter(body)

    def close(self) -> None:
        try:
            getattr(self._body, "close", lambda: None)()
        finally:
            self._given()


@pytest.fixture(scope="session")
def server(live_server: Any) -> Counted:
    """The application behind the live server, counted."""
    counted = Counted(live_server.thread.httpd.get_app())
    live_server.thread.httpd.set_app(counted)
    return counted


@pytest.fixture(autouse=True)
def at_rest(transactional_db: None, server: Counted, browser: Browser) -> Iterator[None]:
    """Close every page and wait for the last answer before the database is emptied.

    What was counted of sign-ins is forgotten: a minute of journeys has more than one person's.
    """
    from django.core.cache import cache

    cache.clear()
    yield
    for context in browser.contexts:
        context.close()
    server.wait_until_it_rests()


@pytest.fixture
def context(context: BrowserContext) -> Iterator[BrowserContext]:
    """A browser context that tells of every request that would leave the machine."""
    leaving: list[str] = []
    context.set_default_timeout(PATIENCE)
    context.on("request", lambda request: _note(request, leaving))
    yield context
    assert not leaving, f"requests to other machines: {leaving}"


def _note(request: Request, leaving: list[str]) -> None:
    address = urlparse(request.url)
    if address.scheme.startswith("http") and address.hostname not in ("localhost", "127.0.0.1"):
        leaving.append(address.hostname or "?")


@pytest.fixture
def look(page: Page, request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Hold the page against axe-core, look for overflow, and keep a picture of it."""
    return lambda name: look_at(page, f"{request.node.name}-{name}")


@pytest.fixture
def stage(
    browser: Browser,
    live_server: Any,
    settings: Any,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    size: str,
    browser_context_args: dict[str, object],
) -> Iterator[Stage]:
    """An empty installation at the size of the journey, and a calendar that the story turns."""
    settings.KITHWORK_HOME = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    forget()
    leaving: list[str] = []
    made = Stage(
        address=live_server.url,
        folder=tmp_path,
        name=request.node.name,
        browser=browser,
        screen={**browser_context_args, **SIZES[size]},
        phone={**browser_context_args, **SIZES["phone"]},
        note=lambda request: _note(request, leaving),
    )
    with clock.telling(lambda: made.now):
        yield made
    assert not leaving, f"requests to other machines: {leaving}"
    forget()


@pytest.fixture
def enter(context: BrowserContext, live_server: Any) -> Callable[..., str]:
    """Sign somebody in without the sign-in page, in a language; give the desk's address."""

    def as_user(user: Any, *, language: str = "en") -> str:
        from django.conf import settings
        from django.test import Client

        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        kept = {settings.SESSION_COOKIE_NAME: session, settings.LANGUAGE_COOKIE_NAME: language}
        context.add_cookies(
            [{"name": n, "value": v, "url": live_server.url} for n, v in kept.items()]
        )
        return str(live_server.url)

    return as_user
