"""A home with a backup of the cast, and the command line in an installation of its own."""

import subprocess
import sys

import pytest

from kithwork.access.keys import installation
from kithwork.cli.backups.writing import write_backup
from kithwork.cli.tests.serving import ROOT, environment


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.KITHWORK_HOME = tmp_path / "home"
    settings.KITHWORK_HOME.mkdir()
    installation.forget()
    yield settings.KITHWORK_HOME
    installation.forget()


@pytest.fixture
def written(cast, home, tmp_path):
    """A backup of the cast, with a file and the keys."""
    (home / "files" / "ab").mkdir(parents=True)
    (home / "files" / "ab" / "cd").write_bytes(b"sealed")
    target = tmp_path / "all.zip"
    write_backup(target, with_keys=True, tell=lambda part: None)
    return target


def kithwork(*arguments, home, code=None):
    """Run the command line, or a piece of code, in an installation of its own on SQLite."""
    command = ["-c", code] if code else ["-m", "kithwork.cli", "--language", "en", *arguments]
    return subprocess.run(
        [sys.executable, *map(str, command)],
        env=environment(home),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
    )
