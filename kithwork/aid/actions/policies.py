"""Policy documents and what a reader finds in each clause."""

import datetime as dt
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from kithwork.access.models import School, User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused, Stale
from kithwork.aid.actions.allowed import require_inventory
from kithwork.aid.actions.trail import note
from kithwork.aid.models import PolicyClause, PolicyDocument, Programme
from kithwork.audit.models import Verb
from kithwork.core.support.functions import Function


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A policy document as its head says: who issued it, from when on, where it is to be found."""

    title: str
    starts_on: dt.date
    issuer: str = ""
    number: str = ""
    ends_on: dt.date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader found in one clause on a day; no function at all is a finding too."""

    label: str
    gist: str
    read_on: dt.date
    functions: tuple[Function, ...] = ()
    target: str = ""
    left_out: str = ""
    reached: int | None = None
    spent_minor: int | None = None
    currency: str = ""
    period: str = ""
    programme: Programme | None = None


@transaction.atomic
def record_document(*, school: School, document: Document, by: Who) -> PolicyDocument:
    """Record a policy document. Raises NotAllowed, and Refused where its days are out of order."""
    grant = require_inventory(by, school)
    if document.ends_on is not None and document.ends_on < document.starts_on:
        raise Refused("aid.error.ends_before")
    made = PolicyDocument.objects.create(
        school=school,
        title=document.title,
        issuer=document.issuer,
        number=document.number,
        starts_on=document.starts_on,
        ends_on=document.ends_on,
        reference=document.reference,
        entered_by=by if isinstance(by, User) else None,
    )
    note(Verb.CREATE, "policy", by=by, grant=grant, school=school, subject=made.uid)
    return made


@transaction.atomic
def read_clause(
    *,
    document: PolicyDocument,
    reading: Reading,
    by: Who,
    instead_of: PolicyClause | None = None,
) -> PolicyClause:
    """Record what a clause says; `instead_of` is the earlier reading that this one supersedes.

    Raises NotAllowed; Refused for a programme of another school; Stale where somebody else has
    read the clause anew in the meantime.
    """
    grant = require_inventory(by, document.school)
    if reading.programme is not None and reading.programme.school_id != document.school_id:
        raise Refused("aid.error.programme_of_another_school")
    try:
        with transaction.atomic():
            made = PolicyClause.objects.create(
                document=document,
                label=reading.label,
                gist=reading.gist,
                functions=[function.value for function in reading.functions],
                target=reading.target,
                left_out=reading.left_out,
                reached=reading.reached,
                spent_minor=reading.spent_minor,
                currency=reading.currency,
                period=reading.period,
                programme=reading.programme,
                read_on=reading.read_on,
                supersedes=instead_of,
                entered_by=by if isinstance(by, User) else None,
            )
    except IntegrityError as problem:
        raise Stale("aid.error.read_anew") from problem
    note(
        Verb.AMEND if instead_of else Verb.CREATE,
        "policy",
        by=by,
        grant=grant,
        school=document.school,
        subject=document.uid,
        fields=["clause"],
    )
    return made
