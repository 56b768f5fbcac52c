"""Case report: from the tables of a case to Word, PDF and HTML, first in a process and later.

The demo's Xiaolan at evaluation, with her charts and quilts, in both languages. "Composed" is
gathering and wording alone, without a format. "First" is what the first report after a start costs,
imports included. Peer for Word: the same headings, paragraphs and tables by python-docx, without
the charts.
"""

import io
import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from bench.measuring import Timing, report
from bench.worlds import World, incoming, rows, world

if TYPE_CHECKING:
    from kithwork.access.models import User
    from kithwork.casework.models import Case
    from kithwork.documents.report import Report

STUDENTS, TIMES, STARTS = 60, 7, 2
POSTED = 400  # days, more than the story takes
LANGUAGES = ("en", "zh-Hans")
FORMATS = ("Word", "PDF", "HTML")


def main() -> None:
    with world(posted_days=POSTED) as made:
        case = _told(made)
        for language in LANGUAGES:
            print(f"{language}:")
            for name in FORMATS:
                firsts = tuple(_first(made, language, name) for _ in range(STARTS))
                print(Timing(f"{name}, first in a process", firsts))
            composed = _times(lambda language=language: compose(made.worker, case, language))
            print(Timing("composed", composed))
            for name in FORMATS:
                print(Timing(f"{name}, later", _later(made.worker, case, language, name)))
        ours = compose(made.worker, case, "zh-Hans")
        render = _renders()["Word"]
        report(
            [
                Timing("Word from a composed report", _times(lambda: render(ours))),
                Timing("python-docx, without charts", _times(lambda: _by_hand(ours))),
            ]
        )


def compose(user: "User", case: "Case", language: str) -> "Report":
    """Return the report of a case, in the layout of practice."""
    from kithwork.access.permissions import remembering
    from kithwork.documents.case_report.report import case_report

    with remembering(changes_nothing=True):
        return case_report(user, case, language=language, layout="practice")


def _told(made: World) -> "Case":
    from kithwork.access.models import User
    from kithwork.audit import clock
    from kithwork.demo.stories.college import tell_xiaolan
    from kithwork.people.actions.imports import import_now
    from kithwork.people.models import Student

    import_now(incoming=incoming(rows(STUDENTS, born=2008)), school=made.school, by=made.worker)
    student = Student.objects.filter(school=made.school).order_by("pk")[0]
    people = {"shen.yue": made.worker, "he.lan": User.objects.get(username="he.lan")}
    return tell_xiaolan(student, people, as_of=clock.today()).told


def _renders() -> "dict[str, Callable[[Report], bytes]]":
    from kithwork.documents.report import to_docx, to_html, to_pdf

    return dict(zip(FORMATS, (to_docx, to_pdf, to_html), strict=True))


def _later(user: "User", case: "Case", language: str, name: str) -> tuple[float, ...]:
    render = _renders()[name]
    return _times(lambda: render(compose(user, case, language)))


def _times(thing: Callable[[], object]) -> tuple[float, ...]:
    thing()
    seconds = []
    for _ in range(TIMES):
        began = time.perf_counter()
        thing()
        seconds.append(time.perf_counter() - began)
    return tuple(seconds)


# ── first in a process ──────────────────────────────────────────────────────────────────────


def first(language: str, name: str) -> None:
    """Make one report in a process that has done nothing yet; print the seconds it took."""
    import django

    django.setup()
    from kithwork.access.models import User
    from kithwork.casework.models import Case

    worker, case = User.objects.get(username="lin.jing"), Case.objects.get()
    began = time.perf_counter()
    _renders()[name](compose(worker, case, language))
    print(time.perf_counter() - began)


def _first(made: World, language: str, name: str) -> float:
    program = f"from bench.casereport import first; first({language!r}, {name!r})"
    words = [sys.executable, "-c", program]
    home = {**os.environ, "KITHWORK_HOME": str(made.home)}
    said = subprocess.run(words, check=True, capture_output=True, text=True, env=home)
    return float(said.stdout)


# ── the peer ────────────────────────────────────────────────────────────────────────────────


def _by_hand(made: "Report") -> bytes:
    from docx import Document

    from kithwork.documents.report import Heading, Paragraph, Table

    document = Document()
    document.add_heading(made.title, 0)
    for block in made.blocks:
        if isinstance(block, Heading):
            document.add_heading(block.text, min(block.level, 4))
        elif isinstance(block, Paragraph):
            document.add_paragraph(block.text)
        elif isinstance(block, Table):
            table = document.add_table(rows=1, cols=len(block.columns))
            for row in block.rows:
                for cell, value in zip(table.add_row().cells, row, strict=False):
                    cell.text = "" if value is None else str(value)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
