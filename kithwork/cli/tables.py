"""What every statistical command reads: a table, the rows that are wanted, columns by name."""

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.cli.reading import refused, sheet_of
from kithwork.core.columns import ColumnError, Columns


def takes_a_table(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add FILE, --where, --missing-as, --sheet and --encoding; hand the command `table: Columns`.

    A `ColumnError` from anywhere in the command ends it with exit code 2, naming the file, row and
    column of each fault.
    """

    @functools.wraps(command)
    def reading(
        file: Path,
        where: tuple[str, ...],
        missing_as: tuple[str, ...],
        sheet: str | None,
        encoding: str | None,
        **options: Any,
    ) -> Any:
        from kithwork.files.tables.reading import Choices

        conditions = [_condition(text) for text in where]
        try:
            read = sheet_of(file, Choices(encoding=encoding, sheet=sheet))
        except BadInput as error:
            raise _in_file(file, error) from error
        try:
            table = Columns(read, frozenset(missing_as)).where(conditions)
            return command(table=table, **options)
        except ColumnError as error:
            raise _in_file(file, refused(error.faults)) from error

    for option in reversed(_OPTIONS):
        reading = option(reading)
    return reading


_OPTIONS = (
    click.argument("file", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True)),
    click.option(
        "--where",
        multiple=True,
        metavar="COLUMN=VALUE",
        help=_("Take only rows with this value; repeatable."),
    ),
    click.option(
        "--missing-as",
        multiple=True,
        metavar="TEXT",
        help=_("Text that means missing, such as NA; repeatable."),
    ),
    click.option("--sheet", help=_("Sheet of a workbook; the first filled one unless said.")),
    click.option("--encoding", help=_("Encoding of a text file, where it is not found by itself.")),
)


def _condition(text: str) -> tuple[str, str]:
    column, sign, value = text.partition("=")
    if not sign or not column:
        raise BadInput(say("columns.no_condition", language(), text=text))
    return column.strip(), value.strip()


def _in_file(file: Path, error: BadInput) -> BadInput:
    chosen = language()
    name = say("columns.standard_input", chosen) if str(file) == "-" else file.name
    return BadInput(say("columns.in_file", chosen, file=name, problem=error.message))
