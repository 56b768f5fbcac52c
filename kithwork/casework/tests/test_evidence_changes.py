"""Evidence that is amended or taken back: a reason, a version, and what no longer rests on it."""

import datetime as dt

import pytest
from django.test import Client

from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.evidence import (
    Piece,
    add_evidence,
    amend_evidence,
    withdraw_evidence,
)
from kithwork.casework.actions.needs import add_need
from kithwork.casework.actions.support import begin_occasion
from kithwork.casework.models import Case, CaseNeed, Evidence, EvidenceChange
from kithwork.casework.queries.evidence import evidence_changes, evidence_of_case
from kithwork.casework.queries.facts import facts_of
from kithwork.casework.queries.thread import thread_of
from kithwork.casework.tests.browsing import address, sent, signed_in, text_of
from kithwork.casework.tests.filing import opened
from kithwork.core.support.cells import EvidenceKind
from kithwork.core.support.functions import Function
from tests.cast import TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def need(cast: Cast, case: Case) -> CaseNeed:
    return add_need(case=case, code="N-ACA-1", on=TODAY, by=cast.lin)


@pytest.fixture
def evidence(cast: Cast, case: Case, need: CaseNeed) -> Evidence:
    occasion = begin_occasion(case=case, on=TODAY, by=cast.lin)
    return add_evidence(case=case, piece=said("没人听我说", need), by=cast.lin, occasion=occasion)


@pytest.fixture
def worker(cast: Cast) -> Client:
    return signed_in(cast.lin)


def said(words: str, need: CaseNeed) -> Piece:
    return Piece(
        kind=EvidenceKind.QUOTE,
        informant="client",
        on=TODAY,
        words=words,
        places=((Function.EM, ""),),
        needs=(need,),
    )


def test_an_amended_piece_says_the_new_thing_and_the_old_stays(
    cast: Cast, case: Case, need: CaseNeed, evidence: Evidence
) -> None:
    piece = said("奶奶听我说", need)
    row = amend_evidence(
        evidence=evidence, piece=piece, why="听错了", by=cast.lin, made_from=str(evidence.uid)
    )
    assert row.occasion == evidence.occasion
    [told] = evidence_of_case(case, "zh-Hans")
    assert (told.words, told.row.version) == ("奶奶听我说", 2)
    assert Evidence.objects.count() == 2
    [change] = evidence_changes(case, "zh-Hans")
    assert (change.is_withdrawn, change.why, change.on) == (False, "听错了", TODAY)
    event = AuditEvent.objects.filter(subject_kind="case.evidence", verb="amend").get()
    assert "听错了" not in str(event.__dict__)


def test_nothing_rests_on_what_was_taken_back(
    cast: Cast, case: Case, need: CaseNeed, evidence: Evidence
) -> None:
    assert Function.EM in facts_of(case, on=TODAY).assessment.with_evidence
    withdraw_evidence(evidence=evidence, why="同学说的", by=cast.lin, made_from=str(evidence.uid))
    assert Function.EM not in facts_of(case, on=TODAY).assessment.with_evidence
    assert evidence_of_case(case, "en") == ()
    [line] = thread_of(case, language="en").needs
    assert line.evidence == 0
    assert [one.why for one in line.changes] == ["同学说的"]
    assert any("rests on nothing" in gap for gap in line.gaps)


@pytest.mark.parametrize("why", ["", "  "])
def test_a_change_needs_a_reason(cast: Cast, need: CaseNeed, evidence: Evidence, why: str) -> None:
    uid = str(evidence.uid)
    with pytest.raises(Refused, match="no_why"):
        withdraw_evidence(evidence=evidence, why=why, by=cast.lin, made_from=uid)
    with pytest.raises(Refused, match="no_why"):
        amend_evidence(
            evidence=evidence, piece=said("x", need), why=why, by=cast.lin, made_from=uid
        )
    assert not EvidenceChange.objects.exists()


