"""Why a student shows a need or stands on a list: the core's reasons, for the rows that ask.

The table was judged by the engine; here `core` judges one row of it and gives the facts. Students
who agree in every fact of a rule have the same reasons, so each combination is judged once. That
the two agree is checked on the way.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from kithwork.cohort.screening.result import ScreenedFlag, ScreenedNeed
from kithwork.core.needs import Need, need_of
from kithwork.core.rules import Fact, Verdict, evaluate, facts_of, ladder_facts

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Truths = np.ndarray[Any, np.dtype[np.bool_]]

Row = tuple[tuple[str, Fact], ...]


class Explainer:
    """Explains the rows of one table of facts."""

    def __init__(self, facts: "pa.Table") -> None:
        self._facts = facts
        self._columns: dict[str, list[Fact]] = {}

    def needs(self, need: ScreenedNeed) -> Iterator[tuple[int, Need]]:
        """Yield the students who show the need, each with its severity and reasons."""
        definition = need.rule.definition
        names = dict.fromkeys(
            name for evidence in definition.evidence for name in ladder_facts(evidence.ladder)
        )
        known: dict[Row, Need] = {}
        for student, row in self._rows(tuple(names), need.severities >= 1):
            if row not in known:
                known[row] = need_of(definition, dict(row))
            found = known[row]
            assert found.severity == need.severities[student], f"two answers for {definition.code}"
            yield student, found

    def flags(self, flag: ScreenedFlag) -> Iterator[tuple[int, Verdict | None]]:
        """Yield the students on the list with the verdict; None for a flag of answering."""
        if flag.rule is None:
            yield from ((int(student), None) for student in (flag.truths == 1).nonzero()[0])
            return
        known: dict[Row, Verdict] = {}
        for student, row in self._rows(facts_of(flag.rule.when), flag.truths == 1):
            if row not in known:
                known[row] = evaluate(flag.rule.when, dict(row), rule=flag.id)
            assert known[row].truth, f"two answers for {flag.id}"
            yield student, known[row]

    def _rows(self, names: Sequence[str], is_asked: "Truths") -> Iterator[tuple[int, Row]]:
        """Yield each asked student with what is known of these facts."""
        columns = [(name, self._column(name)) for name in names if name in self._facts.column_names]
        for student in is_asked.nonzero()[0].tolist():
            yield student, tuple((name, column[student]) for name, column in columns)

    def _column(self, name: str) -> list[Fact]:
        """A fact of every student; equal values share one object."""
        if name not in self._columns:
            values = self._facts[name].to_pylist()
            facts = {value: Fact(value) for value in set(values)}
            self._columns[name] = [facts[value] for value in values]
        return self._columns[name]
