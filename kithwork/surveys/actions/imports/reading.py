"""One row of a file to the values of a form, every fault at its row and column."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.catalogue.mappings.mapping import AnswerColumns
from kithwork.cohort.records import Record
from kithwork.core.questionnaires import Answer, AnswerReader, Question, raised_by
from kithwork.core.reasons import Reason
from kithwork.core.scales import Alert, AnswerError, Key, Scored, score_values
from kithwork.core.scales.answers import read_answer
from kithwork.core.scales.quality import Values
from kithwork.people.actions.imports import Plan


@dataclass(frozen=True, slots=True)
class Answers:
    """What one form says: the value of each item, and the answers to the other questions."""

    values: Values
    more: Mapping[str, Answer]
    raised: tuple[Alert, ...]

    @property
    def is_empty(self) -> bool:
        return not self.more and all(value is None for value in self.values.values())

    def scored(self, key: Key, *, earlier: tuple[Values, ...]) -> Scored:
        """Score the items; the alerts of the other questions stand among theirs."""
        result = score_values(key, self.values, earlier=earlier)
        return replace(result, alerts=(*result.alerts, *self.raised)) if self.raised else result


class FormReader:
    """Reads the forms of one file; what is wrong with its columns is a fault of the whole file."""

    def __init__(self, entry: InstrumentEntry, key: Key, columns: AnswerColumns) -> None:
        self._key = key
        self._columns = dict(columns.items)
        others = _other_questions(entry, key)
        self._questions = {name: others[name] for name in self._columns if name in others}
        self._readers = {name: AnswerReader(one) for name, one in self._questions.items()}

    def check(self, plan: Plan) -> None:
        """Note items that the mapping gives no column, and names that are nothing of the form."""
        known = {*self._key.items, *self._readers}
        for name, column in self._columns.items():
            if name not in known:
                plan.fault(None, column, reason=Reason.of("scales.answer.no_such_item", item=name))
        for name in self._key.items:
            if name not in self._columns:
                plan.fault(None, None, reason=Reason.of("imports.item_without_column", item=name))

    def read(self, record: Record, plan: Plan) -> Answers | None:
        """Return the form of a row; None where any answer of it is at fault."""
        values: dict[str, float | None] = {}
        more: dict[str, Answer] = {}
        is_good = True
        for name, column in self._columns.items():
            raw = record.answers.get(name)
            try:
                if (reader := self._readers.get(name)) is None:
                    item = self._key.items[name]
                    values[name] = read_answer(
                        name, raw, answers=item.answers, responses=item.item.responses
                    )
                elif (answer := reader.read(raw)) is not None:
                    more[name] = answer
            except AnswerError as error:
                plan.fault(record.row, column, reason=error.reason)
                is_good = False
        if not is_good:
            return None
        raised = raised_by(self._questions.values(), more)
        return Answers(values, more, tuple(Alert(one.question, one.level) for one in raised))


def _other_questions(entry: InstrumentEntry, key: Key) -> dict[str, Question]:
    """Return the questions of an instrument of our own that are no scored items, by id."""
    if entry.questionnaire is None:
        return {}
    return {one.id: one for one in entry.questionnaire.questions() if one.id not in key.items}
