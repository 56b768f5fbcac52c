"""Sheets on paper: neutral words outside, no name on them, either language, one event each."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from kithwork.audit.models import AuditEvent
from kithwork.casework.tests.browsing import address, signed_in, text_of
from kithwork.casework.tests.filing import opened
from kithwork.catalogue.sheets import SHEETS, Sheet, sheets
from tests.cast import Cast

OUTWARD = ("hand", "teacher")
NOT_OUTSIDE = re.compile(
    r"个案|贫困|困难|心理|留守|辅导|社工|案主|评估|风险"
    r"|\b(case|poor|poverty|hardship|psycholog\w*|counsel\w*|social work\w*|risk|left.behind)\b",
    re.IGNORECASE,
)


def texts(sheet: Sheet) -> list[str]:
    parts = (sheet.title, sheet.lead, sheet.foot, *sheet.lines, *sheet.asks, *sheet.answers)
    return [text for one in parts for text in (one.en, one.zh_hans)]


def test_the_sheets_are_those_that_pages_offer() -> None:
    assert tuple(sheets()) == SHEETS


@pytest.mark.parametrize("code", OUTWARD)
def test_what_others_may_read_is_neutral(code: str) -> None:
    said = texts(sheets()[code])
    assert not [text for text in said if NOT_OUTSIDE.search(text)]
    assert NOT_OUTSIDE.search("a talk about the case")


def test_the_slip_is_three_ticks_a_week() -> None:
    slip = sheets()["teacher"]
    assert (len(slip.lines), len(slip.answers)) == (3, 3)
    assert slip.weeks >= 4


def test_the_card_has_five_fingers() -> None:
    assert len(sheets()["hand"].lines) == 5


def where(cast: Cast, sheet: str) -> str:
    return reverse("casework:sheet", kwargs={"uid": cast.xiaoyu.uid, "sheet": sheet})


def paper(client: Client, address: str) -> str:
    """Return what is on the paper itself."""
    return "".join(re.findall(r"<article.*?</article>", text_of(client, address), re.DOTALL))


@pytest.mark.django_db
@pytest.mark.parametrize("code", SHEETS)
@pytest.mark.parametrize("language", ["en", "zh-Hans"])
def test_a_sheet_names_nobody_in_either_language(cast: Cast, code: str, language: str) -> None:
    worker, sheet = signed_in(cast.lin), sheets()[code]
    page = paper(worker, f"{where(cast, code)}?in={language}")
    assert sheet.title.said_in(language) in page
    assert f'lang="{language}"' in page
    assert cast.xiaoyu.person.full_name not in page
    assert cast.xiaoyu.number not in page
    assert (cast.lin.name in page) is (code == "visit")


@pytest.mark.django_db
def test_the_back_of_the_card_is_the_first_pass(cast: Cast) -> None:
    page = paper(signed_in(cast.lin), f"{where(cast, 'hand')}?in=zh-Hans")
    assert page.count("<article") == 2
    for words in ("情感", "实质", "信息", "评价", "班主任", "够吗"):
        assert words in page


@pytest.mark.django_db
def test_printing_is_told_to_the_trail(cast: Cast) -> None:
    signed_in(cast.lin).get(where(cast, "visit"))
    event = AuditEvent.objects.get(verb="print")
    assert (event.subject_kind, event.reason) == ("sheet", "visit")
    assert event.subject == cast.xiaoyu.uid


@pytest.mark.django_db
def test_pages_lead_to_the_sheets(cast: Cast) -> None:
    worker, case = signed_in(cast.lin), opened(cast)
    student = text_of(worker, reverse("people:students") + f"{cast.xiaoyu.uid}/")
    assess = text_of(worker, address(case, "assess"))
    for code in SHEETS:
        assert where(cast, code) in student
        assert where(cast, code) in assess


@pytest.mark.django_db
def test_no_other_sheet_and_no_other_student(cast: Cast) -> None:
    worker = signed_in(cast.lin)
    assert worker.get(where(cast, "letter")).status_code == 404
    other = reverse("casework:sheet", kwargs={"uid": cast.aming.uid, "sheet": "hand"})
    assert worker.get(other).status_code == 404
    assert signed_in(cast.su).get(where(cast, "hand")).status_code == 403
