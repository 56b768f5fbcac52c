"""The facts of all students as one Arrow table: what the file says, and what follows from it.

One column a fact, null where it is not known, in the type that the vocabulary gives it. A fact that
the file states itself goes before one that is computed.
"""

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from kithwork.cohort.facts import fact_columns
from kithwork.cohort.marks import mark_columns
from kithwork.cohort.screening.pupils import Pupils
from kithwork.core.dated import AS_OF
from kithwork.core.rules import Kind, Vocabulary

if TYPE_CHECKING:
    import pyarrow as pa

Column = Any  # values of one fact: a list with None, a NumPy array with NaN, or an Arrow array


def fact_table(
    pupils: Pupils,
    answers: Mapping[str, Column],
    *,
    as_of: dt.date,
    vocabulary: Vocabulary,
    trend_at_least: int,
) -> "pa.Table":
    """Return the facts of `pupils` and of their `answers` on the day `as_of`.

    Raises FactError, naming the fact, where a column's values cannot be that fact.
    """
    import pyarrow as pa

    marks = mark_columns(pupils.marks, pupils.schools, trend_at_least=trend_at_least)
    columns: dict[str, Column] = {**marks, **answers, **pupils.facts}
    known = {name: _array(column, vocabulary[name].kind) for name, column in columns.items()}
    known[AS_OF] = pa.repeat(pa.scalar(as_of, pa.date32()), len(pupils))
    return fact_columns(pa.table(known), vocabulary)


def _array(column: Column, kind: Kind) -> "pa.Array":
    import numpy as np
    import pyarrow as pa

    if isinstance(column, pa.Array):
        return column
    if isinstance(column, np.ndarray):
        return pa.array(column, mask=np.isnan(column))
    return pa.array(column, _TYPES[kind](pa))


_TYPES: Mapping[Kind, Any] = {
    Kind.NUMBER: lambda pa: pa.float64(),
    Kind.TEXT: lambda pa: pa.string(),
    Kind.CHOICE: lambda pa: pa.string(),
    Kind.FLAG: lambda pa: pa.bool_(),
    Kind.DATE: lambda pa: pa.date32(),
}
