"""Files that commands read: a table with its warnings, and the faults of one that is refused."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kithwork.catalogue.cell_errors import said
from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import language
from kithwork.core.sheets import CellError, Sheet

if TYPE_CHECKING:
    from kithwork.files.tables.reading import Choices

SHOWN_FAULTS = 20


def sheet_of(file: Path, choices: "Choices | None" = None) -> Sheet:
    """Read a file, or standard input where it is "-"; what cannot be read is bad input."""
    from kithwork.files.tables.errors import TableError
    from kithwork.files.tables.reading import FOUND, read_table

    source: bytes | Path = sys.stdin.buffer.read() if str(file) == "-" else file
    try:
        sheet = read_table(source, choices or FOUND)
    except TableError as error:
        raise refused(error.errors, error.more) from error
    for warning in sheet.warnings:
        click.echo(say(warning, language()), err=True)
    return sheet


def refused(faults: Sequence[CellError], more: int = 0) -> BadInput:
    """Return the refusal of a file: the first faults, each with its place, and how many more."""
    lines = [said(fault, language()) for fault in faults[:SHOWN_FAULTS]]
    left = more + len(faults) - len(lines)
    if left:
        lines.append(say("files.and_more", language(), count=left))
    return BadInput("\n".join(lines))
