"""What was told outside the team in a case: the rows that stand, and what each of them lacks."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404

from kithwork.casework.models import Case, Disclosure
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.disclosures import receivers
from kithwork.catalogue.words import say
from kithwork.core.casework.disclosures import Basis, DisclosureFacts, Told, still_lacking
from kithwork.core.guards import Allowed, Answer, Refused
from kithwork.core.reasons import Reason
from kithwork.people.models import Consent
from kithwork.people.queries.consents import consent_standing

WORDS = "disclosure.words"
NOT_AGREED = Refused((Reason.of("passed_on.missing.consent"),))


@dataclass(frozen=True, slots=True)
class DisclosureSeen:
    """One row, opened: its words by part, who received it, and what it still lacks, in words."""

    row: Disclosure
    words: Mapping[str, str]
    receiver: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassedOn:
    """How many rows a case has, the day of the last one, and what any of them lacks (codes)."""

    count: int
    last: dt.date | None
    lacking: int
    lacks: tuple[str, ...]


def disclosures_of(case: Case, *, language: str) -> tuple[DisclosureSeen, ...]:
    """Return the rows that stand in a case that was opened, the latest first."""
    vault = CaseVault(case)
    return tuple(_seen(row, vault, language) for row in _standing(case))


def disclosure_in(case: Case, uid: uuid.UUID) -> Disclosure:
    """Return a row of a case that stands; Http404 where there is none."""
    found = Disclosure.objects.filter(case=case, uid=uid, superseded_by=None).first()
    if found is None:
        raise Http404("There is no such row in this case.")
    return found


def words_of_disclosure(case: Case, row: Disclosure | None) -> dict[str, str]:
    """Return the words of a row by their part; none for no row."""
    if row is None:
        return {}
    return dict(CaseVault(case).open_json(row.words, row=row.uid, field=WORDS))


def passed_on(case: Case) -> PassedOn:
    """Return how the log of a case stands; nothing is opened for it."""
    rows = _standing(case)
    lacking = [lacks for row in rows if (lacks := lacks_of(row))]
    codes = dict.fromkeys(code for lacks in lacking for code in lacks)
    return PassedOn(
        count=len([row for row in rows if not _is_inside(row.receiver)]),
        last=rows[0].on if rows else None,
        lacking=len(lacking),
        lacks=tuple(codes),
    )


def lacks_of(row: Disclosure) -> tuple[str, ...]:
    """Return what a row lacks, as codes of words."""
    facts = DisclosureFacts(
        receiver=row.receiver,
        basis=Basis(row.basis) if row.basis else None,
        consent=Allowed() if row.consent_id else NOT_AGREED,
        has_considered=row.is_minimum,
        told=Told(row.told) if row.told else None,
        stays_inside=_is_inside(row.receiver),
    )
    return tuple(f"passed_on.lacks.{code}" for code in still_lacking(facts))


def consent_to(case: Case, receiver: str, *, on: dt.date) -> Answer | None:
    """Return how consent to telling a receiver stands on a day; None where none can be asked."""
    known = receivers().get(receiver)
    if known is None or not known.purpose:
        return None
    verdict = consent_standing(case.student, known.purpose, on=on, about=case.uid)
    if verdict.has_consent:
        return Allowed()
    return Refused(verdict.missing) if verdict.missing else NOT_AGREED


def consent_behind(case: Case, receiver: str, *, on: dt.date) -> Consent | None:
    """Return the asking by which a receiver may be told: the latest yes that was not taken back."""
    if not isinstance(consent_to(case, receiver, on=on), Allowed):
        return None
    agreed = Q(
        answers__purpose=receivers()[receiver].purpose,
        answers__agrees=True,
        answers__withdrawn_on__isnull=True,
    )
    about = Q(about=case.uid) | Q(about__isnull=True)
    found = Consent.objects.filter(agreed, about, student=case.student, given_on__lte=on)
    return found.order_by("-given_on", "-pk").first()


def _standing(case: Case) -> list[Disclosure]:
    rows = Disclosure.objects.filter(case=case, superseded_by=None)
    return list(rows.select_related("entered_by", "consent").order_by("-on", "-pk"))


def _seen(row: Disclosure, vault: CaseVault, language: str) -> DisclosureSeen:
    known = receivers().get(row.receiver)
    return DisclosureSeen(
        row=row,
        words=vault.open_json(row.words, row=row.uid, field=WORDS),
        receiver=known.label.said_in(language) if known else row.receiver,
        lacks=tuple(say(code, language) for code in lacks_of(row)),
    )


def _is_inside(receiver: str) -> bool:
    known = receivers().get(receiver)
    return known is not None and known.is_inside
