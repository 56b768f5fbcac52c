"""The items that the commands about questionnaires take: by name or pattern, in a stated range."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.language import _, language
from kithwork.core.columns import ColumnError, Columns
from kithwork.core.estimates import Estimate, Plain
from kithwork.core.items import ItemError, ItemMatrix
from kithwork.core.reasons import Reason
from kithwork.core.sheets import CellError


def takes_items(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add --items, --reverse, --min, --max and --json; an ItemError ends with exit code 2."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


_OPTIONS = (
    click.option(
        "--items", required=True, metavar="q1,q2,…|'q*'", help=_("Columns of the questions.")
    ),
    click.option("--reverse", default="", metavar="q3,…", help=_("Questions to reverse.")),
    click.option("--min", "low", type=float, help=_("Lowest possible answer.")),
    click.option("--max", "high", type=float, help=_("Highest possible answer.")),
    click.option(
        "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
    ),
)


def items_of(
    table: Columns, items: str, *, low: float | None = None, high: float | None = None
) -> ItemMatrix:
    """Return the answers; one outside the stated range is a fault with its row and column."""
    columns = {name: table.numbers(name) for name in table.matching(listed_names(items))}
    faults = [
        CellError(row, name, Reason.of("items.error.answer", low=low, high=high))
        for name, answers in columns.items()
        for row, answer in zip(table.rows, answers, strict=True)
        if answer is not None and _is_outside(answer, low, high)
    ]
    if faults:
        raise ColumnError(*faults)
    return attempt(lambda: ItemMatrix.of(columns, low=low, high=high))


def to_reverse(table: Columns, reverse: str) -> tuple[str, ...]:
    """Return the questions that --reverse names, by name or pattern."""
    return table.matching(listed_names(reverse)) if reverse else ()


def with_range(items: ItemMatrix, reverse: Sequence[str]) -> tuple[ItemMatrix, list[Reason]]:
    """Return the items with a range for what is to be reversed, and what to say of it.

    Where none is stated that of all answers is taken: correlations do not depend on it.
    """
    if not reverse or (items.low is not None and items.high is not None):
        return items, []
    import numpy as np

    low = float(np.nanmin(items.values)) if items.low is None else items.low
    high = float(np.nanmax(items.values)) if items.high is None else items.high
    if low >= high:
        raise BadInput(say("items.error.range_needed", language()))
    seen = ItemMatrix(items.names, items.values, low, high)
    return seen, [Reason.of("items.note.range_seen", low=low, high=high)]


def attempt(compute: Callable[[], Any]) -> Any:
    """Compute, or end the command with the reason of an ItemError."""
    try:
        return compute()
    except ItemError as error:
        raise BadInput(say(error.reason, language())) from error


def listed_names(text: str) -> list[str]:
    """Return the names of a list with commas, also full-width ones."""
    return [name.strip() for name in text.replace("，", ",").split(",") if name.strip()]


def whys(estimates: dict[str, Estimate]) -> dict[str, Plain]:
    """Return, for each estimate that is none, why, as a sentence."""
    return {
        name: say(one.claim, language()) for name, one in estimates.items() if one.estimate is None
    }


def sentences(reasons: Sequence[Reason]) -> list[Plain]:
    """Return reasons as sentences, each once."""
    return [say(reason, language()) for reason in dict.fromkeys(reasons)]


def _is_outside(answer: float, low: float | None, high: float | None) -> bool:
    return (low is not None and answer < low) or (high is not None and answer > high)
