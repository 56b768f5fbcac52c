"""Importing a file: previewed, applied as exactly the bytes that were previewed, or dropped.

A preview reads, maps and compares; a file without a fault then waits, sealed, in a run. Confirming
opens those very bytes, checks their hash, compares again, since the school's records may have
changed meanwhile, and writes everything in one transaction or nothing. Afterwards the bytes are
erased with their key; what is needed for taking back is sealed under a new one.
"""

import base64
import hashlib
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.actions.keys import erase_key, make_key
from kithwork.access.keys.vault import Vault
from kithwork.access.models import DataKey, School, User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused, Stale
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import mapping_of, to_yaml
from kithwork.cohort.records import Records
from kithwork.people.actions.allowed import require_roster
from kithwork.people.actions.imports.clashes import all_or_refused
from kithwork.people.actions.imports.incoming import Incoming, Planned, plan_import, plan_records
from kithwork.people.actions.imports.parts import Writing
from kithwork.people.actions.imports.plan import Leaving, Plan, Progress, silent
from kithwork.people.actions.imports.school_import import write_school
from kithwork.people.actions.trail import note
from kithwork.people.models import ImportRun

FILE, UNDO = "import.file", "import.undo"


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would do; `run` waits for confirmation, None where there is any fault."""

    plan: Plan
    run: ImportRun | None


def preview(*, incoming: Incoming, school: School, by: Who, progress: Progress = silent) -> Preview:
    """Plan an import and, where nothing is wrong, keep the file sealed until it is confirmed.

    A file with any fault leaves no trace. Raises NotAllowed.
    """
    plan = plan_import(incoming, school, by=by, progress=progress).plan
    if not plan.is_good:
        return Preview(plan, None)
    with transaction.atomic():
        run = _new_run(incoming, school, plan=plan, by=by)
        run.key = make_key(DataKey.Kind.IMPORT)
        packed = base64.b64encode(incoming.content).decode()
        run.file = Vault(run.key).seal(packed, row=run.uid, field=FILE)
        run.save(force_insert=True)
    return Preview(plan, run)


def confirm(
    *,
    run: ImportRun,
    by: Who,
    leaving: Leaving | None = None,
    progress: Progress = silent,
) -> Plan:
    """Apply exactly what was previewed and return what was done.

    Raises NotAllowed; Stale where the school's records have changed so that the preview no longer
    holds; Refused where the run does not wait for confirmation.
    """
    require_roster(by, run.school)
    incoming = opened(run)
    records = incoming.read(run.school, progress=progress)
    with all_or_refused("imports.clash"):
        waiting = _locked(run, ImportRun.State.PREVIEWED)
        planned = _as_previewed(waiting, records, incoming=incoming, by=by, progress=progress)
        _write(waiting, planned, by=by, leaving=leaving, progress=progress)
        _keep_undo_only(waiting, by)
    run.refresh_from_db()
    return planned.plan


def import_now(
    *,
    incoming: Incoming,
    school: School,
    by: Who,
    leaving: Leaving | None = None,
    progress: Progress = silent,
) -> Preview:
    """Plan and apply in one go, as the command line does; a file with any fault writes nothing."""
    require_roster(by, school)
    records = incoming.read(school, progress=progress)
    with all_or_refused("imports.clash"):
        planned = plan_records(records, school, mapping=incoming.mapping, by=by, progress=progress)
        if not planned.plan.is_good:
            return Preview(planned.plan, None)
        run = _new_run(incoming, school, plan=planned.plan, by=by)
        run.key = make_key(DataKey.Kind.IMPORT)
        run.save(force_insert=True)
        _write(run, planned, by=by, leaving=leaving, progress=progress)
    return Preview(planned.plan, run)


@transaction.atomic
def drop(*, run: ImportRun, by: Who) -> None:
    """Throw a previewed file away; its bytes are erased with their key."""
    require_roster(by, run.school)
    waiting = _locked(run, ImportRun.State.PREVIEWED)
    waiting.state = ImportRun.State.REFUSED
    key, waiting.key, waiting.file = waiting.key, None, None
    waiting.save()
    if key is not None:
        erase_key(key=key, reason="import_dropped", by=by, school=waiting.school.uid)
    run.refresh_from_db()


def opened(run: ImportRun) -> Incoming:
    """Return the file that waits in a run; raises Refused where none does, or not the same."""
    if run.file is None or run.key is None:
        raise Refused("imports.nothing_waits")
    packed = Vault(run.key).open(run.file, row=run.uid, field=FILE)
    content = base64.b64decode(packed)
    if hashlib.sha256(content).hexdigest() != run.file_sha256:
        raise Refused("imports.other_bytes")
    return Incoming(content, mapping_of(parse(run.mapping, file="MAP.yaml")))


def _new_run(incoming: Incoming, school: School, *, plan: Plan, by: Who) -> ImportRun:
    return ImportRun(
        school=school,
        kind=incoming.mapping.kind.value,
        file_sha256=incoming.sha256,
        mapping=to_yaml(incoming.mapping),
        mapping_sha256=incoming.mapping.content_hash,
        counts=_counts(plan),
        by=by if isinstance(by, User) else None,
    )


def _counts(plan: Plan) -> dict[str, int | str]:
    return {**plan.counts.as_json(), "fingerprint": plan.fingerprint}


def _locked(run: ImportRun, state: ImportRun.State) -> ImportRun:
    rows = ImportRun.objects.select_for_update(of=("self",)).select_related("key", "school")
    locked = rows.get(pk=run.pk)
    if locked.state != state:
        raise Refused("imports.nothing_waits")
    return locked


def _as_previewed(
    run: ImportRun, records: Records, *, incoming: Incoming, by: Who, progress: Progress
) -> Planned:
    planned = plan_records(records, run.school, mapping=incoming.mapping, by=by, progress=progress)
    if not planned.plan.is_good or _counts(planned.plan) != run.counts:
        raise Stale("imports.changed_since_preview")
    return planned


def _write(
    run: ImportRun, planned: Planned, *, by: Who, leaving: Leaving | None, progress: Progress
) -> None:
    writing = Writing(by, run)
    for context in planned.contexts:
        writing.undo.school(context.school.pk)
        write_school(context, writing, progress=progress, leaving=leaving)
        note(
            Verb.IMPORT,
            run.kind,
            by=by,
            grant=require_roster(by, context.school),
            school=context.school,
            section=Section.CAMPAIGNS,
            subject=run.uid,
            size=len(context.records),
        )
    assert run.key is not None, "a run that is written has a key"
    run.undo = Vault(run.key).seal(writing.undo.text(), row=run.uid, field=UNDO)
    run.state = ImportRun.State.APPLIED
    run.applied_at = clock.now()
    run.save()


def _keep_undo_only(run: ImportRun, by: Who) -> None:
    """Erase the file with its key and seal what is kept for taking back under a new one."""
    before = run.key
    assert before is not None, "a run that waits has a key"
    text = Vault(before).open(run.undo, row=run.uid, field=UNDO)
    run.key = make_key(DataKey.Kind.IMPORT)
    run.undo = Vault(run.key).seal(text, row=run.uid, field=UNDO)
    run.file = None
    run.save()
    erase_key(key=before, reason="import_applied", by=by, school=run.school.uid)
