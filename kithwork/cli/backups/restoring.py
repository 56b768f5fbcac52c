"""Bringing a backup back, into an empty home and an empty database of either engine.

The database is first brought to the very migrations that the backup was made under, filled, and
then on to those of this program; so a backup of an older program comes back in a newer one.
"""

import io
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps as present_apps
from django.apps.registry import Apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor

from kithwork.access.actions.erasures import complete_ledger, erase_again
from kithwork.access.console import OPERATOR
from kithwork.audit.actions.events import record
from kithwork.audit.actions.seals import seal_trail
from kithwork.audit.models import Verb
from kithwork.audit.queries.verification import Verification, verify_trail
from kithwork.cli.backups.layout import HOME, INSTALLATION_KEY, KEYS, ROWS, BackupRefused, Manifest
from kithwork.cli.backups.rows import Model, add_rows, kept_models, part_of

Told = Callable[[str], None]  # called with the app whose rows come next
BINARY = getattr(os, "O_BINARY", 0)  # Windows would else write line ends of its own


@dataclass(frozen=True, slots=True)
class Restored:
    """How the trail is, and how many keys of the backup had been erased since it was made."""

    trail: Verification
    erased_again: int


def restore(archive: zipfile.ZipFile, manifest: Manifest, home: Path, *, tell: Told) -> Restored:
    """Fill the empty home and database from a checked backup, and check the trail.

    The keys in the home's ledger of erasures are erased again. Raises BackupRefused; the caller
    throws away what was begun.
    """
    unpack(archive, manifest, home)
    known_apps = _to_the_backups_migrations(manifest)
    fill(archive, manifest, known_apps, tell=tell)
    call_command("migrate", verbosity=0, interactive=False)
    record(Verb.RESTORE, "installation", by=OPERATOR)
    erased = erase_again()
    complete_ledger()
    seal_trail()
    return Restored(verify_trail(), erased)


def unpack(archive: zipfile.ZipFile, manifest: Manifest, home: Path) -> None:
    """Write files, noted heads and the key of the backup into the home, for the owner alone.

    Raises BackupRefused where there is such a file: nothing is ever overwritten, least a key.
    """
    for name in manifest.files:
        is_foreign = name.startswith(KEYS) and name != INSTALLATION_KEY
        if not name.startswith(HOME) or is_foreign:
            continue
        path = home / name.removeprefix(HOME)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _write_new(path, archive.read(name))


def _write_new(path: Path, content: bytes) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BINARY, 0o600)
    except FileExistsError:
        raise BackupRefused("backup.never_over", file=path.name) from None
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)


def fill(archive: zipfile.ZipFile, manifest: Manifest, apps: Apps, *, tell: Told) -> None:
    """Insert the rows of the backup. Raises BackupRefused where a table has not all of them."""
    models = {model._meta.db_table: model for model in kept_models(apps)}
    with transaction.atomic():
        part = ""
        for table, expected in manifest.rows.items():
            if table not in models:
                raise BackupRefused("backup.unknown_table", table=table)
            if part != part_of(models[table]):
                part = part_of(models[table])
                tell(part)
            with archive.open(f"{ROWS}{table}.jsonl") as member:
                count = add_rows(models[table], io.TextIOWrapper(member, "utf-8"))
            if count != expected:
                raise BackupRefused("backup.damaged", part=table)
        _count_on(list(models.values()))


def _to_the_backups_migrations(manifest: Manifest) -> Apps:
    executor = MigrationExecutor(connection)
    applied = set(executor.loader.applied_migrations)
    if applied and (applied != set(manifest.migrations) or _holds_anything()):
        raise BackupRefused("backup.database_not_empty")
    known = executor.loader.graph.nodes
    newer = [name for name in manifest.migrations if name not in known]
    if newer:
        raise BackupRefused("backup.newer_program", program=manifest.program)
    executor.migrate(_ends(executor, manifest))
    state = executor.loader.project_state(_ends(executor, manifest))
    return state.apps


def _holds_anything() -> bool:
    return any(model._base_manager.exists() for model in kept_models(present_apps))


def _ends(executor: MigrationExecutor, manifest: Manifest) -> list[tuple[str, str]]:
    """Return the last of the backup's migrations of each app."""
    applied = set(manifest.migrations)
    graph = executor.loader.graph
    return [
        (app, name)
        for app, name in manifest.migrations
        if not any(
            child.key in applied and child.key[0] == app
            for child in graph.node_map[app, name].children
        )
    ]


def _count_on(models: list[Model]) -> None:
    """Let PostgreSQL count on from the highest key of each table; SQLite does so by itself."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
