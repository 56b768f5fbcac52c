"""Handing a case over, and supervision: who signs, when access changes, who reads what."""

import datetime as dt
from dataclasses import replace

import pytest
from django.urls import reverse

from kithwork.access.models import User
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.contacts import Note, Promise, write_contact
from kithwork.casework.actions.handovers import Sheet, decline, hand_over, take_over, withdraw
from kithwork.casework.actions.supervision import Talk, write_supervision
from kithwork.casework.models import Case, Handover, SupervisionRecord
from kithwork.casework.queries.cases import cases_for, members_of
from kithwork.casework.queries.handovers import handovers_of, open_matters, waiting_handovers
from kithwork.casework.queries.lists import own_open_cases
from kithwork.casework.queries.supervision import supervision_of
from kithwork.casework.tests.browsing import signed_in
from kithwork.casework.tests.filing import opened
from kithwork.people.models import StudentTie
from kithwork.safety.actions import Source, raise_alert, spoken
from tests.cast import NOON, TODAY, Cast

pytestmark = pytest.mark.django_db
FRIDAY = TODAY + dt.timedelta(days=2)
WORDS = {"open": "等妈妈回电话", "promises": "周五带书", "dangers": "无", "client": ""}


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


def sheet(to: User, **change: object) -> Sheet:
    said = {"to": to, "on": FRIDAY, "client": "agrees", "words": WORDS}
    return Sheet(**(said | change))  # type: ignore[arg-type]


def written(cast: Cast, case: Case, **change: object) -> Handover:
    return hand_over(case=case, giver=cast.lin, sheet=sheet(cast.tan, **change), by=cast.lin)


def later(days: int) -> dt.datetime:
    return NOON + dt.timedelta(days=days)


def reads(user: User, case: Case) -> bool:
    return cases_for(user).filter(pk=case.pk).exists()


def test_nothing_changes_before_it_is_taken(cast: Cast, case: Case) -> None:
    written(cast, case)
    assert reads(cast.lin, case)
    assert not reads(cast.tan, case)
    assert [one.case for one in waiting_handovers(cast.tan)] == [case]


def test_access_changes_on_the_day(cast: Cast, case: Case) -> None:
    take_over(handover=written(cast, case), by=cast.tan)
    assert (reads(cast.lin, case), reads(cast.tan, case)) == (True, False)
    assert {one.user for one in members_of(case)} == {cast.lin, cast.tan}
    assert [row.case for row in own_open_cases(cast.lin, language="en").rows] == [case]
    with clock.telling(later(2)):
        assert (reads(cast.lin, case), reads(cast.tan, case)) == (True, True)
        assert [one.user for one in members_of(case)] == [cast.tan]
    with clock.telling(later(3)):
        assert (reads(cast.lin, case), reads(cast.tan, case)) == (False, True)
        mine = StudentTie.objects.filter(student=cast.xiaoyu, kind="own")
        assert {one.user for one in mine.filter(ends_on__isnull=True)} == {cast.tan}


def test_taken_late_it_counts_from_the_day_it_is_taken(cast: Cast, case: Case) -> None:
    handover = written(cast, case)
    with clock.telling(later(5)):
        made = take_over(handover=handover, by=cast.tan)
    assert made.starts_on == TODAY + dt.timedelta(days=5)


def test_both_have_signed_and_the_words_are_sealed(cast: Cast, case: Case) -> None:
    handover = written(cast, case)
    take_over(handover=handover, by=cast.tan)
    [seen] = handovers_of(case)
    assert (seen.end, seen.row.entered_by, seen.row.end.entered_by) == (
        "taken",
        cast.lin,
        cast.tan,
    )
    assert seen.words["open"] == WORDS["open"]
    assert WORDS["open"].encode() not in bytes(handover.words)
    told = AuditEvent.objects.filter(subject_kind="case.handover").values_list("verb", "reason")
    assert set(told) == {("create", "handover.written"), ("permission", "handover.taken")}
    ties = AuditEvent.objects.filter(subject=cast.xiaoyu.uid, reason__endswith="tie.own")
    taken = set(ties.filter(actor=cast.tan.uid).values_list("reason", flat=True))
    assert taken == {"tie.own", "untie.own"}  # it was she who acted, and not who gave the case away


def test_a_supervisor_hands_over_for_somebody_who_is_away(cast: Cast, case: Case) -> None:
    made = hand_over(case=case, giver=cast.lin, sheet=sheet(cast.tan), by=cast.he)
    assert (made.giver, made.entered_by) == (cast.lin, cast.he)


