"""Who must agree to a questionnaire, at the ages on both sides of the limit."""

import datetime as dt

import pytest

from kithwork.core.consent import (
    AgeBand,
    ChildPart,
    ConsentFile,
    ConsentPolicy,
    ConsentRecord,
    Guardian,
    GuardianKind,
    GuardianPart,
    Purpose,
    Standing,
    Subject,
    consent_for,
    guardian_policy,
    survey_policy,
)
from kithwork.core.text import Text

DAY = dt.date(2026, 11, 18)
SURVEY = Purpose("survey", Text("survey", "问卷"), 1, "separate_consent")
POLICY = ConsentPolicy(
    jurisdiction="CN",
    bands=(AgeBand(0, GuardianPart.REQUIRED, ChildPart.ASSENT),),
    purposes=(SURVEY,),
    renew_at=(),
    valid_months=12,
    adult_from=18,
    witnessed=frozenset({"verbal"}),
    deciders={},
)
MOTHER = Guardian("mother", GuardianKind.LEGAL, dt.date(2010, 1, 1))


def said(guardian: str | None, *, agrees: bool = True, is_verified: bool = True) -> ConsentRecord:
    return ConsentRecord(
        "survey",
        1,
        guardian,
        agrees,
        DAY,
        "paper",
        was_read_aloud=True,
        was_understood=True,
        is_verified=is_verified,
    )


def standing(age: int, *records: ConsentRecord, online_from: int = 14) -> Standing:
    subject = Subject(dt.date(DAY.year - age, DAY.month, DAY.day), (MOTHER,))
    policy = survey_policy(POLICY, online_from=online_from)
    return consent_for("survey", ConsentFile(subject, records), on=DAY, policy=policy).standing


@pytest.mark.parametrize(
    ("age", "records", "expected"),
    [
        (13, (), Standing.PENDING),
        (13, (said(None),), Standing.PENDING),
        (13, (said("mother"),), Standing.PENDING),
        (13, (said("mother"), said(None)), Standing.VALID),
        (13, (said("mother", is_verified=False), said(None)), Standing.PENDING),
        (13, (said("mother", agrees=False), said(None)), Standing.REFUSED),
        (13, (said("mother"), said(None, agrees=False)), Standing.REFUSED),
        (14, (), Standing.PENDING),
        (14, (said(None),), Standing.VALID),
        (14, (said(None, agrees=False),), Standing.REFUSED),
        (15, (said("mother", agrees=False), said(None)), Standing.VALID),
    ],
)
def test_who_must_agree(age: int, records: tuple[ConsentRecord, ...], expected: Standing) -> None:
    assert standing(age, *records) is expected


@pytest.mark.parametrize(("age", "expected"), [(12, Standing.PENDING), (13, Standing.VALID)])
def test_the_age_is_the_jurisdictions(age: int, expected: Standing) -> None:
    assert standing(age, said(None), online_from=13) is expected


@pytest.mark.parametrize(
    ("age", "records", "expected"),
    [
        (13, (), Standing.PENDING),
        (13, (said("mother"),), Standing.VALID),
        (14, (), Standing.VALID),
    ],
)
def test_the_guardians_part_alone(
    age: int, records: tuple[ConsentRecord, ...], expected: Standing
) -> None:
    subject = Subject(dt.date(DAY.year - age, DAY.month, DAY.day), (MOTHER,))
    policy = guardian_policy(POLICY, online_from=14)
    file = ConsentFile(subject, records)
    assert consent_for("survey", file, on=DAY, policy=policy).standing is expected


def test_without_a_birth_date_nobody_knows_who_must_agree() -> None:
    file = ConsentFile(Subject(None, (MOTHER,)), (said("mother"), said(None)))
    policy = survey_policy(POLICY, online_from=14)
    verdict = consent_for("survey", file, on=DAY, policy=policy)
    assert verdict.standing is Standing.PENDING
    assert [one.code for one in verdict.missing] == ["consent.missing.birth"]


def test_where_no_age_is_set_the_student_agrees_alone() -> None:
    assert standing(6, said(None), online_from=0) is Standing.VALID