def test_two_who_change_the_same_piece_do_not_both(
    cast: Cast, need: CaseNeed, evidence: Evidence
) -> None:
    uid = str(evidence.uid)
    amend_evidence(
        evidence=evidence, piece=said("一", need), why="漏了", by=cast.lin, made_from=uid
    )
    with pytest.raises(Stale):
        withdraw_evidence(evidence=evidence, why="不对", by=cast.lin, made_from=uid)
    later = Evidence.objects.get(version=2)
    with pytest.raises(Stale):
        withdraw_evidence(evidence=later, why="不对", by=cast.lin, made_from=uid)


def test_what_was_taken_back_is_not_changed_again(
    cast: Cast, need: CaseNeed, evidence: Evidence
) -> None:
    row = withdraw_evidence(evidence=evidence, why="不对", by=cast.lin, made_from=str(evidence.uid))
    with pytest.raises(Refused, match="withdrawn"):
        amend_evidence(
            evidence=row, piece=said("x", need), why="y", by=cast.lin, made_from=str(row.uid)
        )


def test_who_does_not_write_the_case_changes_nothing(cast: Cast, evidence: Evidence) -> None:
    for stranger in (cast.tan, cast.he):
        with pytest.raises(NotAllowed):
            withdraw_evidence(evidence=evidence, why="x", by=stranger, made_from=str(evidence.uid))


def test_a_piece_is_amended_on_its_page(worker: Client, case: Case, evidence: Evidence) -> None:
    where = address(case, "evidence_amend", evidence=evidence.uid)
    assert "没人听我说" in text_of(worker, where)
    form = {
        "kind": "quote",
        "informant": "client",
        "on": TODAY.isoformat(),
        "words": "妈妈听我说",
        "functions": ["EM"],
        "needs": ["N-ACA-1"],
    }
    assert sent(worker, where, form).status_code == 422
    assert sent(worker, where, {**form, "why": "写错了人"}).status_code == 302
    page = text_of(worker, address(case, "assess"))
    assert "妈妈听我说" in page
    assert "没人听我说" not in page
    assert "写错了人" in page


def test_an_old_tab_shows_both(worker: Client, cast: Cast, evidence: Evidence) -> None:
    case = evidence.case
    piece = said("新的话", CaseNeed.objects.get())
    amend_evidence(
        evidence=evidence, piece=piece, why="漏了", by=cast.lin, made_from=str(evidence.uid)
    )
    where = address(case, "evidence_amend", evidence=evidence.uid)
    form = {
        "version": str(evidence.uid),
        "kind": "quote",
        "informant": "client",
        "on": (TODAY - dt.timedelta(days=1)).isoformat(),
        "words": "我打的字",
        "functions": ["EM"],
        "why": "x",
    }
    answer = worker.post(where, form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "我打的字" in page
    assert "新的话" in page


def test_a_piece_is_taken_back_on_its_page(worker: Client, case: Case, evidence: Evidence) -> None:
    where = address(case, "evidence_withdraw", evidence=evidence.uid)
    refused = worker.post(where, {"made_from": str(evidence.uid), "why": ""})
    assert refused.status_code == 422
    form = {"made_from": str(evidence.uid), "why": "不是她说的"}
    assert worker.post(where, form).status_code == 302
    page = text_of(worker, address(case, "case"))
    assert "Taken back on" in page
    assert "不是她说的" in page


def test_evidence_of_another_case_is_not_found(cast: Cast, worker: Client, case: Case) -> None:
    other = opened(cast, student=cast.haoran, by=cast.tan)
    piece = Piece(
        kind=EvidenceKind.QUOTE,
        informant="client",
        on=TODAY,
        words="x",
        places=((Function.EM, ""),),
    )
    row = add_evidence(case=other, piece=piece, by=cast.tan)
    assert worker.get(address(case, "evidence_amend", evidence=row.uid)).status_code == 404
