"""What is on file about a student's consent, as the core's rules take it, and what they say.

The functions here answer other queries and actions; whether somebody may see the answers is asked
by those who show them (`consents_of` asks for the case section itself).
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from django.db.models import Q, QuerySet

from kithwork.access.models import School
from kithwork.access.permissions import Who
from kithwork.access.roles import Section, Verb
from kithwork.catalogue.consent import consent_policy
from kithwork.core.consent import (
    ConsentDecision,
    ConsentFile,
    ConsentPolicy,
    ConsentRecord,
    DecisionKind,
    Guardian,
    GuardianKind,
    Subject,
    Verdict,
    consent_for,
)
from kithwork.people.models import Carer, Consent, ConsentRuling, Student
from kithwork.people.queries.reach import require_reach

JURISDICTION = "CN"  # of a school that has not said where it stands
SURVEY = "survey"
NO_COVER: frozenset[str] = frozenset()


def consents_of(who: Who, student: Student) -> QuerySet[Consent]:
    """Return the askings about a student, the newest first. Raises NotAllowed.

    A no to a questionnaire is not among them: it has no consequence, so whoever asked knows of it
    and nobody else.
    """
    require_reach(who, Verb.READ, Section.CASE, student)
    found = Consent.objects.filter(student=student).select_related("carer__person", "entered_by")
    found = found.exclude(answers__purpose=SURVEY, answers__agrees=False)
    return found.prefetch_related("answers").order_by("-given_on", "-pk")


def consent_standing(
    student: Student, purpose: str, *, on: dt.date, about: uuid.UUID | None = None
) -> Verdict:
    """Return whether there is consent to one purpose on a day, by the school's own policy.

    With `about`, answers bound to that campaign or case count beside the general ones; without,
    the general ones alone.
    """
    policy = policy_for(student.school, on)
    return consent_for(purpose, consent_file(student, about=about), on=on, policy=policy)


def policy_for(school: School, on: dt.date) -> ConsentPolicy:
    """Return the policy of the school's jurisdiction on a day."""
    return consent_policy(school.jurisdiction or JURISDICTION, on)


def consent_file(student: Student, *, about: uuid.UUID | None = None) -> ConsentFile:
    """Return what is on file about one student."""
    return consent_files([student], about=about)[student.pk]


def consent_files(
    students: Iterable[Student], *, about: uuid.UUID | None = None
) -> dict[int, ConsentFile]:
    """Return the files of many students by their key, in four queries; persons are loaded.

    The newest answer stands first, so that of two on one day the later one counts.
    """
    of = {student.pk: student for student in students}
    return _files(of, Consent.objects.filter(Q(about=about) | Q(about__isnull=True)))


def consent_files_wherever(students: Iterable[Student]) -> dict[int, ConsentFile]:
    """Return the files of many students with every answer, general or bound to a case.

    For a purpose that reaches further than the case in which it was asked: the aid office has no
    case to ask about.
    """
    return _files({student.pk: student for student in students}, Consent.objects.all())


def _files(of: dict[int, Student], asked: QuerySet[Consent]) -> dict[int, ConsentFile]:
    carers, rulings = _carers(of), _rulings(of)
    asked = asked.filter(student__in=of)
    records: dict[int, list[ConsentRecord]] = {pk: [] for pk in of}
    for consent in asked.prefetch_related("answers").order_by("-given_on", "-pk"):
        records[consent.student_id].extend(_records(consent))
    return {
        pk: ConsentFile(
            subject=_subject(student, carers[pk], rulings[pk]),
            records=tuple(records[pk]),
            decisions=tuple(map(_decision, rulings[pk])),
        )
        for pk, student in of.items()
    }


def consent_files_about(about: Mapping[uuid.UUID, Student]) -> dict[uuid.UUID, ConsentFile]:
    """Return the files of many cases (or campaigns) by their uid, each with its student's own.

    Four queries, as for many students; persons are loaded.
    """
    of = {student.pk: student for student in about.values()}
    carers, rulings = _carers(of), _rulings(of)
    asked = Consent.objects.filter(Q(about__in=about) | Q(about__isnull=True), student__in=of)
    said: dict[int, list[Consent]] = {pk: [] for pk in of}
    for consent in asked.prefetch_related("answers").order_by("-given_on", "-pk"):
        said[consent.student_id].append(consent)
    return {
        uid: ConsentFile(
            subject=_subject(student, carers[student.pk], rulings[student.pk]),
            records=tuple(
                record
                for consent in said[student.pk]
                if consent.about in (None, uid)
                for record in _records(consent)
            ),
            decisions=tuple(map(_decision, rulings[student.pk])),
        )
        for uid, student in about.items()
    }


def subject_of(student: Student) -> Subject:
    """Return the student with her guardians, earlier ones too, as the rules take them."""
    of = {student.pk: student}
    carers, rulings = _carers(of), _rulings(of)
    return _subject(student, carers[student.pk], rulings[student.pk])


def _carers(of: Mapping[int, Student]) -> dict[int, list[Carer]]:
    found: dict[int, list[Carer]] = {pk: [] for pk in of}
    for carer in Carer.objects.filter(student__in=of).order_by("pk"):
        found[carer.student_id].append(carer)
    return found


def _rulings(of: Mapping[int, Student]) -> dict[int, list[ConsentRuling]]:
    found: dict[int, list[ConsentRuling]] = {pk: [] for pk in of}
    for ruling in ConsentRuling.objects.filter(student__in=of).order_by("pk"):
        found[ruling.student_id].append(ruling)
    return found


def _subject(student: Student, carers: list[Carer], rulings: list[ConsentRuling]) -> Subject:
    suspected = {
        ruling.carer_id: ruling.on
        for ruling in reversed(rulings)
        if ruling.kind == DecisionKind.GUARDIAN_WAIVED
    }
    guardians = (_guardian(carer, suspected.get(carer.pk)) for carer in carers)
    return Subject(student.person.birth, tuple(one for one in guardians if one is not None))


def _guardian(carer: Carer, suspected_since: dt.date | None) -> Guardian | None:
    """A guardian in law, or an entrusted carer; anybody else speaks for nobody.

    The written entrustment's purposes are not on file, so such a carer covers none by herself.
    """
    if not carer.is_legal_guardian and not carer.is_entrusted:
        return None
    kind = GuardianKind.LEGAL if carer.is_legal_guardian else GuardianKind.ENTRUSTED
    return Guardian(
        key=str(carer.pk),
        kind=kind,
        since=carer.starts_on or dt.date.min,
        until=carer.ends_on,
        covers=NO_COVER,
        suspected_since=suspected_since,
    )


def _records(consent: Consent) -> Iterable[ConsentRecord]:
    for answer in consent.answers.all():
        yield ConsentRecord(
            purpose=answer.purpose,
            scope=answer.scope,
            guardian=str(consent.carer_id) if consent.carer_id else None,
            agrees=answer.agrees,
            given_on=consent.given_on,
            method=consent.method,
            was_read_aloud=consent.was_read_aloud,
            was_understood=consent.was_understood,
            is_verified=consent.is_verified,
            has_witness=consent.witness is not None,
            has_competence_note=consent.has_competence_note,
            withdrawn_on=answer.withdrawn_on,
        )


def _decision(ruling: ConsentRuling) -> ConsentDecision:
    return ConsentDecision(
        kind=DecisionKind(ruling.kind),
        purpose=ruling.purpose,
        by=ruling.role,
        on=ruling.on,
        has_reason=bool(ruling.reason),
    )
