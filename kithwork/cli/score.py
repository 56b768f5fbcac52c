"""`kithwork score FILE|- --instrument CODE`: a file of filled-in forms, one a row, to scores.

Everything wrong with the file is told at once, each fault with its row and column, and nothing is
scored. Without --json there is a table, what the scores mean, and the alerts with first words.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.catalogue.words import say
from kithwork.cli.columns import lined_up, printable
from kithwork.cli.forms import form_options, instrument_named, key_for, takes_a_form
from kithwork.cli.language import _, language
from kithwork.cli.reading import refused, sheet_of
from kithwork.cohort.answer_sheets import FilledForm, read_answer_sheet, score_form
from kithwork.core.scales import Better, Key, Scored
from kithwork.core.scales.keys import version_told_by
from kithwork.core.sheets import Sheet

_LONG = 5_000  # rows from which on progress is shown

ScoredForms = list[tuple[FilledForm, Scored]]


@click.command(help=_("Score the answers to a questionnaire."))
@click.argument("file", metavar="FILE|-", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--instrument", "code", required=True, help=_("Code of the instrument."))
@takes_a_form
@click.option(
    "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
)
def score(file: Path, code: str, as_json: bool, **form: str | None) -> None:
    instrument = instrument_named(code)
    asked = form_options(**form)
    key_for(instrument, asked)  # a wrong option is told before the file is read
    sheet = sheet_of(file)
    told = version_told_by(instrument.instrument, sheet.columns)
    key = key_for(instrument, asked, told)
    scored = _scored(sheet, instrument, key)
    for line in _as_json(key, scored) if as_json else _as_text(instrument, key, scored):
        click.echo(line)


def _scored(sheet: Sheet, instrument: InstrumentEntry, key: Key) -> ScoredForms:
    read = read_answer_sheet(sheet, instrument, key)
    if read.faults:
        raise refused(read.faults)
    with _progress(read.forms) as forms:
        return [(form, score_form(form, key)) for form in forms]


def _progress(forms: tuple[FilledForm, ...]) -> "click._termui_impl.ProgressBar[FilledForm]":
    hidden = len(forms) < _LONG or not sys.stderr.isatty()
    return click.progressbar(forms, file=sys.stderr, label=_("Scoring"), hidden=hidden)


# ── one JSON document ───────────────────────────────────────────────────────────────────────


def _as_json(key: Key, scored: ScoredForms) -> Iterator[str]:
    """Yield the document's lines, one row a line, so that a large file is never one long string."""
    form = key.form
    head = {"instrument": form.instrument, "version": form.version, "coding": form.coding}
    yield _json(head)[:-1] + ', "rows": ['
    last = len(scored) - 1
    for place, (of, result) in enumerate(scored):
        yield _json(_row(of, result)) + ("," if place < last else "")
    yield "]}"


def _row(of: FilledForm, result: Scored) -> dict[str, object]:
    return {
        "id": of.id,
        "scores": dict(result.scores),
        "bands": {
            name: placed and placed.band.label.said_in(language())
            for name, placed in result.bands.items()
        },
        "alerts": [{"item": alert.on, "level": alert.level} for alert in result.alerts],
        "flags": [str(flag) for flag in result.flags],
        "missing": result.missing,
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# ── a table to read ─────────────────────────────────────────────────────────────────────────


def _as_text(instrument: InstrumentEntry, key: Key, scored: ScoredForms) -> Iterator[str]:
    yield from _about_form(instrument, key)
    yield ""
    yield from _table(key, scored)
    yield ""
    yield from _about_scores(key)
    yield from _alerts(instrument, key, scored)


def _about_form(instrument: InstrumentEntry, key: Key) -> Iterator[str]:
    form, of = key.form, instrument.instrument
    version = next(one.label for one in of.versions if one.id == form.version)
    numbered = "form_numbered" if form.coding[0].isdecimal() else "form"
    yield _say(f"scales.table.{numbered}", title=of.title, version=version, coding=form.coding)
    choices = {choice.id: choice for choice in of.choices}
    for name, chosen in form.choices:
        option = next(one.label for one in choices[name].options if one.id == chosen)
        yield _say("scales.table.choice", name=choices[name].label, chosen=option)
    yield _say("scales.screening_only" if of.is_validated else "scales.unvalidated")


def _table(key: Key, scored: ScoredForms) -> list[str]:
    names = list(key.scores)
    banded = [name for name in names if name in key.bands]
    labels = {name: one.score.label.said_in(language()) for name, one in key.scores.items()}
    heads = [
        "id",
        *labels.values(),
        *(f"{labels[name]} ▸" for name in banded),
        *(_say(f"scales.table.{head}") for head in ("alerts", "flags", "missing")),
    ]
    rows = [_cells(of, result, names, banded) for of, result in scored]
    return lined_up(heads, rows, numbers=range(1, len(names) + 1))


def _cells(of: FilledForm, result: Scored, names: list[str], banded: list[str]) -> list[str]:
    return [
        of.id,
        *(_number(result.scores[name]) for name in names),
        *(_band(result, name) for name in banded),
        _listed(f"{alert.on}: {alert.level}" for alert in result.alerts),
        _listed(_say(f"scales.flag.{flag}") for flag in result.flags),
        str(result.missing),
    ]


def _number(value: float | None) -> str:
    return _say("scales.table.none") if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def _band(result: Scored, name: str) -> str:
    placed = result.bands[name]
    return _say("scales.table.none") if placed is None else placed.band.label.said_in(language())


def _listed(words: Iterable[str]) -> str:
    return _say("scales.table.list_comma").join(words)


def _about_scores(key: Key) -> Iterator[str]:
    for keyed in key.scores.values():
        better = "better" if keyed.score.better is Better.HIGHER else "worse"
        yield _say(
            "scales.table.score",
            label=keyed.score.label,
            lo=keyed.lo,
            hi=keyed.hi,
            better=_say(f"scales.table.{better}"),
        )
    for bands in {one.population: one for one in key.bands.values()}.values():
        unconfirmed = "_unconfirmed" if bands.status == "unconfirmed" else ""
        code = f"scales.table.bands{unconfirmed}"
        yield _say(code, population=bands.label, source=bands.source)


def _alerts(instrument: InstrumentEntry, key: Key, scored: ScoredForms) -> Iterator[str]:
    fired = [(of, alert) for of, result in scored for alert in result.alerts]
    if not (key.alerts or _asks_of_danger(instrument)):
        return
    yield ""
    if not fired:
        yield _say("scales.not_indicated")
        return
    yield _say("scales.table.alerts_head")
    for of, alert in sorted(fired, key=lambda one: one[1].level, reverse=True):
        first_words = _say(f"scales.alert.{alert.level}")
        on = _alerting(key, alert.on)
        yield _say("scales.table.alert", id=printable(of.id), on=on, first_words=first_words)


def _alerting(key: Key, on: str) -> str:
    if on in key.scores:
        return key.scores[on].score.label.said_in(language())
    return _say("scales.table.item", item=on)


def _asks_of_danger(instrument: InstrumentEntry) -> bool:
    if instrument.questionnaire is None:
        return False
    questions = instrument.questionnaire.questions()
    return any(option.alert for question in questions for option in question.options)


def _say(code: str, **params: object) -> str:
    return say(code, language(), **params)  # type: ignore[arg-type]  # texts, numbers and words
