"""What a workbook's own XML says of its cells that its values no longer tell.

A reader of values shows an error cell (#REF!) and a formula that was never calculated as an empty
cell, which would read as "not known": here both are found and named. Formulas are never run; a
formula's last saved value is what the person saw, so it is read, and said. The corners of the
filled area are found before a reader reserves memory for the rectangle between them.
(ECMA-376 part 1, 18.3.1.4 for `c`; OASIS OpenDocument 1.2 part 1, 9.1.4 for table cells.)
"""

from dataclasses import dataclass, field
from typing import IO

from kithwork.core.reasons import Reason
from kithwork.core.sheets import CellError
from kithwork.files.tables.errors import LISTED, TableError, refuse
from kithwork.files.tables.grids import Merge, column_number, letters
from kithwork.files.tables.limits import Limits
from kithwork.files.tables.strict_xml import parse, strict_parser

NAMED_FORMULAS = 3
_CELL_WORDS = ("row", "c", "v", "is", "f", "mergeCell")


@dataclass(slots=True)
class Scan:
    """What was found while passing over one sheet."""

    cells: int = 0
    last_row: int = 0
    last_column: int = 0
    formulas: int = 0
    first_formulas: list[str] = field(default_factory=list)
    faults: int = 0
    first_faults: list[CellError] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)

    def filled(self, row: int, column: int, *, limits: Limits, count: int = 1) -> None:
        self.cells += count
        if row > self.last_row:
            if row > limits.rows + 1:
                raise refuse("too_many_rows", row=row, limit=limits.rows)
            self.last_row = row
        if column > self.last_column:
            if column > limits.columns:
                raise refuse("too_many_columns", row=row, found=column, limit=limits.columns)
            self.last_column = column
        if self.cells > limits.cells:
            raise refuse("too_many_rows", row=row, limit=limits.rows)

    def formula(self, row: int, column: int) -> None:
        self.formulas += 1
        if len(self.first_formulas) < NAMED_FORMULAS:
            self.first_formulas.append(f"{letters(column)}{row}")

    def fault(self, code: str, row: int, *, column: int) -> None:
        self.faults += 1
        if self.faults <= LISTED:
            name = letters(column)
            reason = Reason.of(f"files.{code}", cell=f"{name}{row}")
            self.first_faults.append(CellError(row, name, reason))

    def conclude(self, *, limits: Limits) -> tuple[Reason, ...]:
        """Raise for cells that hold no value; return what the person should know."""
        if self.faults:
            listed = tuple(self.first_faults)
            raise TableError(listed, more=self.faults - len(listed))
        if self.last_row * self.last_column > 4 * limits.cells:
            raise refuse("too_many_rows", row=self.last_row, limit=limits.rows)
        if not self.formulas:
            return ()
        cells = ", ".join(self.first_formulas)
        return (Reason.of("files.formula_values_read", count=self.formulas, cells=cells),)


class _ColumnNumbers(dict[str, int]):
    def __missing__(self, name: str) -> int:
        if not name.isalpha() or not name.isascii() or len(name) > 3:
            raise refuse("broken_archive")
        number = self[name] = column_number(name.upper())
        return number


