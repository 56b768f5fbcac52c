"""Writing a backup: one consistent look at the database, then the files, then the manifest."""

import hashlib
import io
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from kithwork import __version__
from kithwork.access.actions.erasures import complete_ledger
from kithwork.access.console import OPERATOR
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.actions.seals import seal_trail
from kithwork.audit.models import Verb
from kithwork.cli.backups.layout import MANIFEST, ROWS, BackupRefused, Manifest, kept_files
from kithwork.cli.backups.rows import kept_models, lines_of, part_of

PART = ".part"  # the end of the name under which a backup is written until it is whole
Told = Callable[[str], None]  # called with the app whose rows come next


def write_backup(target: Path, *, with_keys: bool, tell: Told) -> Manifest:
    """Write a backup that nobody else on the machine can read, and return what it says.

    The trail is sealed first and holds that the backup was made. Raises BackupRefused where
    there is a file already; a backup that fails leaves nothing behind.
    """
    if target.exists():
        raise BackupRefused("backup.exists", file=target.name)
    complete_ledger()
    record(Verb.BACKUP, "installation", by=OPERATOR, reason="with.keys" if with_keys else "no.keys")
    seal_trail()
    part = target.with_name(f"{target.name}.{os.getpid()}{PART}")
    try:
        manifest = _write(part, with_keys=with_keys, tell=tell)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return manifest


def left_behind(target: Path) -> list[Path]:
    """Return what backups to `target` that were killed have left beside it."""
    names = (path for path in target.parent.glob("*") if path.name.startswith(f"{target.name}."))
    return sorted(path for path in names if path.name.endswith(PART))


def _write(part: Path, *, with_keys: bool, tell: Told) -> Manifest:
    descriptor = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    digests: dict[str, str] = {}
    with os.fdopen(descriptor, "w+b") as file, _zip(file) as archive:
        with _one_look():
            rows = _add_tables(archive, digests, tell=tell)
            migrations = tuple(sorted(MigrationRecorder(connection).applied_migrations()))
        for name, path in kept_files(Path(settings.KITHWORK_HOME), with_keys=with_keys):
            digests[name] = _add_file(archive, name, path)
        manifest = Manifest(
            made_at=clock.now().isoformat(timespec="seconds"),
            program=__version__,
            engine=connection.vendor,
            holds_keys=with_keys,
            migrations=migrations,
            rows=rows,
            files=digests,
        )
        archive.writestr(MANIFEST, json.dumps(manifest.as_json(), indent=1, ensure_ascii=False))
    return manifest


def _add_tables(archive: zipfile.ZipFile, digests: dict[str, str], *, tell: Told) -> dict[str, int]:
    """Write every table, add its hash to `digests`, and return how many rows each has."""
    rows: dict[str, int] = {}
    for app, models in groupby(kept_models(apps), key=part_of):
        tell(app)
        for model in models:
            table = model._meta.db_table
            name = f"{ROWS}{table}.jsonl"
            rows[table], digests[name] = _add_lines(archive, name, lines_of(model))
    return rows


def _zip(file: io.BufferedIOBase) -> zipfile.ZipFile:
    return zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6)


def _add_lines(archive: zipfile.ZipFile, name: str, lines: Iterator[str]) -> tuple[int, str]:
    """Write lines and return how many rows they hold (the first names columns), and their hash."""
    digest = hashlib.sha256()
    count = 0
    with archive.open(name, "w", force_zip64=True) as member:
        for line in lines:
            count += 1
            raw = f"{line}\n".encode()
            digest.update(raw)
            member.write(raw)
    return count - 1, digest.hexdigest()


def _add_file(archive: zipfile.ZipFile, name: str, path: Path) -> str:
    content = path.read_bytes()
    archive.writestr(name, content)
    return hashlib.sha256(content).hexdigest()


@contextmanager
def _one_look() -> Iterator[None]:
    """Read all tables as they are at one moment, without holding up who writes."""
    if connection.in_atomic_block:
        yield
        return
    is_postgresql = connection.vendor == "postgresql"
    begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" if is_postgresql else "BEGIN DEFERRED"
    with connection.cursor() as cursor:
        cursor.execute(begin)
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")
