"""A file through the browser: uploaded, given a meaning, checked, applied or thrown away.

The file waits sealed from the first step on. Checking and applying are jobs; what they find (codes,
rows, columns, numbers; never a cell) stands in the upload for the page to show.
"""

import base64
import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from kithwork.access.actions.keys import erase_key, make_key
from kithwork.access.keys.vault import Vault
from kithwork.access.models import DataKey, School, User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import Kind, Mapping, mapping_of
from kithwork.core.reasons import Reason
from kithwork.core.sheets import CellError, Sheet
from kithwork.files import progress
from kithwork.files.tables.limits import DEFAULT
from kithwork.files.tables.reading import Choices, choices_of, read_table
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.first_changes import first_changes, seal
from kithwork.people.actions.imports import Incoming, Leaving, Plan, confirm, drop, preview
from kithwork.people.models import ImportMapping, ImportUpload

FILE = "upload.file"
FILE_NAME = "MAP.yaml"
WAITING = "imports.stage.waiting"
SILENCE = dt.timedelta(minutes=10)
State = ImportUpload.State
WORKING = (State.CHECKING, State.APPLYING)
AT_REST = (State.READING, State.CHECKED, State.FAILED)


@transaction.atomic
def upload(
    *, school: School, kind: Kind, content: bytes, mapping: str = "", by: User
) -> ImportUpload:
    """Take a file in, sealed. Raises NotAllowed, TableError, CatalogueError (the mapping)."""
    require_roster(by, school)
    read = mapping_in(mapping) if mapping.strip() else None
    choices = choices_said(read) if read else {}
    read_table(content, Choices(**choices), limits=DEFAULT)
    key = make_key(DataKey.Kind.IMPORT)
    taken = ImportUpload(
        school=school,
        kind=read.kind.value if read else kind.value,
        key=key,
        size=len(content),
        choices=choices,
        mapping=mapping,
        by=by,
    )
    packed = base64.b64encode(content).decode()
    taken.file = Vault(key).seal(packed, row=taken.uid, field=FILE)
    taken.save(force_insert=True)
    _note(taken, by, reason="uploaded")
    return taken


def choices_said(mapping: Mapping) -> dict[str, Any]:
    """Return what a mapping says of reading its file, without what it leaves open."""
    hints = mapping.reading
    said = {
        "encoding": hints.encoding,
        "delimiter": hints.delimiter,
        "sheet": hints.sheet,
        "header": hints.header,
    }
    return {name: value for name, value in said.items() if value is not None}


@transaction.atomic
def read_otherwise(*, taken: ImportUpload, choices: dict[str, Any], by: User) -> None:
    """Say how the file is to be read. Raises TableError, and Refused while a job works on it."""
    require_roster(by, taken.school)
    locked = _locked(taken, *AT_REST)
    read_table(content_of(locked), Choices(**choices))
    locked.choices, locked.mapping, locked.state = choices, "", State.READING
    locked.save(update_fields=["choices", "mapping", "state"])


@transaction.atomic
def give_meaning(*, taken: ImportUpload, mapping: str, header: str, by: User) -> None:
    """Say what the columns mean, and keep it for the next file of this kind.

    Raises CatalogueError with the line of what is wrong in the mapping.
    """
    require_roster(by, taken.school)
    read = mapping_in(mapping)
    locked = _locked(taken, *AT_REST)
    _forget_check(locked, by)
    locked.mapping, locked.kind = mapping, read.kind.value
    locked.choices = {**locked.choices, **choices_said(read)}
    locked.state, locked.outcome = State.CHECKING, {}
    said = ["mapping", "kind", "choices", "state", "outcome", "run", "shown"]
    locked.save(update_fields=said)
    progress.tell(locked.uid, stage=WAITING, done=0, total=1)
    ImportMapping.objects.update_or_create(
        school=taken.school,
        kind=locked.kind,
        name=read.name,
        defaults={
            "header_sha256": header,
            "text": mapping,
            "amended_at": clock.now(),
            "entered_by": by,
        },
    )


def check(*, taken: ImportUpload, by: User) -> None:
    """Plan the import and keep what was found; without a fault a run waits for confirmation.

    A file that was thrown away meanwhile leaves no run behind.
    """
    incoming = _incoming(taken)
    found = preview(incoming=incoming, school=taken.school, by=by, progress=teller_of(taken.uid))
    shown = seal(taken, first_changes(incoming.mapping, _sheet(incoming), found.plan.states))
    with transaction.atomic():
        rows = ImportUpload.objects.select_for_update(of=("self",))
        locked = rows.filter(pk=taken.pk, state=State.CHECKING).first()
        if locked is None and found.run is not None:
            drop(run=found.run, by=by)
        if locked is not None:
            locked.run, locked.shown = found.run, shown
            locked.outcome, locked.state = outcome_of(found.plan), State.CHECKED
            locked.save(update_fields=["run", "shown", "outcome", "state"])
    progress.forget(taken.uid)


