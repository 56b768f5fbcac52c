"""What every action on a case does: ask leave, write the next version, tell the trail."""

import uuid
from collections.abc import Iterable
from typing import Any, TypeVar

from django.db import IntegrityError, transaction

from kithwork.access.models import User
from kithwork.access.permissions import Held, Who
from kithwork.access.refusals import Stale
from kithwork.access.roles import Section
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.casework.models import Case
from kithwork.casework.models.versioned import Versioned
from kithwork.casework.queries.reach import require_case

__all__ = [
    "author",
    "fresh",
    "note",
    "require_case",
    "require_version",
    "superseding",
    "version_of",
]

Row = TypeVar("Row", bound=Versioned)
FIRST = ""


def author(by: Who) -> User | None:
    """Return the user who writes; None for the console's operator."""
    return by if isinstance(by, User) else None


def fresh(model: type[Row], before: Row | None, *, by: Who, reason: str = "") -> Row:
    """Return an unsaved next version of `before`, or a first one; the caller fills and saves it.

    Save it with `superseding`, which says `Stale` where somebody was quicker.
    """
    return model(
        version=1 if before is None else before.version + 1,
        supersedes=before,
        entered_by=author(by),
        reason=reason,
    )


def superseding(row: Row) -> Row:
    """Save a next version. Raises Stale where another one supersedes the same row already."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if _is_overtaken(row):
            raise Stale("casework.stale") from None
        raise
    return row


def require_version(standing: Versioned | None, made_from: str) -> None:
    """Raise Stale where a form was made from another version than what stands now.

    `made_from` is the uid of the version that the form showed, "" where nothing stood.
    """
    if made_from != version_of(standing):
        raise Stale("casework.stale")


def version_of(standing: Versioned | None) -> str:
    """Return what a form carries of what stands: its uid, or ""."""
    return FIRST if standing is None else str(standing.uid)


def note(
    verb: Verb,
    case: Case,
    *,
    by: Who,
    grant: Held,
    kind: str = "case",
    section: Section = Section.CASE,
    fields: Iterable[str] = (),
    reason: str = "",
    subject: uuid.UUID | None = None,
    size: int | None = None,
) -> None:
    """Record one event about a case, with the role by which it was allowed."""
    record(
        verb,
        kind,
        subject=subject or case.uid,
        by=by,
        role=grant.role,
        school=case.school.uid,
        section=section.value,
        fields=fields,
        reason=reason,
        size=size,
    )


def _is_overtaken(row: Versioned) -> bool:
    model: Any = type(row)
    before = row.supersedes
    return before is not None and model.objects.filter(supersedes=before.pk).exists()
