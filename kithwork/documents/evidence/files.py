"""A file on the workbench: taken in sealed, opened by its loader in her session alone, erased.

It ends with the session, after some hours (`catalogue/upkeep.yaml`), or when she says so; its key
goes with it. The trail tells that a file was loaded, taken along in results, erased: its format,
and never what stood in it.
"""

import base64
import datetime as dt
import hashlib
import json
from typing import Any

from django.db import transaction
from django.http import HttpRequest

from kithwork.access.actions.keys import make_key
from kithwork.access.console import OPERATOR
from kithwork.access.keys.vault import Vault
from kithwork.access.models import DataKey, User
from kithwork.access.permissions import Who, held
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.catalogue.upkeep import upkeep
from kithwork.core.sheets import Sheet
from kithwork.documents.models import WorkFile
from kithwork.files.tables.limits import MEBIBYTE, Limits
from kithwork.files.tables.reading import read_table

FILE, ASKED, RESULTS = "work_file.file", "work_file.asked", "work_file.results"
LIMITS = Limits(
    file_bytes=16 * MEBIBYTE,
    unpacked_bytes=128 * MEBIBYTE,
    rows=100_000,
    columns=500,
    cells=2_000_000,
)


def lifetime() -> dt.timedelta:
    """Return how long a file stays."""
    return dt.timedelta(hours=upkeep().workbench_hours)


def file_of(request: HttpRequest, user: User) -> WorkFile | None:
    """Return the file of this session; None where there is none, or its hours are over."""
    found = WorkFile.objects.filter(by=user, session=session_of(request))
    young = found.filter(created_at__gt=clock.now() - lifetime())
    return young.select_related("key").first()


@transaction.atomic
def take_in(*, request: HttpRequest, content: bytes, by: User) -> WorkFile:
    """Take a file in, in place of the one before. Raises TableError where it cannot be read."""
    sheet = read_table(content, limits=LIMITS)
    for earlier in WorkFile.objects.filter(by=by, session=session_of(request)):
        _erase(earlier, by=by, reason="replaced")
    key = make_key(DataKey.Kind.FILE)
    taken = WorkFile(by=by, session=session_of(request), key=key, kind=sheet.kind)
    packed = base64.b64encode(content).decode()
    taken.file = Vault(key).seal(packed, row=taken.uid, field=FILE)
    taken.save(force_insert=True)
    _note(Verb.IMPORT, taken, by, fields=[sheet.kind])
    return taken


def content_of(taken: WorkFile) -> bytes:
    """Return the file as it was loaded."""
    return base64.b64decode(Vault(taken.key).open(taken.file, row=taken.uid, field=FILE))


def sheet_of(taken: WorkFile) -> Sheet:
    """Return the file's first filled sheet."""
    return read_table(content_of(taken), limits=LIMITS)


def asked_of(taken: WorkFile) -> dict[str, Any]:
    """Return what was chosen last, by method."""
    return _opened(taken, taken.asked, ASKED)


def results_of(taken: WorkFile) -> dict[str, Any]:
    """Return what was found last: "method", and by language what a page shows and gives."""
    return _opened(taken, taken.results, RESULTS)


@transaction.atomic
def keep(*, taken: WorkFile, asked: dict[str, Any], results: dict[str, Any]) -> None:
    """Keep what was chosen and found in place of what was before."""
    taken.asked = _sealed(taken, asked, ASKED)
    taken.results = _sealed(taken, results, RESULTS)
    taken.save(update_fields=["asked", "results"])


@transaction.atomic
def note_taking_along(*, taken: WorkFile, kind: str, by: User) -> None:
    """Tell the trail that a result left in a format."""
    _note(Verb.EXPORT, taken, by, fields=[kind])


@transaction.atomic
def remove(*, taken: WorkFile, by: Who) -> None:
    """Erase a file now, with all that was found of it."""
    _erase(taken, by=by, reason="asked")


@transaction.atomic
def erase_old() -> int:
    """Erase the files whose hours are over; return how many."""
    old = list(WorkFile.objects.filter(created_at__lte=clock.now() - lifetime()))
    for one in old:
        _erase(one, by=OPERATOR, reason="too_old")
    return len(old)


def on_sign_out(request: HttpRequest | None = None, user: User | None = None, **_: Any) -> None:
    """Erase the file of a session that ends."""
    if request is None or user is None:
        return
    with transaction.atomic():
        for one in WorkFile.objects.filter(by=user, session=session_of(request)):
            _erase(one, by=user, reason="signed_out")


def session_of(request: HttpRequest) -> str:
    """Return the session's digest: the key itself would open the session."""
    key = request.session.session_key or ""
    return hashlib.sha256(f"work file:{key}".encode()).hexdigest()


def _erase(taken: WorkFile, *, by: Who, reason: str) -> None:
    key = taken.key
    _note(Verb.DELETE, taken, by, reason=reason)
    taken.delete()
    key.delete()


def _note(
    verb: Verb, taken: WorkFile, by: Who, *, fields: list[str] | None = None, reason: str = ""
) -> None:
    grants = held(by, May.READ, Section.AGGREGATES)
    record(
        verb,
        "work_file",
        subject=taken.uid,
        by=by,
        role=grants[0].role if grants else "",
        section=Section.AGGREGATES.value,
        fields=fields or [],
        reason=reason,
    )


def _sealed(taken: WorkFile, document: dict[str, Any], field: str) -> bytes | None:
    text = json.dumps(document, ensure_ascii=False)
    return Vault(taken.key).seal(text, row=taken.uid, field=field)


def _opened(taken: WorkFile, sealed: bytes | memoryview | None, field: str) -> dict[str, Any]:
    if sealed is None:
        return {}
    document: dict[str, Any] = json.loads(Vault(taken.key).open(sealed, row=taken.uid, field=field))
    return document
