"""`kithwork serve` over a real socket: behind a proxy, in a private home, and ended as a whole."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile

from kithwork.cli.tests.serving import Served, served

HOST = "kith.school.example"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that does not exist yet; the first server here makes it."""
    return tmp_path_factory.mktemp("serve") / "home"


@pytest.fixture(scope="module")
def behind_tls(home: Path) -> Iterator[Served]:
    with served(home, KITHWORK_TLS="1", KITHWORK_HOSTS=HOST) as server:
        yield server


def test_what_the_proxy_took_over_tls_is_answered(behind_tls: Served) -> None:
    answer = behind_tls.get("/setup/", Host=HOST, X_Forwarded_Proto="https")
    assert answer.status == 200


def test_what_the_proxy_took_in_clear_is_led_to_tls(behind_tls: Served) -> None:
    answer = behind_tls.get("/setup/", Host=HOST, X_Forwarded_Proto="http")
    assert (answer.status, answer.location) == (301, f"https://{HOST}/setup/")


def test_nobody_but_the_proxy_is_believed_to_come_over_tls(behind_tls: Served) -> None:
    answer = behind_tls.get("/setup/", source="127.0.0.9", Host=HOST, X_Forwarded_Proto="https")
    assert answer.status == 301


def loose(home: Path) -> list[str]:
    """Return what in a home users other than its owner may read, itself included."""
    paths = [home, *home.rglob("*")]
    return [str(path) for path in paths if path.stat().st_mode & 0o077]


@pytest.mark.usefixtures("behind_tls")
def test_all_that_a_first_start_writes_is_its_owners_alone(home: Path) -> None:
    written = {path.name for path in home.iterdir()}
    assert {"kithwork.sqlite3", "kithwork.sqlite3-wal", "kithwork.sqlite3-shm"} <= written
    assert loose(home) == []


def test_a_body_that_no_upload_may_have_is_refused_before_it_is_taken(behind_tls: Served) -> None:
    assert behind_tls.announce("/setup/", length=81 * 1024 * 1024).status == 413


def test_an_upload_waits_in_the_home_for_its_owner_alone() -> None:
    incoming = Path(os.environ["KITHWORK_HOME"]).resolve() / "incoming"
    with TemporaryUploadedFile("roster.csv", "text/csv", 1, None) as upload:
        assert Path(upload.temporary_file_path()).parent == incoming
    assert incoming.stat().st_mode & 0o777 == 0o700


def test_an_upload_that_a_crash_left_is_dropped_at_the_next_start(home: Path) -> None:
    home.mkdir(mode=0o700, exist_ok=True)  # where this test comes first
    left = home / "incoming" / "left.upload"
    left.parent.mkdir(parents=True, exist_ok=True)
    left.write_bytes(b"names")
    with served(home):
        assert not left.exists()


@pytest.mark.parametrize("ends", [signal.SIGTERM, signal.SIGHUP])
def test_the_worker_ends_with_the_server(home: Path, ends: signal.Signals) -> None:
    with served(home) as server:
        worker = server.worker()
        assert os.getpgid(worker) != os.getpgid(server.process.pid)  # Ctrl+C reaches it once
        server.process.send_signal(ends)
        server.process.wait(timeout=60)
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)


def gone(process: int) -> bool:
    """Whether a process has ended, or waits only to be counted as ended by its parent."""
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True)
    return listed.stdout[:1] in (b"", b"Z")


def wait_for(condition: Callable[[], bool]) -> bool:
    until = time.monotonic() + 60
    while not (is_so := condition()) and time.monotonic() < until:
        time.sleep(0.2)
    return is_so


def test_a_server_that_is_killed_leaves_no_worker_behind(home: Path) -> None:
    with served(home) as server:
        worker = server.worker()
        server.process.kill()
        server.process.wait(timeout=60)
        assert wait_for(lambda: gone(worker))


def test_a_worker_that_ends_by_itself_is_begun_anew(home: Path) -> None:
    with served(home) as server:
        worker = server.worker()
        os.kill(worker, signal.SIGKILL)
        assert wait_for(lambda: server.workers() not in ([], [worker]))
