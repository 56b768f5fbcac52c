"""Academic warning at universities: the gravest level of a school's own table that holds.

A table is a list of levels, each a condition over credits, courses and grades. A warning is a
notice that opens a talk, not a sanction. Where a missing fact leaves a graver level open, it is
named; where nothing certain holds and something is missing, the answer is unknown and never
"none". Source: docs/methods/academics.md.
"""

from dataclasses import dataclass

from kithwork.core.rules import FactReason, Facts, Ladder, climb


@dataclass(frozen=True, slots=True)
class WarningTable:
    """A school's table: `levels` names the severities 1, 2, … of the ladder from the mildest."""

    id: str
    levels: tuple[str, ...]
    ladder: Ladder

    def __post_init__(self) -> None:
        severities = {level.severity for level in self.ladder.levels}
        assert severities == set(range(1, len(self.levels) + 1)), "each level has a name"


@dataclass(frozen=True, slots=True)
class Warned:
    """The level (None: no warning, or unknown where not `is_known`) and the facts that gave it.

    `missing`: facts whose absence leaves the level, or a graver one, open.
    """

    table: str
    level: str | None
    is_known: bool
    reasons: tuple[FactReason, ...]
    missing: tuple[str, ...]


def warning_of(table: WarningTable, facts: Facts) -> Warned:
    """Return the gravest level that the facts reach."""
    found = climb(table.ladder, facts, rule=table.id)
    return Warned(
        table=table.id,
        level=table.levels[found.severity - 1] if found.severity else None,
        is_known=found.severity is not None,
        reasons=found.verdict.reasons,
        missing=(*found.verdict.missing, *found.missing_above),
    )
