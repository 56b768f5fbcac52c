"""Stages gate paperwork, never help."""

from itertools import product

import pytest

from kithwork.core.casework import RecordKind, Status, may_record
from kithwork.core.casework.recording import PAPERS, WITHOUT_CASE
from kithwork.core.guards import Allowed, Refused

HELP = [kind for kind in RecordKind if kind not in PAPERS]


@pytest.mark.parametrize(("kind", "status"), list(product(HELP, Status)))
def test_help_is_recorded_in_every_stage(kind: RecordKind, status: Status) -> None:
    assert may_record(kind, status) == Allowed()


@pytest.mark.parametrize(
    "kind", [RecordKind.CONTACT, RecordKind.RISK_NOTE, RecordKind.MANDATORY_REPORT]
)
def test_contact_danger_and_report_need_no_case(kind: RecordKind) -> None:
    assert may_record(kind, None) == Allowed()


def test_reassessment_is_possible_in_any_stage() -> None:
    assert {may_record(RecordKind.REASSESSMENT, status) for status in Status} == {Allowed()}


@pytest.mark.parametrize("kind", [kind for kind in RecordKind if kind not in WITHOUT_CASE])
def test_what_belongs_to_a_case_needs_one(kind: RecordKind) -> None:
    refused = may_record(kind, None)
    assert isinstance(refused, Refused)
    assert refused.missing[0].code == "casework.refused.no_case"


@pytest.mark.parametrize(("kind", "status"), list(product(PAPERS, Status)))
def test_papers_wait_for_their_stage(kind: RecordKind, status: Status) -> None:
    answer = may_record(kind, status)
    assert (answer == Allowed()) == (status in PAPERS[kind])
    if isinstance(answer, Refused):
        assert answer.missing[0].code == "casework.refused.other_stage"


def test_no_record_of_help_waits_for_a_stage() -> None:
    assert not WITHOUT_CASE & set(PAPERS)
