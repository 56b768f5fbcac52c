"""Effects as a table holds them: one row is one effect with its standard error."""

from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.columns import Columns
from kithwork.core.reasons import Reason
from kithwork.core.synthesis.effects import Effect


@dataclass(frozen=True, slots=True)
class Listed:
    """The effects in the file's order, and how many rows lack the effect or its error."""

    effects: Sequence[Effect]
    left_out: int

    @property
    def notes(self) -> tuple[Reason, ...]:
        return (Reason.of("synthesis.note.missing", n=self.left_out),) if self.left_out else ()


def effects_of(
    table: Columns, *, effect: str, se: str, name: str | None = None, cluster: str | None = None
) -> Listed:
    """Read effects; one without a `name` is called by its row. Raises SynthesisError."""
    nothing = (None,) * len(table.rows)
    rows = zip(
        table.rows,
        table.numbers(effect),
        table.numbers(se),
        table.words(name) if name else nothing,
        table.words(cluster) if cluster else nothing,
        strict=True,
    )
    effects = [
        Effect(name=shown or str(row), estimate=estimate, se=error, cluster=belongs)
        for row, estimate, error, shown, belongs in rows
        if estimate is not None and error is not None
    ]
    return Listed(effects, len(table.rows) - len(effects))
