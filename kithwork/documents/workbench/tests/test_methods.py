"""Every method of the workbench: figures, words, and the code that gives the figures again."""

import csv
import datetime as dt
import io
import json
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from kithwork.catalogue.methods import method_pages
from kithwork.catalogue.words import word
from kithwork.cli import language
from kithwork.cli.group import kithwork
from kithwork.core.estimates import Estimate
from kithwork.core.text import LANGUAGES
from kithwork.documents.report import Callout, Paragraph, Table, to_docx, to_html
from kithwork.documents.workbench.code import Reading, command_line, python_code
from kithwork.documents.workbench.method import CannotWork, Line, Told, Voice
from kithwork.documents.workbench.registry import METHODS
from kithwork.documents.workbench.results import blocks_of, csv_of, report_of, sentences
from kithwork.documents.workbench.tests.tried import SLEEP, TRIED
from tests.engine import DATA

FILE = "data.csv"
TODAY = dt.date(2026, 11, 22)


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_chosen", "en")


@pytest.fixture
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def told(code: str, said: str = "en") -> Told:
    method, one = METHODS[code], TRIED[code]
    found = method.work(one.reading.table(one.content), one.chosen)
    return method.tell(found, method.filled(one.chosen), Voice(language=said))


def plain(value: Estimate | float | None) -> object:
    return value.to_dict() if isinstance(value, Estimate) else value


def test_every_method_is_tried_and_has_its_page() -> None:
    assert list(METHODS) == list(TRIED)
    for method in METHODS.values():
        assert method.pages
        assert set(method.pages) <= set(method_pages())


@pytest.mark.parametrize("code", METHODS)
def test_everything_that_is_asked_has_its_words(code: str) -> None:
    method = METHODS[code]
    codes = [f"workbench.{what}.{code}" for what in ("method", "about", "limit")]
    for field in method.fields:
        codes += [f"workbench.{what}.{field.said}" for what in ("field", "help")]
        codes += [f"workbench.choice.{field.said}.{choice}" for choice in field.choices]
    assert all(word(one).zh_hans for one in codes)


@pytest.mark.parametrize("code", METHODS)
@pytest.mark.parametrize("said", LANGUAGES)
def test_a_result_is_a_sentence_figures_and_limits(code: str, said: str) -> None:
    found = told(code, said)
    blocks = blocks_of(METHODS[code], found, language=said)
    assert isinstance(blocks[0], Paragraph)
    assert blocks[0].runs[0].text.endswith("。" if said == "zh-Hans" else ".")
    assert any(isinstance(block, Table) for block in blocks)
    assert isinstance(blocks[-1], Callout)
    report = report_of(METHODS[code], found, language=said, made_on=TODAY)
    page = to_html(report).decode()
    assert "None" not in page
    assert "nan" not in page
    assert to_docx(report).startswith(b"PK")


@pytest.mark.parametrize("code", METHODS)
@pytest.mark.parametrize("said", LANGUAGES)
def test_each_table_of_a_result_has_a_caption_of_its_own(code: str, said: str) -> None:
    blocks = blocks_of(METHODS[code], told(code, said), language=said)
    captions = [block.caption for block in blocks if isinstance(block, Table)]
    assert len(captions) == len(set(captions))


@pytest.mark.parametrize("said", LANGUAGES)
def test_a_name_of_the_file_begins_a_sentence_as_it_is_written_there(said: str) -> None:
    _, *claimed = sentences(told("compare", said).claims, language=said)
    assert any(one.startswith("first − second") for one in claimed)


@pytest.mark.parametrize("code", METHODS)
@pytest.mark.usefixtures("_here")
def test_the_python_gives_the_same_figures(code: str) -> None:
    one = TRIED[code]
    Path(FILE).write_bytes(one.content)
    script = python_code(METHODS[code], one.chosen, file=FILE, reading=one.reading)
    assert "from kithwork.core" in script
    names: dict[str, Any] = {}
    exec(compile(script, "script", "exec"), names)
    expected = {line.name: plain(line.value) for line in told(code).lines}
    assert {name: plain(value) for name, value in names["figures"].items()} == expected


@pytest.mark.parametrize("code", METHODS)
@pytest.mark.usefixtures("_here")
def test_the_command_gives_the_same_figures(code: str) -> None:
    one = TRIED[code]
    Path(FILE).write_bytes(one.content)
    command = command_line(METHODS[code], one.chosen, file=FILE, reading=one.reading)
    assert command is not None
    result = CliRunner().invoke(kithwork, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    printed = set(numbers(json.loads(result.stdout)))
    figures = {line.name: value for line in told(code).lines for value in _figures(line)}
    assert len(figures) > 3
    assert {name for name, value in figures.items() if value not in printed} == set()


def numbers(document: object) -> Iterator[float]:
    """Yield every number of a JSON document."""
    if isinstance(document, bool):
        return
    if isinstance(document, int | float):
        yield document
    elif isinstance(document, dict | list):
        for one in document.values() if isinstance(document, dict) else document:
            yield from numbers(one)


def _figures(line: Line) -> list[float]:
    value = line.value
    if isinstance(value, Estimate):
        ends = (value.interval.low, value.interval.high) if value.interval else ()
        return [one for one in (value.estimate, value.se, *ends) if one is not None]
    return [] if value is None else [value]


@pytest.mark.parametrize("code", METHODS)
def test_the_file_of_figures_has_a_line_for_each(code: str) -> None:
    found = told(code)
    text = csv_of(found, language="en").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(found.lines)
    for row, line in zip(rows, found.lines, strict=True):
        estimate = line.value.estimate if isinstance(line.value, Estimate) else line.value
        assert row["figure"] == line.key
        assert row["estimate"] == ("" if estimate is None else str(estimate))
        assert not row["of"].startswith("=")


def test_the_published_figures_of_sleep() -> None:
    lines = {line.key: line.value for line in told("paired").lines}
    assert lines["t"] == pytest.approx(4.062128, abs=1e-6)
    assert lines["p"] == pytest.approx(0.002833, abs=1e-6)
    assert lines["p_exact"] == 0.00390625
    change = {line.key: line.value for line in told("change").lines}
    assert sum(change[verdict] for verdict in ("recovered", "reliably_improved")) >= 1
    assert change["judged"] == 10


@pytest.mark.real_data
def test_the_published_effect_of_saddlers_study() -> None:
    content = (DATA / "saddler.csv").read_bytes()
    reading = Reading(where=(("measure", "writing quality"),))
    said = {"case": "case", "phase": "treatment", "time": "time", "value": "outcome"}
    chosen = {**said, "improvement": "increase", "design": "multiple-baseline"}
    method = METHODS["betweencase"]
    found = method.work(reading.table(content), chosen)
    lines = method.tell(found, method.filled(chosen), Voice(language="en")).lines
    figures = {line.key: line.value for line in lines}
    assert isinstance(figures["delta"], Estimate)
    assert figures["delta"].estimate == pytest.approx(1.963073, abs=5e-7)
    assert figures["df"] == pytest.approx(8.918146, abs=5e-7)


def test_what_cannot_be_computed_says_why() -> None:
    method = METHODS["paired"]
    with pytest.raises(CannotWork) as caught:
        method.work(Reading().table(SLEEP), {"pre": "first", "post": "first"})
    assert caught.value.reason.code == "paired.error.same_column"


def test_a_name_with_a_comma_has_no_command() -> None:
    chosen = {"items": ("a,b", "c")}
    method = METHODS["reliability"]
    assert command_line(method, chosen, file=FILE, reading=Reading()) is None
    assert "['a,b', 'c']" in python_code(method, chosen, file=FILE, reading=Reading())
