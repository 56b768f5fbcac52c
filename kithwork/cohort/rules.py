"""The rule language over a table of students: the tree of `core.rules` as Ibis expressions.

Each rule becomes one column, null where its answer is unknown; each ladder one column of
severities. A property test holds it to `core.rules.evaluate` row by row. Left to itself SQL would
differ: `least(1, NULL)` is 1 however many were wanted, 1/0 is infinite, an age is a difference of
years; each is said here the way the table of docs/decisions/0002 decides. Tables come from
`cohort.facts.fact_columns`.
"""

from collections.abc import Callable, Mapping
from functools import reduce
from operator import add, and_, eq, ge, gt, le, lt, ne, or_
from typing import TYPE_CHECKING, Any

from kithwork.core.rules import Condition, Kind, Ladder, Vocabulary
from kithwork.core.rules.syntax import (
    AgeAt,
    Aggregate,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Constant,
    DaysBetween,
    FactRef,
    In,
    Known,
    Not,
    Operator,
    ValueOf,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir

_OPERATORS: dict[Operator, Callable[[Any, Any], Any]] = {
    "eq": eq,
    "ne": ne,
    "lt": lt,
    "lte": le,
    "gt": gt,
    "gte": ge,
}
_SQL_TYPES = {
    Kind.NUMBER: "float64",
    Kind.TEXT: "string",
    Kind.CHOICE: "string",
    Kind.FLAG: "boolean",
    Kind.DATE: "date",
}


def judged(
    table: "ir.Table", rules: Mapping[str, Condition | Ladder], vocabulary: Vocabulary
) -> "ir.Table":
    """Return the table with one more column for each rule: its truth, or a ladder's severity.

    A fact without a column is unknown for everybody.
    """
    students = Students(table, vocabulary)
    return table.mutate(
        **{
            name: students.severity(rule) if isinstance(rule, Ladder) else students.truth(rule)
            for name, rule in rules.items()
        }
    )


class Students:
    """A table with a column for each fact, and the expressions of rules over it."""

    def __init__(self, table: "ir.Table", vocabulary: Vocabulary) -> None:
        self._table = table
        self._vocabulary = vocabulary

    def truth(self, condition: Condition) -> "ir.BooleanValue":
        """Return true, false or null for each row; SQL's AND, OR and NOT are Kleene's."""
        match condition:
            case AllOf(parts):
                return reduce(and_, map(self.truth, parts))
            case AnyOf(parts):
                return reduce(or_, map(self.truth, parts))
            case Not(part):
                return ~self.truth(part)
            case Compare(value, name, operand):
                right = self._value(operand) if isinstance(operand, ValueOf) else _literal(operand)
                return _OPERATORS[name](self._value(value), right)
            case In(value, members):
                left = self._value(value)
                return reduce(or_, [left == _literal(member) for member in members])
            case Between(value, low, high):
                left = self._value(value)
                return (left >= _literal(low)) & (left < _literal(high))
            case Known(value, is_known):
                left = self._value(value)
                return left.notnull() if is_known else left.isnull()

    def severity(self, ladder: Ladder) -> "ir.IntegerValue":
        """Return the first level that is true, else null where one is unknown, else 0."""
        import ibis

        truths = [self.truth(level.when) for level in ladder.levels]
        severities = [level.severity for level in ladder.levels]
        # Not asked as "truth IS NULL": Ibis writes NOT x IS NULL, which SQL reads NOT (x IS NULL).
        none_holds = (~reduce(or_, truths), 0)
        unknown = ibis.null("int64")
        return ibis.cases(*zip(truths, severities, strict=True), none_holds, else_=unknown)

    def _value(self, value: ValueOf) -> Any:
        match value:
            case FactRef(name):
                return self._fact(name)
            case Aggregate():
                return self._aggregate(value)
            case AgeAt(birth, on):
                return _whole_years(self._fact(birth), self._fact(on))
            case DaysBetween(start, end):
                days = self._fact(end).delta(self._fact(start), unit="day")
                return days.cast("float64")

    def _fact(self, name: str) -> Any:
        import ibis

        sql_type = _SQL_TYPES[self._vocabulary[name].kind]
        column = self._table[name] if name in self._table.columns else ibis.null()
        return column.cast(sql_type)

    def _aggregate(self, aggregate: Aggregate) -> Any:
        import ibis

        facts = [self._fact(name) for name in aggregate.facts]
        answered = reduce(add, [fact.notnull().cast("float64") for fact in facts])
        if aggregate.name == "count":
            return answered
        found = _aggregated(aggregate.name, facts, answered)
        return ibis.cases((answered >= aggregate.at_least, found), else_=ibis.null("float64"))


def _aggregated(name: str, facts: list[Any], answered: Any) -> Any:
    import ibis

    if name == "min":
        return ibis.least(*facts)
    if name == "max":
        return ibis.greatest(*facts)
    total = reduce(add, [fact.fill_null(0.0) for fact in facts])
    return total if name == "sum" else total / answered.nullif(0.0)


def _whole_years(birth: Any, on: Any) -> Any:
    import ibis

    is_before = on.month() * 100 + on.day() < birth.month() * 100 + birth.day()
    years = on.year() - birth.year() - is_before.cast("int64")
    return ibis.cases((on >= birth, years.cast("float64")), else_=ibis.null("float64"))


def _literal(constant: Constant) -> Any:
    import ibis

    if isinstance(constant, int) and not isinstance(constant, bool):
        return ibis.literal(float(constant))
    return ibis.literal(constant)
