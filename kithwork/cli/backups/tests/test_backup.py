"""A backup comes back whole, on either engine; a damaged or foreign one changes nothing."""

import json
import zipfile

import pytest
from click.testing import CliRunner
from django.core.management import call_command

from kithwork.access.keys import installation
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.audit.queries.verification import verify_trail
from kithwork.cli.backup import backup, restore
from kithwork.cli.backups.layout import MANIFEST, BackupRefused
from kithwork.cli.backups.reading import opened_backup
from kithwork.cli.backups.restoring import fill, unpack
from kithwork.cli.backups.tests.conftest import kithwork
from kithwork.cli.backups.writing import write_backup
from kithwork.demo.tests.portrait import portrait
from kithwork.people.models import Person
from kithwork.people.sealed import open_contacts

pytestmark = pytest.mark.django_db(transaction=True)
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
CODE = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "kithwork.web.settings"
django.setup()
from kithwork.people.models import Person, Student
from kithwork.people.sealed import open_contacts
person = Person.objects.select_related("key").get(full_name="林小雨")
print(Student.objects.count(), open_contacts(person)[0].value)
"""


def test_it_comes_back_as_it_was_and_its_trail_is_sound(written, home):
    before = portrait()
    call_command("flush", interactive=False, verbosity=0)
    for path in sorted(home.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    installation.forget()
    from django.apps import apps

    with opened_backup(written) as (archive, manifest):
        unpack(archive, manifest, home)
        fill(archive, manifest, apps, tell=lambda table: None)
    assert portrait() == before
    assert verify_trail().is_sound
    assert (home / "files" / "ab" / "cd").read_bytes() == b"sealed"
    assert (home / "keys" / "installation.key").stat().st_mode & 0o777 == 0o600
    person = Person.objects.select_related("key").get(full_name="林小雨")
    assert open_contacts(person)[0].value == "100 0000 0001"
    record(Verb.VIEW, "student")  # keys count on from the highest


def test_the_command_line_brings_it_back_on_sqlite(written, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    run = kithwork("restore", written, home=elsewhere)
    assert run.returncode == 0, run.stderr
    assert "Sound" in run.stdout
    assert kithwork(home=elsewhere, code=CODE).stdout.split(maxsplit=1) == ["4", "100 0000 0001\n"]
    assert kithwork("audit", "verify", home=elsewhere).returncode == 0
    again = kithwork("restore", written, home=elsewhere)
    assert (again.returncode, "not empty" in again.stderr) == (2, True)


def test_without_keys_it_says_so_and_what_is_sealed_stays_closed(cast, home, tmp_path):
    target = tmp_path / "no-keys.zip"
    write_backup(target, with_keys=False, tell=lambda table: None)
    with zipfile.ZipFile(target) as archive:
        assert not [name for name in archive.namelist() if "keys" in name]
    elsewhere = tmp_path / "elsewhere"
    run = kithwork("restore", target, home=elsewhere)
    assert (run.returncode, "installation.key" in run.stdout) == (0, True)
    assert "access.key.missing" in kithwork(home=elsewhere, code=CODE).stderr
    (elsewhere / "keys" / "installation.key").write_bytes(
        (home / "keys" / "installation.key").read_bytes()
    )
    (elsewhere / "keys" / "installation.key").chmod(0o600)
    assert kithwork(home=elsewhere, code=CODE).returncode == 0


def test_it_is_for_its_owner_alone_overwrites_nothing_and_stands_in_the_trail(written, events):
    assert written.stat().st_mode & 0o777 == 0o600
    before = written.read_bytes()
    with pytest.raises(BackupRefused):
        write_backup(written, with_keys=True, tell=lambda table: None)
    assert written.read_bytes() == before
    with opened_backup(written) as (archive, manifest):
        rows = archive.read("rows/audit_event.jsonl").decode().splitlines()
        assert manifest.holds_keys
        assert manifest.rows["people_student"] == 4
    assert '"backup"' in rows[-1]


def test_nothing_personal_of_the_machine_goes_in(written):
    with zipfile.ZipFile(written) as archive:
        names = archive.namelist()
    assert not [n for n in names if "session_" in n or "axes" in n or "django_tasks" in n]


def test_a_backup_that_fails_leaves_nothing_behind(cast, tmp_path, monkeypatch):
    def fails(table):
        raise RuntimeError("the stick was pulled out")

    with pytest.raises(RuntimeError):
        write_backup(tmp_path / "x.zip", with_keys=False, tell=fails)
    assert not list(tmp_path.glob("x.zip*"))


def rewritten(source, target, change):
    """Copy a backup, with `change` applied to its parts (name → bytes)."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target


