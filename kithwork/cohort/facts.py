"""A table of facts: one row a student, one column a fact, null where the fact is unknown.

The vocabulary decides each column's type; what could not be a fact of one student (text among
numbers, NaN, a value outside a choice) is refused with the name of the fact and never its value.
Columns that are no facts, such as an id or a class, pass through untouched.
"""

from typing import TYPE_CHECKING, Any

from kithwork.core.rules import FactError, FactType, Kind, Vocabulary
from kithwork.core.rules.facts import LARGEST_NUMBER

if TYPE_CHECKING:
    import pyarrow as pa


def fact_columns(table: "pa.Table", vocabulary: Vocabulary) -> "pa.Table":
    """Return the table with each fact in its type: double, string, boolean or date.

    Raises FactError, naming the fact, for a column whose values cannot be that fact.
    """
    for position, name in enumerate(table.column_names):
        if name in vocabulary:
            column = _typed(name, table.column(position), vocabulary[name])
            table = table.set_column(position, name, column)
    return table


def _typed(name: str, column: Any, expected: FactType) -> Any:
    import pyarrow as pa

    types, accepts = _types(expected.kind)
    if pa.types.is_dictionary(column.type):
        column = column.cast(column.type.value_type)
    if not pa.types.is_null(column.type) and not any(fits(column.type) for fits in accepts):
        raise FactError("rules.fact_of_other_kind", fact=name, kind=f"rules.kind.{expected.kind}")
    try:
        typed = column.cast(types)
    except pa.ArrowInvalid as error:  # a whole number that no double holds
        raise FactError("rules.column_out_of_range", fact=name) from error
    if expected.kind is Kind.NUMBER:
        _within_range(name, typed)
    if expected.kind is Kind.CHOICE:
        _among(name, typed, expected.choices)
    return typed


def _types(kind: Kind) -> tuple[Any, tuple[Any, ...]]:
    import pyarrow as pa

    text = (pa.types.is_string, pa.types.is_large_string)
    return {
        Kind.NUMBER: (pa.float64(), (pa.types.is_integer, pa.types.is_floating)),
        Kind.TEXT: (pa.string(), text),
        Kind.CHOICE: (pa.string(), text),
        Kind.FLAG: (pa.bool_(), (pa.types.is_boolean,)),
        Kind.DATE: (pa.date32(), (pa.types.is_date,)),
    }[kind]


def _within_range(name: str, column: Any) -> None:
    import pyarrow.compute as pc

    # A comparison with NaN is false, so NaN is refused together with what is too large.
    fits = pc.all(pc.less_equal(pc.abs(column), float(LARGEST_NUMBER)), min_count=0)
    if not fits.as_py():
        raise FactError("rules.column_out_of_range", fact=name)


def _among(name: str, column: Any, choices: tuple[str, ...]) -> None:
    import pyarrow as pa
    import pyarrow.compute as pc

    allowed = pa.array([*choices, None], pa.string())
    if not pc.all(pc.is_in(column, allowed), min_count=0).as_py():
        raise FactError("rules.fact_not_a_choice", fact=name)
