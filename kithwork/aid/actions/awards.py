"""Who receives what: given to a student or to many at once, confirmed, ended.

The aid office writes it. Whoever receives something is not told to anybody else by that.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from kithwork.access.models import User
from kithwork.access.permissions import Held, Who, require
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.aid.actions.trail import note
from kithwork.aid.models import Award, Programme
from kithwork.audit.models import Verb
from kithwork.people.models import Student


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What is given from a day on; the amount is in minor units, > 0, or not known."""

    starts_on: dt.date
    ends_on: dt.date | None = None
    amount_minor: int | None = None
    currency: str = ""
    per: str = ""
    reference: str = ""


@transaction.atomic
def award(*, student: Student, programme: Programme, given: Given, by: Who) -> Award:
    """Record that a student receives a programme or service.

    Raises NotAllowed, and Refused for another school's programme, for a day on which it is not in
    force, and for what she receives already.
    """
    grant = require(by, May.WRITE, Section.AID, at=programme.school)
    made = _award(student, programme, given, by)
    _note(Verb.CREATE, made, by, grant)
    return made


@transaction.atomic
def award_many(
    *, awards: Iterable[tuple[Student, Given]], programme: Programme, by: Who
) -> list[Award]:
    """Record what several students receive, all of them or none."""
    grant = require(by, May.WRITE, Section.AID, at=programme.school)
    made = [_award(student, programme, given, by) for student, given in awards]
    for one in made:
        _note(Verb.CREATE, one, by, grant)
    return made


@transaction.atomic
def end_award(*, awarded: Award, on: dt.date, by: Who) -> None:
    """End what a student receives on a day. Raises NotAllowed, Refused."""
    grant = require(by, May.WRITE, Section.AID, at=awarded.school)
    if awarded.ends_on is not None:
        raise Refused("aid.error.already_ended")
    if on < awarded.starts_on:
        raise Refused("aid.error.ends_before")
    awarded.ends_on = on
    awarded.save(update_fields=["ends_on"])
    _note(Verb.AMEND, awarded, by, grant, fields=["ends_on"])


@transaction.atomic
def confirm_award(*, awarded: Award, on: dt.date, by: Who) -> None:
    """Record the day on which the student said that it had come."""
    grant = require(by, May.WRITE, Section.AID, at=awarded.school)
    if on < awarded.starts_on:
        raise Refused("aid.error.ends_before")
    awarded.confirmed_on = on
    awarded.save(update_fields=["confirmed_on"])
    _note(Verb.AMEND, awarded, by, grant, fields=["confirmed_on"])


def _award(student: Student, programme: Programme, given: Given, by: Who) -> Award:
    if student.school_id != programme.school_id:
        raise Refused("aid.error.programme_of_another_school")
    _require_in_force(programme, given.starts_on)
    if given.ends_on is not None and given.ends_on < given.starts_on:
        raise Refused("aid.error.ends_before")
    try:
        with transaction.atomic():
            return Award.objects.create(
                student=student,
                school=student.school,
                programme=programme,
                starts_on=given.starts_on,
                ends_on=given.ends_on,
                amount_minor=given.amount_minor,
                currency=given.currency,
                per=given.per,
                reference=given.reference,
                entered_by=by if isinstance(by, User) else None,
            )
    except IntegrityError as problem:
        raise Refused("aid.error.already_received") from problem


def _require_in_force(programme: Programme, day: dt.date) -> None:
    if day < programme.starts_on or (programme.ends_on is not None and day > programme.ends_on):
        raise Refused(
            "aid.error.not_in_force", since=programme.starts_on, until=programme.ends_on or "…"
        )


def _note(verb: Verb, made: Award, by: Who, grant: Held, fields: Iterable[str] = ()) -> None:
    note(
        verb,
        "award",
        by=by,
        grant=grant,
        school=made.school,
        subject=made.student.uid,
        fields=fields,
    )