def manifest_with(parts, **more):
    parts[MANIFEST] = json.dumps({**json.loads(parts[MANIFEST]), **more}).encode()


def changed_row(parts):
    parts["rows/people_mark.jsonl"] += b"\n"


def missing_part(parts):
    del parts["rows/people_mark.jsonl"]


def added_part(parts):
    parts["rows/extra.jsonl"] = b"[]"


def climbing_name(parts):
    parts["home/files/../../evil"] = b""
    said = json.loads(parts[MANIFEST])["files"]
    manifest_with(parts, files={**said, "home/files/../../evil": EMPTY})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (changed_row, "backup.damaged"),
        (missing_part, "backup.incomplete"),
        (added_part, "backup.incomplete"),
        (climbing_name, "backup.not_a_backup"),
        (lambda parts: parts.pop(MANIFEST), "backup.not_a_backup"),
        (lambda parts: parts.update({MANIFEST: b"[1]"}), "backup.not_a_backup"),
        (lambda parts: manifest_with(parts, format="other"), "backup.not_a_backup"),
        (lambda parts: manifest_with(parts, version=2), "backup.other_version"),
    ],
)
def test_a_backup_that_is_not_whole_is_refused_before_anything_is_read(
    written, tmp_path, change, code
):
    broken = rewritten(written, tmp_path / "broken.zip", change)
    with pytest.raises(BackupRefused) as refusal, opened_backup(broken):
        pass
    assert refusal.value.reason.code == code
    assert refusal.value.said_in("en") != refusal.value.said_in("zh-hans")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda parts: manifest_with(parts, rows={"people_mark": 7}), "damaged"),
        (lambda parts: manifest_with(parts, migrations=[["people", "9999_later"]]), "newer"),
    ],
)
def test_a_restore_that_fails_leaves_the_home_as_it_was(written, tmp_path, change, said):
    broken = rewritten(written, tmp_path / "broken.zip", change)
    elsewhere = tmp_path / "elsewhere"
    run = kithwork("restore", broken, home=elsewhere)
    assert (run.returncode, said in run.stderr) == (2, True), run.stderr
    assert not elsewhere.exists()


def test_a_key_in_a_backup_that_says_it_holds_none_is_refused(written, tmp_path):
    lying = rewritten(
        written, tmp_path / "lying.zip", lambda parts: manifest_with(parts, holds_keys=False)
    )
    with pytest.raises(BackupRefused) as refusal, opened_backup(lying):
        pass
    assert refusal.value.reason.code == "backup.incomplete"


def test_a_key_that_lies_in_the_home_is_never_overwritten(written, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    key = elsewhere / "keys" / "installation.key"
    key.parent.mkdir(parents=True)
    key.write_text("mine", "ascii")
    with opened_backup(written) as (archive, manifest), pytest.raises(BackupRefused) as refusal:
        unpack(archive, manifest, elsewhere)
    assert refusal.value.reason.code == "backup.never_over"
    assert key.read_text("ascii") == "mine"


def test_the_key_of_sessions_is_the_machines_and_not_the_backups(written, tmp_path):
    def with_session_key(parts):
        parts["home/keys/session.key"] = b""
        said = json.loads(parts[MANIFEST])["files"]
        manifest_with(parts, files={**said, "home/keys/session.key": EMPTY})

    chosen = rewritten(written, tmp_path / "chosen.zip", with_session_key)
    elsewhere = tmp_path / "elsewhere"
    run = kithwork("restore", chosen, home=elsewhere)
    assert run.returncode == 0, run.stderr
    assert len((elsewhere / "keys" / "session.key").read_text("ascii")) > 50


def test_no_file_no_backup(tmp_path):
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(BackupRefused), opened_backup(tmp_path / "x.zip"):
        pass


def test_a_filled_home_is_refused_before_django_is_started(written, tmp_path, monkeypatch):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "letter.txt").write_text("mine")
    monkeypatch.setenv("KITHWORK_HOME", str(elsewhere))
    run = CliRunner().invoke(restore, [str(written)])
    assert (run.exit_code, "not empty" in run.output) == (2, True)
    assert [path.name for path in elsewhere.iterdir()] == ["letter.txt"]


def test_the_command_line_writes_it_and_says_whether_it_holds_the_keys(cast, tmp_path):
    for flags, said in (([], "does not hold the keys"), (["--with-keys"], "holds the keys:")):
        target = tmp_path / f"cli{len(flags)}.zip"
        run = CliRunner().invoke(backup, [str(target), *flags])
        assert (run.exit_code, said in run.output) == (0, True), run.output
        assert target.exists()
