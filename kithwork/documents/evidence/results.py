"""What was found of a file, ready for the page and to take along, in both languages.

Work that would take long is not begun here: a server answers many. The reader gets the code for it
instead.
"""

import base64
import datetime as dt
from typing import Any

from kithwork.core.reasons import Reason
from kithwork.core.text import LANGUAGES
from kithwork.documents.charts.quilt.palette import Theme
from kithwork.documents.report import body, to_docx
from kithwork.documents.workbench.code import Reading, command_line, python_code
from kithwork.documents.workbench.fields import Chosen
from kithwork.documents.workbench.method import CannotWork, Method, Told, Voice
from kithwork.documents.workbench.results import (
    answer_of,
    csv_of,
    limits_of,
    report_of,
    tables_of,
)

SHOWN_TABLES = 2  # of single cases or groups; more are folded
MOST_STEPS = 20.0  # about seconds on one core
KINDS = {
    "svg": "image/svg+xml",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "py": "text/x-python; charset=utf-8",
}


def work_out(
    method: Method, content: bytes, *, said: Chosen, reading: Reading, kind: str, on: dt.date
) -> dict[str, Any]:
    """Return the result by language; raises TableError, ColumnError, CannotWork."""
    table, chosen = reading.table(content), method.filled(said)
    steps = method.steps(table, chosen)
    if steps > MOST_STEPS:
        minutes = max(1, round(steps / 60))
        raise CannotWork(Reason.of("workbench.error.long", minutes=minutes))
    found = method.work(table, chosen)
    file = f"data.{kind}"
    document: dict[str, Any] = {
        "method": method.code,
        "python": python_code(method, chosen, file=file, reading=reading),
        "command": command_line(method, chosen, file=file, reading=reading),
    }
    for language in LANGUAGES:
        told = method.tell(found, chosen, Voice(language=language))
        drawn = method.tell(found, chosen, Voice(language=language, theme=Theme.PAGE))
        report = report_of(method, told, language=language, made_on=on)
        document[language] = {
            **_page(method, told, language),
            "charts": [{"svg": one.svg, "caption": one.caption} for one in drawn.charts],
            "svg": _packed(told.charts[0].svg.encode()) if told.charts else None,
            "csv": _packed(csv_of(told, language=language)),
            "docx": _packed(to_docx(report)),
        }
    return document


def _page(method: Method, told: Told, language: str) -> dict[str, Any]:
    """Return what stands on the page, and, where it is much, what stands folded: case by case."""
    tables = tables_of(told.lines, language=language)
    is_much = len(tables.one_by_one) > SHOWN_TABLES and bool(tables.together)
    shown = tables.together if is_much else (*tables.together, *tables.one_by_one)
    folded = tables.one_by_one if is_much else ()
    return {
        "answer": body(answer_of(told, language=language), language=language),
        "figures": body(shown, language=language),
        "folded": body(folded, language=language),
        "limits": body(limits_of(method, told, language=language), language=language),
    }


def given(results: dict[str, Any], kind: str, *, language: str) -> bytes | None:
    """Return a result in a format; None where there is none."""
    if kind == "py":
        script: str = results["python"]
        return script.encode()
    packed = results[language][kind]
    return None if packed is None else base64.b64decode(packed)


def _packed(content: bytes) -> str:
    return base64.b64encode(content).decode()
