"""How consent stands in a case, and the log of the search for it, in words."""

import datetime as dt
from dataclasses import dataclass

from kithwork.casework.actions.seeking import ATTEMPT, DECISION
from kithwork.casework.models import Case, ConsentAttempt, ConsentDecision
from kithwork.casework.queries.facts import PURPOSE
from kithwork.casework.queries.papers import in_language
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.consent import purpose_entries
from kithwork.catalogue.words import say
from kithwork.people.models import ConsentAnswer
from kithwork.people.queries.consents import consent_standing


@dataclass(frozen=True, slots=True)
class PurposeLine:
    """What was said last to one purpose."""

    name: str
    answer: ConsentAnswer


@dataclass(frozen=True, slots=True)
class ConsentPage:
    """Whether there is consent to working together, what is missing, what was said to the rest."""

    is_valid: bool
    missing: tuple[str, ...]
    because: tuple[str, ...]
    ends_on: dt.date | None
    lines: tuple[PurposeLine, ...]


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
    answers = ConsentAnswer.objects.filter(consent__student=case.student, consent__about=case.uid)
    answers = answers.select_related("consent__carer__person")
    return ConsentPage(
        is_valid=verdict.may_go_on,
        missing=tuple(say(reason, language) for reason in verdict.missing),
        because=tuple(say(reason, language) for reason in verdict.because),
        ends_on=verdict.ends_on,
        lines=tuple(
            PurposeLine(_purpose(one.purpose, language), one)
            for one in answers.order_by("-consent__given_on", "-consent__pk", "pk")
        ),
    )


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


def _purpose(code: str, language: str) -> str:
    entry = purpose_entries().get(code)
    return in_language(entry.label, language) if entry else code
