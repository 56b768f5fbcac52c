"""What came of a case, gathered from what is recorded; see `kithwork.evaluation.outcome`.

The reader sees what she may: answers, marks and aid that are closed to her are named as missing.
"""

from collections.abc import Iterator, Sequence

from kithwork.access.models import User
from kithwork.access.roles import Section, Verb
from kithwork.aid.models import Award
from kithwork.aid.queries.awards import awards_seen
from kithwork.casework.models import Case, FollowUp, Plan
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.goals import attained, goals_of
from kithwork.casework.queries.needs import needs_of_case
from kithwork.casework.queries.plans import content_of, doses_of, planned_of
from kithwork.casework.queries.results import doses_by_function
from kithwork.casework.queries.support import (
    changed_between,
    matrix_of,
    occasions_of,
    told_changes,
)
from kithwork.catalogue.words import say
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.claims import Design, claim
from kithwork.evaluation.outcome import CaseOutcome, SupportChange
from kithwork.evaluation.queries.admissions import admitted_of
from kithwork.evaluation.queries.measured import measured_of
from kithwork.evaluation.queries.scales import scales_of
from kithwork.people.queries.reach import reaches
from kithwork.surveys.queries.given import Given, given_to


def outcome_of(user: User, case: Case, *, language: str) -> CaseOutcome:
    """Return what came of a case so far, in the words of one language."""
    given = given_to(user, case.student)
    support = support_of(case, language)
    goals = goals_of(case, language)
    plan = Plan.objects.filter(case=case, superseded_by=None).first()
    planned = planned_of(content_of(plan)) if plan else ()
    planned_times, given_times = doses_by_function(case)
    return CaseOutcome(
        on=today_at(case),
        support=support,
        goals=goals,
        attainment=attained(goals),
        scales=scales_of(case, given or (), language),
        measured=measured_of(user, case, given or (), language),
        doses=doses_of(case, planned),
        planned_by_function=planned_times,
        delivered_by_function=given_times,
        awards=_awards(user, case),
        admitted=admitted_of(case),
        needs=needs_of_case(case, language),
        follow_ups=tuple(FollowUp.objects.filter(case=case).order_by("due_on")),
        claims=tuple(_claims(case, support, language)),
        missing=tuple(_missing(user, case, support, given)),
    )


def support_of(case: Case, language: str) -> SupportChange | None:
    """Return the matrix at the first and the latest occasion; None where nobody was asked."""
    occasions = occasions_of(case)
    if not occasions:
        return None
    first, latest = occasions[0], occasions[-1]
    if first == latest:
        return SupportChange(
            before=matrix_of(first),
            before_at=first,
            after=None,
            after_at=None,
            difference=None,
            told=(),
        )
    changed = changed_between(first, latest)
    return SupportChange(
        before=matrix_of(first),
        before_at=first,
        after=matrix_of(latest),
        after_at=latest,
        difference=changed,
        told=told_changes(changed, language),
    )


def _awards(user: User, case: Case) -> tuple[Award, ...] | None:
    seen = awards_seen(user, case.student)
    return None if seen.is_closed else seen.awards


def _claims(case: Case, support: SupportChange | None, language: str) -> Iterator[str]:
    """What before and after, and what came later, allow to be said."""
    followed = FollowUp.objects.filter(case=case, state="done").exists()
    if support is None or support.after is None:
        return
    design = Design.PRE_POST_FOLLOW_UP if followed else Design.PRE_POST
    for reason in claim(design).says:
        yield say(reason, language)


def _missing(
    user: User, case: Case, support: SupportChange | None, given: Sequence[Given] | None
) -> Iterator[Reason]:
    if support is None:
        yield Reason.of("evaluation.missing.matrix")
    elif support.after is None:
        yield Reason.of("evaluation.missing.second_matrix")
    if given is None:
        yield Reason.of("evaluation.missing.answers_closed")
    if reaches(user, Verb.READ, Section.MARKS, case.student) is None:
        yield Reason.of("evaluation.missing.marks_closed")
