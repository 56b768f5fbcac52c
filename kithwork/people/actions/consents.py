"""Consent: asked and answered, taken back, ruled upon, and the signed paper kept.

Asking is open to whoever works with the student (a case, a form of hers) and to whoever runs the
school's campaigns; a ruling to the roles that the policy names. A link is answered by somebody
who has no account: such an answer is kept with nobody as its writer.
"""

import base64
import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.keys.vault import Vault
from kithwork.access.models import User
from kithwork.access.permissions import Held, Who, held
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.catalogue.consent import consent_rules
from kithwork.core.consent import ConsentPolicy, ConsentRecord, DecisionKind, end_of
from kithwork.people.actions.allowed import require_roster
from kithwork.people.models import (
    Carer,
    Consent,
    ConsentAnswer,
    ConsentPaper,
    ConsentRuling,
    Student,
)
from kithwork.people.queries.consents import policy_for, subject_of
from kithwork.people.queries.reach import reaches

KINDS = {b"%PDF-": "application/pdf", b"\xff\xd8\xff": "image/jpeg", b"\x89PNG": "image/png"}
LARGEST = 5 * 1024 * 1024  # bytes of a photographed form
SIGNED_ELSEWHERE = "link"


@dataclass(frozen=True, slots=True)
class NoticeRead:
    """The text that stood before the person who answered: its id, version and content hash."""

    id: str
    version: str
    content_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who was asked, how, about what and when; the student herself where `carer` is None.

    `method` is one of `catalogue.consent.consent_rules().methods`; `about` the uid of a campaign
    or case, None where the answers are not bound to one.
    """

    student: Student
    method: str
    given_on: dt.date
    language: str
    carer: Carer | None = None
    about: uuid.UUID | None = None
    notice: NoticeRead | None = None
    was_read_aloud: bool = False
    was_understood: bool = False
    is_verified: bool = False
    has_competence_note: bool = False
    witness: str = ""
    remark: str = ""


@transaction.atomic
def record_consent(*, asking: Asking, answers: Mapping[str, bool], by: Who) -> Consent:
    """Keep what somebody answered to each purpose. Raises NotAllowed, Refused."""
    grant = require_asking(by, asking.student)
    return _keep(asking, answers, by=by, role=grant.role)


@transaction.atomic
def receive_consent(*, asking: Asking, answers: Mapping[str, bool]) -> Consent:
    """Keep what somebody without an account answered at a link of hers. Raises Refused.

    Whoever calls this has checked the link; the trail names nobody as the writer.
    """
    return _keep(asking, answers, by=None, role=SIGNED_ELSEWHERE)


@transaction.atomic
def withdraw_consent(
    *, consent: Consent, purposes: frozenset[str], on: dt.date, by: Who | None
) -> int:
    """Take a yes back for some purposes; return how many stood. Raises NotAllowed, Refused.

    `by` is None where the person takes it back at her own link.
    """
    if by is not None:
        require_asking(by, consent.student)
    if on < consent.given_on:
        raise Refused("consent.withdrawn_before_given")
    standing = consent.answers.filter(purpose__in=purposes, agrees=True, withdrawn_on__isnull=True)
    count = standing.update(
        withdrawn_on=on,
        withdrawn_at=clock.now(),
        withdrawn_by=by if isinstance(by, User) else None,
    )
    if count:
        _note(consent.student, by, SIGNED_ELSEWHERE, sorted(purposes), reason="withdrawn")
    return count


@transaction.atomic
def verify_consent(*, consent: Consent, by: Who) -> None:
    """Say that it really was the guardian: telephone on the school's file, and relation."""
    grant = require_asking(by, consent.student)
    Consent.objects.filter(pk=consent.pk).update(is_verified=True)
    _note(consent.student, by, grant.role, ["is_verified"], reason="verified")


@transaction.atomic
def rule_on_consent(
    *,
    student: Student,
    kind: DecisionKind,
    purpose: str,
    reason: str,
    by: Who,
    carer: Carer | None = None,
) -> ConsentRuling:
    """Keep a decision that stands in for a consent. Raises NotAllowed, Refused.

    A waiver names the carer who is the suspected harm; each decision has its reason.
    """
    role = _deciding_role(by, kind, student)
    if not reason.strip():
        raise Refused("consent.ruling_without_reason")
    if kind is DecisionKind.GUARDIAN_WAIVED and carer is None:
        raise Refused("consent.waiver_without_carer")
    made = ConsentRuling(
        school=student.school,
        student=student,
        carer=carer,
        kind=kind.value,
        purpose=purpose,
        role=role,
        on=clock.today(student.school.time_zone or "UTC"),
        entered_by=by if isinstance(by, User) else None,
    )
    sealed = Vault(student.key).seal(reason.strip(), row=made.uid, field="consent_ruling.reason")
    made.reason = sealed or b""
    made.save(force_insert=True)
    _note(student, by, role, [purpose], reason=kind.value)
    return made


