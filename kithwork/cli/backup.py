"""`kithwork backup FILE` and `kithwork restore FILE`: the whole installation in one file.

A backup with keys can be read by whoever holds it; one without keys needs the folder of keys,
kept elsewhere, to be of use. Which of the two it is, is said each time. Files that were erased
since a backup was made must not come back with it: their keys are named in `erased.keys`, which
no backup holds and a restore is given.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from kithwork.catalogue.words import say, word
from kithwork.cli.errors import BadInput
from kithwork.cli.home import UNFINISHED, keep_private, refuse_unfinished
from kithwork.cli.language import _, language
from kithwork.web.environment import Environment


@click.command(help=_("Write the whole installation into one file."))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--with-keys", is_flag=True, help=_("Put the keys in as well: whoever has the file reads all.")
)
def backup(file: Path, with_keys: bool) -> None:
    refuse_unfinished(Environment.read().home)
    _start_django()
    from kithwork.cli.backups.writing import left_behind, write_backup

    for part in left_behind(file):
        click.echo(say("backup.left_behind", language(), file=part.name), err=True)
    with _said_to_people():
        manifest = write_backup(file, with_keys=with_keys, tell=_tell)
    rows = sum(manifest.rows.values())
    click.echo(say("backup.written", language(), file=file.name, rows=rows))
    click.echo(say("backup.with_keys" if with_keys else "backup.without_keys", language()))
    click.echo(say("backup.keep_ledger", language(), file=str(_ledger())))


@click.command(help=_("Bring an installation back from a backup."))
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--erased",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help=_("The file erased.keys of the installation that made the backup."),
)
def restore(file: Path, erased: Path | None) -> None:
    home = Environment.read().home
    refuse_unfinished(home)
    with _said_to_people():
        _refuse_filled(home)
    with _thrown_away_unless_done(home):
        keep_private(home)
        (home / UNFINISHED).touch()
        _start_django()
        with _said_to_people():
            has_ledger = _take_ledger(erased)
            _bring_back(file, home)
        (home / UNFINISHED).unlink()
    if not has_ledger:
        click.echo(say("backup.no_ledger", language()), err=True)


def _bring_back(file: Path, home: Path) -> None:
    from kithwork.cli.backups.reading import opened_backup
    from kithwork.cli.backups.restoring import restore as restore_from

    with opened_backup(file) as (archive, manifest):
        _refuse_other_keys(home, holds_keys=manifest.holds_keys)
        done = restore_from(archive, manifest, home, tell=_tell)
    rows = sum(manifest.rows.values())
    click.echo(say("backup.restored", language(), rows=rows, made_at=manifest.made_at))
    if done.erased_again:
        click.echo(say("backup.erased_again", language(), n=done.erased_again))
    if not (home / "keys" / "installation.key").exists():
        click.echo(say("backup.keys_wanted", language(), folder=str(home / "keys")))
    sound = "audit.sound" if done.trail.is_sound else "backup.trail_not_sound"
    click.echo(say(sound, language()))


def _ledger() -> Path:
    from kithwork.audit.erasures import ledger_path

    return ledger_path()


def _take_ledger(given: Path | None) -> bool:
    """Add the erasures of the ledger given to the home's own; return whether there are any."""
    from kithwork.audit import clock
    from kithwork.audit.erasures import NotALedger, note_erased, noted_erasures
    from kithwork.cli.backups.layout import BackupRefused

    for ledger in filter(None, (_ledger(), given)):
        try:
            erased = noted_erasures(ledger)
        except NotALedger as error:
            line = str(error)
            raise BackupRefused("backup.not_a_ledger", file=ledger.name, line=line) from None
        if ledger == given:
            note_erased(sorted(erased - noted_erasures()), on=clock.today())
    return given is not None or _ledger().exists()


def _refuse_filled(home: Path) -> None:
    """Refuse a home that holds anything but what is put there for the restore: keys, erasures."""
    from kithwork.audit.erasures import NAME
    from kithwork.cli.backups.layout import BackupRefused

    if home.exists() and any(path.name not in ("keys", NAME) for path in home.iterdir()):
        raise BackupRefused("backup.home_not_empty", folder=str(home))


def _refuse_other_keys(home: Path, *, holds_keys: bool) -> None:
    from kithwork.cli.backups.layout import BackupRefused

    if holds_keys and (home / "keys" / "installation.key").exists():
        raise BackupRefused("backup.keys_twice", folder=str(home / "keys"))


@contextmanager
def _thrown_away_unless_done(home: Path) -> Iterator[None]:
    """Leave the home as it was where a restore fails."""
    kept = set(home.rglob("*")) if home.exists() else set()
    was_there = home.exists()
    try:
        yield
    except BaseException:
        _throw_away(home, kept)
        if not was_there:
            shutil.rmtree(home, ignore_errors=True)
        raise


def _throw_away(home: Path, kept: set[Path]) -> None:
    from django.db import connections

    connections.close_all()
    for path in sorted(home.rglob("*"), reverse=True):
        if path in kept:
            continue
        if path.is_dir():
            path.rmdir()
        else:
            path.unlink()


@contextmanager
def _said_to_people() -> Iterator[None]:
    from kithwork.access.refusals import Refused

    try:
        yield
    except Refused as refusal:
        raise BadInput(refusal.said_in(language())) from refusal


def _tell(part: str) -> None:
    click.echo(say("backup.part", language(), part=word(f"backup.part.{part}")), err=True)


def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithwork.web.settings")
    import django

    django.setup()
