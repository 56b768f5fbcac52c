"""Recording events: a plain insert in the caller's transaction.

A name of a field, a kind, a section and a reason are codes; free text is refused, so that no
value of a child's record can slip into the trail.
"""

import re
import uuid
from collections.abc import Iterable
from typing import Protocol

from kithwork.audit import context
from kithwork.audit.models import AuditEvent, Verb

CODE = re.compile(r"[a-z0-9]?[a-z0-9_.:-]*")


class Acting(Protocol):
    """Whoever acts: a user, or the operator at the machine's own console (uid None)."""

    @property
    def uid(self) -> uuid.UUID | None: ...


def record(
    verb: Verb,
    subject_kind: str,
    *,
    subject: uuid.UUID | None = None,
    by: Acting | None = None,
    role: str = "",
    school: uuid.UUID | None = None,
    section: str = "",
    fields: Iterable[str] = (),
    reason: str = "",
    size: int | None = None,
) -> AuditEvent:
    """Record that something was done; a list or a bulk change is one event with its size.

    What is left out is taken from the present actor. Raises ValueError where a code holds
    anything but small letters, digits, `_`, `.`, `:` and `-`.
    """
    present = context.actor()
    names = sorted(set(fields))
    _only_codes(subject_kind, section, reason, role, *names)
    return AuditEvent.objects.create(
        actor=present.uid if by is None else by.uid,
        role=role or present.role or _console(by),
        school=school or present.school,
        verb=Verb(verb).value,
        subject_kind=subject_kind,
        subject=subject,
        section=section,
        fields=names,
        reason=reason,
        request=present.request,
        size=size,
    )


def _console(by: Acting | None) -> str:
    return context.CONSOLE if by is not None and by.uid is None else ""


def _only_codes(*codes: str) -> None:
    for code in codes:
        if not CODE.fullmatch(code):
            raise ValueError("An audit event holds codes only: letters a–z, digits, _ . : -")
