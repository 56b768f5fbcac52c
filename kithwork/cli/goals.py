"""`kithwork goals FILE|-`: the table of goals first, then T at the start and now.

The file has the columns goal, weight, baseline and achieved, or columns that options name; levels
are −2 to +2. Everything wrong with it is told at once, each fault with its row and column, and
nothing is computed.
"""

import json
import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace

import click

from kithwork.catalogue.words import say
from kithwork.cli.asked import takes_fields
from kithwork.cli.columns import lined_up
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.cli.reading import refused
from kithwork.cli.tables import takes_a_table
from kithwork.core.columns import Columns
from kithwork.core.goals.attainment import (
    HIGHEST,
    LOWEST,
    Attainment,
    Goal,
    GoalResult,
    attainment,
)
from kithwork.core.goals.errors import GoalError
from kithwork.core.reasons import Reason, Value
from kithwork.core.sheets import Cell, CellError, Row, Sheet
from kithwork.documents.workbench.aims import METHOD

COLUMNS = ("goal", "weight", "baseline", "achieved")


@click.command(help=_("Goal attainment: the goals one by one, then T."))
@takes_a_table
@takes_fields(*METHOD.fields)
def goals(table: Columns, rho: float, as_json: bool, **columns: str) -> None:
    stated = _read(_named(table.sheet, columns))
    try:
        result = attainment(stated, rho=rho)
    except GoalError as error:
        raise BadInput(say(error.reason, language())) from error
    lines = [_as_json(result)] if as_json else _as_text(result)
    for line in lines:
        click.echo(line)


def _named(sheet: Sheet, columns: Mapping[str, str]) -> Sheet:
    """The sheet as it is; where columns were named, these alone, by the names of this command."""
    if all(name == column for name, column in columns.items()):
        return sheet
    names = {column: name for name, column in columns.items()}
    kept = [place for place, column in enumerate(sheet.columns) if column in names]
    rows = (replace(row, cells=tuple(row.cells[place] for place in kept)) for row in sheet.rows)
    heads = tuple(names[sheet.columns[place]] for place in kept)
    return replace(sheet, columns=heads, rows=tuple(rows))


def _read(sheet: Sheet) -> list[Goal]:
    """Return the goals of the file, or refuse it with every fault."""
    faults = list(_column_faults(sheet))
    if faults:
        raise refused(faults)
    read = []
    seen: dict[str, int] = {}
    for row in sheet.rows:
        cells = dict(zip(sheet.columns, row.cells, strict=True))
        found = list(_cell_faults(cells, row=row, seen=seen))
        faults.extend(found)
        if not found:
            read.append(_goal(cells))
    if faults:
        raise refused(faults)
    return read


def _column_faults(sheet: Sheet) -> Iterator[CellError]:
    for column in COLUMNS:
        if column not in sheet.columns:
            yield _fault("missing_column", sheet.header_row, column)
    for column in sheet.columns:
        if column not in COLUMNS:
            known = ", ".join(COLUMNS)
            yield _fault("unknown_column", sheet.header_row, column, known=known)


def _cell_faults(cells: dict[str, Cell], *, row: Row, seen: dict[str, int]) -> Iterator[CellError]:
    name = _text(cells["goal"])
    if not name:
        yield _fault("no_name", row.number, "goal")
    elif (first := seen.setdefault(name, row.number)) != row.number:
        yield _fault("twice", row.number, "goal", first=first)
    weight = _number(cells["weight"])
    if weight is None or not 0 < weight < math.inf:
        yield _fault("weight", row.number, "weight")
    for column in ("baseline", "achieved"):
        if _number(cells[column]) not in range(LOWEST, HIGHEST + 1):
            yield _fault("level", row.number, column, low=LOWEST, high=HIGHEST)


def _goal(cells: dict[str, Cell]) -> Goal:
    weight, baseline, achieved = (_number(cells[column]) for column in COLUMNS[1:])
    assert weight is not None  # all three were checked
    assert baseline is not None
    assert achieved is not None
    return Goal(
        name=_text(cells["goal"]), weight=weight, baseline=int(baseline), achieved=int(achieved)
    )


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell).strip()


def _number(cell: Cell) -> float | None:
    """Return a number as people type it: 1, +1, －1 or −1; None if it is none."""
    plain = unicodedata.normalize("NFKC", _text(cell)).replace("−", "-")
    try:
        return float(plain)
    except ValueError:
        return None


def _fault(code: str, row: int, column: str, /, **params: Value) -> CellError:
    return CellError(row, column, Reason.of(f"goals.file.{code}", **params))


def _as_json(result: Attainment) -> str:
    document = {
        "t_baseline": result.t_baseline,
        "t_achieved": result.t_achieved,
        "change": result.change,
        "goals": [_row_as_json(goal) for goal in result.goals],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _row_as_json(goal: GoalResult) -> dict[str, str | float | bool | None]:
    weight = goal.weight
    return {
        "goal": goal.name,
        "weight": int(weight) if weight == int(weight) else weight,
        "baseline": goal.baseline,
        "achieved": goal.achieved,
        "change": goal.change,
        "attained": goal.is_attained,
    }


def _as_text(result: Attainment) -> Iterator[str]:
    chosen = language()
    heads = ("goal", "weight", "baseline", "achieved", "change", "attained")
    yield from lined_up(
        [say(f"goals.table.{head}", chosen) for head in heads],
        [_row_as_text(goal, chosen) for goal in result.goals],
        numbers=range(1, 5),
    )
    yield ""
    yield say(
        "goals.table.t",
        chosen,
        before=f"{result.t_baseline:.2f}",
        after=f"{result.t_achieved:.2f}",
        change=f"{result.change:+.2f}",
        rho=result.rho,
    )
    yield from (f"– {say(note, chosen)}" for note in result.notes)


def _row_as_text(goal: GoalResult, chosen: str) -> list[str]:
    attained = "catalogue.show.yes" if goal.is_attained else "catalogue.show.no"
    levels = (goal.baseline, goal.achieved, goal.change)
    return [
        goal.name,
        f"{goal.weight:g}",
        *("" if level is None else f"{level:+d}" if level else "0" for level in levels),
        say(attained, chosen),
    ]
