"""Loading the official wording of a standard scale, and taking it out of use.

The administrator does it for the installation, or whoever keeps the machine at its console. The
file itself is not kept: the wording is, with the licence, its source, and who confirmed the right.
"""

import datetime as dt

from django.db import transaction

from kithwork.access.models import User
from kithwork.access.permissions import Held, NotAllowed, Who, held
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.wordings import Wording
from kithwork.surveys.models import Campaign, InstrumentWording
from kithwork.surveys.worded import standing_wording


@transaction.atomic
def load_wording(*, wording: Wording, on: dt.date, by: Who) -> InstrumentWording:
    """Put a wording that was read and checked into use, in place of the one before.

    Raises NotAllowed; Refused where the right was confirmed after `on`, and for the same once more.
    """
    grant = _require(by)
    if wording.confirmed_on > on:
        raise Refused("surveys.wording.day_to_come")
    standing = standing_wording(wording.instrument)
    if standing is not None and standing.content_hash == wording.content_hash:
        raise Refused("surveys.wording.same")
    entry = instruments()[wording.instrument].entry
    made = InstrumentWording.objects.create(
        instrument=wording.instrument,
        entry_version=entry.version,
        entry_hash=entry.content_hash,
        form_version=wording.version,
        coding=wording.coding,
        choices=dict(wording.choices),
        licence=wording.licence,
        source=wording.source,
        confirmed_by=wording.confirmed_by,
        confirmed_on=wording.confirmed_on,
        content={
            "opening": dict(wording.opening),
            "asks": {item: dict(said) for item, said in wording.asks.items()},
            "labels": {
                item: {code: dict(said) for code, said in labels.items()}
                for item, labels in wording.labels.items()
            },
        },
        content_hash=wording.content_hash,
        loaded_by=by if isinstance(by, User) else None,
    )
    _note(by, grant, made, reason="wording.loaded")
    return made


@transaction.atomic
def retire_wording(*, code: str, by: Who) -> None:
    """Take a wording out of use: the neutral tags stand again. Raises NotAllowed, Refused."""
    grant = _require(by)
    standing = standing_wording(code)
    if standing is None:
        raise Refused("surveys.wording.none")
    if Campaign.objects.filter(instrument=code, state=Campaign.State.OPEN).exists():
        raise Refused("surveys.wording.in_use")
    made = InstrumentWording.objects.create(
        instrument=code,
        entry_version=standing.entry_version,
        entry_hash=standing.entry_hash,
        is_in_use=False,
        loaded_by=by if isinstance(by, User) else None,
    )
    _note(by, grant, made, reason="wording.retired")


def _require(by: Who) -> Held:
    for grant in held(by, May.WRITE, Section.ACCOUNTS):
        if grant.is_school_wide:
            return grant
    raise NotAllowed("The wording of a scale is loaded by the administrator.")


def _note(by: Who, grant: Held, made: InstrumentWording, *, reason: str) -> None:
    record(
        Verb.SETTING,
        "wording",
        subject=made.uid,
        by=by,
        role=grant.role,
        fields=[made.instrument],
        reason=reason,
    )
