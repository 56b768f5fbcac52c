"""What the answers to one instrument give: scores with their summaries, facts, alerts, flags.

Scores are those of `cohort.scoring`. The other questions are read once for each different answer,
and questions that feed the same fact (how often one talks with either parent) once for each
different combination, by `core.questionnaires` itself: so a table says what a single form says.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar

from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.catalogue.support import thresholds
from kithwork.catalogue.words import word
from kithwork.cohort.engine import engine
from kithwork.cohort.item_matrices import matrix_of
from kithwork.cohort.scoring import ALERT, FLAG, SCORE, read_answers, scored
from kithwork.cohort.screening.forms import RawForms
from kithwork.cohort.screening.result import ScreenedAlert, ScreenedFlag, ScreenedScale
from kithwork.cohort.screening.statistics import summary
from kithwork.core.questionnaires import (
    Answer,
    AnswerReader,
    Answers,
    Question,
    QuestionKind,
    facts_from,
    raised_by,
    support_from,
)
from kithwork.core.questionnaires.sharing import sharing
from kithwork.core.reasons import Value
from kithwork.core.scales import AnswerError, Key
from kithwork.core.sheets import Cell, CellError
from kithwork.core.support.findings import finding
from kithwork.core.support.functions import Function
from kithwork.core.support.survey import from_survey
from kithwork.core.support.thresholds import Word

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

T = TypeVar("T")

WISH = "asks_for_a_talk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the forms give, a value or a row for each student; `words` per function of support."""

    instrument: InstrumentEntry | None = None
    scales: tuple[ScreenedScale, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)
    flags: tuple[ScreenedFlag, ...] = ()
    alerts: tuple[ScreenedAlert, ...] = ()
    words: Mapping[Function, Sequence[Word]] = field(default_factory=dict)


NO_ANSWERS = Answered()


def answered(
    forms: RawForms, instrument: InstrumentEntry, key: Key, *, wanted: Collection[str]
) -> tuple[Answered, tuple[CellError, ...]]:
    """Return what the forms give; where there are faults it must not be used.

    `wanted` are the facts that somebody will read: the others are not made into columns.
    """
    items, wrong = _items(forms, key)
    questions, more = _questions(forms, instrument)
    if wrong or more:
        told = {(fault.row, fault.column): fault for fault in (*more, *wrong)}  # an item is both
        return NO_ANSWERS, tuple(sorted(told.values(), key=lambda fault: fault.row or 0))
    columns = _scored(items, key, has_seconds=bool(forms.seconds))
    scales = tuple(_scales(columns, items, instrument, key))
    facts = {instrument.score_facts[scale.name]: scale.values for scale in scales}
    alerts = (*_alerts(columns), *_alerts_of(questions))
    return Answered(
        instrument=instrument,
        scales=scales,
        facts=facts | dict(_facts(questions, wanted)),
        flags=(*_wishes(questions), *_quality(columns)),
        alerts=tuple(sorted(alerts, key=lambda alert: (alert.student, alert.item))),
        words=_words(questions),
    ), ()


# ── the key ─────────────────────────────────────────────────────────────────────────────────


def _items(forms: RawForms, key: Key) -> "tuple[pa.Table, list[CellError]]":
    """The items as a table of numbers, in the file's own coding."""
    import pyarrow as pa

    raw = {name: _text(forms.columns[name]) for name in key.items}
    table, wrong = read_answers(pa.table(raw), key, columns={name: name for name in key.items})
    if forms.seconds:
        table = table.append_column("seconds", pa.array(forms.seconds, pa.float64()))
    return table, [
        CellError(forms.rows[one.row], _named(forms, one.error), one.error.reason) for one in wrong
    ]


def _text(cells: Sequence[Cell]) -> "pa.Array":
    import pyarrow as pa

    try:
        return pa.array(cells, pa.string())
    except pa.ArrowTypeError:  # numbers and dates among them: a workbook
        return pa.array(map(_written, cells), pa.string())


def _written(cell: Cell) -> str | None:
    if cell is None or isinstance(cell, str):
        return cell
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _named(forms: RawForms, error: AnswerError) -> str | None:
    item = str(error.reason.values().get("item", ""))
    return forms.named.get(item, item or None)


def _scored(items: "pa.Table", key: Key, *, has_seconds: bool) -> "pa.Table":
    import ibis

    columns = {name: name for name in key.items}
    seconds = "seconds" if has_seconds else None
    with engine() as duck:
        table = scored(ibis.memtable(items), key, columns=columns, seconds=seconds)
        wanted = [name for name in table.columns if name.startswith((SCORE, ALERT, FLAG))]
        return duck.to_pyarrow(table.select(wanted))


def _scales(
    columns: "pa.Table", items: "pa.Table", instrument: InstrumentEntry, key: Key
) -> Iterator[ScreenedScale]:
    answers = {name: _numbers(items[name]) for name in key.items}
    for name, keyed in key.scores.items():
        values = _numbers(columns[f"{SCORE}{name}"])
        matrix = matrix_of(name, key, answers)
        yield ScreenedScale(
            name=name,
            label=keyed.score.label,
            is_validated=instrument.instrument.is_validated,
            values=values,
            summary=summary(values, matrix.values),
            items=matrix,
        )


