"""A real server and a person who is signed in to it. Not a benchmark.

The person's requests go over one connection that is kept open, as a browser's do.
"""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

if TYPE_CHECKING:
    from kithwork.access.models import User

BIN = Path(sys.executable).parent
PATIENCE = 600
ANSWERED = {HTTPStatus.OK, HTTPStatus.FOUND}  # a form that was saved leads on to a page
NANOSECOND = 1e-9


@dataclass(slots=True)
class Visitor:
    """Asks one server for pages, perhaps signed in."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    _connection: http.client.HTTPConnection | None = None

    def get(self, path: str) -> str:
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: str) -> str:
        """Send a form, as htmx does while one types."""
        return self._ask("POST", path, urlencode(fields), {"HX-Request": "true"})

    def send(self, path: str, **fields: str) -> str:
        """Send a form by its button."""
        return self._ask("POST", path, urlencode(fields))

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()

    def _ask(
        self, method: str, path: str, body: str | None, also: Mapping[str, str] | None = None
    ) -> str:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
            headers["X-CSRFToken"] = self.cookies["csrftoken"]
        headers |= also or {}
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        for cookie in answer.headers.get_all("Set-Cookie") or ():
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        if answer.status not in ANSWERED:
            raise RuntimeError(f"{method} {path} was answered with {answer.status}.")
        return page


Command = Callable[[int], list[str]]
"""The words that start a server at a port."""


def product(port: int) -> list[str]:
    """Return how a user starts the product's own server."""
    return [str(BIN / "kithwork"), "serve", "--port", str(port)]


@contextmanager
def served(command: Command = product) -> Iterator[int]:
    """Run a server as a process of its own until the end; its port is given."""
    with serving(command) as server:
        yield server.port


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs: its port and the number of its process."""

    port: int
    process: int

    def on_processor(self) -> float | None:
        """Return the seconds that its threads had a processor so far; None where nobody tells."""
        threads = Path(f"/proc/{self.process}/task").glob("*/schedstat")
        try:
            return NANOSECOND * sum(int(one.read_text("ascii").split()[0]) for one in threads)
        except FileNotFoundError:  # a thread that ended meanwhile, or a system without these files
            return None


@contextmanager
def serving(command: Command = product) -> Iterator[Server]:
    """Run a server as a process of its own until the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    server = subprocess.Popen(
        command(port), env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port, server)
        yield Server(port, server.pid)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def signed_in(user: "User", port: int) -> Visitor:
    """Return a visitor with a session of `user`, who has seen no page yet."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    name = settings.SESSION_COOKIE_NAME
    cookies = {name: client.cookies[name].value, settings.CSRF_COOKIE_NAME: "0" * 32}
    return Visitor(port, cookies)


@contextmanager
def visiting(user: "User") -> Iterator[Visitor]:
    """Start a server and return a visitor signed in as `user`, until the end."""
    with served() as port:
        visitor = signed_in(user, port)
        yield visitor
        visitor.close()


def _wait_for(port: int, server: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError("The server did not start.")
