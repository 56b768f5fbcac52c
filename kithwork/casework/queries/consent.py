"""How consent stands in a case, and the log of the search for it, in words."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404

from kithwork.casework.actions.seeking import ATTEMPT, DECISION
from kithwork.casework.models import Case, ConsentAttempt, ConsentDecision
from kithwork.casework.queries.facts import PURPOSE
from kithwork.casework.queries.papers import in_language
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.consent import purpose_entries
from kithwork.catalogue.words import say
from kithwork.people.models import Consent, ConsentAnswer
from kithwork.people.queries.consents import consent_standing


@dataclass(frozen=True, slots=True)
class Said:
    """What one person said on one day: purposes by name, agreed, refused, taken back."""

    consent: Consent
    agreed: tuple[str, ...]
    refused: tuple[str, ...]
    taken_back: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """Whether there is consent to working together, what is missing, what was said to the rest."""

    is_valid: bool
    missing: tuple[str, ...]
    because: tuple[str, ...]
    ends_on: dt.date | None
    said: tuple[Said, ...]

    @property
    def has_students_yes(self) -> bool:
        """Whether the student agreed to anything, whoever else is still to be asked."""
        return any(one.agreed and one.consent.carer is None for one in self.said)


@dataclass(frozen=True, slots=True)
class AttemptLine:
    """One attempt, with what came of it."""

    attempt: ConsentAttempt
    words: str


@dataclass(frozen=True, slots=True)
class Search:
    """The attempts and the supervisor's decisions, the latest first."""

    attempts: tuple[AttemptLine, ...]
    decisions: tuple[tuple[ConsentDecision, str], ...]


def consent_page(case: Case, *, on: dt.date, language: str) -> ConsentPage:
    """Return how consent stands on a day."""
    verdict = consent_standing(case.student, PURPOSE, on=on, about=case.uid)
    asked = Consent.objects.filter(student=case.student, about=case.uid)
    asked = asked.select_related("carer").prefetch_related("answers").order_by("-given_on", "-pk")
    return ConsentPage(
        is_valid=verdict.may_go_on,
        missing=tuple(say(reason, language) for reason in verdict.missing),
        because=tuple(say(reason, language) for reason in verdict.because),
        ends_on=verdict.ends_on,
        said=tuple(_said(consent, language) for consent in asked),
    )


def consent_in(case: Case, uid: uuid.UUID) -> Consent:
    """Return one asking of a case; Http404 where there is none."""
    found = Consent.objects.filter(student=case.student, about=case.uid, uid=uid)
    consent = found.select_related("student__school").first()
    if consent is None:
        raise Http404("There is no such answer in this case.")
    return consent


def attempts_of(case: Case) -> Search:
    """Return the log of the search for consent."""
    vault = CaseVault(case)
    attempts = ConsentAttempt.objects.filter(case=case).select_related("entered_by")
    decisions = ConsentDecision.objects.filter(case=case).select_related("entered_by")
    return Search(
        attempts=tuple(
            AttemptLine(one, vault.open(one.words, row=one.uid, field=ATTEMPT))
            for one in attempts.order_by("-on", "-pk")
        ),
        decisions=tuple(
            (one, vault.open(one.words, row=one.uid, field=DECISION))
            for one in decisions.order_by("-on", "-pk")
        ),
    )


def _said(consent: Consent, language: str) -> Said:
    answers = list(consent.answers.all())

    def named(chosen: Callable[[ConsentAnswer], bool]) -> tuple[str, ...]:
        return tuple(_purpose(one.purpose, language) for one in answers if chosen(one))

    return Said(
        consent,
        agreed=named(lambda one: one.agrees and one.withdrawn_on is None),
        refused=named(lambda one: not one.agrees),
        taken_back=named(lambda one: one.withdrawn_on is not None),
    )


def _purpose(code: str, language: str) -> str:
    entry = purpose_entries().get(code)
    return in_language(entry.label, language) if entry else code
