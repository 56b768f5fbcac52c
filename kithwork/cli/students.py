"""What `kithwork screen` reads: a mapped file of students, or a sheet of filled-in forms."""

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.forms import FormOptions, instrument_named, key_for
from kithwork.cli.language import _, language
from kithwork.cli.reading import refused, sheet_of
from kithwork.cli.steps import Steps

if TYPE_CHECKING:
    from kithwork.catalogue.mappings import Mapping
    from kithwork.cohort.records import Record
    from kithwork.cohort.screening.answers import Answered
    from kithwork.cohort.screening.pupils import Pupils
    from kithwork.cohort.screening.rules import ScreeningRules
    from kithwork.core.sheets import Sheet


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says about the input."""

    file: Path
    instrument: str | None
    form: FormOptions
    as_of: dt.date | None


@dataclass(frozen=True, slots=True)
class Students:
    """What came in: the students, their answers, and the rules for them."""

    pupils: "Pupils"
    answers: "Answered"
    rules: "ScreeningRules"
    as_of: dt.date
    title: str
    rows: int


def mapping_in(map_file: Path | None) -> "Mapping | None":
    """Return the mapping of a file; one that is not right is bad input, with its line."""
    from kithwork.catalogue.mappings import read_mapping

    try:
        return read_mapping(map_file) if map_file else None
    except CatalogueError as error:
        raise BadInput(error.said_in(language())) from error


def students_of(asked: Asked, mapping: "Mapping | None", steps: Steps) -> Students:
    """Read the students of a mapped file, or of a sheet of filled-in forms."""
    steps.begin(_("Reading the file"))
    if mapping is not None:
        return _mapped(asked, mapping, steps)
    if asked.instrument is None:
        raise BadInput(say("screening.input.no_meaning", language()))
    return _filled_in(asked, asked.instrument, steps)


def _mapped(asked: Asked, mapping: "Mapping", steps: Steps) -> Students:
    from kithwork.cohort.records import apply
    from kithwork.cohort.screening.answers import NO_ANSWERS
    from kithwork.cohort.screening.pupils import pupils_of
    from kithwork.cohort.screening.rules import rules_for
    from kithwork.files.tables.reading import choices_of

    code = _instrument_of(asked, mapping)
    sheet = sheet_of(asked.file, choices_of(mapping.reading))
    steps.begin(_("Reading the rows"))
    day_now = today()
    records = apply(mapping, sheet, today=day_now)
    if records.errors:
        raise refused(records.errors, records.more)
    if not records.records:
        raise BadInput(say("screening.input.no_students", language()))
    for warning in records.warnings:
        if warning not in sheet.warnings:  # those were told when the file was read
            click.echo(say(warning, language()), err=True)
    rules = rules_for(mapping)
    on = mapping.on.constant if mapping.on else None
    day = on if isinstance(on, dt.date) else None
    pupils = pupils_of(records.records, groups=mapping.groups, source=mapping.name, on=day)
    answers = NO_ANSWERS
    if code is not None:
        if len(pupils) < len(records.records):
            raise BadInput(say("screening.input.answers_in_several_rows", language()))
        answers = _answers_of_records(records.records, mapping, asked, code=code, rules=rules)
    title = mapping.title.said_in(language()) if mapping.title else asked.file.name
    as_of = asked.as_of or day or day_now
    return Students(pupils, answers, rules, as_of, title, records.rows)


def _instrument_of(asked: Asked, mapping: "Mapping") -> str | None:
    named = mapping.answers.instrument if mapping.answers else None
    if asked.instrument is None or asked.instrument == named:
        return named
    code = "no_answers" if named is None else "other_instrument"
    reason = say(f"screening.input.{code}", language(), named=named, asked=asked.instrument)
    raise BadInput(reason)


def _answers_of_records(
    records: "tuple[Record, ...]",
    mapping: "Mapping",
    asked: Asked,
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


def _filled_in(asked: Asked, code: str, steps: Steps) -> Students:
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
    return Students(pupils, answers, rules, asked.as_of or today(), title, len(sheet.rows))


def today() -> dt.date:
    """Return today's date where this machine stands."""
    return dt.datetime.now().astimezone().date()
