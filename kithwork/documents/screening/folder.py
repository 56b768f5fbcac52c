"""Writes a screening into a folder: everything, or nothing.

All files are made in a hidden folder beside the target, which then takes its place in one step, so
that a run that fails leaves nothing behind. The folder is open to its owner alone; the two files
that lead back to students (who stands behind a pseudonym, and the alerts) have mode 0600 besides.
A folder that holds something is replaced only if it is a screening of ours and that was asked for.
"""

import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kithwork.core.reasons import Reason
from kithwork.documents.report import Report, to_docx, to_html, to_pdf
from kithwork.documents.screening import rows
from kithwork.documents.screening.page import Page
from kithwork.files.tables.writing import csv_bytes, xlsx_bytes

RESULT = "screening.json"
IDS, ALERTS = "ids.csv", "alerts.csv"
PRIVATE = 0o600

Step = Callable[[str], None]
"""Is told the name of each file as it is made."""


class FolderError(OSError):
    """A folder into which nothing can be written; `reason` says why."""

    def __init__(self, code: str) -> None:
        self.reason = Reason.of(f"screening.folder.{code}")
        super().__init__(str(self.reason))


@dataclass(frozen=True, slots=True)
class Written:
    """What is to be written: the tables' page, the report and the students' pseudonyms."""

    page: Page
    report: Report
    names: tuple[str, ...]


def check_folder(folder: Path, *, replace: bool) -> None:
    """Refuse a target that is no folder, or that holds something that is not to be replaced."""
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise FolderError("not_a_folder")
    if not folder.parent.is_dir():
        raise FolderError("no_parent")
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / RESULT).is_file():
            raise FolderError("not_ours")
        if not replace:
            raise FolderError("not_empty")


def write_folder(
    folder: Path, written: Written, result: dict[str, object], *, replace: bool, step: Step
) -> tuple[str, ...]:
    """Write all files and return their names; `result` is the document of counts beside them."""
    check_folder(folder, replace=replace)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        names = [_put(made, name, content) for name, content in _files(written, step)]
        document = {**result, "files": sorted([*names, RESULT])}
        _put(made, RESULT, (json.dumps(document, ensure_ascii=False) + "\n").encode())
        _take_place(made, folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return tuple(sorted([*names, RESULT]))


def _files(written: Written, step: Step) -> Iterator[tuple[str, bytes]]:
    page, names = written.page, written.names
    lines: list[tuple[str, Callable[[], rows.Lines]]] = [
        ("needs.csv", lambda: rows.needs(page, names)),
        ("flags.csv", lambda: rows.flags(page, names)),
        (IDS, lambda: rows.ids(page, names)),
    ]
    if page.screening.scales:
        lines.append(("scores.csv", lambda: rows.scores(page, names)))
    if page.screening.can_alert:
        lines.append((ALERTS, lambda: rows.alerts(page, names)))
    for name, made in lines:
        step(name)
        told = made()
        yield name, csv_bytes(told.columns, told.rows)
    if page.screening.groups:
        yield from _group_files(page)
        yield "groups.xlsx", xlsx_bytes(rows.groups(page))
    for name, render in (("docx", to_docx), ("html", to_html), ("pdf", to_pdf)):
        step(f"report.{name}")
        yield f"report.{name}", render(written.report)


def _group_files(page: Page) -> Iterator[tuple[str, bytes]]:
    for group, table in zip(page.screening.groups, rows.groups(page), strict=True):
        yield f"groups-{group.name.replace('.', '-')}.csv", csv_bytes(table.columns, table.rows)


def _put(folder: Path, name: str, content: bytes) -> str:
    mode = PRIVATE if name in (IDS, ALERTS) else 0o644
    handle = os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    return name


def _take_place(made: Path, folder: Path) -> None:
    """Put the finished folder where it belongs; an older screening goes only after that."""
    if not folder.exists():
        made.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.rename(old / folder.name)
    try:
        made.rename(folder)
    except OSError:
        (old / folder.name).rename(folder)
        old.rmdir()
        raise
    shutil.rmtree(old)