@pytest.mark.parametrize("name", ["tan", "su", "ye", "gu", "qin", "shen"])
def test_nobody_else_hands_it_over(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(NotAllowed):
        hand_over(case=case, giver=cast.lin, sheet=sheet(cast.tan), by=getattr(cast, name))
    assert not Handover.objects.exists()


@pytest.mark.parametrize("name", ["lin", "he", "su", "ye", "shen"])
def test_only_its_receiver_takes_it(cast: Cast, case: Case, name: str) -> None:
    handover = written(cast, case)
    with pytest.raises(NotAllowed):
        take_over(handover=handover, by=getattr(cast, name))
    assert not reads(cast.tan, case)


@pytest.mark.parametrize("name", ["he", "su", "shen", "ye", "lin"])
def test_a_colleague_without_cases_of_her_own_there_gets_none(
    cast: Cast, case: Case, name: str
) -> None:
    with pytest.raises(Refused):
        hand_over(case=case, giver=cast.lin, sheet=sheet(getattr(cast, name)), by=cast.lin)


def test_a_day_gone_by_and_a_student_who_was_not_told_are_refused(cast: Cast, case: Case) -> None:
    with pytest.raises(Refused):
        written(cast, case, on=TODAY - dt.timedelta(days=1))
    with pytest.raises(Refused):
        written(cast, case, client="not_told")
    why = WORDS | {"client": "她请病假"}
    assert written(cast, case, client="not_told", words=why).client == "not_told"


def test_an_open_alert_is_handed_over_first(cast: Cast, case: Case) -> None:
    raise_alert(
        student=cast.xiaoyu, level="A2", source=Source("worker"), speaker=cast.lin, by=cast.lin
    )
    with pytest.raises(Refused) as refusal:
        written(cast, case)
    assert refusal.value.reason.code == "casework.handover.alert_first"


def test_an_alert_that_was_raised_since_keeps_the_case_from_being_taken(
    cast: Cast, case: Case
) -> None:
    handover = written(cast, case)
    alert = raise_alert(
        student=cast.xiaoyu, level="A2", source=Source("worker"), speaker=cast.lin, by=cast.lin
    )
    with pytest.raises(Refused) as refusal:
        take_over(handover=handover, by=cast.tan)
    assert refusal.value.reason.code == "casework.handover.alert_since"
    assert [one.case for one in waiting_handovers(cast.tan)] == [case]
    assert [one.user for one in members_of(case)] == [cast.lin]
    spoken(alert=alert, note="已谈话", by=cast.lin)
    assert take_over(handover=handover, by=cast.tan).user == cast.tan


def test_one_waits_at_a_time_and_is_withdrawn_or_declined(cast: Cast, case: Case) -> None:
    first = written(cast, case)
    with pytest.raises(Refused):
        written(cast, case)
    withdraw(handover=first, by=cast.lin)
    with pytest.raises(Refused):
        take_over(handover=first, by=cast.tan)
    second = written(cast, case)
    with pytest.raises(Refused):
        decline(handover=second, words=" ", by=cast.tan)
    decline(handover=second, words="我下学期不在", by=cast.tan)
    assert [one.end for one in handovers_of(case)] == ["declined", "withdrawn"]
    assert not waiting_handovers(cast.tan)
    assert not reads(cast.tan, case)


def test_what_is_open_is_read_from_the_file(cast: Cast, case: Case) -> None:
    promised = (Promise("worker", "打电话", FRIDAY),)
    note = Note(at=NOON, form="dap", words={"data": "见面"}, promises=promised)
    write_contact(case=case, contact=note, by=cast.lin)
    assert [one.words for one in open_matters(case).tasks] == ["打电话"]


def test_the_receiver_sees_the_sheet_and_not_the_case(cast: Cast, case: Case) -> None:
    handover = written(cast, case)
    client = signed_in(cast.tan)
    where = reverse("casework:handover_sheet", kwargs={"uid": handover.uid})
    shown = client.get(where).content.decode()
    assert WORDS["open"] in shown
    case_at = reverse("casework:case", kwargs={"uid": case.uid})
    assert client.get(case_at).status_code == 404
    assert where in client.get("/").content.decode()
    client.post(reverse("casework:handover_take", kwargs={"uid": handover.uid}))
    with clock.telling(later(2)):
        assert client.get(case_at).status_code == 200


def test_the_sheet_is_written_on_its_page(cast: Cast, case: Case) -> None:
    sent = {"to": cast.tan.uid, "on": FRIDAY, "client_told": "agrees", "open": "等电话"}
    where = reverse("casework:handover", kwargs={"uid": case.uid})
    assert signed_in(cast.lin).post(where, sent).status_code == 302
    assert Handover.objects.get().receiver == cast.tan


# ── supervision ─────────────────────────────────────────────────────────────────────────────────

TALK = Talk(
    on=TODAY,
    kind="individual",
    functions=("supportive",),
    minutes=45,
    words={"issue": "界限", "wellbeing": "累"},
)


def test_the_two_read_it_and_a_colleague_on_the_case_sees_that_there_was_one(
    cast: Cast, case: Case
) -> None:
    made = write_supervision(case=case, worker=cast.lin, talk=TALK, by=cast.he)
    assert "界限".encode() not in bytes(made.words)
    assert [one.words for one in supervision_of(cast.lin, case)] == [TALK.words]
    assert [one.words for one in supervision_of(cast.he, case)] == [TALK.words]
    assert [one.words for one in supervision_of(cast.tan, case)] == [{}]


@pytest.mark.parametrize("name", ["lin", "tan", "ye", "gu", "shen"])
def test_only_the_supervisor_writes_it(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(NotAllowed):
        write_supervision(case=case, worker=cast.lin, talk=TALK, by=getattr(cast, name))
    assert not SupervisionRecord.objects.exists()


def test_it_is_of_a_day_past_has_words_and_is_with_somebody_of_the_case(
    cast: Cast, case: Case
) -> None:
    tomorrow = replace(TALK, on=TODAY + dt.timedelta(days=1))
    for talk, worker in (
        (tomorrow, cast.lin),
        (replace(TALK, words={}), cast.lin),
        (TALK, cast.tan),
    ):
        with pytest.raises(Refused):
            write_supervision(case=case, worker=worker, talk=talk, by=cast.he)


def test_it_is_written_on_its_page(cast: Cast, case: Case) -> None:
    sent = {
        "worker": cast.lin.uid,
        "on": TODAY,
        "kind": "live",
        "functions": ["educational"],
        "minutes": 30,
        "agreed": "下周再看",
    }
    where = reverse("casework:supervision_write", kwargs={"uid": case.uid})
    assert signed_in(cast.he).post(where, sent).status_code == 302
    page = reverse("casework:supervision", kwargs={"uid": case.uid})
    assert "下周再看" in signed_in(cast.lin).get(page).content.decode()
