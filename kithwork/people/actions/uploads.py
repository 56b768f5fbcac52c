"""A file through the browser: uploaded, given a meaning, checked, applied or thrown away.

The file waits sealed from the first step on. Checking and applying are jobs; what they find (codes,
rows, columns, numbers; never a cell) stands in the upload for the page to show.
"""

import base64
import uuid
from typing import Any

from django.db import transaction

from kithwork.access.actions.keys import erase_key, make_key
from kithwork.access.keys.vault import Vault
from kithwork.access.models import DataKey, School, User
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import Kind, Mapping, mapping_of
from kithwork.core.reasons import Reason
from kithwork.core.sheets import CellError
from kithwork.files import progress
from kithwork.files.tables.limits import DEFAULT
from kithwork.files.tables.reading import Choices, read_table
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.imports import Incoming, Leaving, Plan, confirm, drop, preview
from kithwork.people.models import ImportMapping, ImportUpload

FILE = "upload.file"
FILE_NAME = "MAP.yaml"
SHOWN_STATES = 20
State = ImportUpload.State


@transaction.atomic
def upload(
    *, school: School, kind: Kind, content: bytes, mapping: str = "", by: User
) -> ImportUpload:
    """Take a file in, sealed. Raises NotAllowed, TableError, CatalogueError (the mapping)."""
    require_roster(by, school)
    read = mapping_of(parse(mapping, file=FILE_NAME)) if mapping.strip() else None
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
    """Say how the file is to be read; TableError where it cannot be read so."""
    require_roster(by, taken.school)
    read_table(content_of(taken), Choices(**choices))
    taken.choices, taken.mapping, taken.state = choices, "", State.READING
    taken.save(update_fields=["choices", "mapping", "state"])


@transaction.atomic
def give_meaning(*, taken: ImportUpload, mapping: str, header: str, by: User) -> None:
    """Say what the columns mean, and keep it for the next file of this kind.

    Raises CatalogueError with the line of what is wrong in the mapping.
    """
    require_roster(by, taken.school)
    read = mapping_of(parse(mapping, file=FILE_NAME))
    taken.mapping, taken.kind = mapping, read.kind.value
    taken.choices = {**taken.choices, **choices_said(read)}
    _forget_check(taken, by)
    taken.state, taken.outcome = State.CHECKING, {}
    taken.save()
    ImportMapping.objects.update_or_create(
        school=taken.school,
        kind=taken.kind,
        name=read.name,
        defaults={
            "header_sha256": header,
            "text": mapping,
            "amended_at": clock.now(),
            "entered_by": by,
        },
    )


def check(*, taken: ImportUpload, by: User) -> None:
    """Plan the import and keep what was found; without a fault a run waits for confirmation."""
    found = preview(
        incoming=_incoming(taken), school=taken.school, by=by, progress=_teller(taken.uid)
    )
    with transaction.atomic():
        taken.run = found.run
        taken.outcome = _outcome(found.plan)
        taken.state = State.CHECKED
        taken.save(update_fields=["run", "outcome", "state"])
    progress.forget(taken.uid)


@transaction.atomic
def begin_applying(*, taken: ImportUpload, by: User) -> None:
    """Let the job begin once, however often the button is pressed."""
    require_roster(by, taken.school)
    begun = ImportUpload.objects.filter(pk=taken.pk, state__in=[State.CHECKED, State.FAILED])
    if taken.run is None or not begun.update(state=State.APPLYING):
        raise Refused("imports.nothing_waits")
    taken.refresh_from_db()


def apply(*, taken: ImportUpload, leaving: Leaving | None, by: User) -> None:
    """Apply exactly what was previewed, then erase the waiting file."""
    if taken.run is None:
        raise Refused("imports.nothing_waits")
    plan = confirm(run=taken.run, by=by, leaving=leaving, progress=_teller(taken.uid))
    with transaction.atomic():
        _erase_file(taken, by, reason="import_applied")
        taken.state, taken.outcome = State.DONE, _outcome(plan)
        taken.save()
    progress.forget(taken.uid)


@transaction.atomic
def break_off(*, taken: ImportUpload, reason: Reason) -> None:
    """Note why a job ended early; nothing of it was written."""
    code = State.READING if taken.state == State.CHECKING else State.FAILED
    taken.state = code
    taken.outcome = {**taken.outcome, "failed": _reason(reason)}
    taken.save(update_fields=["state", "outcome"])
    progress.forget(taken.uid)


@transaction.atomic
def throw_away(*, taken: ImportUpload, by: User) -> None:
    """Erase a file that was not applied, and all that was said about it."""
    require_roster(by, taken.school)
    if taken.state in (State.APPLYING, State.DONE):
        raise Refused("imports.nothing_waits")
    _forget_check(taken, by)
    _erase_file(taken, by, reason="import_dropped")
    taken.delete()


def content_of(taken: ImportUpload) -> bytes:
    """Return the waiting file; Refused where it has gone."""
    if taken.file is None or taken.key is None:
        raise Refused("imports.nothing_waits")
    return base64.b64decode(Vault(taken.key).open(taken.file, row=taken.uid, field=FILE))


def _incoming(taken: ImportUpload) -> Incoming:
    return Incoming(content_of(taken), mapping_of(parse(taken.mapping, file=FILE_NAME)))


def _teller(job: uuid.UUID) -> Any:
    def teller(stage: str, done: int, total: int) -> None:
        progress.tell(job, stage=stage, done=done, total=total)

    return teller


def _outcome(plan: Plan) -> dict[str, Any]:
    states = [[row, state.value] for row, state in sorted(plan.states.items())[:SHOWN_STATES]]
    return {
        "counts": plan.counts.as_json(),
        "errors": [_error(error) for error in plan.errors],
        "more": plan.more,
        "warnings": [_reason(warning) for warning in plan.warnings],
        "states": states,
        "leavers": [str(leaver.student.uid) for leaver in plan.leavers],
    }


def _error(error: CellError) -> dict[str, Any]:
    return {"row": error.row, "column": error.column, **_reason(error.reason)}


def _reason(reason: Reason) -> dict[str, Any]:
    return {"code": reason.code, "params": {name: _plain(v) for name, v in reason.params}}


def _plain(value: Any) -> Any:
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def _forget_check(taken: ImportUpload, by: User) -> None:
    if taken.run is not None and taken.run.state == taken.run.State.PREVIEWED:
        drop(run=taken.run, by=by)
    taken.run = None


def _erase_file(taken: ImportUpload, by: User, *, reason: str) -> None:
    key, taken.key, taken.file = taken.key, None, None
    taken.save(update_fields=["key", "file"])
    if key is not None:
        erase_key(key=key, reason=reason, by=by, school=taken.school.uid)
