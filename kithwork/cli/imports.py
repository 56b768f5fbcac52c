"""`kithwork import roster|marks|attendance|answers FILE --map MAP.yaml`: a school's file comes in.

Everything wrong with the file is told at once, each fault with its row and column, and then
nothing is written. With --json the document stands alone on standard output, also where the file
is refused: the faults are in it, and on standard error as sentences.
"""

import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kithwork.catalogue.cell_errors import said
from kithwork.catalogue.words import say
from kithwork.cli.columns import printable
from kithwork.cli.errors import BadInput
from kithwork.cli.home import refuse_unfinished
from kithwork.cli.language import _, language
from kithwork.web.environment import Environment

if TYPE_CHECKING:
    from kithwork.access.models import School, User
    from kithwork.catalogue.mappings import Mapping
    from kithwork.people.actions.imports import Plan

FAULTY = 2
_SHOWN_FAULTS = 20
# What a command takes, by the `kind` of its mapping.
KINDS = {
    "roster": ("roster", "pupils"),
    "marks": ("marks", "pupils"),
    "attendance": ("attendance", "pupils"),
    "answers": ("answers",),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line says."""

    file: Path
    map: Path
    school: str | None
    opens_schools: bool
    is_dry: bool
    as_json: bool


@click.group(help=_("Bring in a roster, marks or answers from a file."))
def import_() -> None:
    pass


def _takes_a_file(command: Callable[..., None]) -> Callable[..., None]:
    """Add what all four commands take."""
    options = (
        click.argument("file", type=click.Path(path_type=Path)),
        click.option(
            "--map",
            "mapping",
            required=True,
            type=click.Path(path_type=Path),
            help=_("File that says what the columns mean."),
        ),
        click.option("--school", help=_("Code of the school, where there are several.")),
        click.option(
            "--open-schools",
            is_flag=True,
            help=_("Open a school for each code of the file that is not known here."),
        ),
        click.option(
            "--dry-run", is_flag=True, help=_("Say what would be done and write nothing.")
        ),
        click.option(
            "--json", "as_json", is_flag=True, help=_("Print one JSON document and nothing else.")
        ),
    )
    for option in reversed(options):
        command = option(command)
    return command


@import_.command(help=_("Students with their classes, carers and facts."))
@_takes_a_file
@click.option(
    "--leavers-on",
    type=click.DateTime(["%Y-%m-%d"]),
    help=_("Let those leave on this day whom the file does not name."),
)
def roster(leavers_on: Any, **given: Any) -> None:
    _bring_in("roster", _asked(**given), leavers_on=leavers_on.date() if leavers_on else None)


@import_.command(help=_("Marks of exams."))
@_takes_a_file
def marks(**given: Any) -> None:
    _bring_in("marks", _asked(**given))


@import_.command(help=_("Attendance of a term or of single days."))
@_takes_a_file
def attendance(**given: Any) -> None:
    _bring_in("attendance", _asked(**given))


@import_.command(help=_("Answers to a questionnaire, one form a row."))
@_takes_a_file
@click.option("--by", help=_("Who enters the answers: the name with which she signs in."))
@click.option("--speaker", help=_("Who speaks today to a student whose answers ask for it."))
def answers(by: str | None, speaker: str | None, **given: Any) -> None:
    asked = _asked(**given)
    mapping = read_map("answers", asked.map)
    content = _content(asked.file)
    prepare()
    from kithwork.access.console import OPERATOR
    from kithwork.people.actions.imports import Incoming
    from kithwork.surveys.actions.imports import import_answers, plan_answers

    incoming = Incoming(content, mapping, asked.file.name)
    enters = _user(by) if by else OPERATOR
    speaks = _user(speaker) if speaker else None
    school = _school(asked, mapping)
    with _refusals_told():
        if asked.is_dry:
            planned = plan_answers(incoming=incoming, school=school, by=enters, speaker=speaks)
            report(planned.plan, asked)
        else:
            report(
                import_answers(incoming=incoming, school=school, by=enters, speaker=speaks), asked
            )


def _user(name: str) -> "User":
    from kithwork.access.models import User

    user = User.objects.filter(username=name.casefold(), is_active=True).first()
    if user is None:
        raise BadInput(say("imports.no_such_user", language(), name=printable(name)))
    return user


@contextmanager
def _refusals_told() -> Iterator[None]:
    """Turn an action's refusal into bad input: nothing was written."""
    from kithwork.access.permissions import NotAllowed
    from kithwork.access.refusals import Refused

    try:
        yield
    except Refused as refusal:
        raise BadInput(refusal.said_in(language())) from refusal
    except NotAllowed as refusal:
        raise BadInput(say("imports.school_not_yours", language())) from refusal


def _asked(
    *,
    file: Path,
    mapping: Path,
    school: str | None,
    open_schools: bool,
    dry_run: bool,
    as_json: bool,
) -> Asked:
    return Asked(file, mapping, school, open_schools, dry_run, as_json)


def _bring_in(kind: str, asked: Asked, *, leavers_on: dt.date | None = None) -> None:
    # What needs no database comes first, so that a wrong mapping is told at once.
    mapping = read_map(kind, asked.map)
    content = _content(asked.file)
    prepare()
    from django.db import transaction

    from kithwork.access.console import OPERATOR
    from kithwork.people.actions.imports import Incoming, Leaving, import_now, plan_import

    incoming = Incoming(content, mapping, asked.file.name)
    leaving = Leaving(on=leavers_on) if leavers_on else None
    progress = _progress if sys.stderr.isatty() else _silent
    as_one = transaction.atomic() if asked.is_dry or asked.opens_schools else nullcontext()
    with _refusals_told(), as_one:
        school = _school(asked, mapping)
        if asked.is_dry:
            plan = plan_import(incoming, school, by=OPERATOR, progress=progress).plan
        else:
            plan = import_now(
                incoming=incoming, school=school, by=OPERATOR, leaving=leaving, progress=progress
            ).plan
        if asked.is_dry or (asked.opens_schools and not plan.is_good):
            transaction.set_rollback(True)
    report(plan, asked)


def read_map(kind: str, path: Path) -> "Mapping":
    """Return the mapping, which must be of a kind that the command takes."""
    from kithwork.catalogue.mappings import read_mapping
    from kithwork.catalogue.reading import CatalogueError

    try:
        mapping = read_mapping(path)
    except CatalogueError as error:
        raise BadInput(error.said_in(language())) from error
    if mapping.kind not in KINDS[kind]:
        kinds = ", ".join(KINDS[kind])
        raise BadInput(say("imports.other_kind", language(), kind=mapping.kind.value, kinds=kinds))
    return mapping


def _content(file: Path) -> bytes:
    from kithwork.files.tables.limits import DEFAULT

    try:
        if file.stat().st_size > DEFAULT.file_bytes:
            limit = DEFAULT.file_bytes // 2**20
            raise BadInput(say("files.too_large", language(), limit=limit))
        return file.read_bytes()
    except OSError as error:
        raise BadInput(
            f"{printable(str(file))}: {say('files.not_readable', language())}"
        ) from error


def prepare() -> None:
    """Bring the database up to date, as `serve` does at its start."""
    refuse_unfinished(Environment.read().home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kithwork.web.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


# ── schools ─────────────────────────────────────────────────────────────────────────────────


def _school(asked: Asked, mapping: "Mapping") -> "School":
    from kithwork.access.models import School

    if asked.opens_schools:
        _open_schools(mapping)
    schools = {school.code: school for school in School.objects.order_by("pk")}
    if asked.school is not None:
        if asked.school not in schools:
            raise _no_school("imports.no_such_school", schools)
        return schools[asked.school]
    named = [code for code in _codes(mapping) if code in schools]
    if named:
        return schools[named[0]]
    if len(schools) != 1:
        raise _no_school("imports.name_the_school" if schools else "imports.no_school", schools)
    return next(iter(schools.values()))


def _no_school(code: str, schools: dict[str, "School"]) -> BadInput:
    return BadInput(say(code, language(), schools=", ".join(schools)))


def _codes(mapping: "Mapping") -> list[str]:
    """Return the codes of schools that a mapping names by itself."""
    if mapping.school is None:
        return []
    if mapping.school.column is None:
        return [str(mapping.school.constant)]
    return [str(value) for _word, value in mapping.school.values]


def _open_schools(mapping: "Mapping") -> None:
    from kithwork.access.actions.organisation import NewSchool, found_organisation, open_school
    from kithwork.access.console import OPERATOR
    from kithwork.access.models import Organisation, School

    if not Organisation.objects.exists():
        found_organisation(by=OPERATOR, name_en=mapping.title.en if mapping.title else mapping.name)
    known = set(School.objects.values_list("code", flat=True))
    for code in dict.fromkeys(_codes(mapping)):
        if code not in known:
            new = NewSchool(
                code=code,
                kind=School.Kind.OTHER,
                name_en=code,
                time_zone="UTC",
                jurisdiction="",
            )
            open_school(school=new, by=OPERATOR)


# ── what is said ────────────────────────────────────────────────────────────────────────────


def report(plan: "Plan", asked: Asked) -> None:
    """Print counts, warnings and faults; a file at fault ends the command with exit code 2."""
    spoken = language()
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)
    sentences = [printable(said(error, spoken)) for error in plan.errors]
    if asked.as_json:
        click.echo(json.dumps(_document(plan), ensure_ascii=False))
    elif plan.is_good:
        for line in _lines(plan, asked):
            click.echo(line)
    for warning in plan.warnings:
        click.echo(printable(say(warning, spoken)), err=True)
    if not plan.is_good:
        hidden = len(sentences) - _SHOWN_FAULTS + plan.more
        for sentence in sentences[:_SHOWN_FAULTS]:
            click.echo(sentence, err=True)
        if hidden > 0:
            click.echo(say("files.and_more", spoken, count=hidden), err=True)
        click.echo(say("imports.nothing_written", spoken), err=True)
        raise SystemExit(FAULTY)


def _document(plan: "Plan") -> dict[str, object]:
    return {
        **plan.counts.as_json(),
        "errors": [
            {"row": error.row, "column": error.column, "message": say(error.reason, language())}
            for error in plan.errors
        ],
    }


def _lines(plan: "Plan", asked: Asked) -> list[str]:
    code = "imports.would_be_done" if asked.is_dry else "imports.was_done"
    lines = [say(code, language(), **plan.counts.as_json())]
    if plan.leavers:
        lines.append(say("imports.left_out", language(), count=len(plan.leavers)))
    return lines


def _silent(_stage: str, _done: int, _total: int) -> None:
    pass


def _progress(stage: str, done: int, total: int) -> None:
    share = f" {100 * done // total} %" if total > 1 else ""
    click.echo(f"\r\033[K{say(stage, language())}{share}", err=True, nl=False)
