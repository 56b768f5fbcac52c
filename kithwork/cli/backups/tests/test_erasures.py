"""What was erased stays erased, also where an older backup holds it still."""

import datetime as dt
import zipfile

import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import transaction

from kithwork.access.actions.erasures import complete_ledger, erase_again
from kithwork.access.actions.keys import erase_key, make_key
from kithwork.access.console import OPERATOR
from kithwork.access.models import DataKey
from kithwork.access.queries.erasures import revived_keys
from kithwork.audit.erasures import NotALedger, ledger_path, note_erased, noted_erasures
from kithwork.catalogue.words import word
from kithwork.cli.audit import verify
from kithwork.cli.backup import backup
from kithwork.cli.backups.rows import kept_models, part_of
from kithwork.cli.backups.tests.conftest import kithwork
from kithwork.cli.housekeeping import keep_up, parts

pytestmark = pytest.mark.django_db(transaction=True)
HELD = """
import os, django
os.environ["DJANGO_SETTINGS_MODULE"] = "kithwork.web.settings"
django.setup()
from kithwork.access.models import DataKey
print(DataKey.objects.exclude(wrapped=None).filter(uid="{uid}").exists())
"""


@pytest.fixture
def erased_since(written, cast):
    """The key of a student that was erased after the backup was made."""
    key = cast.xiaoyu.key
    erase_key(key=key, reason="asked", by=OPERATOR)
    return key


def test_an_erasure_is_noted_once_it_is_done(erased_since):
    [line] = ledger_path().read_text("ascii").splitlines()
    assert line.split()[1] == str(erased_since.uid)
    assert noted_erasures() == {erased_since.uid}
    assert complete_ledger() == 0


def test_an_erasure_that_is_taken_back_is_not_noted(cast):
    with transaction.atomic():
        erase_key(key=cast.xiaoyu.key, reason="asked", by=OPERATOR)
        transaction.set_rollback(True)
    assert noted_erasures() == frozenset()


def test_a_note_that_was_lost_is_made_again(erased_since):
    ledger_path().unlink()
    assert complete_ledger() == 1
    assert noted_erasures() == {erased_since.uid}


def test_a_restore_erases_again_what_was_erased_since(written, erased_since, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    run = kithwork("restore", written, "--erased", ledger_path(), home=elsewhere)
    assert (run.returncode, "1 key that was erased" in run.stdout) == (0, True), run.stderr
    held = kithwork(home=elsewhere, code=HELD.format(uid=erased_since.uid)).stdout
    assert held.strip() == "False"
    assert kithwork("audit", "verify", home=elsewhere).returncode == 0


def test_a_restore_without_the_ledger_says_what_that_means(written, erased_since, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    run = kithwork("restore", written, home=elsewhere)
    assert (run.returncode, "can be read again" in run.stderr) == (0, True)
    (elsewhere / "erased.keys").write_bytes(ledger_path().read_bytes())
    seen = kithwork("audit", "verify", home=elsewhere)
    assert (seen.returncode, "there again" in seen.stdout) == (1, True)
    assert "1 key that must stay erased" in kithwork("upkeep", home=elsewhere).stdout
    assert kithwork("audit", "verify", home=elsewhere).returncode == 0


def test_a_ledger_laid_into_the_new_home_is_taken(written, erased_since, tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir(mode=0o700)
    (elsewhere / "erased.keys").write_bytes(ledger_path().read_bytes())
    run = kithwork("restore", written, home=elsewhere)
    assert (run.returncode, "1 key that was erased" in run.stdout) == (0, True), run.stderr


def test_a_file_that_is_no_ledger_is_refused_with_its_line(written, tmp_path):
    wrong = tmp_path / "list.txt"
    note_erased([DataKey().uid], on=dt.date(2026, 11, 22))
    wrong.write_text(ledger_path().read_text("ascii") + "a letter\n", "ascii")
    with pytest.raises(NotALedger, match="2"):
        noted_erasures(wrong)
    run = kithwork("restore", written, "--erased", wrong, home=tmp_path / "elsewhere")
    assert (run.returncode, "line 2" in run.stderr) == (2, True)
    assert not (tmp_path / "elsewhere").exists()


def test_a_key_that_is_there_again_is_erased_by_the_upkeep(erased_since, events):
    DataKey.objects.filter(pk=erased_since.pk).update(
        wrapped=make_key(DataKey.Kind.STUDENT).wrapped, erased_at=None
    )
    assert [key.pk for key in revived_keys()] == [erased_since.pk]
    assert CliRunner().invoke(verify).exit_code == 1
    assert erase_again() == 1
    assert revived_keys() == []
    assert [event.reason for event in events() if event.verb == "delete"] == ["erased_before"]


def test_a_part_of_the_upkeep_that_fails_leaves_the_others_done(erased_since, monkeypatch):
    ledger_path().unlink()
    monkeypatch.setattr("kithwork.drafts.actions.expire", lambda: 1 / 0)
    done = keep_up()
    assert done.keys() == parts().keys() - {"upkeep.drafts"}
    assert noted_erasures() == {erased_since.uid}


def test_a_backup_holds_no_ledger_and_says_where_it_is(written, erased_since, tmp_path):
    run = CliRunner().invoke(backup, [str(tmp_path / "later.zip")])
    assert "erased.keys" in run.output
    with zipfile.ZipFile(tmp_path / "later.zip") as archive:
        assert not [name for name in archive.namelist() if "erased" in name]


@pytest.mark.parametrize("part", sorted({part_of(model) for model in kept_models(apps)}))
def test_every_part_of_a_backup_is_told_in_words(part):
    told = word(f"backup.part.{part}")
    assert told.en != told.zh_hans