class XlsxScanner:
    """Passes over one `worksheet` part."""

    def __init__(self, limits: Limits) -> None:
        self.scan = Scan()
        self._limits = limits
        self._columns = _ColumnNumbers()
        self._parser = strict_parser()
        self._parser.StartElementHandler = self._start
        self._row = self._column = 0
        self._row_text = ""
        self._names: dict[str, str] = {}
        self._type = ""
        self._awaits_value = False

    def read(self, stream: IO[bytes]) -> Scan:
        parse(self._parser, stream)
        self._settle()
        return self.scan

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = self._names.get(name)
        if local == "c":
            self._cell(attributes)
        elif local in ("v", "is"):
            self._content()
        elif local == "f":
            self.scan.formula(self._row, self._column)
            self._awaits_value = self._type != "str"
        elif local == "row":
            self._settle()
            self._row = int(attributes.get("r", self._row + 1))
            self._row_text = str(self._row)
            self._column = 0
        elif local == "mergeCell":
            self.scan.merges.append(_merge(attributes.get("ref", "")))
        elif name.endswith("sheetData"):
            # Extensions further down use the same words under another prefix.
            prefix = name.removesuffix("sheetData")
            self._names = {
                prefix + word: word for word in ("c", "v", "is", "f", "row", "mergeCell")
            }

    def _cell(self, attributes: dict[str, str]) -> None:
        if self._awaits_value:
            self._settle()
        self._type = attributes.get("t", "")
        if reference := attributes.get("r"):
            name = reference.rstrip("0123456789")
            self._column = self._columns[name]
            if (row := reference[len(name) :]) != self._row_text:
                self._row, self._row_text = int(row), row
        else:
            self._column += 1

    def _content(self) -> None:
        self.scan.filled(self._row, self._column, limits=self._limits)
        if self._type == "e":
            self._awaits_value = False
            self.scan.fault("error_cell", self._row, column=self._column)
        elif self._awaits_value:
            self._parser.CharacterDataHandler = self._value

    def _value(self, text: str) -> None:
        if text.strip():
            self._awaits_value = False
            self._parser.CharacterDataHandler = None

    def _settle(self) -> None:
        """At a cell's end: a formula that never showed a value is named."""
        if self._awaits_value:
            self.scan.fault("formula_without_value", self._row, column=self._column)
            self._awaits_value = False
        self._parser.CharacterDataHandler = None


class OdsScanner:
    """Passes over `content.xml`, all its tables."""

    def __init__(self, limits: Limits) -> None:
        self.scans: dict[str, Scan] = {}
        self.scan = Scan()
        self._limits = limits
        self._parser = strict_parser()
        self._parser.StartElementHandler = self._start
        self._row = self._column = 0
        self._row_repeats = 1

    def read(self, stream: IO[bytes]) -> dict[str, Scan]:
        """Return what was found in each table, by its name."""
        parse(self._parser, stream)
        return self.scans

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table:table":
            self.scan = self.scans[attributes.get("table:name", "")] = Scan()
            self._row, self._row_repeats = 0, 1
        elif name == "table:table-row":
            self._row += self._row_repeats if self._row else 1
            self._column = 0
            self._row_repeats = int(attributes.get("table:number-rows-repeated", 1))
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell(attributes)

    def _cell(self, attributes: dict[str, str]) -> None:
        repeats = int(attributes.get("table:number-columns-repeated", 1))
        first = self._column + 1
        self._column += repeats
        self._note_merge(attributes, first)
        is_error = attributes.get("calcext:value-type") == "error"
        kind = attributes.get("office:value-type")
        if "table:formula" in attributes:
            self.scan.formula(self._row, first)
            if kind is None:
                self.scan.fault("formula_without_value", self._row, column=first)
        if is_error:
            self.scan.fault("error_cell", self._row, column=first)
        if kind is not None:
            last_row = self._row + self._row_repeats - 1
            count = repeats * self._row_repeats
            self.scan.filled(last_row, self._column, limits=self._limits, count=count)

    def _note_merge(self, attributes: dict[str, str], first: int) -> None:
        across = int(attributes.get("table:number-columns-spanned", 1))
        down = int(attributes.get("table:number-rows-spanned", 1))
        if across > 1 or down > 1:
            last_row, last_column = self._row + down - 1, first + across - 1
            self.scan.merges.append(Merge(self._row, last_row, first, last_column))


def _merge(reference: str) -> Merge:
    first, _, last = reference.partition(":")
    columns = [column_number(part.rstrip("0123456789")) for part in (first, last or first)]
    rows = [int(part.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")) for part in (first, last or first)]
    return Merge(rows[0], rows[1], columns[0], columns[1])
