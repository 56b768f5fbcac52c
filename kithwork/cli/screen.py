"""`kithwork screen FILE --out DIR`: from a file of students to needs, tables and a report.

What the columns mean is said by a mapping (--map), or the file has the columns of a filled-in
instrument (--instrument). Everything wrong with the file is told at once and nothing is written;
the folder appears when all of it is done. No names go out: students stand under pseudonyms, and
who they are stands in one file of mode 0600, as do the alerts.
"""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kithwork.catalogue.words import say
from kithwork.cli.errors import BadInput
from kithwork.cli.forms import form_options, takes_a_form
from kithwork.cli.keys import pseudonym_key
from kithwork.cli.language import _, language
from kithwork.cli.steps import Steps
from kithwork.cli.students import Asked, Students, mapping_in, students_of, today

if TYPE_CHECKING:
    from kithwork.cohort.screening.result import Screening


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
    asked = Asked(file, instrument, form_options(**form), as_of.date() if as_of else None)
    _check(out, force)
    mapping = mapping_in(map_file)
    steps = Steps()
    students = students_of(asked, mapping, steps)
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


def _check(out: Path, force: bool) -> None:
    from kithwork.documents.screening.folder import FolderError, check_folder

    try:
        check_folder(out, replace=force)
    except FolderError as error:
        raise BadInput(f"{out}: {say(error.reason, language())}") from error


def _screened(students: Students, steps: Steps) -> "Screening":
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
    students: Students,
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
        made_on=today(),
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
