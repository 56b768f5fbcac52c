"""Rules over the whole table: severities and truths as arrays, -1 where unknown.

The table is judged by the engine (`cohort.rules`). A rule of whose facts the file has none gives
the same for everybody, so `core` answers it once.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kithwork.cohort.engine import engine
from kithwork.cohort.rules import judged
from kithwork.core.dated import AS_OF
from kithwork.core.rules import (
    Condition,
    Fact,
    FactType,
    Ladder,
    Vocabulary,
    climb,
    evaluate,
    facts_of,
    ladder_facts,
)

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Levels = np.ndarray[Any, np.dtype[np.int8]]

Rule = Condition | Ladder
UNKNOWN = -1
FACTS = "facts"


def judge(
    table: "pa.Table", rules: Mapping[str, Rule], vocabulary: Vocabulary
) -> "dict[str, Levels]":
    """Return for each rule one number a student: a severity, or 1 and 0; -1 where unknown."""
    import numpy as np

    asked = {name: rule for name, rule in rules.items() if _is_asked(rule, table)}
    found = _judged(table, asked, vocabulary) if asked and table.num_rows else {}
    as_of = {AS_OF: Fact(table[AS_OF][0].as_py())} if table.num_rows else {}
    return {
        name: found[name]
        if name in found
        else np.full(table.num_rows, _for_everybody(rule, as_of), dtype=np.int8)
        for name, rule in rules.items()
    }


def _is_asked(rule: Rule, table: "pa.Table") -> bool:
    names = ladder_facts(rule) if isinstance(rule, Ladder) else facts_of(rule)
    return any(name in table.column_names for name in names if name != AS_OF)


def _judged(
    table: "pa.Table", rules: Mapping[str, Rule], vocabulary: Vocabulary
) -> "dict[str, Levels]":
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    sql = _sql(table.schema, tuple(rules.items()), tuple(vocabulary.items()))
    with engine() as duck:
        duck.con.register(FACTS, table)
        result = duck.con.sql(sql).to_arrow_table()
    return {
        name: np.asarray(
            pc.fill_null(result[name].cast(pa.int8()), UNKNOWN).combine_chunks(), dtype=np.int8
        )
        for name in rules
    }


@lru_cache(maxsize=32)
def _sql(
    schema: "pa.Schema",
    rules: tuple[tuple[str, Rule], ...],
    facts: tuple[tuple[str, FactType], ...],
) -> str:
    """The rules as a statement over such columns; to write it takes longer than to ask it."""
    import ibis

    table = ibis.table(ibis.Schema.from_pyarrow(schema), name=FACTS)
    names = [name for name, _ in rules]
    return str(ibis.to_sql(judged(table, dict(rules), dict(facts)).select(names), dialect="duckdb"))


def _for_everybody(rule: Rule, facts: Mapping[str, Fact]) -> int:
    if isinstance(rule, Ladder):
        severity = climb(rule, facts).severity
        return UNKNOWN if severity is None else severity
    truth = evaluate(rule, facts).truth
    return UNKNOWN if truth is None else int(truth)