def _numbers(column: "pa.ChunkedArray") -> "Numbers":
    import numpy as np

    return np.asarray(column.combine_chunks().to_numpy(zero_copy_only=False), dtype=np.float64)


def _alerts(columns: "pa.Table") -> Iterator[ScreenedAlert]:
    for name in columns.column_names:
        if name.startswith(ALERT):
            for student, level in enumerate(columns[name].to_pylist()):
                if level is not None:
                    yield ScreenedAlert(student, name.removeprefix(ALERT), level)


def _quality(columns: "pa.Table") -> Iterator[ScreenedFlag]:
    import numpy as np

    for name in columns.column_names:
        if name.startswith(FLAG):
            code = name.removeprefix(FLAG)
            truths = np.asarray(columns[name].to_pylist(), dtype=np.int8)
            yield ScreenedFlag(code, word(f"scales.flag.{code}"), truths)


# ── the other questions ─────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question with everybody's answers."""

    question: Question
    answers: tuple[Answer | None, ...]


def _questions(
    forms: RawForms, instrument: InstrumentEntry
) -> tuple[tuple[_Asked, ...], list[CellError]]:
    if instrument.questionnaire is None:
        return (), []
    faults: list[CellError] = []
    asked = [
        _Asked(question, tuple(_read(question, forms, faults)))
        for question in instrument.questionnaire.questions()
        if question.id in forms.columns
    ]
    return tuple(asked), faults


def _read(question: Question, forms: RawForms, faults: list[CellError]) -> Iterator[Answer | None]:
    reader = AnswerReader(question)
    known: dict[Cell, Answer | AnswerError | None] = {}
    for row, cell in zip(forms.rows, forms.columns[question.id], strict=True):
        if cell not in known:
            try:
                known[cell] = reader.read(cell)
            except AnswerError as error:
                known[cell] = error
        found = known[cell]
        if isinstance(found, AnswerError):
            faults.append(CellError(row, forms.named[question.id], found.reason))
            yield None
        else:
            yield found


def _facts(asked: Sequence[_Asked], wanted: Collection[str]) -> Iterator[tuple[str, list[Value]]]:
    """Columns of the wanted facts; questions that feed one fact together are read together."""
    for together, names in _together(asked):
        if names.isdisjoint(wanted):
            continue
        rows = _each(together, partial(facts_from, [one.question for one in together]))
        for name in sorted(names.intersection(wanted)):
            yield name, [row[name].value if name in row else None for row in rows]


def _together(asked: Sequence[_Asked]) -> Iterator[tuple[list[_Asked], frozenset[str]]]:
    """The questions in groups of which no two feed the same fact, with the facts of each."""
    of_question = {one.question.id: one for one in asked}
    for shared in sharing(one.question for one in asked):
        yield [of_question[question.id] for question in shared.questions], shared.facts


def _each(together: Sequence[_Asked], judge: Callable[[Answers], T]) -> list[T]:
    """Judge every student's answers to some questions, each different combination once."""
    names = [one.question.id for one in together]
    known: dict[tuple[Answer | None, ...], T] = {}
    rows = []
    for answers in zip(*(one.answers for one in together), strict=True):
        if answers not in known:
            known[answers] = judge(dict(zip(names, answers, strict=True)))
        rows.append(known[answers])
    return rows


def _alerts_of(asked: Sequence[_Asked]) -> Iterator[ScreenedAlert]:
    for one in asked:
        if any(option.alert for option in one.question.options):
            for student, raised in enumerate(_each([one], partial(raised_by, [one.question]))):
                for alert in raised:
                    yield ScreenedAlert(student, alert.question, alert.level)


def _wishes(asked: Sequence[_Asked]) -> Iterator[ScreenedFlag]:
    """Who asks for a talk: a wish to which whoever reads the answers replies."""
    import numpy as np

    wishes = [one for one in asked if one.question.feeds.is_wish]
    if wishes:
        truths = np.asarray(_each(wishes, _wished), dtype=np.int8)
        yield ScreenedFlag(WISH, word(f"screening.flag.{WISH}"), truths)


def _wished(answers: Answers) -> int:
    if "yes" in answers.values():
        return 1
    return 0 if {"no", "not_now"} & {*answers.values()} else -1


def _words(asked: Sequence[_Asked]) -> dict[Function, list[Word]]:
    """Per function of support what the student says: enough, a gap, or not asked."""
    words = {}
    for function in Function:
        # "Enough?" is the question of a function whose answers are words; its items are numbers.
        fed = [
            one
            for one in asked
            if one.question.feeds.function == function
            and one.question.kind is QuestionKind.CHOICE
            and not one.question.has_values
        ]
        if fed:
            words[function] = _each(fed, partial(_word, function, [one.question for one in fed]))
    return words


def _word(function: Function, questions: Sequence[Question], answers: Answers) -> Word:
    matrix = from_survey(support_from(questions, answers, perceived={}))
    return finding(matrix, function, thresholds=thresholds()).word
