"""The file check of a case: its contents in the order of an inspection, and how each line stands.

Counts rows and signatures and opens nothing. Whose signatures a paper wants stands in the catalogue
of papers; a guardian's is asked where the school's policy asks for a guardian at the student's age,
the student's not after her death.
"""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from kithwork.audit import clock
from kithwork.casework.actions.plans import standing_plan
from kithwork.casework.models import (
    Case,
    Contact,
    Ecomap,
    Evidence,
    EvidenceChange,
    Genogram,
    Handover,
    Record,
    ResourceLink,
    RiskSetting,
    Signature,
    StatusEvent,
    SupervisionRecord,
    SupportSheet,
)
from kithwork.casework.queries.complaints import in_the_file, owed_in
from kithwork.casework.queries.disclosures import passed_on
from kithwork.casework.queries.facts import PURPOSE
from kithwork.casework.queries.shell import WRITTEN_ONLY
from kithwork.casework.wording import PARTS, called
from kithwork.catalogue.casework import closure_entries
from kithwork.catalogue.file_check import FileLine, file_lines
from kithwork.catalogue.papers import papers
from kithwork.catalogue.words import say
from kithwork.core.casework import Status
from kithwork.core.casework.file_check import PaperFacts, Standing, paper_standing
from kithwork.core.consent.policy import GuardianPart
from kithwork.people.models import Consent
from kithwork.people.queries.consents import policy_for

Signed = frozenset[tuple[uuid.UUID, str]]  # the uid of what was signed, and whose part

PLAN_SIGNERS = ("client", "worker", "supervisor")
PAGES = {
    "complaints": "case_complaints",
    "consents": "consent",
    "contacts": "contacts",
    "disclosures": "disclosures",
    "ecomaps": "ecomap",
    "genograms": "genogram",
    "handovers": "handover",
    "plan": "plan",
    "ratings": "contacts",
    "resources": "giving",
    "risks": "risk",
    "scales": "assess",
    "sheets": "assess",
    "supervision": "supervision",
    "visits": "contacts",
    "follow_up": "results",
}


@dataclass(frozen=True, slots=True)
class LineTold:
    """A line of the file check.

    `lacks`: whose signatures, or what else, is missing, in words; `address`: where it is looked at
    or written, "" where the reader may do neither.
    """

    number: int
    form: str
    title: str
    standing: str
    standing_told: str
    count: int
    last: dt.date | None
    lacks: tuple[str, ...]
    why: str
    address: str

    @property
    def is_wanting(self) -> bool:
        """Whether somebody has to do something about it."""
        return self.standing in (Standing.MISSING, Standing.UNSIGNED, Standing.INCOMPLETE)


@dataclass(frozen=True, slots=True)
class _Part:
    """What stands of a part of the record: how many, the last one's day, what is missing.

    `unsigned`: parts whose signature is; `unfinished`: codes of words for what else is.
    """

    count: int
    last: dt.date | None = None
    unsigned: tuple[str, ...] = ()
    record: uuid.UUID | None = None
    unfinished: tuple[str, ...] = ()


def file_check(case: Case, *, language: str, is_writer: bool = True) -> tuple[LineTold, ...]:
    """Return the whole list of a case that was opened with `case_for`, for who writes or reads."""
    events = StatusEvent.objects.filter(case=case).values_list("start", "to")
    reached = {Status(one) for pair in events for one in pair if one} | {case.stage}
    parts = _parts(case)
    return tuple(
        _told(
            case,
            line,
            parts[line.counted_from],
            number=number,
            reached=reached,
            language=language,
            is_writer=is_writer,
        )
        for number, line in enumerate(file_lines(), start=1)
    )


def _told(
    case: Case,
    line: FileLine,
    part: _Part,
    *,
    number: int,
    reached: set[Status],
    language: str,
    is_writer: bool,
) -> LineTold:
    occasions = {"referral"} if Status.REFERRED_OUT in reached else set[str]()
    facts = PaperFacts(part.count, part.unsigned, part.unfinished)
    stands = paper_standing(
        line.rule, facts, status=case.stage, reached=reached, occasions=occasions
    )
    return LineTold(
        number=number,
        form=line.form,
        title=line.title.said_in(language),
        standing=stands.standing.value,
        standing_told=say(f"filecheck.standing.{stands.standing}", language),
        count=part.count,
        last=part.last,
        lacks=(
            *(called(PARTS, one) for one in part.unsigned),
            *(say(one, language) for one in part.unfinished),
        ),
        why=say(stands.reason, language) if stands.reason else "",
        address=_address(case, line, part, stands.standing, is_writer=is_writer),
    )


