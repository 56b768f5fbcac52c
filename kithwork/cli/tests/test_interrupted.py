"""Killed, out of room, out of power: what was begun is whole or not there at all.

Each of these ends a real process without a chance to say goodbye, on the engine of the run.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import connection

from kithwork.access.keys import installation
from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import Kind
from kithwork.cli.tests.serving import ROOT, command, environment
from kithwork.files import progress
from kithwork.people.actions import uploads
from kithwork.people.models import ImportUpload, Student
from tests.cast import Cast

PUPILS = 60
MAPPING = """
mapping: killed
version: 1
kind: roster
id: {column: 学号}
name: {column: 姓名}
"""
DJANGO = """
import os, signal, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "kithwork.web.settings"
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.KITHWORK_HOME = sys.argv[2]
import django
django.setup()
from kithwork.access.models import User
from kithwork.people.models import ImportUpload
"""
KILLED_WHILE_APPLYING = """
from kithwork.people.actions import uploads
from kithwork.people.actions.imports import runs

def dies(run, planned, **more):
    written(run, planned, **more)
    os.kill(os.getpid(), signal.SIGKILL)

written, runs._write = runs._write, dies
taken = ImportUpload.objects.select_related("school", "run", "key").get()
uploads.apply(taken=taken, leaving=None, by=User.objects.get(username="lin.jing"))
"""


@pytest.fixture
def home(settings: object, tmp_path: Path) -> Iterator[Path]:
    settings.KITHWORK_HOME = tmp_path / "home"
    settings.KITHWORK_HOME.mkdir(mode=0o700)
    installation.forget()
    yield settings.KITHWORK_HOME
    installation.forget()


def roster() -> bytes:
    rows = [f"K{number:05},周{chr(0x4E00 + number)}" for number in range(PUPILS)]
    return "\n".join(["学号,姓名", *rows]).encode()


def counts() -> dict[str, int]:
    return {model._meta.db_table: model._base_manager.count() for model in apps.get_models()}


def run(code: str, home: Path) -> subprocess.CompletedProcess[str]:
    name = str(connection.settings_dict["NAME"])
    return subprocess.run(
        [sys.executable, "-c", DJANGO + code, name, str(home)],
        env=dict(os.environ),
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_is_killed_while_it_writes_leaves_nothing_half_saved(
    home: Path, cast: Cast
) -> None:
    taken = uploads.upload(
        school=cast.qingshan, kind=Kind.ROSTER, content=roster(), mapping=MAPPING, by=cast.lin
    )
    uploads.give_meaning(taken=taken, mapping=MAPPING, header="", by=cast.lin)
    taken.refresh_from_db()
    uploads.check(taken=taken, by=cast.lin)
    taken.refresh_from_db()
    uploads.begin_applying(taken=taken, by=cast.lin)
    before = counts()
    killed = run(KILLED_WHILE_APPLYING, home)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert counts() == before
    taken = ImportUpload.objects.select_related("school", "run", "key").get()
    progress.forget(taken.uid)
    uploads.recover(taken=taken, by=cast.lin)
    assert taken.state == ImportUpload.State.FAILED
    uploads.begin_applying(taken=taken, by=cast.lin)
    taken.refresh_from_db()
    uploads.apply(taken=taken, leaving=None, by=cast.lin)
    assert Student.objects.filter(number__startswith="K").count() == PUPILS


KILLED_WHILE_WRITING = """
import pathlib
from kithwork.cli.backups.writing import write_backup

def dies(part):
    if part == "people":
        os.kill(os.getpid(), signal.SIGKILL)

write_backup(pathlib.Path(sys.argv[2]) / "all.zip", with_keys=False, tell=dies)
"""


@pytest.mark.django_db(transaction=True)
def test_a_backup_that_is_killed_is_no_backup_and_does_not_stand_in_the_way(
    home: Path, cast: Cast
) -> None:
    from kithwork.cli.backups.reading import opened_backup
    from kithwork.cli.backups.writing import left_behind, write_backup

    target = home / "all.zip"
    killed = run(KILLED_WHILE_WRITING, home)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert not target.exists()
    assert len(left_behind(target)) == 1
    write_backup(target, with_keys=False, tell=lambda part: None)
    with opened_backup(target) as (_archive, manifest):
        assert manifest.rows["people_student"] == Student.objects.count()


# ── an installation of its own ──────────────────────────────────────────────────────────────

KILLED_WHILE_RESTORING = """
import os, signal
from kithwork.cli import backup, main

def started():
    start()
    from kithwork.cli.backups import restoring

    def dies(*given, **more):
        filled(*given, **more)
        os.kill(os.getpid(), signal.SIGKILL)

    filled, restoring.fill = restoring.fill, dies

start, backup._start_django = backup._start_django, started
main()
"""
OUT_OF_ROOM = """
import os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "kithwork.web.settings"
from django.db.backends.signals import connection_created

def fill_up(connection, **more):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        pages = cursor.fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages + 2}")

connection_created.connect(fill_up)
from kithwork.cli import main
main()
"""


def kithwork(
    home: Path, *arguments: str | Path, code: str = ""
) -> subprocess.CompletedProcess[str]:
    words = command(*map(str, arguments))
    start = [sys.executable, "-c", code, *words[3:]] if code else words
    return subprocess.run(
        start, env=environment(home), cwd=ROOT, capture_output=True, text=True, timeout=180,
        check=False,
    )  # fmt: skip


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with one school and its roster."""
    folder = tmp_path_factory.mktemp("interrupted")
    (folder / "map.yaml").write_text(f"{MAPPING}school: elm\n", "utf-8")
    (folder / "roster.csv").write_bytes(roster())
    home = folder / "home"
    done = import_into(home, folder / "roster.csv")
    assert done.returncode == 0, done.stderr
    return home


def import_into(home: Path, file: Path, **more: str) -> subprocess.CompletedProcess[str]:
    mapping = home.parent / "map.yaml"
    return kithwork(home, "import", "roster", file, "--map", mapping, "--open-schools", **more)


def test_the_mapping_of_these_tests_is_one() -> None:
    assert parse(MAPPING, file="MAP.yaml").plain()["kind"] == "roster"


def test_a_restore_that_is_killed_is_known_and_not_served(installed: Path, tmp_path: Path) -> None:
    target = tmp_path / "all.zip"
    made = kithwork(installed, "backup", target, "--with-keys")
    assert made.returncode == 0, made.stderr
    elsewhere = tmp_path / "elsewhere"
    killed = kithwork(elsewhere, "restore", target, code=KILLED_WHILE_RESTORING)
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    for words in (("serve",), ("restore", target), ("backup", tmp_path / "two.zip")):
        refused = kithwork(elsewhere, *words)
        assert (refused.returncode, "in part only" in refused.stderr) == (2, True), refused.stderr


def test_a_full_disk_is_said_and_nothing_is_saved(installed: Path) -> None:
    more = installed.parent / "more.csv"
    more.write_bytes(roster().replace(b"K0", b"L0"))
    full = import_into(installed, more, code=OUT_OF_ROOM)
    assert (full.returncode, "no room left" in full.stderr) == (1, True), full.stderr
    assert "Traceback" not in full.stderr
    again = import_into(installed, more)
    assert f"{PUPILS} new" in again.stdout, again.stdout + again.stderr
