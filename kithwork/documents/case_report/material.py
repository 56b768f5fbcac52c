"""Everything that a case report is written from, gathered once, in one language."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.casework.models import Case, InformationGiven
from kithwork.casework.models.cases import StatusEvent
from kithwork.casework.queries.assessment import AssessmentTold, assessment_of
from kithwork.casework.queries.cases import report_name_of, today_at
from kithwork.casework.queries.contacts import OpenedContact, Service, contacts_of, service_of
from kithwork.casework.queries.ecomap import EcomapTold, changes_told, ecomaps_of
from kithwork.casework.queries.genogram import GenogramTold, genograms_of
from kithwork.casework.queries.genogram import changes_told as family_changes
from kithwork.casework.queries.giving import LinkLine, given_in, links_of
from kithwork.casework.queries.papers import Line, OpenedPaper, opened, papers_of
from kithwork.casework.queries.plans import PlanTold, plan_told
from kithwork.casework.queries.results import LessonLine, lessons_of
from kithwork.catalogue.words import say
from kithwork.core.reasons import Value
from kithwork.evaluation.outcome import CaseOutcome
from kithwork.evaluation.queries.outcome import outcome_of
from kithwork.people.queries.care_status import care_status
from kithwork.people.queries.classes import class_of
from kithwork.people.wording import named

IN_THE_REPORT = frozenset(  # the private reflection is its author's, referral papers are apart
    {
        "enquiry",
        "intake",
        "agreement",
        "assessment",
        "observation",
        "review",
        "evaluation",
        "closure",
        "follow_up",
        "practice_summary",
    }
)


@dataclass(frozen=True, slots=True)
class CaseMaterial:
    """What is on record of a case; `papers` by kind, the oldest first."""

    case: Case
    language: str
    on: dt.date
    name: str
    sex: str
    grade: str
    left_behind: tuple[str, ...]
    papers: Mapping[str, tuple[OpenedPaper, ...]]
    unsigned: tuple[tuple[str, str], ...]
    steps: Sequence[StatusEvent]
    assessment: AssessmentTold
    plan: PlanTold | None
    contacts: tuple[OpenedContact, ...]
    service: Service
    links: tuple[LinkLine, ...]
    information: Sequence[InformationGiven]
    ecomaps: tuple[EcomapTold, ...]
    ecomap_changes: tuple[str, ...]
    genograms: tuple[GenogramTold, ...]
    genogram_changes: tuple[str, ...]
    lessons: tuple[LessonLine, ...]
    outcome: CaseOutcome

    def say(self, code: str, /, **params: Value) -> str:
        """Return the report's words for a code ("head.intake")."""
        return say(f"casereport.{code}", self.language, **params)

    def lines(self, kind: str) -> tuple[Line, ...]:
        """Return what stands in the latest paper of a kind; nothing where there is none."""
        papers = self.papers.get(kind, ())
        return papers[-1].lines if papers else ()


def material_of(user: User, case: Case, *, language: str) -> CaseMaterial:
    """Gather a case for its report. The caller has asked whether `user` may read it."""
    outcome = outcome_of(user, case, language=language)
    student, today = case.student, today_at(case)
    school_class = class_of(student, on=today)
    contacts = tuple(reversed(contacts_of(user, case)))
    states = papers_of(case, language=language)
    ecomaps, genograms = ecomaps_of(case, language), genograms_of(case, language)
    care = care_status(user, student, language=language, on=today)
    return CaseMaterial(
        case=case,
        language=language,
        on=today,
        name=report_name_of(case) or case.number,
        sex=named("sex", student.person.sex, language) if student.person.sex else "",
        grade=school_class.grade.name if school_class and school_class.grade else "",
        left_behind=tuple(one.label for one in care.told if one.truth),
        papers={
            one.paper.code: tuple(
                opened(case, record, language=language) for record in reversed(one.standing)
            )
            for one in states
            if one.paper.code in IN_THE_REPORT and one.standing
        },
        unsigned=tuple((one.title, part) for one in states for part in one.unsigned),
        steps=list(StatusEvent.objects.filter(case=case).order_by("on", "pk")),
        assessment=assessment_of(user, case, language),
        plan=plan_told(case, goals=outcome.goals, needs=outcome.needs, language=language),
        contacts=contacts,
        service=service_of(contacts),
        links=links_of(user, case, language=language),
        information=given_in(case),
        ecomaps=ecomaps,
        ecomap_changes=changes_told(ecomaps[0], ecomaps[-1], language) if len(ecomaps) > 1 else (),
        genograms=genograms,
        genogram_changes=(
            family_changes(genograms[0], genograms[-1], language) if len(genograms) > 1 else ()
        ),
        lessons=lessons_of(case),
        outcome=outcome,
    )
