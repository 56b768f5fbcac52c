"""The inventory: a programme or service recorded, given new terms, ended; a none recorded."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from kithwork.access.models import School, User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.aid.actions.allowed import require_inventory
from kithwork.aid.actions.trail import note
from kithwork.aid.models import NothingGiven, Programme, ProgrammeTerms
from kithwork.audit import clock
from kithwork.audit.models import Verb
from kithwork.catalogue.programmes import Amount, ProgrammeEntry, aid_kinds
from kithwork.core.support.functions import Function


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """An amount in minor units, > 0; `is_what` and `per` are codes of the catalogue."""

    minor: int
    currency: str
    is_what: str
    per: str
    up_to: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a programme gives from a day on. `reference` says where that is written."""

    starts_on: dt.date
    reference: str
    target: str = ""
    rule: str = ""
    left_out: str = ""
    money: Money | None = None
    places: int | None = None
    reached: int | None = None
    covers_percent: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """What a programme or service is: its kind, name, source and functions of support."""

    kind: str
    name: str
    source: str
    functions: tuple[Function, ...]


@transaction.atomic
def record_programme(
    *,
    school: School,
    described: Described,
    terms: Terms,
    by: Who,
    entry: ProgrammeEntry | None = None,
) -> Programme:
    """Record a programme or service with its first terms.

    Raises NotAllowed, and Refused where one of this name is in force or a service has an amount.
    """
    grant = require_inventory(by, school)
    _require_fitting(described.kind, terms)
    open_ones = Programme.objects.filter(school=school, ends_on__isnull=True)
    if open_ones.filter(name=described.name).exists():
        raise Refused("aid.error.name_in_force")
    made = Programme.objects.create(
        school=school,
        kind=described.kind,
        name=described.name,
        source=described.source,
        functions=[function.value for function in described.functions],
        entry=entry.entry.id if entry else "",
        entry_version=entry.entry.version if entry else "",
        entry_hash=entry.entry.content_hash if entry else "",
        starts_on=terms.starts_on,
        entered_by=_user(by),
    )
    _write_terms(made, terms, by)
    _end_nones(made, terms.starts_on)
    note(Verb.CREATE, "programme", by=by, grant=grant, school=school, subject=made.uid)
    return made


@transaction.atomic
def take_over(
    *, school: School, entries: Iterable[ProgrammeEntry], on: dt.date, language: str, by: Who
) -> list[Programme]:
    """Take programmes of the catalogue into a school's inventory; those already there are left."""
    require_inventory(by, school)
    there = Programme.objects.filter(school=school, ends_on__isnull=True)
    known = set(there.exclude(entry="").values_list("entry", flat=True))
    wanted = [entry for entry in entries if entry.entry.id not in known]
    return [_taken(school, entry, on=on, language=language, by=by) for entry in wanted]


@transaction.atomic
def add_terms(*, programme: Programme, terms: Terms, by: Who) -> ProgrammeTerms:
    """Say what holds from a later day on. Raises NotAllowed, and Refused for an earlier day."""
    grant = require_inventory(by, programme.school)
    _require_fitting(programme.kind, terms)
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    if locked.ends_on is not None:
        raise Refused("aid.error.already_ended")
    latest = locked.terms.order_by("-starts_on").values_list("starts_on", flat=True).first()
    if latest is not None and terms.starts_on <= latest:
        raise Refused("aid.error.terms_before", day=latest)
    made = _write_terms(programme, terms, by)
    note(
        Verb.AMEND,
        "programme",
        by=by,
        grant=grant,
        school=programme.school,
        subject=programme.uid,
        fields=["terms"],
    )
    return made


@transaction.atomic
def end_programme(*, programme: Programme, on: dt.date, by: Who) -> int:
    """End a programme and every open award of it on a day; return how many awards that ended."""
    grant = require_inventory(by, programme.school)
    locked = Programme.objects.select_for_update().get(pk=programme.pk)
    if locked.ends_on is not None:
        raise Refused("aid.error.already_ended")
    if on < locked.starts_on:
        raise Refused("aid.error.ends_before")
    locked.ends_on = on
    locked.save(update_fields=["ends_on"])
    running = locked.awards.filter(ends_on__isnull=True)
    if running.filter(starts_on__gt=on).exists():
        raise Refused("aid.error.awards_later")
    ended = running.update(ends_on=on)
    note(
        Verb.AMEND,
        "programme",
        by=by,
        grant=grant,
        school=programme.school,
        subject=programme.uid,
        fields=["ends_on"],
        size=ended,
    )
    return ended


