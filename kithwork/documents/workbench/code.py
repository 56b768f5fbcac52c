"""The exact code that gives the same figures again: a command, and a page of Python.

Both name a file of the reader's own; the names of columns and the choices are those that were made,
the defaults among them, so that a later version with another default changes nothing.
"""

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kithwork.core.columns import Columns
from kithwork.documents.workbench.fields import OF_COLUMNS, SEVERAL, Chosen, Field, Holds
from kithwork.documents.workbench.method import Method
from kithwork.files.tables.reading import Choices, read_table

COMMAS = (",", "，")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """How a file is read: which sheet, which rows, and which texts mean missing."""

    sheet: str | None = None
    where: tuple[tuple[str, str], ...] = ()
    missing_as: tuple[str, ...] = ()

    def table(self, content: bytes) -> Columns:
        """Return the table of a file; raises TableError and ColumnError."""
        read = read_table(content, Choices(sheet=self.sheet))
        return Columns(read, frozenset(self.missing_as)).where(self.where)


def command_line(method: Method, said: Chosen, *, file: str, reading: Reading) -> str | None:
    """Return the command; None where a name has a comma, which a list of names cannot hold."""
    chosen = method.filled(said)
    words = ["kithwork", method.command, file, *_reading_options(reading)]
    for field in method.fields:
        value = chosen[field.name]
        if field.holds is Holds.COLUMNS and any(mark in one for one in value for mark in COMMAS):
            return None
        words += _option(field, value)
    return shlex.join([*words, "--json"])


def _reading_options(reading: Reading) -> Iterator[str]:
    if reading.sheet:
        yield from ("--sheet", reading.sheet)
    for column, value in reading.where:
        yield from ("--where", f"{column}={value}")
    for text in reading.missing_as:
        yield from ("--missing-as", text)


def _option(field: Field, value: Any) -> list[str]:
    if value is None or value == () or value is False:
        return []
    if field.holds is Holds.YES:
        return [field.flag]
    if field.holds is Holds.COLUMNS:
        return [field.flag, ",".join(value)]
    if field.holds in SEVERAL:
        return [part for one in value for part in (field.flag, one)]
    return [field.flag, str(value)]


def python_code(method: Method, said: Chosen, *, file: str, reading: Reading) -> str:
    """Return a script that ends with `figures`, by the names that the file of results has."""
    snippet = method.snippet(method.filled(said))
    imports: dict[str, tuple[str, ...]] = {
        "pathlib": ("Path",),
        "kithwork.core.columns": ("Columns",),
        "kithwork.files.tables.reading": ("Choices", "read_table"),
        **snippet.imports,
    }
    return "\n".join(
        [*_import_lines(imports), "", *_table_lines(file, reading), *snippet.lines, *_PRINTED, ""]
    )


_PRINTED = ("for name, figure in figures.items():", "    print(name, figure)")


def _import_lines(imports: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    yield f"from pathlib import {', '.join(imports['pathlib'])}"
    yield ""
    for module in sorted(name for name in imports if name != "pathlib"):
        yield f"from {module} import {', '.join(imports[module])}"


def _table_lines(file: str, reading: Reading) -> Iterator[str]:
    choices = f"Choices(sheet={reading.sheet!r})" if reading.sheet else "Choices()"
    missing = f", frozenset({sorted(reading.missing_as)!r})" if reading.missing_as else ""
    yield f"sheet = read_table(Path({file!r}), {choices})"
    yield f"table = Columns(sheet{missing})"
    if reading.where:
        yield f"table = table.where({list(reading.where)!r})"


def columns_named(method: Method, said: Chosen) -> Iterator[str]:
    """Yield every column that was chosen."""
    for field in method.fields:
        value = said.get(field.name)
        if field.holds in OF_COLUMNS and value:
            yield from (value,) if isinstance(value, str) else value
