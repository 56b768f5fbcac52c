"""A real `kithwork serve` in a process of its own, on a free port, with a home of its own."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[3]
PATIENCE = 120  # seconds for a first start on a busy machine


@dataclass(frozen=True, slots=True)
class Served:
    """A server that answers at `port`; what it said stands in the file `said`."""

    process: subprocess.Popen[bytes]
    port: int
    said: Path

    def get(self, path: str, *, source: str = "127.0.0.1", **headers: str) -> "Answer":
        """Ask over a socket of ours, bound to `source`, with headers named as in Python."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with _connected(self.port, source) as connection:
            connection.request("GET", path, headers=named)
            return Answer.of(connection)

    def worker(self) -> int:
        """Return the process id of the worker beside the server."""
        (found,) = self.workers()
        return found

    def workers(self) -> list[int]:
        """Return the process ids of what the server has begun."""
        listed = subprocess.run(
            ["ps", "-A", "-o", "pid=,ppid="], capture_output=True, text=True, check=True
        )
        pairs = [tuple(map(int, line.split())) for line in listed.stdout.splitlines()]
        return [pid for pid, parent in pairs if parent == self.process.pid]

    def announce(self, path: str, *, length: int) -> "Answer":
        """Announce a body of `length` bytes, send none of it, and return what is answered."""
        with _connected(self.port, "127.0.0.1") as connection:
            connection.putrequest("POST", path)
            connection.putheader("Content-Length", str(length))
            connection.endheaders()
            return Answer.of(connection)


@dataclass(frozen=True, slots=True)
class Answer:
    """The status and the Location of an answer."""

    status: int
    location: str

    @classmethod
    def of(cls, connection: http.client.HTTPConnection) -> "Answer":
        response = connection.getresponse()
        response.read()
        return cls(response.status, response.getheader("Location", ""))


@contextmanager
def served(home: Path, *, mask: int = 0o022, **settings: str) -> Iterator[Served]:
    """Serve `home` under the settings given, and end the server if it still runs."""
    port = free_port()
    said = home.with_name(f"{home.name}-{port}.said")
    with said.open("wb") as output:
        process = subprocess.Popen(
            [*command("serve"), "--port", str(port)],
            env=environment(home, **settings),
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            umask=mask,
        )
    try:
        _wait_for(process, port, said)
        yield Served(process, port, said)
    finally:
        process.terminate()
        process.wait(timeout=60)


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "kithwork.cli", "--language", "en", *arguments]


def environment(home: Path, **settings: str) -> dict[str, str]:
    """Return this process's environment without our own settings, and with those given."""
    ours = ("KITHWORK", "DJANGO")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PYTHONUNBUFFERED": "1", "KITHWORK_HOME": str(home), **settings}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _connected(port: int, source: str) -> Iterator[http.client.HTTPConnection]:
    connection = http.client.HTTPConnection(
        "127.0.0.1", port, timeout=30, source_address=(source, 0)
    )
    try:
        yield connection
    finally:
        connection.close()


def _wait_for(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError(said.read_text("utf-8"))
