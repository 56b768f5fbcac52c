"""Aid programmes are read with dated amounts; what could not be checked says so."""

import datetime as dt

import pytest

from kithwork.catalogue.located import parse
from kithwork.catalogue.programmes import (
    AMOUNT_IS,
    PER,
    STAGES,
    aid_kinds,
    programme_entries,
    programmes_of,
    read_programme,
)
from kithwork.catalogue.reading import CatalogueError
from kithwork.catalogue.words import word

TODAY = dt.date(2026, 11, 22)
GRANT = """
id: XX.grant
version: 1
source: a notice
checked_by: somebody
reviewed_on: 2026-11-22
jurisdiction: CN
kind: grant
stages: [senior_high]
label: {en: Grant, zh-Hans: 助学金}
valid: {from: 2020-01-01, to: null}
currency: CNY
amounts: AMOUNTS
rule: {en: rule, zh-Hans: 规则}
left_out: {en: others, zh-Hans: 其他}
"""


@pytest.mark.parametrize(
    ("programme", "day", "minor"),
    [
        ("CN.he.national_grant", dt.date(2024, 8, 31), 330_000),
        ("CN.he.national_grant", dt.date(2024, 9, 1), 370_000),
        ("CN.he.inspirational_scholarship", dt.date(2024, 8, 31), 500_000),
        ("CN.he.inspirational_scholarship", dt.date(2024, 9, 1), 600_000),
        ("CN.he.student_loan", TODAY, 2_000_000),
        ("CN.sh.national_grant", dt.date(2025, 3, 1), 230_000),
    ],
)
def test_the_day_picks_the_amount(programme: str, day: dt.date, minor: int) -> None:
    amount = programme_entries()[programme].amount_on(day)
    assert amount is not None
    assert amount.minor == minor


def test_a_local_amount_is_not_invented() -> None:
    assert programme_entries()["CN.he.emergency_aid"].amount_on(TODAY) is None


def test_all_seven_chinese_kinds_are_there() -> None:
    signs = {kind.sign for kind in aid_kinds().values()}
    assert set("奖助贷勤补免通") <= signs
    kinds = {one.kind for one in programmes_of("CN", TODAY)}
    assert {"scholarship", "grant", "loan", "work_study", "subsidy", "waiver"} <= kinds


def test_services_serve_every_function() -> None:
    served = {f for kind in aid_kinds().values() if kind.is_service for f in kind.functions}
    assert {"EM", "IN", "AP"} <= served


def test_what_is_from_general_knowledge_is_marked() -> None:
    marked = {
        one.entry.id for one in programme_entries().values() if "not confirmed" in one.entry.source
    }
    assert marked
    for name in marked - {"CN.he.national_grant", "CN.he.student_loan"}:
        assert programme_entries()[name].entry.status == "unconfirmed"


def test_every_amount_and_stage_has_words() -> None:
    for code in (*(f"aid.amount.{one}" for one in AMOUNT_IS), *(f"aid.per.{one}" for one in PER)):
        assert word(code)
    for stage in STAGES:
        assert word(f"aid.stage.{stage}")


@pytest.mark.parametrize(
    ("amounts", "says"),
    [
        (
            "[{valid: {from: 2020-01-01, to: null}, is: fixed, minor: 100, per: year},"
            " {valid: {from: 2021-01-01, to: null}, is: fixed, minor: 200, per: year}]",
            "overlap",
        ),
        ("[{valid: {from: 2020-01-01, to: null}, is: range, minor: 100, per: year}]", "up_to"),
        (
            "[{valid: {from: 2020-01-01, to: null}, is: fixed, minor: 1, up_to: 2, per: year}]",
            "up_to",
        ),
        ("[{valid: {from: 2020-01-01, to: null}, is: fixed, minor: 0, per: year}]", "at least 1"),
    ],
)
def test_amounts_that_cannot_be_are_refused(amounts: str, says: str) -> None:
    with pytest.raises(CatalogueError, match=says):
        read_programme(parse(GRANT.replace("AMOUNTS", amounts), file="x.yaml"))
