"""Start-up: `kithwork --help`, and the server from nothing to its first page.

Peers: the bare interpreter (the floor), `django-admin --help` for the command, and Django's own
`runserver` on the same project for the server.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from bench.measuring import Timing, alternately, command, report

BIN = Path(sys.executable).parent


def main() -> None:
    report(
        alternately(
            {
                "kithwork --help": command(str(BIN / "kithwork"), "--help"),
                "django-admin --help": command(str(BIN / "django-admin"), "--help"),
                "python -c pass": command(sys.executable, "-c", "pass"),
            },
            times=15,
        )
    )
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "KITHWORK_HOME": home, "KITHWORK_DEBUG": ""}
        kithwork = str(BIN / "kithwork")
        subprocess.run([kithwork, "manage", "migrate", "-v", "0"], env=environment, check=True)
        ours, peers = [], []
        for _ in range(5):
            ours.append(_until_first_page([kithwork, "serve", "--port"], environment))
            peers.append(
                _until_first_page(
                    [kithwork, "manage", "runserver", "--noreload", "--nostatic"], environment
                )
            )
        report(
            [
                Timing("kithwork serve, to the sign-in page", tuple(ours)),
                Timing("manage runserver, to the sign-in page", tuple(peers)),
            ]
        )


def _until_first_page(words: list[str], environment: dict[str, str]) -> float:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    began = time.perf_counter()
    server = subprocess.Popen(
        [*words, str(port)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while not _answers(f"http://127.0.0.1:{port}/account/login/"):
            time.sleep(0.02)
        return time.perf_counter() - began
    finally:
        server.terminate()
        server.wait(timeout=30)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return answer.status == 200
    except urllib.error.HTTPError:
        raise
    except OSError:
        return False