@transaction.atomic
def keep_paper(*, consent: Consent, content: bytes, by: Who) -> ConsentPaper:
    """Keep the signed form beside the consent, sealed. Raises NotAllowed, Refused.

    A PDF, JPEG or PNG of at most five megabytes, known by its first bytes and not by its name.
    """
    grant = require_asking(by, consent.student)
    kind = next((kind for start, kind in KINDS.items() if content.startswith(start)), None)
    if kind is None or len(content) > LARGEST:
        raise Refused("consent.paper_not_taken", megabytes=LARGEST // 1024 // 1024)
    paper = ConsentPaper(
        consent=consent,
        kind=kind,
        size=len(content),
        entered_by=by if isinstance(by, User) else None,
    )
    packed = base64.b64encode(content).decode()
    paper.content = Vault(consent.student.key).seal(
        packed, row=paper.uid, field="consent_paper.content"
    )
    paper.save(force_insert=True)
    _note(consent.student, by, grant.role, ["paper"], reason="paper")
    return paper


def require_asking(by: Who, student: Student) -> Held:
    """Return what lets `by` ask for and record this student's consent, or raise NotAllowed."""
    for section in (Section.CASE, Section.ANSWERS):
        grant = reaches(by, May.WRITE, section, student)
        if grant is not None:
            return grant
    return require_roster(by, student.school)


def _keep(asking: Asking, answers: Mapping[str, bool], *, by: Who | None, role: str) -> Consent:
    student = asking.student
    policy = policy_for(student.school, asking.given_on)
    _check(asking, answers, policy)
    made = Consent(
        school=student.school,
        student=student,
        carer=asking.carer,
        about=asking.about,
        method=asking.method,
        language=asking.language,
        notice=asking.notice.id if asking.notice else "",
        notice_version=asking.notice.version if asking.notice else "",
        notice_hash=asking.notice.content_hash if asking.notice else "",
        given_on=asking.given_on,
        was_read_aloud=asking.was_read_aloud,
        was_understood=asking.was_understood,
        is_verified=asking.is_verified,
        has_competence_note=asking.has_competence_note,
        entered_by=by if isinstance(by, User) else None,
    )
    _seal(made, asking)
    made.save(force_insert=True)
    ConsentAnswer.objects.bulk_create(_answers(made, asking, answers, policy))
    _note(student, by, role, sorted(answers), reason="asked")
    return made


def _check(asking: Asking, answers: Mapping[str, bool], policy: ConsentPolicy) -> None:
    known = {purpose.code for purpose in policy.purposes}
    if not answers or not known.issuperset(answers):
        raise Refused("consent.unknown_purpose")
    if asking.method not in consent_rules().methods:
        raise Refused("consent.unknown_method")
    if asking.given_on > clock.today(asking.student.school.time_zone or "UTC"):
        raise Refused("consent.day_to_come")
    if asking.carer is not None and asking.carer.student_id != asking.student.pk:
        raise Refused("consent.carer_of_another")


def _seal(made: Consent, asking: Asking) -> None:
    if not asking.witness.strip() and not asking.remark.strip():
        return
    vault = Vault(asking.student.key)
    made.witness = vault.seal(asking.witness.strip(), row=made.uid, field="consent.witness")
    made.remark = vault.seal(asking.remark.strip(), row=made.uid, field="consent.remark")


def _answers(
    made: Consent, asking: Asking, answers: Mapping[str, bool], policy: ConsentPolicy
) -> list[ConsentAnswer]:
    subject = subject_of(asking.student)
    rows = []
    for code, agrees in answers.items():
        purpose = policy.purpose(code)
        said = ConsentRecord(
            purpose=code,
            scope=purpose.scope,
            guardian=str(asking.carer.pk) if asking.carer else None,
            agrees=agrees,
            given_on=asking.given_on,
            method=asking.method,
        )
        rows.append(
            ConsentAnswer(
                consent=made,
                purpose=code,
                scope=purpose.scope,
                lawful_basis=purpose.lawful_basis,
                agrees=agrees,
                expires_on=end_of(said, subject, policy).on if agrees else None,
            )
        )
    return rows


def _deciding_role(by: Who, kind: DecisionKind, student: Student) -> str:
    """Return the role by which `by` may take this decision about a student of her school."""
    deciders = consent_rules().deciders[kind]
    for grant in (*held(by, May.READ, Section.CASE), *held(by, May.READ, Section.AGGREGATES)):
        if grant.role in deciders and grant.school_id == student.school_id:
            return grant.role
    raise Refused("consent.not_yours_to_decide")


def _note(student: Student, by: Who | None, role: str, fields: list[str], *, reason: str) -> None:
    record(
        Verb.CONSENT,
        "consent",
        subject=student.uid,
        by=by,
        role=role,
        school=student.school.uid,
        section=Section.IDENTITY.value,
        fields=fields,
        reason=reason,
    )
