"""A home is shut to the machine's other users; what is not a home is left as it is."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kithwork.cli.errors import BadInput
from kithwork.cli.home import keep_private
from kithwork.cli.tests.serving import ROOT, command, environment


@pytest.fixture(autouse=True)
def usual_mask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_new_home_is_its_owners_alone_and_so_is_what_is_written_in_it(tmp_path: Path) -> None:
    home = tmp_path / "of" / "ours"
    keep_private(home)
    (home / "later").mkdir()
    (home / "later.txt").write_text("x", "ascii")
    assert [mode(path) for path in (home, home / "later", home / "later.txt")] == [
        0o700,
        0o700,
        0o600,
    ]


def test_a_loose_home_is_shut_with_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = ["kithwork.sqlite3", "kithwork.sqlite3-wal", "kithwork.sqlite3-shm"]
    for name in names:
        (tmp_path / name).touch(0o644)
    tmp_path.chmod(0o755)
    keep_private(tmp_path)
    assert mode(tmp_path) == 0o700
    assert {mode(tmp_path / name) for name in names} == {0o600}
    assert str(tmp_path) in capsys.readouterr().err
    keep_private(tmp_path)
    assert capsys.readouterr().err == ""


def test_a_loose_folder_that_holds_other_things_is_refused_and_left(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine", "ascii")
    tmp_path.chmod(0o755)
    with pytest.raises(BadInput, match="chmod 700"):
        keep_private(tmp_path)
    assert mode(tmp_path) == 0o755


def test_a_management_command_writes_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    subprocess.run(
        command("manage", "migrate", "contenttypes", "--verbosity", "0"),
        env=environment(home),
        cwd=ROOT,
        umask=0o022,
        timeout=120,
        check=True,
    )
    assert mode(home) == 0o700
    assert mode(home / "kithwork.sqlite3") == 0o600
