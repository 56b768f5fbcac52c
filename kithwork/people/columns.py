"""What the columns of a file mean, as a person changes it column by column.

A mapping is a plain document (`catalogue.mappings`); each column stands in it at one place. Here
that place has a short code ("name", "mark:mathematics", "fact:student.hukou"), so that a page can
show it as one choice a column and put the choice back. What is not offered as a choice (guardians,
terms, words of a column) stays as the document has it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from typing import Any

Document = dict[str, Any]

OF_PERSONS = (
    "name",
    "sex",
    "birth",
    "age",
    "school",
    "grade",
    "class",
    "entered",
    "phone",
    "address",
)
LEFT_OUT, OTHERWISE, NUMBER = "", "kept", "id"
MARK, FACT, ABSENCES = "mark:", "fact:", "absences"


def meanings(document: Mapping[str, Any]) -> dict[str, str]:
    """Return the code of each column that the document places."""
    found: dict[str, str] = {}
    for column, code in _places(document):
        found.setdefault(column, code)
    return found


def choose(
    document: Mapping[str, Any], columns: Sequence[str], chosen: Mapping[str, str]
) -> Document:
    """Return the document with each column at its chosen place.

    A column that keeps its meaning keeps everything that the document says of it.
    """
    changed = deepcopy(dict(document))
    present = meanings(document)
    moved = [name for name in columns if chosen.get(name, LEFT_OUT) != present.get(name, LEFT_OUT)]
    for column in moved:
        _take_out(changed, column)
    for column in moved:
        _put(changed, column, chosen.get(column, LEFT_OUT))
    ignored = [name for name in columns if name not in meanings(changed)]
    changed.pop("ignore", None)
    if ignored:
        changed["ignore"] = ignored
    return changed


def _places(document: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key, value in document.items():
        yield from _READERS.get(key, _of_otherwise)(key, value)


def _of_person(key: str, value: Any) -> Iterator[tuple[str, str]]:
    if column := _column(value):
        yield column, key


def _of_marks(_key: str, value: Any) -> Iterator[tuple[str, str]]:
    for mark in value:
        yield from _of_mark(mark)


def _of_facts(_key: str, value: Any) -> Iterator[tuple[str, str]]:
    for column, fact in value.items():
        yield column, FACT + fact["fact"]


def _of_attendance(_key: str, value: Any) -> Iterator[tuple[str, str]]:
    for name, pick in value.items():
        if column := _column(pick):
            yield column, ABSENCES if name == ABSENCES else OTHERWISE


def _of_otherwise(key: str, value: Any) -> Iterator[tuple[str, str]]:
    for column in () if key == "ignore" else _columns_in(value):
        yield column, OTHERWISE


_READERS: dict[str, Callable[[str, Any], Iterator[tuple[str, str]]]] = {
    **dict.fromkeys((NUMBER, *OF_PERSONS), _of_person),
    "marks": _of_marks,
    "columns": _of_facts,
    "attendance": _of_attendance,
}


def _of_mark(mark: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    subject = mark.get("subject")
    is_plain = isinstance(subject, str) and "column" in mark
    if is_plain:
        yield mark["column"], MARK + str(subject)
    for column in _columns_in({k: v for k, v in mark.items() if k != "column" or not is_plain}):
        yield column, OTHERWISE


def _column(value: Any) -> str:
    return value.get("column", "") if isinstance(value, dict) else ""


def _columns_in(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "column" and isinstance(inner, str):
                yield inner
            else:
                yield from _columns_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _columns_in(inner)


def _take_out(document: Document, column: str) -> None:
    for key in list(document):
        value = document[key]
        if key == "columns":
            value.pop(column, None)
        elif key == "marks":
            document[key] = [mark for mark in value if mark.get("column") != column]
        elif key == "attendance":
            for name in [name for name, pick in value.items() if _column(pick) == column]:
                del value[name]
        elif _column(value) == column:
            del document[key]
        if document.get(key) in ({}, []):
            del document[key]


def _put(document: Document, column: str, code: str) -> None:
    if code == NUMBER:
        document["id"] = {"column": column}
    elif code in OF_PERSONS:
        document[code] = {"column": column}
    elif code == ABSENCES:
        document.setdefault("attendance", {})[ABSENCES] = {"column": column}
    elif code.startswith(FACT):
        document.setdefault("columns", {})[column] = {"fact": code.removeprefix(FACT)}
    elif code.startswith(MARK):
        mark = {"column": column, "subject": code.removeprefix(MARK), "exam": "exam", "max": 100}
        document.setdefault("marks", []).append(mark)
