"""Evidence and talk cards: what a finding rests on, attached to the same matrix.

A piece of evidence is dated, has an informant (a code, never a name) and speaks of at least one
place of the matrix, one need or one problem. A scale is attached, it fills no cell. What was
written wrongly is amended or withdrawn with a reason: a new version, and what stood before stays.
A talk card holds one person's answers; nobody is told what another said.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import (
    author,
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import (
    Case,
    CaseNeed,
    Evidence,
    EvidenceChange,
    EvidenceFor,
    EvidencePlace,
    Occasion,
    Problem,
    TalkCard,
)
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.guides import STEPS, guides
from kithwork.core.support.cells import EvidenceKind
from kithwork.core.support.functions import Function
from kithwork.surveys.models import Administration

WORDS, WHY, TALK_WORDS = "evidence.words", "evidence_change.why", "talk.words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One piece of evidence. `places`: a function each, with a source or "" for all of them."""

    kind: EvidenceKind
    informant: str
    on: dt.date
    words: str = ""
    places: tuple[tuple[Function, str], ...] = ()
    needs: tuple[CaseNeed, ...] = ()
    problems: tuple[Problem, ...] = ()
    administration: Administration | None = None


@transaction.atomic
def add_evidence(
    *, case: Case, piece: Piece, by: Who, occasion: Occasion | None = None
) -> Evidence:
    """Attach a piece of evidence. Raises NotAllowed, and Refused where it says or shows nothing."""
    grant = require_case(by, case)
    _refuse_empty(case, piece)
    row = fresh(Evidence, None, by=by)
    row.case, row.occasion, row.kind = case, occasion, piece.kind.value
    row.informant, row.on, row.administration = piece.informant, piece.on, piece.administration
    row.words = CaseVault(case).seal(piece.words, row=row.uid, field=WORDS)
    superseding(row)
    _attach(row, piece, by)
    kind = piece.kind.value
    note(Verb.CREATE, case, by=by, grant=grant, kind="case.evidence", reason=kind)
    return row


@transaction.atomic
def amend_evidence(
    *, evidence: Evidence, piece: Piece, why: str, by: Who, made_from: str
) -> Evidence:
    """Write what a piece should have said. Raises NotAllowed, Stale, Refused without a reason."""
    case = evidence.case
    grant = require_case(by, case)
    _refuse_change(evidence, why, made_from)
    _refuse_empty(case, piece)
    row = _next(evidence, by)
    row.kind, row.informant, row.on = piece.kind.value, piece.informant, piece.on
    row.administration = piece.administration
    row.words = CaseVault(case).seal(piece.words, row=row.uid, field=WORDS)
    superseding(row)
    _attach(row, piece, by)
    _say_why(row, EvidenceChange.AMENDED, why, by)
    note(Verb.AMEND, case, by=by, grant=grant, kind="case.evidence", fields=["words"])
    return row


@transaction.atomic
def withdraw_evidence(*, evidence: Evidence, why: str, by: Who, made_from: str) -> Evidence:
    """Take a piece back: nothing rests on it any more, and the file says why.

    Raises NotAllowed, Stale, Refused without a reason.
    """
    case = evidence.case
    grant = require_case(by, case)
    _refuse_change(evidence, why, made_from)
    row = _next(evidence, by)
    superseding(row)
    _say_why(row, EvidenceChange.WITHDRAWN, why, by)
    note(Verb.AMEND, case, by=by, grant=grant, kind="case.evidence", reason="withdrawn")
    return row


@transaction.atomic
def save_talk(
    *,
    occasion: Occasion,
    card: str,
    person: str,
    answers: Mapping[str, int],
    by: Who,
    on: dt.date,
    words: str = "",
    made_from: str = "",
) -> TalkCard:
    """Write a person's answers to a talk card. Raises NotAllowed, Stale, Refused."""
    case, guide = occasion.case, guides()[card]
    grant = require_case(by, case)
    known = {item.code for item in guide.items}
    if person not in guide.persons or set(answers) - known:
        raise ValueError(f"{card} has no such person or sentence")
    if not answers:
        raise Refused("accompany.talk.empty")
    if any(value not in range(STEPS) for value in answers.values()):
        raise Refused("accompany.talk.range")
    before = standing_talk(occasion, card, person=person)
    require_version(before, made_from)
    row = fresh(TalkCard, before, by=by)
    row.case, row.occasion, row.card, row.person = case, occasion, card, person
    row.entry_version, row.on, row.answers = guide.entry.version, on, dict(answers)
    row.words = CaseVault(case).seal(words, row=row.uid, field=TALK_WORDS)
    superseding(row)
    verb = Verb.CREATE if before is None else Verb.AMEND
    note(verb, case, by=by, grant=grant, kind="case.talk_card", reason=f"{card}.{person}")
    return row


def standing_talk(occasion: Occasion, card: str, *, person: str) -> TalkCard | None:
    """Return the card of a person that stands on an occasion, or None."""
    standing = TalkCard.objects.filter(occasion=occasion, card=card, superseded_by=None)
    return standing.filter(person=person).order_by("-pk").first()


def attach_to_needs(evidence: Evidence, needs: Iterable[CaseNeed], *, by: Who) -> None:
    """Say that a piece of evidence stands behind needs, too."""
    EvidenceFor.objects.bulk_create(
        EvidenceFor(evidence=evidence, need=need, entered_by=author(by)) for need in needs
    )


def _refuse_empty(case: Case, piece: Piece) -> None:
    if not (piece.places or piece.needs or piece.problems):
        raise Refused("accompany.evidence.of_nothing")
    if piece.administration is None:
        if piece.kind is EvidenceKind.SCALE_ITEM:
            raise Refused("accompany.evidence.no_scale")
        if not piece.words.strip():
            raise Refused("accompany.evidence.no_words")
    elif piece.administration.student_id != case.student_id:
        raise ValueError("a scale of another student is no evidence here")


def _refuse_change(evidence: Evidence, why: str, made_from: str) -> None:
    require_version(evidence, made_from)
    changed = EvidenceChange.objects.filter(evidence=evidence)
    if changed.filter(what=EvidenceChange.WITHDRAWN).exists():
        raise Refused("accompany.evidence.withdrawn")
    if not why.strip():
        raise Refused("accompany.evidence.no_why")


def _next(evidence: Evidence, by: Who) -> Evidence:
    """Return the unsaved next version, as far as it says the same of any piece."""
    row = fresh(Evidence, evidence, by=by)
    names = ("case", "occasion", "kind", "informant", "on", "administration", "record")
    for name in names:
        setattr(row, name, getattr(evidence, name))
    return row


def _say_why(row: Evidence, what: str, why: str, by: Who) -> None:
    change = EvidenceChange(evidence=row, what=what, entered_by=author(by))
    change.why = CaseVault(row.case).seal(why, row=change.uid, field=WHY)
    change.save(force_insert=True)


def _attach(row: Evidence, piece: Piece, by: Who) -> None:
    EvidencePlace.objects.bulk_create(
        EvidencePlace(evidence=row, function=place.value, source=source, entered_by=author(by))
        for place, source in dict.fromkeys(piece.places)
    )
    attach_to_needs(row, piece.needs, by=by)
    EvidenceFor.objects.bulk_create(
        EvidenceFor(evidence=row, problem=problem, entered_by=author(by))
        for problem in piece.problems
    )
