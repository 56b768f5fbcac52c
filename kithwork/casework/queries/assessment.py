"""The assess page of a case: the latest occasion, what changed, evidence, needs, what is open."""

import datetime as dt
from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.casework.models import Case, Occasion
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.evidence import (
    ChangeTold,
    EvidenceTold,
    TalkTold,
    evidence_changes,
    evidence_of_case,
    informant_label,
    scales_of,
    talks_of,
)
from kithwork.casework.queries.needs import (
    CaseNeedTold,
    ProblemTold,
    needs_of_case,
    offered_needs,
    problems_of,
)
from kithwork.casework.queries.support import (
    OccasionTold,
    changed_between,
    evidence_lacks,
    occasion_told,
    occasions_of,
    told_changes,
)
from kithwork.catalogue.guides import guides
from kithwork.catalogue.support import functions
from kithwork.catalogue.words import say
from kithwork.core.support.cells import Rater
from kithwork.needs.telling import NeedTold

GRID_LASTS_DAYS = 90  # after so long a page proposes to ask anew


@dataclass(frozen=True, slots=True)
class CardTold:
    """A talk card and, person by person, whether it was gone through on this occasion."""

    code: str
    title: str
    persons: tuple[tuple[str, str, bool], ...]


@dataclass(frozen=True, slots=True)
class LackTold:
    """A function that has no evidence yet."""

    code: str
    label: str


@dataclass(frozen=True, slots=True)
class AssessmentTold:
    """Everything on the assess page."""

    now: OccasionTold | None
    earlier: tuple[OccasionTold, ...]
    changes: tuple[str, ...]
    lacks: tuple[LackTold, ...]
    evidence: tuple[EvidenceTold, ...]
    evidence_changes: tuple[ChangeTold, ...]
    talks: tuple[TalkTold, ...]
    cards: tuple[CardTold, ...]
    needs: tuple[CaseNeedTold, ...]
    offered: tuple[NeedTold, ...]
    problems: tuple[ProblemTold, ...]
    has_unattached_scales: bool
    is_old: bool
    others: tuple[tuple[str, str], ...]

    @property
    def wants_ranks(self) -> bool:
        """Whether there are needs and the student has ranked none of them."""
        return bool(self.needs) and all(one.said.rank_client is None for one in self.needs)


def assessment_of(user: User, case: Case, language: str) -> AssessmentTold:
    """Return the assess page of a case that was opened with `case_for`."""
    occasions = occasions_of(case)
    latest = occasions[-1] if occasions else None
    today = today_at(case)
    evidence = evidence_of_case(case, language)
    talks = talks_of(case, language)
    return AssessmentTold(
        now=occasion_told(latest, language) if latest else None,
        earlier=tuple(occasion_told(one, language) for one in occasions[:-1]),
        changes=_changes(occasions, language),
        lacks=_lacks(latest, language),
        evidence=evidence,
        evidence_changes=evidence_changes(case, language),
        talks=talks,
        cards=_cards(talks, latest, language),
        needs=needs_of_case(case, language),
        offered=offered_needs(user, case, on=today, language=language)[0],
        problems=problems_of(case),
        has_unattached_scales=_has_more_scales(user, case, evidence, language),
        is_old=latest is not None and _is_old(latest, today),
        others=tuple(
            (rater.value, say(f"accompany.rater.{rater}", language))
            for rater in (Rater.WORKER, Rater.GUARDIAN, Rater.TEACHER)
        ),
    )


def _changes(occasions: tuple[Occasion, ...], language: str) -> tuple[str, ...]:
    if len(occasions) < 2:
        return ()
    return told_changes(changed_between(occasions[0], occasions[-1]), language)


def _lacks(latest: Occasion | None, language: str) -> tuple[LackTold, ...]:
    if latest is None:
        return ()
    return tuple(
        LackTold(one.value, functions()[one].short.said_in(language))
        for one in evidence_lacks(latest)
    )


def _cards(
    talks: tuple[TalkTold, ...], latest: Occasion | None, language: str
) -> tuple[CardTold, ...]:
    done = {
        (one.row.card, one.row.person)
        for one in talks
        if latest is not None and one.row.occasion_id == latest.pk
    }
    return tuple(
        CardTold(
            code=code,
            title=guide.title.said_in(language),
            persons=tuple(
                (person, informant_label(person, language), (code, person) in done)
                for person in guide.persons
            ),
        )
        for code, guide in guides().items()
    )


def _has_more_scales(
    user: User, case: Case, evidence: tuple[EvidenceTold, ...], language: str
) -> bool:
    attached = {one.row.administration_id for one in evidence}
    return any(form.pk not in attached for form, _label in scales_of(user, case, language))


def _is_old(occasion: Occasion, today: dt.date) -> bool:
    return (today - occasion.on).days > GRID_LASTS_DAYS
