"""Groups as a table holds them: a column of values and one of the group's name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.core.columns import Columns
from kithwork.core.groups.samples import GroupsError
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Grouped:
    """The values of each group in the file's order, and how many rows name no group."""

    groups: Mapping[str, Sequence[float | None]]
    left_out: int

    @property
    def notes(self) -> tuple[Reason, ...]:
        return (Reason.of("groups.note.no_group", n=self.left_out),) if self.left_out else ()


def groups_of(table: Columns, *, value: str, by: str) -> Grouped:
    """Read groups; raises GroupsError for one column twice, ColumnError for a cell."""
    if value == by:
        raise GroupsError("groups.error.same_column")
    groups: dict[str, list[float | None]] = {}
    left_out = 0
    for number, name in zip(table.numbers(value), table.words(by), strict=True):
        if name is None:
            left_out += 1
        else:
            groups.setdefault(name, []).append(number)
    return Grouped(groups, left_out)
