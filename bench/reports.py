"""Reports: ten pages with charts and tables, as HTML, Word, PDF and JSON, in both languages.

First in a process (what the command line pays, imports included), and warm (what the server
pays). Each warm report has figures of its own, so that no chart comes from the cache. Peer for
the PDF: the same report's HTML printed by a headless Chromium, where there is one.
"""

import datetime as dt
import io
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path

from bench.measuring import Timing, report
from kithwork.core.support.functions import FOUR
from kithwork.documents.charts.bars import Bar, bars
from kithwork.documents.charts.strip import Group, strip
from kithwork.documents.report import (
    Block,
    Chart,
    Column,
    Heading,
    Paragraph,
    Report,
    Table,
    number,
    to_docx,
    to_html,
    to_json,
    to_pdf,
)

FORMATS: dict[str, Callable[[Report], bytes]] = {
    "HTML": to_html,
    "Word": to_docx,
    "PDF": to_pdf,
    "JSON": to_json,
}
SENTENCE = {
    "en": "Most students name someone to whom they can turn: a classmate, a grandmother. ",
    "zh-Hans": "大多数学生都能说出一位可以求助的人：同学、奶奶，或者班主任。",
}
NEED = {"en": "A need of some students", "zh-Hans": "部分学生的一项需求"}
PARTS, TIMES = 7, 7


def ten_pages(language: str, seed: int) -> Report:
    """Return a report of about ten pages: parts of text, two charts and three tables."""
    blocks = [block for part in range(PARTS) for block in _part(language, seed * PARTS + part)]
    return Report(
        title=f"{NEED[language]} {seed}",
        subtitle="",
        language=language,
        made_on=dt.date(2026, 11, 5),
        versions="needs 3",
        confidentiality="",
        blocks=tuple(blocks),
    )


def _part(language: str, seed: int) -> list[Block]:
    need = NEED[language]
    chance = random.Random(seed)
    items = [Bar(f"{need} {n}", chance.randrange(10_000), which) for n, which in enumerate(FOUR)]
    chart = bars(items, finding=need, heads=("A", "B"), language=language)
    marks = tuple(chance.randrange(21) for _ in range(90))
    dots = strip(
        [Group("A", marks), Group("B", marks[:40])],
        finding=need,
        measure="0–20",
        limits=(0, 20),
        fewest=5,
        language=language,
    )
    rows = tuple((f"{need} {n}", n * seed, n / 7) for n in range(12))
    columns = (Column("A"), number("B"), number("C", decimals=2))
    return [
        Heading(1, f"{need} {seed}"),
        Paragraph.of(SENTENCE[language] * 5),
        Chart.of(chart, caption=need),
        Chart.of(dots, caption=need),
        Table(need, columns, rows),
    ]


def main() -> None:
    seeds = count(2)
    for language in ("en", "zh-Hans"):
        print(f"{language}: {_pages(to_pdf(ten_pages(language, 1)))} pages of PDF")
        for name, render in FORMATS.items():
            print(
                Timing(
                    f"{name}, first in a process", tuple(_first(language, name) for _ in range(3))
                )
            )
            print(
                Timing(
                    f"{name}, warm",
                    tuple(_warm(language, next(seeds), render) for _ in range(TIMES)),
                )
            )
    _beside_chromium(seeds)


def _first(language: str, name: str) -> float:
    program = f"from bench.reports import *; FORMATS[{name!r}](ten_pages({language!r}, 1))"
    words = [sys.executable, "-c", program]
    began = time.perf_counter()
    subprocess.run(words, check=True, capture_output=True)
    return time.perf_counter() - began


def _warm(language: str, seed: int, render: Callable[[Report], bytes]) -> float:
    began = time.perf_counter()
    render(ten_pages(language, seed))
    return time.perf_counter() - began


def _beside_chromium(seeds: "count[int]") -> None:
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if not chromium:
        print("No Chromium here: the PDF has no peer to stand beside.")
        return
    ours, peer = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(TIMES):
            made = ten_pages("zh-Hans", next(seeds))
            page = Path(folder, "report.html")
            page.write_bytes(to_html(made))
            ours.append(_seconds(lambda made=made: to_pdf(made)))
            words = [chromium, "--headless", "--no-sandbox", "--disable-gpu", *_QUIET]
            words += [f"--print-to-pdf={folder}/report.pdf", page.as_uri()]
            peer.append(
                _seconds(lambda words=words: subprocess.run(words, check=True, capture_output=True))
            )
    report([Timing("PDF from drawn charts", tuple(ours)), Timing("Chromium", tuple(peer))])


_QUIET = ("--disable-background-networking", "--no-pdf-header-footer", "--disable-extensions")


def _seconds(thing: Callable[[], object]) -> float:
    began = time.perf_counter()
    thing()
    return time.perf_counter() - began


def _pages(pdf: bytes) -> int:
    from pypdf import PdfReader

    return len(PdfReader(io.BytesIO(pdf)).pages)
