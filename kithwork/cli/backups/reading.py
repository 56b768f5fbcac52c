"""Reading a backup: is it one, is it whole, and does every part have the hash it should have?

A backup comes from a stick or a cloud: names are taken from the manifest only where they are of
our own form, and nothing is unpacked before everything was checked.
"""

import hashlib
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kithwork.cli.backups.layout import (
    FILES,
    HOME,
    KEYS,
    MANIFEST,
    ROWS,
    SINGLE,
    BackupRefused,
    Manifest,
)

NAME = re.compile(r"[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*")
BLOCK = 1024 * 1024
LARGEST_MANIFEST = 10 * 1024 * 1024


@contextmanager
def opened_backup(source: Path) -> Iterator[tuple[zipfile.ZipFile, Manifest]]:
    """Open a backup whose every part was checked. Raises BackupRefused."""
    try:
        archive = zipfile.ZipFile(source)
    except (OSError, zipfile.BadZipFile):
        raise BackupRefused("backup.not_a_backup") from None
    with archive:
        manifest = _manifest(archive)
        _check_names(archive, manifest)
        _check_hashes(archive, manifest)
        yield archive, manifest


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise BackupRefused("backup.not_a_backup")
        return Manifest.from_json(json.loads(archive.read(MANIFEST)))
    except (KeyError, ValueError, TypeError):
        raise BackupRefused("backup.not_a_backup") from None


def _check_names(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    names = archive.namelist()
    if sorted(names) != sorted({*manifest.files, MANIFEST}):
        raise BackupRefused("backup.incomplete")
    for name in manifest.files:
        is_ours = name.removeprefix(HOME) in SINGLE or name.startswith((ROWS, FILES, KEYS))
        if not is_ours or ".." in name or not NAME.fullmatch(name):
            raise BackupRefused("backup.not_a_backup")
        if name.startswith(KEYS) and not manifest.holds_keys:
            raise BackupRefused("backup.incomplete")


def _check_hashes(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    for name, expected in manifest.files.items():
        digest = hashlib.sha256()
        try:
            with archive.open(name) as member:
                while block := member.read(BLOCK):
                    digest.update(block)
        except (zipfile.BadZipFile, OSError, EOFError):
            raise BackupRefused("backup.damaged", part=name) from None
        if digest.hexdigest() != expected:
            raise BackupRefused("backup.damaged", part=name)
