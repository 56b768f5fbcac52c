"""`kithwork screen FILE --out DIR`: from a file of students to needs, tables and a report.

What the columns mean is said by a mapping (--map), or the file has the columns of a filled-in
instrument (--instrument). Everything wrong with the file is told at once and nothing is written;
the folder appears when all of it is done. No names go out: students stand under pseudonyms, and
who they are stands in one file of mode 0600, as do the alerts.
"""

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.forms import (
    FormOptions,
    form_options,
    instrument_named,
    key_for,
    takes_a_form,
)
from kithwork.cli.keys import pseudonym_key
from kithwork.cli.language import _, language
from kithwork.cli.reading import refused, sheet_of

if TYPE_CHECKING:
    from kithwork.catalogue.mappings import Mapping
    from kithwork.cohort.records import Record
    from kithwork.cohort.screening.answers import Answered
    from kithwork.cohort.screening.pupils import Pupils
    from kithwork.cohort.screening.result import Screening
    from kithwork.cohort.screening.rules import ScreeningRules
    from kithwork.core.sheets import Sheet

_SLOW = 2.0  # seconds of a step from which on it is worth a line


@click.command(help=_("From a file of pupils to needs with reasons, tables and a report."))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "map_file",
    type=click.Path(path_type=Path),
    help=_("File that says what the columns mean."),
)
@click.option("--instrument", help=_("Code of the instrument that was filled in."))
@takes_a_form
@click.option(
    "--out", required=True, type=click.Path(path_type=Path), help=_("Folder for the results.")
)
@click.option("--force", is_flag=True, help=_("Replace an earlier screening in the folder."))
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    help=_("Day that is asked about; unless said, the mapping's day, else today."),
)
@click.option(
    "--key",
    "key_file",
    type=click.Path(path_type=Path),
    help=_("Key file that keeps pseudonyms the same from run to run; made where there is none."),
)
@click.option(
    "--language",
    "told_in",
    type=click.Choice(["en", "zh-Hans"]),
    default=language,
    help=_("Language of messages and reports."),
)
@click.option(
    "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
)
def screen(
    file: Path,
    map_file: Path | None,
    instrument: str | None,
    out: Path,
    force: bool,
    as_of: dt.datetime | None,
    key_file: Path | None,
    told_in: str,
    as_json: bool,
    **form: str | None,
) -> None:
    asked = _Asked(file, instrument, form_options(**form), as_of.date() if as_of else None)
    _check(out, force)
    mapping = _mapping(map_file)
    steps = _Steps()
    students = _students(asked, mapping, steps)
    screening = _screened(students, steps)
    document = _document(screening)
    files = _write(
        students, screening, out=out, document=document, key_file=key_file, told_in=told_in,
        force=force, step=steps.begin,
    )  # fmt: skip
    steps.end()
    if as_json:
        click.echo(json.dumps({**document, "files": files}, ensure_ascii=False))
    else:
        for line in _as_text(screening, files, out):
            click.echo(line)
    _warn(screening, out)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the command line says about the input."""

    file: Path
    instrument: str | None
    form: FormOptions
    as_of: dt.date | None


@dataclass(frozen=True, slots=True)
class _Students:
    """What came in: the students, their answers, and the rules for them."""

    pupils: "Pupils"
    answers: "Answered"
    rules: "ScreeningRules"
    as_of: dt.date
    title: str
    rows: int


class _Steps:
    """Tells on standard error what is being done, where it takes long or somebody watches."""

    def __init__(self) -> None:
        self._name, self._began = "", time.monotonic()

    def begin(self, name: str) -> None:
        self.end()
        self._name, self._began = name, time.monotonic()
        if sys.stderr.isatty():
            click.echo(f"{name} …", err=True)

    def end(self) -> None:
        seconds = time.monotonic() - self._began
        if self._name and seconds > _SLOW:
            click.echo(
                _("{name}: {seconds:.1f} s").format(name=self._name, seconds=seconds), err=True
            )
        self._name = ""


# ── what comes in ───────────────────────────────────────────────────────────────────────────


def _check(out: Path, force: bool) -> None:
    from kithwork.documents.screening.folder import FolderError, check_folder

    try:
        check_folder(out, replace=force)
    except FolderError as error:
        raise BadInput(f"{out}: {say(error.reason, language())}") from error


def _mapping(map_file: Path | None) -> "Mapping | None":
    from kithwork.catalogue.mappings import read_mapping

    try:
        return read_mapping(map_file) if map_file else None
    except CatalogueError as error:
        raise BadInput(error.said_in(language())) from error


def _students(asked: _Asked, mapping: "Mapping | None", steps: _Steps) -> _Students:
    steps.begin(_("Reading the file"))
    if mapping is not None:
        return _mapped(asked, mapping, steps)
    if asked.instrument is None:
        raise BadInput(say("screening.input.no_meaning", language()))
    return _filled_in(asked, asked.instrument, steps)


def _mapped(asked: _Asked, mapping: "Mapping", steps: _Steps) -> _Students:
    from kithwork.cohort.records import apply
    from kithwork.cohort.screening.answers import NO_ANSWERS
    from kithwork.cohort.screening.pupils import pupils_of
    from kithwork.cohort.screening.rules import rules_for
    from kithwork.files.tables.reading import choices_of

    code = _instrument_of(asked, mapping)
    sheet = sheet_of(asked.file, choices_of(mapping.reading))
    steps.begin(_("Reading the rows"))
    today = _today()
    records = apply(mapping, sheet, today=today)
    if records.errors:
        raise refused(records.errors, records.more)
    if not records.records:
        raise BadInput(say("screening.input.no_students", language()))
    for warning in records.warnings:
        click.echo(say(warning, language()), err=True)
    rules = rules_for(mapping)
    on = mapping.on.constant if mapping.on else None
    day = on if isinstance(on, dt.date) else None
    pupils = pupils_of(records.records, groups=mapping.groups, source=mapping.name, on=day)
    answers = NO_ANSWERS
    if code is not None:
        answers = _answers_of_records(records.records, mapping, asked, code=code, rules=rules)
    title = mapping.title.said_in(language()) if mapping.title else asked.file.name
    as_of = asked.as_of or day or today
    return _Students(pupils, answers, rules, as_of, title, records.rows)


def _instrument_of(asked: _Asked, mapping: "Mapping") -> str | None:
    named = mapping.answers.instrument if mapping.answers else None
    if asked.instrument is None or asked.instrument == named:
        return named
    code = "no_answers" if named is None else "other_instrument"
    reason = say(f"screening.input.{code}", language(), named=named, asked=asked.instrument)
    raise BadInput(reason)


def _answers_of_records(
    records: "tuple[Record, ...]",
    mapping: "Mapping",
    asked: _Asked,
    *,
    code: str,
    rules: "ScreeningRules",
) -> "Answered":
    from kithwork.cohort.screening.answers import answered
    from kithwork.cohort.screening.forms import forms_of_records

    assert mapping.answers is not None
    instrument = instrument_named(code)
    given = mapping.answers
    form = FormOptions(
        asked.form.version or given.version,
        asked.form.coding or given.coding,
        asked.form.population,
        asked.form.options,
    )
    key = key_for(instrument, form)
    columns = dict(given.items)
    for item in key.items:
        if item not in columns:
            raise BadInput(say("screening.input.item_without_column", language(), item=item))
    forms = forms_of_records(records, given.items)
    found, faults = answered(forms, instrument, key, wanted=rules.facts_read)
    if faults:
        raise refused(faults)
    return found


def _filled_in(asked: _Asked, code: str, steps: _Steps) -> _Students:
    from kithwork.cohort.screening.answers import answered
    from kithwork.cohort.screening.forms import forms_of_sheet
    from kithwork.cohort.screening.rules import rules_for
    from kithwork.core.scales.keys import version_told_by

    instrument = instrument_named(code)
    key_for(instrument, asked.form)  # a wrong option is told before the file is read
    sheet: Sheet = sheet_of(asked.file)
    steps.begin(_("Scoring the forms"))
    key = key_for(instrument, asked.form, version_told_by(instrument.instrument, sheet.columns))
    pupils, forms, faults = forms_of_sheet(sheet, instrument, key)
    if faults:
        raise refused(faults)
    rules = rules_for()
    answers, faults = answered(forms, instrument, key, wanted=rules.facts_read)
    if faults:
        raise refused(faults)
    title = instrument.instrument.title.said_in(language())
    return _Students(pupils, answers, rules, asked.as_of or _today(), title, len(sheet.rows))


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()


# ── what comes out ──────────────────────────────────────────────────────────────────────────


def _screened(students: _Students, steps: _Steps) -> "Screening":
    from kithwork.cohort.screening.screening import screen as screened

    steps.begin(_("Judging needs"))
    return screened(students.pupils, students.rules, as_of=students.as_of, answers=students.answers)


def _document(screening: "Screening") -> dict[str, object]:
    """The counts as one JSON document; its files are added when they are written."""
    return {
        "n": len(screening),
        "scales": {
            scale.name: {
                "n": scale.summary.n,
                "mean": scale.summary.mean,
                "sd": scale.summary.sd,
                "alpha": scale.summary.alpha,
            }
            for scale in screening.scales
        },
        "flags": {flag.id: flag.found for flag in screening.flags},
        "needs": {need.code: need.found for need in screening.needs_judged},
    }


def _write(
    students: _Students,
    screening: "Screening",
    *,
    out: Path,
    document: dict[str, object],
    key_file: Path | None,
    told_in: str,
    force: bool,
    step: Callable[[str], None],
) -> list[str]:
    from kithwork.documents.screening.folder import FolderError, Written, write_folder
    from kithwork.documents.screening.page import Page
    from kithwork.documents.screening.pseudonyms import pseudonyms
    from kithwork.documents.screening.report import FileFacts, screening_report

    report = screening_report(
        screening,
        students.rules,
        file=FileFacts(students.title, students.rows),
        language=told_in,
        made_on=_today(),
    )
    names = pseudonyms(pseudonym_key(key_file), screening.ids, schools=screening.schools)
    written = Written(Page(screening, students.rules, told_in), report, names)
    try:
        return list(write_folder(out, written, document, replace=force, step=step))
    except FolderError as error:
        raise BadInput(f"{out}: {say(error.reason, language())}") from error
    except OSError as error:
        raise BadInput(f"{out}: {say('screening.folder.not_writable', language())}") from error


def _as_text(screening: "Screening", files: list[str], out: Path) -> Iterator[str]:
    yield _("{n} students as of {day}").format(n=len(screening), day=screening.as_of)
    for need in sorted(screening.needs_judged, key=lambda one: -one.found):
        if need.found:
            label = need.rule.label.said_in(language())
            yield f"{need.found:>7}  {need.code}  {label}"
    for flag in screening.flags:
        if flag.found:
            yield f"{flag.found:>7}  {flag.id}  {flag.label.said_in(language())}"
    yield _("Written to {folder}: {files}").format(folder=out, files=", ".join(files))


def _warn(screening: "Screening", out: Path) -> None:
    if screening.alerts:
        students = len({alert.student for alert in screening.alerts})
        text = _("{n} students gave an answer that asks for a person today: {file}")
        click.echo(text.format(n=students, file=out / "alerts.csv"), err=True)
    text = _("Who stands behind a pseudonym is in {file}: keep it apart from the rest.")
    click.echo(text.format(file=out / "ids.csv"), err=True)
