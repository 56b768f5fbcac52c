"""A file that cannot be read: what was wrong, in which row and column, as codes and parameters."""

from kithwork.core.reasons import Reason, Value
from kithwork.core.sheets import CellError

LISTED = 100


class TableError(Exception):
    """The file as a whole, or some of its rows, cannot be read.

    `errors` lists at most `LISTED` places in the file's order and `more` counts the rest. The
    exception's own text names codes only: words come from the catalogue, values from nowhere.
    """

    def __init__(self, errors: tuple[CellError, ...], more: int = 0) -> None:
        super().__init__(", ".join(sorted({error.reason.code for error in errors})))
        self.errors = errors
        self.more = more

    @property
    def reason(self) -> Reason:
        """The first thing that was wrong."""
        return self.errors[0].reason


def refuse(
    code: str, *, row: int | None = None, column: str | None = None, **params: Value
) -> TableError:
    """Return the error `files.<code>` at one place, ready to be raised."""
    return TableError((CellError(row, column, Reason.of(f"files.{code}", **params)),))


def refuse_all(errors: list[CellError]) -> TableError:
    """Return one error that lists the first of many places and counts the others."""
    return TableError(tuple(errors[:LISTED]), more=max(0, len(errors) - LISTED))
