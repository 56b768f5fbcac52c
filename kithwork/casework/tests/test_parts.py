"""The parts of a case that others work on: danger for the safeguarding lead, what was referred."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from kithwork.access.console import OPERATOR
from kithwork.access.models import School
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.episodes import StepNote, record_step
from kithwork.casework.actions.referrals import Asked, answer_referral, end_referral, refer
from kithwork.casework.actions.restricted import write_restricted
from kithwork.casework.actions.risks import set_risk
from kithwork.casework.models import Case, Referral, RiskEpisode, RiskSetting
from kithwork.casework.queries import worklists
from kithwork.casework.queries.danger import danger_of
from kithwork.casework.queries.parts import alerts_in, cases_in_danger, cases_referred
from kithwork.casework.queries.referrals import referrals_of
from kithwork.casework.queries.worklists import worklist_of
from kithwork.casework.refusals import Missing
from kithwork.casework.tests.browsing import address, signed_in
from kithwork.casework.tests.filing import agreed, opened
from kithwork.core.safety import Level, Step
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.students import NewStudent, admit_many
from kithwork.people.models import StudentTie
from kithwork.safety.actions import Source, raise_alert, spoken
from kithwork.safety.models import Alert
from tests.cast import NOON, TODAY, Cast

pytestmark = pytest.mark.django_db
SAID = {"words": "她在操场边，情绪平稳。"}


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


@pytest.fixture
def alert(cast: Cast, case: Case) -> Alert:
    return raise_alert(
        student=cast.xiaoyu, level="A2", source=Source("worker"), speaker=cast.lin, by=cast.lin
    )


@pytest.fixture
def college(cast: Cast) -> Case:
    return opened(cast, student=cast.aming, by=cast.shen)


def seeing(cast: Cast, case: Case) -> set[str]:
    return {
        name for name, user in cast.everyone.items() if cases_in_danger(user).filter(pk=case.pk)
    }


# ── danger ──────────────────────────────────────────────────────────────────────────────────────


def test_without_an_alert_the_lead_does_not_know_that_there_is_a_case(
    cast: Cast, case: Case
) -> None:
    assert seeing(cast, case) == {"lin", "he"}
    assert signed_in(cast.ye).get(address(case, "danger")).status_code == 404


@pytest.mark.usefixtures("alert")
def test_with_an_alert_the_lead_sees_that_part_and_no_other(cast: Cast, case: Case) -> None:
    assert seeing(cast, case) == {"lin", "he", "ye"}
    client = signed_in(cast.ye)
    assert client.get(address(case, "danger")).status_code == 200
    closed = ("case", "papers", "contacts", "results", "consent", "members", "assess", "plan")
    assert {client.get(address(case, name)).status_code for name in closed} == {403}
    assert client.get(reverse("casework:cases")).status_code == 403


def test_an_alert_of_before_the_case_that_is_done_is_no_part_of_it(cast: Cast) -> None:
    with clock.telling(NOON - dt.timedelta(days=40)):
        old = raise_alert(
            student=cast.xiaoyu, level="A2", source=Source("worker"), speaker=cast.lin, by=cast.lin
        )
        spoken(alert=old, note="好了", by=cast.lin)
    assert seeing(cast, opened(cast)) == {"lin", "he"}


@pytest.mark.parametrize("zone", ["Asia/Shanghai", ""])
@pytest.mark.parametrize(("hours", "sees"), [(-1, {"lin", "he"}), (1, {"lin", "he", "ye"})])
def test_the_day_of_reception_begins_at_midnight_at_the_school(
    cast: Cast, zone: str, hours: int, sees: set[str]
) -> None:
    School.objects.update(time_zone=zone)
    midnight = dt.datetime.combine(TODAY, dt.time(), ZoneInfo(zone or "UTC"))
    with clock.telling(midnight + dt.timedelta(hours=hours)):
        early = raise_alert(
            student=cast.xiaoyu, level="A2", source=Source("worker"), speaker=cast.lin, by=cast.lin
        )
        spoken(alert=early, note="好了", by=cast.lin)
    case = opened(cast)
    assert case.received_on == TODAY
    assert seeing(cast, case) == sees
    assert alerts_in(case).exists() == ("ye" in sees)


def test_a_raised_level_begins_an_episode(cast: Cast, case: Case) -> None:
    set_risk(case=case, level=Level.A1, words="留意", was_asked=True, by=cast.lin)
    assert not RiskEpisode.objects.exists()
    set_risk(case=case, level=Level.A2, words="说累", was_asked=True, by=cast.lin, speaker=cast.lin)
    assert RiskEpisode.objects.get().case == case


@pytest.mark.usefixtures("alert")
def test_the_lead_records_what_she_did_and_the_worker_reads_it(cast: Cast, case: Case) -> None:
    record_step(case=case, said=StepNote(step=Step.CONTACTED, words=SAID), by=cast.ye)
    seen = danger_of(cast.lin, case)
    assert seen.episode is not None
    [line] = seen.episode.lines
    assert (line.row.entered_by, line.words) == (cast.ye, SAID)
    last = AuditEvent.objects.order_by("pk").last()
    assert last is not None
    assert (last.verb, last.reason, last.role) == ("risk", "danger.contacted", "safeguard")


@pytest.mark.parametrize("name", ["tan", "su", "zhou", "gu", "luo", "qin", "shen"])
@pytest.mark.usefixtures("alert")
def test_nobody_else_records_a_step(cast: Cast, case: Case, name: str) -> None:
    with pytest.raises(NotAllowed):
        record_step(
            case=case, said=StepNote(step=Step.CONTACTED, words=SAID), by=getattr(cast, name)
        )
    assert not RiskEpisode.objects.exists()


@pytest.mark.parametrize(("level", "is_high"), [(None, False), (Level.A1, False), (Level.A3, True)])
def test_the_page_is_drawn_as_danger_from_a_high_level_on(
    cast: Cast, case: Case, level: Level | None, is_high: bool
) -> None:
    if level is not None:
        set_risk(
            case=case, level=level, words="问过", was_asked=True, by=cast.lin, speaker=cast.lin
        )
    page = signed_in(cast.lin).get(address(case, "danger")).content.decode()
    assert ("kw-next--danger" in page) is is_high


@pytest.mark.usefixtures("alert")
def test_a_high_level_is_lowered_by_another_person(cast: Cast, case: Case) -> None:
    set_risk(case=case, level=Level.A3, words="有计划", was_asked=True, by=cast.lin)
    with pytest.raises(Missing) as refusal:
        set_risk(case=case, level=Level.A1, words="好多了", was_asked=True, by=cast.lin)
    assert [one.code for one in refusal.value.missing] == ["safety.missing.second_person"]
    set_risk(case=case, level=Level.A1, words="好多了", was_asked=True, by=cast.ye)
    levels = RiskSetting.objects.order_by("pk").values_list("level", "entered_by")
    assert list(levels) == [("A3", cast.lin.pk), ("A1", cast.ye.pk)]


def test_it_is_closed_by_who_oversees_it_and_a_talk_about_the_alert_counts(
    cast: Cast, case: Case, alert: Alert
) -> None:
    close = StepNote(step=Step.CLOSED, words=SAID)
    told = StepNote(step=Step.TOLD, words=SAID, whom="guardian")
    spoken(alert=alert, note="谈过了", by=cast.lin)
    record_step(case=case, said=told, by=cast.lin)
    with pytest.raises(Missing) as refusal:
        record_step(case=case, said=close, by=cast.lin)
    missing = {one.code.rpartition(".")[2] for one in refusal.value.missing}
    assert missing == {"overseer", "assessed"}
    set_risk(case=case, level=Level.A1, words="平稳", was_asked=True, by=cast.lin)
    record_step(case=case, said=close, by=cast.he)
    seen = danger_of(cast.ye, case)
    assert seen.episode is None
    assert [one.row.case_id for one in seen.past] == [case.pk]


@pytest.mark.usefixtures("alert")
def test_a_check_in_the_past_is_refused(cast: Cast, case: Case) -> None:
    late = StepNote(step=Step.WATCHED, words=SAID, next_check=TODAY - dt.timedelta(days=1))
    with pytest.raises(Refused):
        record_step(case=case, said=late, by=cast.ye)
    assert not RiskEpisode.objects.exists()


@pytest.mark.usefixtures("alert")
def test_the_lead_writes_and_reads_the_restricted_section_from_her_part(
    cast: Cast, case: Case
) -> None:
    client, where = signed_in(cast.ye), address(case, "restricted")
    sent = {"kind": "protection", "on": TODAY, "words": "已报告民政。"}
    client.post(address(case, "restricted_write"), sent)
    shown = client.get(where).content.decode()
    assert "已报告民政。" in shown
    assert "Assess" not in shown
    assert signed_in(cast.qin).get(where).status_code == 404
    assert "已报告民政。" not in signed_in(cast.lin).get(where).content.decode()


def test_a_restricted_entry_lets_the_lead_in_without_an_alert(cast: Cast, case: Case) -> None:
    assert signed_in(cast.ye).get(address(case, "restricted")).status_code == 404
    write_restricted(case=case, kind="protection", words="旧伤", on=TODAY, by=cast.lin)
    assert "旧伤" in signed_in(cast.ye).get(address(case, "restricted")).content.decode()


def test_her_worklist_puts_the_open_alert_first_and_the_late_check_before_others(
    cast: Cast, case: Case, alert: Alert, college: Case
) -> None:
    watch = StepNote(step=Step.WATCHED, words=SAID, next_check=TODAY)
    raise_alert(
        student=cast.aming, level="A2", source=Source("worker"), speaker=cast.shen, by=cast.shen
    )
    record_step(case=case, said=watch, by=cast.ye)
    spoken(alert=alert, note="谈过了", by=cast.lin)
    rows = worklist_of(cast.ye).danger
    assert [(row.case, row.alert is None, row.is_late) for row in rows] == [
        (college, False, False),
        (case, True, False),
    ]
    with clock.telling(NOON + dt.timedelta(days=2)):
        assert [row.is_late for row in worklist_of(cast.ye).danger] == [False, True]
    assert not worklist_of(cast.lin).danger
    assert not worklist_of(cast.ye, is_open=False).danger


# ── what was referred ───────────────────────────────────────────────────────────────────────────

ASKED = Asked(asked="请评估睡眠", shared="三周睡不好", exception="不能等")


def referred(cast: Cast, college: Case) -> Referral:
    return refer(case=college, to=cast.qin, said=ASKED, by=cast.shen)


def test_a_referral_needs_leave_or_a_lawful_exception(cast: Cast, college: Case) -> None:
    said = Asked(asked="请评估睡眠", shared="")
    with pytest.raises(Refused) as refusal:
        refer(case=college, to=cast.qin, said=said, by=cast.shen)
    assert refusal.value.reason.code == "casework.referral.without_leave"
    person = cast.aming.person
    person.birth = dt.date(2006, 5, 1)
    person.save()
    agreed(college, by=cast.shen, share_referral=True)
    assert refer(case=college, to=cast.qin, said=said, by=cast.shen).leave == "consent"


def test_a_tie_alone_shows_no_case(cast: Cast, college: Case) -> None:
    assert StudentTie.objects.filter(user=cast.qin, kind="referred").exists()
    assert not cases_referred(cast.qin).exists()
    assert signed_in(cast.qin).get(address(college, "referred")).status_code == 404


def test_the_psychologist_sees_what_was_asked_and_nothing_of_the_rest(
    cast: Cast, college: Case
) -> None:
    referred(cast, college)
    client = signed_in(cast.qin)
    shown = client.get(address(college, "referred")).content.decode()
    assert "请评估睡眠" in shown
    assert "三周睡不好" in shown
    assert "她说不想读了。" not in shown
    closed = ("case", "papers", "contacts", "results", "referrals", "restricted", "danger")
    codes = {name: client.get(address(college, name)).status_code for name in closed}
    assert codes == dict.fromkeys(closed[:5], 403) | {"restricted": 404, "danger": 404}


def test_with_an_alert_the_psychologist_sees_the_danger_of_her_student(
    cast: Cast, college: Case
) -> None:
    referred(cast, college)
    raise_alert(
        student=cast.aming, level="A2", source=Source("worker"), speaker=cast.shen, by=cast.shen
    )
    assert seeing(cast, college) == {"shen", "he", "ye", "qin"}


def test_her_answer_is_read_by_the_worker_and_closes_nothing(cast: Cast, college: Case) -> None:
    made = referred(cast, college)
    answer_referral(referral=made, step="answered", words="建议就医", by=cast.qin)
    [seen] = referrals_of(college)
    assert [(step.step, words) for step, words in seen.steps] == [("answered", "建议就医")]
    assert seen.is_open


def test_an_answer_without_words_is_refused(cast: Cast, college: Case) -> None:
    made = referred(cast, college)
    with pytest.raises(Refused):
        answer_referral(referral=made, step="answered", words=" ", by=cast.qin)


def test_at_its_end_the_file_closes_to_her(cast: Cast, college: Case) -> None:
    made = referred(cast, college)
    end_referral(referral=made, words="", by=cast.shen)
    assert not StudentTie.objects.filter(
        user=cast.qin, kind="referred", ends_on__isnull=True
    ).exists()
    with clock.telling(NOON + dt.timedelta(days=1)):
        assert not cases_referred(cast.qin).exists()
        with pytest.raises(Refused):
            end_referral(referral=made, words="", by=cast.shen)


@pytest.mark.parametrize("name", ["lin", "he", "ye", "shen"])
def test_nobody_answers_for_her(cast: Cast, college: Case, name: str) -> None:
    made = referred(cast, college)
    with pytest.raises(NotAllowed):
        answer_referral(referral=made, step="answered", words="x", by=getattr(cast, name))


@pytest.mark.parametrize("name", ["ye", "he", "zhou"])
def test_only_who_receives_referrals_there_is_asked(cast: Cast, college: Case, name: str) -> None:
    with pytest.raises(Refused):
        refer(case=college, to=getattr(cast, name), said=ASKED, by=cast.shen)
    assert not Referral.objects.exists()


def test_what_was_referred_is_sealed_and_leaves_its_line(cast: Cast, college: Case) -> None:
    made = referred(cast, college)
    assert "请评估睡眠".encode() not in bytes(made.words)
    events = AuditEvent.objects.filter(subject=college.uid, subject_kind="case.referral_within")
    assert [(one.verb, one.reason) for one in events] == [("share", "leave.exception")]


def test_her_worklist_holds_it_until_the_end(cast: Cast, college: Case) -> None:
    made = referred(cast, college)
    assert [row.standing for row in worklist_of(cast.qin).referred] == [""]
    answer_referral(referral=made, step="received", words="", by=cast.qin)
    assert [row.standing for row in worklist_of(cast.qin).referred] == ["received"]
    answer_referral(referral=made, step="ended", words="", by=cast.qin)
    assert not worklist_of(cast.qin).referred
    assert [row.standing for row in worklist_of(cast.qin, is_open=False).referred] == ["ended"]


def test_what_is_over_takes_no_open_row_its_place(
    cast: Cast, college: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    waiting = referred(cast, college)
    new = NewStudent("D20260002", PersonDetails(full_name="李晨"), entered_on=TODAY)
    [student] = admit_many(school=cast.college, students=[new], by=OPERATOR)
    case = opened(cast, student=student, by=cast.shen)
    later = refer(case=case, to=cast.qin, said=ASKED, by=cast.shen)
    answer_referral(referral=later, step="ended", words="", by=cast.qin)
    monkeypatch.setattr(worklists, "MOST", 1)
    assert [row.referral for row in worklist_of(cast.qin).referred] == [waiting]
