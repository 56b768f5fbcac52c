"""The parts of cases: the safeguarding lead, the psychologist, the aid office, and a handover.

Each by the people themselves in a browser, at both sizes; what each may not see stays away.
"""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kithwork.aid.tests.made import talks
from kithwork.casework.actions.risks import set_risk
from kithwork.casework.models import CaseMember, EpisodeStep, ReferralStep
from kithwork.casework.tests.filing import opened
from kithwork.catalogue.tests.test_wordings import BODY, HEAD
from kithwork.core.safety import Level
from kithwork.people.actions.consents import Asking, record_consent
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from tests.cast import TODAY, Cast

Look = Callable[[str], None]
Enter = Callable[..., str]
TALK = "在操场边谈了半小时，今晚奶奶陪着。"
LACKING = dict.fromkeys(("1", "2", "3", "3a", "4", "5"), 1.0)


@pytest.mark.usefixtures("transactional_db", "size")
def test_the_lead_works_on_danger_without_the_rest_of_the_case(
    page: Page, cast: Cast, enter: Enter, look: Look, live_server: Any
) -> None:
    case = opened(cast)
    set_risk(
        case=case, level=Level.A3, words="说过一次", was_asked=True, by=cast.lin, speaker=cast.lin
    )
    address = enter(cast.ye)
    page.goto(f"{address}/")
    look("lead-home")
    page.goto(f"{address}/cases/parts/")
    look("lead-parts")
    page.locator("#danger-rows ~ ul a").first.click()
    expect(page.get_by_role("heading", name="Danger", exact=True)).to_be_visible()
    look("lead-danger")
    page.get_by_role("link", name="I have spoken with the student").click()
    page.get_by_label("What happened, and what was agreed").fill(
        "在操场边谈了半小时，今晚奶奶陪着。"
    )
    look("lead-step")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text(TALK)).to_be_visible()
    page.get_by_role("link", name="Make a safety plan together").click()
    look("lead-safety-plan")
    page.get_by_label("What I can do myself").fill("去找小兰")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("去找小兰")).to_be_visible()
    page.get_by_role("link", name="Restricted section").click()
    look("lead-restricted")
    steps = EpisodeStep.objects.order_by("pk").values_list("step", flat=True)
    assert list(steps) == ["contacted", "safety_plan"]


@pytest.mark.usefixtures("transactional_db", "size")
def test_the_psychologist_answers_what_was_referred_to_her(
    page: Page, cast: Cast, enter: Enter, look: Look, live_server: Any
) -> None:
    case = opened(cast, student=cast.aming, by=cast.shen)
    address = enter(cast.shen)
    page.goto(f"{address}/cases/{case.uid}/referrals/")
    look("referrals-empty")
    page.get_by_role("link", name="Refer to a colleague").click()
    page.get_by_label("To whom").select_option(label="秦朗")
    page.get_by_label("What do you ask for?").fill("请评估睡眠，给一点建议")
    page.get_by_label("What is told for it").fill("三周来睡得不好")
    page.get_by_label("There is no consent").fill("学生今天说撑不住了")
    look("referral-add")
    page.get_by_role("button", name="Refer", exact=True).click()
    expect(page.get_by_text("not answered yet")).to_be_visible()
    look("referrals")
    address = enter(cast.qin)
    page.goto(f"{address}/cases/parts/")
    look("referred-list")
    page.locator("#referred-rows ~ ul a").first.click()
    expect(page.get_by_text("三周来睡得不好")).to_be_visible()
    look("referred")
    page.get_by_label("What you found").fill("先规律作息，两周后复查")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("先规律作息，两周后复查")).to_be_visible()
    assert ReferralStep.objects.get().step == "answered"