@transaction.atomic
def state_nothing(
    *, school: School, source: str, function: Function, on: dt.date, reference: str, by: Who
) -> NothingGiven:
    """Record that a source gives nothing of a function.

    Raises Refused where a programme in force says otherwise; a second statement is the first.
    """
    grant = require_inventory(by, school)
    in_force = Programme.objects.filter(school=school, source=source, ends_on__isnull=True)
    if any(function.value in one.functions for one in in_force):
        raise Refused("aid.error.supplied_there")
    made, is_new = NothingGiven.objects.get_or_create(
        school=school,
        source=source,
        function=function.value,
        ends_on=None,
        defaults={"starts_on": on, "reference": reference, "entered_by": _user(by)},
    )
    if is_new:
        note(Verb.CREATE, "nothing_given", by=by, grant=grant, school=school, subject=made.uid)
    return made


@transaction.atomic
def withdraw_nothing(*, stated: NothingGiven, on: dt.date, by: Who) -> None:
    """End a recorded none on a day."""
    grant = require_inventory(by, stated.school)
    if stated.ends_on is not None:
        raise Refused("aid.error.already_ended")
    stated.ends_on = max(on, stated.starts_on)
    stated.save(update_fields=["ends_on"])
    note(
        Verb.AMEND,
        "nothing_given",
        by=by,
        grant=grant,
        school=stated.school,
        subject=stated.uid,
        fields=["ends_on"],
    )


def _taken(
    school: School, entry: ProgrammeEntry, *, on: dt.date, language: str, by: Who
) -> Programme:
    kind = aid_kinds()[entry.kind]
    amount = entry.amount_on(on)
    return record_programme(
        school=school,
        described=Described(
            kind=entry.kind,
            name=entry.label.said_in(language),
            source=kind.source_of_support,
            functions=kind.functions,
        ),
        terms=Terms(
            starts_on=amount.valid.since if amount else entry.valid.since,
            reference=entry.entry.source,
            rule=entry.rule.said_in(language),
            left_out=entry.left_out.said_in(language),
            money=_money(entry, amount) if amount else None,
        ),
        by=by,
        entry=entry,
    )


def _money(entry: ProgrammeEntry, amount: Amount) -> Money:
    return Money(
        minor=amount.minor,
        currency=entry.currency,
        is_what=amount.is_what,
        per=amount.per,
        up_to=amount.up_to,
    )


def _require_fitting(kind: str, terms: Terms) -> None:
    if aid_kinds()[kind].is_service and terms.money is not None:
        raise Refused("aid.error.is_a_service")


def _write_terms(programme: Programme, terms: Terms, by: Who) -> ProgrammeTerms:
    money = terms.money
    try:
        with transaction.atomic():
            return ProgrammeTerms.objects.create(
                programme=programme,
                starts_on=terms.starts_on,
                target=terms.target,
                rule=terms.rule,
                left_out=terms.left_out,
                amount_is=money.is_what if money else "",
                amount_minor=money.minor if money else None,
                amount_up_to=money.up_to if money else None,
                currency=money.currency if money else "",
                per=money.per if money else "",
                places=terms.places,
                reached=terms.reached,
                covers_percent=terms.covers_percent,
                reference=terms.reference,
                entered_by=_user(by),
                entered_at=clock.now(),
            )
    except IntegrityError as problem:
        raise Refused("aid.error.terms_before", day=terms.starts_on) from problem


def _end_nones(programme: Programme, on: dt.date) -> None:
    """What is given from a day on is not a none any more."""
    stated = NothingGiven.objects.filter(
        school=programme.school,
        source=programme.source,
        function__in=programme.functions,
        ends_on__isnull=True,
    )
    for one in stated:
        one.ends_on = max(on, one.starts_on)
        one.save(update_fields=["ends_on"])


def _user(by: Who) -> User | None:
    return by if isinstance(by, User) else None