@transaction.atomic
def begin_applying(*, taken: ImportUpload, by: User) -> None:
    """Let the job begin once, however often the button is pressed."""
    require_roster(by, taken.school)
    locked = _locked(taken, State.CHECKED, State.FAILED)
    if locked.run is None:
        raise Refused("imports.nothing_waits")
    locked.state = State.APPLYING
    locked.save(update_fields=["state"])
    progress.tell(locked.uid, stage=WAITING, done=0, total=1)


def apply(*, taken: ImportUpload, leaving: Leaving | None, by: User) -> None:
    """Apply exactly what was previewed, then erase the waiting file."""
    if taken.run is None:
        raise Refused("imports.nothing_waits")
    plan = confirm(run=taken.run, by=by, leaving=leaving, progress=teller_of(taken.uid))
    end(taken, by, outcome=outcome_of(plan))


def recover(*, taken: ImportUpload, by: Who, silent_for: dt.timedelta = SILENCE) -> None:
    """Take up a file whose job was killed: done where the run was applied, else as before it."""
    heard = progress.heard(taken.uid)
    if taken.state not in WORKING or (heard and clock.now() - heard < silent_for):
        return
    if taken.run is not None and taken.run.state == taken.run.State.APPLIED:
        end(taken, by, outcome=taken.outcome)
    else:
        break_off(taken=taken, reason=Reason.of("imports.broke_off"))


@transaction.atomic
def end(taken: ImportUpload, by: Who, *, outcome: dict[str, Any]) -> None:
    """Erase a file whose content was written, and keep what came of it."""
    _erase_file(taken, by, reason="import_applied")
    taken.state, taken.outcome = State.DONE, outcome
    taken.save(update_fields=["state", "outcome"])
    progress.forget(taken.uid)


@transaction.atomic
def break_off(*, taken: ImportUpload, reason: Reason) -> None:
    """Note why a job ended early; nothing of it was written."""
    taken.state = State.READING if taken.state == State.CHECKING else State.FAILED
    taken.outcome = {**taken.outcome, "failed": _reason(reason)}
    taken.save(update_fields=["state", "outcome"])
    progress.forget(taken.uid)


@transaction.atomic
def throw_away(*, taken: ImportUpload, by: Who) -> None:
    """Erase a file that was not applied, and all that was said about it."""
    require_roster(by, taken.school)
    locked = _locked(taken, *AT_REST, State.CHECKING)
    _forget_check(locked, by)
    _note(locked, by, reason="thrown_away")
    _erase_file(locked, by, reason="import_dropped")
    locked.delete()


def _locked(taken: ImportUpload, *states: str) -> ImportUpload:
    rows = ImportUpload.objects.select_for_update(of=("self",)).select_related("school")
    locked = rows.filter(pk=taken.pk, state__in=states).first()
    if locked is None:
        raise Refused("imports.nothing_waits")
    return locked


def _note(taken: ImportUpload, by: Who, *, reason: str) -> None:
    record(
        Verb.IMPORT,
        "upload",
        subject=taken.uid,
        by=by,
        school=taken.school.uid,
        section=Section.CAMPAIGNS.value,
        reason=reason,
    )


def mapping_in(text: str) -> Mapping:
    """Type the text of a mapping; CatalogueError with the line of what is wrong."""
    return mapping_of(parse(text, file=FILE_NAME))


def content_of(taken: ImportUpload) -> bytes:
    """Return the waiting file; Refused where it has gone."""
    if taken.file is None or taken.key is None:
        raise Refused("imports.nothing_waits")
    return base64.b64decode(Vault(taken.key).open(taken.file, row=taken.uid, field=FILE))


def _incoming(taken: ImportUpload) -> Incoming:
    return Incoming(content_of(taken), mapping_in(taken.mapping))


def _sheet(incoming: Incoming) -> Sheet:
    return read_table(incoming.content, choices_of(incoming.mapping.reading))


def teller_of(job: uuid.UUID) -> Any:
    """Return what tells how far a job is."""

    def teller(stage: str, done: int, total: int) -> None:
        progress.tell(job, stage=stage, done=done, total=total)

    return teller


def outcome_of(plan: Plan) -> dict[str, Any]:
    """Return what a page shows of a plan: codes, rows, columns and numbers, never a cell."""
    return {
        "counts": plan.counts.as_json(),
        "errors": [_error(error) for error in plan.errors],
        "more": plan.more,
        "warnings": [_reason(warning) for warning in plan.warnings],
        "leavers": [str(leaver.student.uid) for leaver in plan.leavers],
    }


def _error(error: CellError) -> dict[str, Any]:
    return {"row": error.row, "column": error.column, **_reason(error.reason)}


def _reason(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "params": {name: _plain(v) for name, v in reason.params}}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _forget_check(taken: ImportUpload, by: Who) -> None:
    if taken.run is not None and taken.run.state == taken.run.State.PREVIEWED:
        drop(run=taken.run, by=by)
    taken.run = taken.shown = None


def _erase_file(taken: ImportUpload, by: Who, *, reason: str) -> None:
    key, taken.key, taken.file, taken.shown = taken.key, None, None, None
    taken.save(update_fields=["key", "file", "shown"])
    if key is not None:
        erase_key(key=key, reason=reason, by=by, school=taken.school.uid)