@pytest.mark.usefixtures("transactional_db", "size")
def test_the_aid_office_sees_who_agreed_and_records_what_is_given(
    page: Page, cast: Cast, enter: Enter, look: Look, live_server: Any
) -> None:
    person = cast.aming.person
    person.birth = dt.date(2006, 3, 1)
    person.save()
    talks(cast.college, cast.zhou)
    address = enter(cast.zhou)
    page.goto(f"{address}/give/")
    page.get_by_role("link", name="What students lack").click()
    expect(page.get_by_text("No student has agreed to this yet")).to_be_visible()
    look("material-empty")
    filled = Filled(instrument="usda-6", answers=LACKING, given_on=TODAY)
    enter_form(cast, filled)
    page.reload()
    look("material")
    page.get_by_role("link", name="Record what is given").click()
    page.get_by_label("Programme or service").select_option(label="Open door")
    look("material-award")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name="Open door")).to_be_visible()


def enter_form(cast: Cast, filled: Filled) -> None:
    """Put her answers and her consent on file."""
    enter(student=cast.aming, filled=filled, by=cast.shen, speaker=cast.shen)
    asking = Asking(
        student=cast.aming,
        method="paper",
        given_on=TODAY,
        language="zh-Hans",
        was_read_aloud=True,
        was_understood=True,
    )
    record_consent(asking=asking, answers={"share_aid_office": True}, by=cast.shen)


@pytest.mark.usefixtures("transactional_db", "size")
def test_a_case_passes_to_a_colleague_who_reads_the_sheet_first(
    page: Page, cast: Cast, enter: Enter, look: Look, live_server: Any
) -> None:
    case = opened(cast)
    address = enter(cast.lin)
    page.goto(f"{address}/cases/{case.uid}/handover/")
    page.get_by_label("To whom", exact=True).select_option(label="谭明")
    page.get_by_label("What is open, and what comes next").fill("等妈妈周日的电话")
    page.get_by_role("radio", name="knows and agrees").check()
    look("handover")
    page.get_by_role("button", name="Sign and hand over").click()
    expect(page.get_by_text("waits to be taken")).to_be_visible()
    look("handover-waits")
    address = enter(cast.tan)
    page.goto(f"{address}/")
    look("handover-home")
    page.get_by_role("link", name="A colleague hands a case over to you").click()
    expect(page.get_by_text("等妈妈周日的电话")).to_be_visible()
    look("handover-sheet")
    page.get_by_role("button", name="Sign and take it over").click()
    expect(page.get_by_role("link", name="Thread")).to_be_visible()
    members = CaseMember.objects.filter(case=case, ends_on__isnull=True)
    assert [one.user for one in members] == [cast.tan]


@pytest.mark.usefixtures("transactional_db", "size")
def test_a_supervisor_writes_down_a_talk(
    page: Page, cast: Cast, enter: Enter, look: Look, live_server: Any
) -> None:
    case = opened(cast)
    address = enter(cast.he)
    page.goto(f"{address}/cases/{case.uid}/supervision/")
    look("supervision-empty")
    page.get_by_label("What is done now").fill("下次先谈界限")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("下次先谈界限")).to_be_visible()
    look("supervision")


@pytest.mark.usefixtures("transactional_db", "size")
def test_the_administrator_loads_the_wording_of_a_scale(
    page: Page, cast: Cast, enter: Enter, look: Look, live_server: Any
) -> None:
    address = enter(cast.luo)
    page.goto(f"{address}/settings/wordings/")
    look("wordings")
    page.get_by_role("link", name="PHQ-2").click()
    page.get_by_text("What the file looks like").click()
    look("wording-empty")
    page.get_by_label("File with the wording").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": table("9,,Too many,")}
    )
    page.get_by_label("Our organisation has the right").check()
    page.get_by_role("button", name="Check and load").click()
    expect(page.get_by_text("row 12, column item")).to_be_visible()
    look("wording-faults")
    page.get_by_label("File with the wording").set_input_files(
        {"name": "a.csv", "mimeType": "text/csv", "buffer": table()}
    )
    page.get_by_role("button", name="Check and load").click()
    expect(page.get_by_text("The wording is in use from now on.")).to_be_visible()
    look("wording")


def table(*more: str) -> bytes:
    """Return a file with an invented wording."""
    return "\n".join((*HEAD, *BODY, *more)).encode()
