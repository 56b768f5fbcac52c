"""Imports of one's own, and those of a school that one may keep rosters for."""

import hashlib
import uuid
from collections.abc import Sequence
from typing import Any

from django.http import Http404

from kithwork.access.models import School, User
from kithwork.access.permissions import held
from kithwork.access.roles import Section, Verb
from kithwork.catalogue.mappings import Kind
from kithwork.core.reasons import Reason
from kithwork.core.sheets import CellError
from kithwork.people.models import ImportMapping, ImportRun, ImportUpload, Student
from kithwork.people.queries.students import record_list, students_for

SHOWN = 30


def schools_to_import(user: User) -> list[School]:
    """Return the schools whose rosters `user` keeps."""
    grants = held(user, Verb.WRITE, Section.CAMPAIGNS)
    wide = [grant.school_id for grant in grants if grant.is_school_wide]
    schools = [one for one in wide if one is not None]
    return list(School.objects.filter(pk__in=schools).order_by("code"))


def upload_for(user: User, uid: uuid.UUID) -> ImportUpload:
    """Return a file that `user` is bringing in; Http404 for anybody else's."""
    found = ImportUpload.objects.filter(uid=uid, by=user, school__in=schools_to_import(user))
    found = found.exclude(kind=Kind.ANSWERS)  # they have steps of their own
    upload = found.select_related("school", "run", "key").first()
    if upload is None:
        raise Http404("There is no such file among those you are bringing in.")
    return upload


def run_for(user: User, uid: uuid.UUID) -> ImportRun:
    """Return an import of a school that `user` keeps rosters for."""
    found = ImportRun.objects.filter(uid=uid, school__in=schools_to_import(user))
    found = found.exclude(kind=Kind.ANSWERS)
    run = found.select_related("school", "key").first()
    if run is None:
        raise Http404("There is no such import among those you may see.")
    return run


def runs_for(user: User) -> list[ImportRun]:
    """Return the last imports that were applied or taken back."""
    runs = ImportRun.objects.filter(
        school__in=schools_to_import(user),
        state__in=[ImportRun.State.APPLIED, ImportRun.State.UNDONE],
    )
    runs = runs.exclude(kind=Kind.ANSWERS)
    return list(runs.select_related("school", "by").order_by("-created_at")[:SHOWN])


def waiting_for(user: User) -> list[ImportUpload]:
    """Return the files that `user` has begun to bring in and not finished."""
    waiting = ImportUpload.objects.filter(by=user, school__in=schools_to_import(user))
    waiting = waiting.exclude(state=ImportUpload.State.DONE).exclude(kind=Kind.ANSWERS)
    return list(waiting.select_related("school").order_by("-created_at")[:SHOWN])


def header_of(columns: Sequence[str]) -> str:
    """Return what a header is recognised by the next time."""
    return hashlib.sha256("\x1f".join(columns).encode()).hexdigest()


def mapping_known(school: School, kind: str, columns: Sequence[str]) -> str:
    """Return the mapping that was last used for such a header, or ""."""
    known = ImportMapping.objects.filter(school=school, kind=kind, header_sha256=header_of(columns))
    found = known.order_by("-amended_at").first()
    return found.text if found else ""


def leavers_of(user: User, upload: ImportUpload) -> list[Student]:
    """Return the students whom the roster does not name; the trail gets one event."""
    leavers = list(students_for(user).filter(uid__in=upload.outcome.get("leavers", [])))
    if leavers:
        record_list(user, size=len(leavers))
    return leavers


def faults_of(outcome: dict[str, Any]) -> list[CellError]:
    """Return the faults that a check has found, as the core gave them."""
    return [
        CellError(one["row"], one["column"], reason_of(one)) for one in outcome.get("errors", [])
    ]


def reason_of(stored: dict[str, Any]) -> Reason:
    """Return a reason that was kept as code and parameters."""
    return Reason.of(stored["code"], **stored["params"])
