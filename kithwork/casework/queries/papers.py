"""The papers of a case as a page shows them: which are there, what is missing, what each says."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from kithwork.access.permissions import Who
from kithwork.access.roles import Verb
from kithwork.casework.actions.papers import BODY, SIGNATURE
from kithwork.casework.models import Case, Record, Signature
from kithwork.casework.queries.reach import require_case
from kithwork.casework.sealing import CaseVault
from kithwork.casework.wording import PARTS, called
from kithwork.catalogue.papers import Paper, PaperField, Way, papers
from kithwork.catalogue.words import say, shown
from kithwork.core.casework import may_record
from kithwork.core.guards import Refused
from kithwork.core.text import Text

NOT_LISTED = frozenset({"reflection"})


@dataclass(frozen=True, slots=True)
class Line:
    """One field of a paper in words."""

    label: str
    value: str
    is_long: bool
    group: str = ""


@dataclass(frozen=True, slots=True)
class Signed:
    """One signature: whose part, by whom, how, with what note."""

    signature: Signature
    part: str
    words: str


@dataclass(frozen=True, slots=True)
class PaperState:
    """One kind of paper in the file's order: what stands of it and what is missing."""

    paper: Paper
    title: str
    standing: tuple[Record, ...]
    unsigned: tuple[str, ...]
    why_not_now: str

    @property
    def may_write(self) -> bool:
        return not self.why_not_now


@dataclass(frozen=True, slots=True)
class OpenedPaper:
    """One version of a paper, opened: its lines, its signatures, and whether it still stands."""

    record: Record
    paper: Paper
    title: str
    lines: tuple[Line, ...]
    signatures: tuple[Signed, ...]
    stands: bool

    @property
    def signed_parts(self) -> frozenset[str]:
        return frozenset(one.signature.part for one in self.signatures)

    @property
    def wanting(self) -> tuple[tuple[str, str], ...]:
        """The parts whose signature is missing, with their names."""
        parts = (part for part in self.paper.signed_by if part not in self.signed_parts)
        return tuple((part, called(PARTS, part)) for part in parts)


def papers_of(case: Case, *, language: str) -> tuple[PaperState, ...]:
    """Return every kind of paper in the order of the work, with what stands of it."""
    standing: dict[str, list[Record]] = {}
    for record in Record.objects.filter(case=case, superseded_by=None).order_by("-on", "-pk"):
        standing.setdefault(record.kind, []).append(record)
    signed = set(Signature.objects.filter(case=case).values_list("subject", "part"))
    return tuple(
        PaperState(
            paper=paper,
            title=in_language(paper.title, language),
            standing=tuple(standing.get(paper.code, ())),
            unsigned=_unsigned(paper, standing.get(paper.code, []), signed),
            why_not_now=_why_not(paper, case, language),
        )
        for paper in papers().values()
        if paper.code not in NOT_LISTED
    )


def record_for(who: Who, case: Case, uid: uuid.UUID) -> Record:
    """Return one version of a paper of a case; Http404 where there is none."""
    require_case(who, case, Verb.READ)
    record = Record.objects.filter(case=case, uid=uid).select_related("entered_by").first()
    if record is None:
        raise Http404("There is no such paper in this case.")
    return record


def opened(case: Case, record: Record, *, language: str) -> OpenedPaper:
    """Open one version of a paper."""
    paper = papers()[record.kind]
    said = words_of(case, record)
    return OpenedPaper(
        record=record,
        paper=paper,
        title=in_language(paper.title, language),
        lines=tuple(lines_of(paper, said, language=language)),
        signatures=tuple(_signatures(case, record)),
        stands=not Record.objects.filter(supersedes=record).exists(),
    )


def words_of(case: Case, record: Record | None) -> Mapping[str, Any]:
    """Return the answers of a paper by field; nothing for no paper."""
    if record is None:
        return {}
    body: Mapping[str, Any] = CaseVault(case).open_json(record.body, row=record.uid, field=BODY)
    return body


def lines_of(paper: Paper, said: Mapping[str, Any], *, language: str) -> list[Line]:
    """Return the answered fields of a paper in words, in its order."""
    return [
        Line(
            label=in_language(field.label, language),
            value=value_in_words(field, said[field.name], language),
            is_long=field.way is Way.WORDS,
            group=in_language(field.group, language) if field.group else "",
        )
        for field in paper.fields
        if field.name in said
    ]


def value_in_words(field: PaperField, value: Any, language: str) -> str:
    """Return an answer as a reader expects it."""
    if field.way is Way.CHOICE:
        label = field.option(str(value))
        return in_language(label, language) if label else str(value)
    if field.way is Way.ASKED:
        return say(f"casework.asked.{value}", language)
    if field.way is Way.YES:
        return say("casework.asked.yes", language)
    if field.way is Way.DAY:
        return shown(dt.date.fromisoformat(str(value)), language)
    return str(value)


def in_language(text: Text, language: str) -> str:
    """Return a bilingual text in the reader's language."""
    return text.zh_hans if language.lower().startswith("zh") else text.en


def _signatures(case: Case, record: Record) -> list[Signed]:
    vault = CaseVault(case)
    found = Signature.objects.filter(case=case, subject=record.uid).select_related("user")
    return [
        Signed(one, called(PARTS, one.part), vault.open(one.words, row=one.uid, field=SIGNATURE))
        for one in found.order_by("on", "pk")
    ]


def _unsigned(paper: Paper, standing: list[Record], signed: set[Any]) -> tuple[str, ...]:
    return tuple(
        called(PARTS, part)
        for part in paper.signed_by
        if standing and any((record.uid, part) not in signed for record in standing)
    )


def _why_not(paper: Paper, case: Case, language: str) -> str:
    if paper.writes is None:
        return ""
    answer = may_record(paper.writes, case.stage)
    return say(answer.missing[0], language) if isinstance(answer, Refused) else ""
