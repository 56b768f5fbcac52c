"""What the columns of a file of answers mean: proposed from their names, chosen once, kept as text.

A column is taken for an item where its name is the item's id, ends with its number, or is the
item's tag or the question as it is asked. What was chosen for such a header before is proposed
again.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings.writing import yaml_of
from kithwork.core.questionnaires import Question
from kithwork.core.scales.answers import folded
from kithwork.core.text import Text
from kithwork.people.actions.uploads import FILE_NAME

NUMBER_WORDS = ("学号", "学籍号", "编号", "number", "id", "student", "student_id", "no")
DAY_WORDS = ("日期", "填写日期", "提交时间", "date", "day", "submitted", "timestamp")
_LAST_NUMBER = re.compile(r"^\D{0,12}?(\d+)\D*$")

Chosen = Mapping[str, str]  # field → column


def asked_of(entry: InstrumentEntry) -> Iterator[tuple[str, Text, bool]]:
    """Yield what a column may hold: its id, how it is called, whether it is scored."""
    items = {item.id: item.tag for item in entry.instrument.items}
    for name, tag in items.items():
        yield name, _asked(entry, name) or tag, True
    for question in _questions(entry):
        if question.id not in items:
            yield question.id, question.ask, False


def proposed(entry: InstrumentEntry, columns: Sequence[str]) -> dict[str, str]:
    """Return the columns that could be recognised, by field."""
    found = {"number": _first(columns, NUMBER_WORDS), "day": _first(columns, DAY_WORDS)}
    taken = {column for column in found.values() if column}
    free = [column for column in columns if column not in taken]
    for name, text, _is_scored in asked_of(entry):
        column = _column_of(name, text, free)
        if column:
            found[name] = column
            free.remove(column)
    return {name: column for name, column in found.items() if column}


def document_of(
    entry: InstrumentEntry,
    columns: Sequence[str],
    chosen: Chosen,
    *,
    day: dt.date | None,
    form: Mapping[str, str],
    missing: Sequence[str],
) -> str:
    """Return the mapping's text for what was chosen; the columns left over are named as such."""
    items = {name: chosen[name] for name, _text, _ in asked_of(entry) if chosen.get(name)}
    answers: dict[str, Any] = {"instrument": entry.code, "items": items}
    answers |= {name: said for name, said in form.items() if said}
    if missing:
        answers["missing"] = list(missing)
    document: dict[str, Any] = {
        "mapping": f"answers-{entry.code}",
        "version": 1,
        "kind": "answers",
        "id": {"column": chosen["number"]},
        "on": {"column": chosen["day"]} if chosen.get("day") else day,
        "answers": answers,
    }
    used = {*items.values(), chosen["number"], chosen.get("day", "")}
    if ignored := [column for column in columns if column not in used]:
        document["ignore"] = ignored
    return yaml_of(document)


def chosen_in(text: str) -> tuple[str, dict[str, str]]:
    """Return the instrument and the columns that a kept mapping names, by field."""
    plain = parse(text, file=FILE_NAME).plain()
    assert isinstance(plain, dict), "a mapping that was kept is a mapping"
    answers: Any = plain["answers"]
    found = {str(name): str(column) for name, column in answers["items"].items()}
    for field, key in (("number", "id"), ("day", "on")):
        pick: Any = plain.get(key)
        if isinstance(pick, dict) and "column" in pick:
            found[field] = str(pick["column"])
    return str(answers["instrument"]), found


def _questions(entry: InstrumentEntry) -> tuple[Question, ...]:
    return tuple(entry.questionnaire.questions()) if entry.questionnaire else ()


def _asked(entry: InstrumentEntry, name: str) -> Text | None:
    return next((one.ask for one in _questions(entry) if one.id == name), None)


def _first(columns: Sequence[str], words: Sequence[str]) -> str:
    known = {folded(word) for word in words}
    return next((column for column in columns if folded(column) in known), "")


def _column_of(name: str, text: Text, columns: Sequence[str]) -> str:
    spelled = {folded(name), folded(text.en), folded(text.zh_hans)}
    exact = next((column for column in columns if folded(column) in spelled), "")
    if exact or not name.isdigit():
        return exact
    return next((column for column in columns if _ends_with(column, name)), "")


def _ends_with(column: str, number: str) -> bool:
    found = _LAST_NUMBER.match(column)
    return found is not None and found[1].lstrip("0") == number
