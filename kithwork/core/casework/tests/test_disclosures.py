"""What may be told outside the team, each thing left out by itself; danger waits for nothing."""

from dataclasses import replace

import pytest

from kithwork.core.casework.disclosures import (
    Basis,
    DisclosureFacts,
    Told,
    may_disclose,
    still_lacking,
)
from kithwork.core.guards import Allowed, Refused
from kithwork.core.reasons import Reason

NO = Refused((Reason.of("consent.missing.student"),))
AGREED = DisclosureFacts(
    receiver="teacher",
    basis=Basis.CONSENT,
    consent=Allowed(),
    has_what=True,
    has_considered=True,
    told=Told.BEFORE,
)
BY_LAW = replace(AGREED, basis=Basis.LAW, names_law=True, consent=None)


def missing(facts):
    answer = may_disclose(facts)
    return [one.code for one in answer.missing] if isinstance(answer, Refused) else []


@pytest.mark.parametrize("facts", [AGREED, BY_LAW])
def test_a_whole_row_lacks_nothing(facts):
    assert missing(facts) == []
    assert still_lacking(facts) == ()


@pytest.mark.parametrize(
    ("facts", "code"),
    [
        (replace(AGREED, has_what=False), "passed_on.missing.what"),
        (replace(AGREED, receiver=""), "passed_on.missing.receiver"),
        (replace(AGREED, basis=None), "passed_on.missing.basis"),
        (replace(AGREED, consent=NO), "consent.missing.student"),
        (replace(AGREED, consent=None), "passed_on.missing.no_purpose"),
        (replace(BY_LAW, names_law=False), "passed_on.missing.law"),
        (replace(AGREED, told=Told.NOT_TOLD), "passed_on.missing.why_not"),
    ],
)
def test_what_is_left_out_is_named_alone(facts, code):
    assert missing(facts) == [code]


@pytest.mark.parametrize("consent", [None, NO, Allowed()])
@pytest.mark.parametrize("told", [None, *Told])
def test_danger_is_never_gated(consent, told):
    bare = DisclosureFacts(basis=Basis.DANGER, consent=consent, told=told)
    assert may_disclose(bare) == Allowed()
    assert {"receiver", "minimum"} <= set(still_lacking(bare))


@pytest.mark.parametrize(
    ("facts", "lacks"),
    [
        (replace(AGREED, receiver=""), ("receiver",)),
        (replace(AGREED, basis=None), ("basis",)),
        (replace(AGREED, consent=NO), ("consent",)),
        (replace(AGREED, has_considered=False), ("minimum",)),
        (replace(AGREED, told=None), ("told",)),
        (DisclosureFacts(receiver="inspection", basis=Basis.DE_IDENTIFIED), ()),
        (DisclosureFacts(basis=Basis.DE_IDENTIFIED), ("receiver",)),
        (DisclosureFacts(receiver="kept", stays_inside=True), ()),
    ],
)
def test_what_a_row_still_lacks(facts, lacks):
    assert still_lacking(facts) == lacks
