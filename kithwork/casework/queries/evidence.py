"""Evidence, talk cards and scales of a case, read; sources are told to the worker alone."""

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from kithwork.access.models import User
from kithwork.access.permissions import Who
from kithwork.access.roles import Verb
from kithwork.audit import clock
from kithwork.casework.actions.evidence import TALK_WORDS, WHY, WORDS
from kithwork.casework.models import (
    Case,
    CaseNeed,
    Evidence,
    EvidenceChange,
    Occasion,
    TalkCard,
)
from kithwork.casework.queries.reach import require_case
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.guides import Guide, guides, steps
from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.support import functions, label_of
from kithwork.catalogue.words import say
from kithwork.core.support.functions import Function
from kithwork.surveys.models import Administration
from kithwork.surveys.queries.given import given_to


@dataclass(frozen=True, slots=True)
class EvidenceTold:
    """A piece of evidence in words; `places` where it stands in the matrix."""

    row: Evidence
    kind: str
    informant: str
    words: str
    scale: str
    places: tuple[str, ...]
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeTold:
    """That a piece of evidence was amended or withdrawn: when, why, and for which needs it stood.

    `needs` are primary keys of the case's needs, before the change and after it.
    """

    is_withdrawn: bool
    on: dt.date
    evidence_on: dt.date
    kind: str
    why: str
    needs: frozenset[int]


@dataclass(frozen=True, slots=True)
class TalkTold:
    """A person's card: each sentence with the answer in words, and what she said."""

    row: TalkCard
    card: str
    person: str
    lines: tuple[tuple[str, str], ...]
    words: str


def evidence_of_case(case: Case, language: str) -> tuple[EvidenceTold, ...]:
    """Return the standing evidence of a case, the latest first."""
    standing = Evidence.objects.filter(case=case, superseded_by=None).exclude(
        change__what=EvidenceChange.WITHDRAWN
    )
    rows = standing.select_related("administration", "occasion").prefetch_related(
        "places", "stands_for__need"
    )
    vault = CaseVault(case)
    return tuple(_told(row, vault, language) for row in rows.order_by("-on", "-pk"))


def evidence_for(who: Who, case: Case, uid: uuid.UUID) -> Evidence:
    """Return what stands of a piece of evidence, by the uid of any of its versions; or Http404."""
    require_case(who, case, Verb.READ)
    rows = Evidence.objects.select_related("case__key", "administration", "occasion")
    found = rows.filter(case=case, uid=uid).first()
    if found is None:
        raise Http404("There is no such piece of evidence in this case.")
    while (later := rows.filter(supersedes=found).first()) is not None:
        found = later
    return found


def evidence_words(row: Evidence) -> str:
    """Return what a piece of evidence says."""
    return CaseVault(row.case).open(row.words, row=row.uid, field=WORDS)


def evidence_changes(case: Case, language: str) -> tuple[ChangeTold, ...]:
    """Return what was amended or withdrawn in a case, the latest first."""
    rows = EvidenceChange.objects.filter(evidence__case=case).select_related("evidence__supersedes")
    rows = rows.prefetch_related("evidence__stands_for", "evidence__supersedes__stands_for")
    vault = CaseVault(case)
    zone = case.school.time_zone
    return tuple(_change(row, vault, zone, language) for row in rows.order_by("-entered_at", "-pk"))


def talks_of(case: Case, language: str) -> tuple[TalkTold, ...]:
    """Return the standing talk cards of a case, by occasion, card and person."""
    rows = TalkCard.objects.filter(case=case, superseded_by=None).select_related("occasion")
    vault = CaseVault(case)
    ordered = rows.order_by("occasion__number", "card", "person")
    return tuple(_talk(row, guides()[row.card], vault, language) for row in ordered)


def scales_of(user: User, case: Case, language: str) -> tuple[tuple[Administration, str], ...]:
    """Return the questionnaires of the student that `user` may read, with what they are called."""
    given = given_to(user, case.student) or ()
    return tuple((one.administration, _dated_scale(one.administration, language)) for one in given)


def _dated_scale(form: Administration, language: str) -> str:
    title = scale_label(form, language)
    return say("accompany.scale_given", language, scale=title, on=form.given_on)


def scale_label(form: Administration, language: str) -> str:
    """Return the title of a form's instrument."""
    entry = instruments().get(form.instrument)
    return entry.instrument.title.said_in(language) if entry else form.instrument


def place_label(function: str, source: str, language: str) -> str:
    """Return a place of the matrix in words."""
    column = functions()[Function(function)].short.said_in(language)
    return f"{column} · {label_of(source, language)}" if source else column


def informant_label(code: str, language: str) -> str:
    return say(f"accompany.informant.{code}", language)


def _told(row: Evidence, vault: CaseVault, language: str) -> EvidenceTold:
    return EvidenceTold(
        row=row,
        kind=say(f"accompany.evidence_kind.{row.kind}", language),
        informant=informant_label(row.informant, language),
        words=vault.open(row.words, row=row.uid, field=WORDS),
        scale=scale_label(row.administration, language) if row.administration else "",
        places=tuple(place_label(one.function, one.source, language) for one in row.places.all()),
        needs=tuple(_need_codes(row)),
    )


def _change(row: EvidenceChange, vault: CaseVault, zone: str, language: str) -> ChangeTold:
    piece = row.evidence
    before: Any = piece.supersedes  # only a later version has a change
    links = (*piece.stands_for.all(), *before.stands_for.all())
    return ChangeTold(
        is_withdrawn=row.what == EvidenceChange.WITHDRAWN,
        on=clock.day_of(row.entered_at, zone),
        evidence_on=before.on,
        kind=say(f"accompany.evidence_kind.{before.kind}", language),
        why=vault.open(row.why, row=row.uid, field=WHY),
        needs=frozenset(link.need_id for link in links if link.need_id),
    )


def _need_codes(row: Evidence) -> Iterable[str]:
    yield from (one.need.code for one in row.stands_for.all() if one.need is not None)


def _talk(row: TalkCard, guide: Guide, vault: CaseVault, language: str) -> TalkTold:
    said = steps()
    return TalkTold(
        row=row,
        card=guide.title.said_in(language),
        person=informant_label(row.person, language),
        lines=tuple(
            (item.says.said_in(language), said[row.answers[item.code]].said_in(language))
            for item in guide.items
            if item.code in row.answers
        ),
        words=vault.open(row.words, row=row.uid, field=TALK_WORDS),
    )


def talk_words(row: TalkCard | None) -> str:
    """Return what was said about a card."""
    if row is None:
        return ""
    return CaseVault(row.case).open(row.words, row=row.uid, field=TALK_WORDS)


def latest_occasion(case: Case) -> Occasion | None:
    """Return the last occasion of a case, or None."""
    return Occasion.objects.filter(case=case).order_by("-number").first()


def needs_in(case: Case) -> tuple[CaseNeed, ...]:
    """Return the needs of a case that were not withdrawn, as they were entered."""
    standing = CaseNeed.objects.filter(case=case).exclude(
        versions__superseded_by=None, versions__status="withdrawn"
    )
    return tuple(standing.order_by("pk"))