def _parts(case: Case) -> Mapping[str, _Part]:
    """Return every part of the record by the name that the list calls it."""
    signed = frozenset(Signature.objects.filter(case=case).values_list("subject", "part"))
    found = {code: _papers(case, code, signed) for code in papers()}
    rows: dict[str, Callable[[], _Part]] = {
        "complaints": lambda: _complaints(case),
        "consents": lambda: _rows(_consents(case), "given_on"),
        "contacts": lambda: _noted(_standing(Contact, case), case),
        "disclosures": lambda: _disclosures(case),
        "ecomaps": lambda: _rows(_standing(Ecomap, case), "on"),
        "genograms": lambda: _rows(_standing(Genogram, case), "on"),
        "handovers": lambda: _rows(Handover.objects.filter(case=case), "on"),
        "plan": lambda: _plan(case, signed),
        "ratings": lambda: _noted(_standing(Contact, case).exclude(rating={}), case),
        "resources": lambda: _Part(ResourceLink.objects.filter(case=case).count()),
        "risks": lambda: _rows(RiskSetting.objects.filter(case=case), "on"),
        "scales": lambda: _scales(case),
        "sheets": lambda: _rows(_standing(SupportSheet, case), "on"),
        "supervision": lambda: _rows(SupervisionRecord.objects.filter(case=case), "on"),
        "visits": lambda: _noted(_standing(Contact, case).filter(mode="home"), case),
    }
    return {**found, **{name: count() for name, count in rows.items()}}


def _standing(model: Any, case: Case) -> QuerySet[Any]:
    rows: QuerySet[Any] = model.objects.filter(case=case, superseded_by=None)
    return rows


def _rows(rows: QuerySet[Any], column: str) -> _Part:
    """Return how many there are, and the day of the last one."""
    days = list(rows.values_list(column, flat=True))
    return _Part(len(days), max(days, default=None))


def _noted(rows: QuerySet[Any], case: Case) -> _Part:
    """Return the same of contacts, whose day is the school's own."""
    noted = list(rows.values_list("at", flat=True))
    return _Part(len(noted), clock.day_of(max(noted), case.school.time_zone) if noted else None)


def _consents(case: Case) -> QuerySet[Consent]:
    """Return where working together was agreed to, in this case or in general, and still is."""
    about = Q(about=case.uid) | Q(about__isnull=True)
    agreed = Q(answers__purpose=PURPOSE, answers__agrees=True, answers__withdrawn_on__isnull=True)
    return Consent.objects.filter(about, agreed, student=case.student).distinct()


def _scales(case: Case) -> _Part:
    attached = _standing(Evidence, case).filter(administration__isnull=False)
    return _rows(attached.exclude(change__what=EvidenceChange.WITHDRAWN), "on")


def _disclosures(case: Case) -> _Part:
    log = passed_on(case)
    return _Part(log.count, log.last, unfinished=log.lacks)


def _complaints(case: Case) -> _Part:
    part = _rows(in_the_file(case), "received_on")
    return replace(part, unfinished=owed_in(case))


def _papers(case: Case, code: str, signed: Signed) -> _Part:
    standing = list(Record.objects.filter(case=case, kind=code, superseded_by=None))
    wanted = _signers(case, papers()[code].signed_by)
    lacking = [part for part in wanted if any((one.uid, part) not in signed for one in standing)]
    return _Part(
        len(standing),
        max((one.on for one in standing), default=None),
        tuple(lacking) if standing else (),
        standing[0].uid if len(standing) == 1 else None,
    )


def _plan(case: Case, signed: Signed) -> _Part:
    plan = standing_plan(case)
    if plan is None:
        return _Part(0)
    wanted = _signers(case, PLAN_SIGNERS)
    return _Part(1, plan.on, tuple(part for part in wanted if (plan.uid, part) not in signed))


def _signers(case: Case, parts: Iterable[str]) -> list[str]:
    """Return who signs here: a guardian where the policy wants one, nobody's child after death."""
    left_out = set[str]()
    entry = closure_entries().get(case.closure_reason)
    if entry is not None and entry.reason.is_death:
        left_out |= {"client", "guardian"}
    birth = case.student.person.birth
    policy = policy_for(case.school, case.received_on)
    if birth and policy.band_on(case.received_on, birth).guardian is GuardianPart.NONE:
        left_out.add("guardian")
    return [part for part in parts if part not in left_out]


def _address(
    case: Case, line: FileLine, part: _Part, standing: Standing, *, is_writer: bool
) -> str:
    whole, name = {"uid": case.uid}, PAGES.get(line.counted_from)
    if name == WRITTEN_ONLY and not is_writer:
        return ""
    if name:
        return reverse(f"casework:{name}", kwargs=whole)
    if part.record:
        return reverse("casework:record", kwargs={**whole, "record": part.record})
    if standing is Standing.MISSING and is_writer:
        return reverse("casework:paper", kwargs={**whole, "kind": line.counted_from})
    return reverse("casework:papers", kwargs=whole)
