"""The actions of a case: who may, what stays, what is late, what is sealed, what the trail says."""

import datetime as dt

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError

from kithwork.access.console import OPERATOR
from kithwork.access.permissions import NotAllowed
from kithwork.access.refusals import Refused, Stale
from kithwork.audit import clock
from kithwork.audit.models import AuditEvent
from kithwork.casework.actions.cases import open_case
from kithwork.casework.actions.contacts import Note, Promise, write_before_case, write_contact
from kithwork.casework.actions.following import days_for
from kithwork.casework.actions.learning import Lesson, write_lesson
from kithwork.casework.actions.papers import sign, standing_record, write_paper
from kithwork.casework.actions.restricted import let_in, let_out, write_restricted
from kithwork.casework.actions.steps import take_step
from kithwork.casework.models import Case, Contact, Record, RestrictedReader
from kithwork.casework.queries.cases import case_for, cases_for, report_name_of
from kithwork.casework.queries.contacts import contacts_before_case, tasks_of
from kithwork.casework.queries.papers import words_of
from kithwork.casework.queries.restricted import restricted_of
from kithwork.casework.refusals import Missing
from kithwork.casework.tests.filing import CLOSURE, ENQUIRY, INTAKE, filed, opened
from kithwork.core.casework import Status
from kithwork.people.models import StudentTie
from tests.cast import NOON, TODAY, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(cast: Cast) -> Case:
    return opened(cast)


# ── opening ─────────────────────────────────────────────────────────────────────────────────────


def test_numbers_run_by_school_and_year(cast: Cast) -> None:
    numbers = [
        opened(cast).number,
        opened(cast, student=cast.haoran, by=cast.tan).number,
        opened(cast, student=cast.aming, by=cast.shen).number,
    ]
    assert numbers == ["2026-0001", "2026-0002", "2026-0001"]


def test_whoever_opens_a_case_accompanies_the_student(cast: Cast) -> None:
    case = opened(cast, student=cast.haoran, by=cast.tan)
    assert [one.user for one in case.members.all()] == [cast.tan]
    assert StudentTie.objects.filter(student=cast.haoran, user=cast.tan, kind="own").exists()


@pytest.mark.parametrize("name", ["he", "su", "ye", "gu", "luo", "qin", "shen"])
def test_only_a_worker_of_the_school_opens_one(cast: Cast, name: str) -> None:
    with pytest.raises(NotAllowed):
        open_case(
            student=cast.xiaoyu,
            enquiry=ENQUIRY,
            received_on=TODAY,
            by=cast.everyone[name],
            worker=cast.lin,
        )
    assert not Case.objects.exists()


def test_the_console_opens_one_for_a_worker_it_names(cast: Cast) -> None:
    made = open_case(
        student=cast.xiaoyu, enquiry=ENQUIRY, received_on=TODAY, by=OPERATOR, worker=cast.lin
    )
    assert case_for(cast.lin, made.case.uid) == made.case
    with pytest.raises(Refused, match="worker_missing"):
        open_case(student=cast.xiaoyu, enquiry=ENQUIRY, received_on=TODAY, by=OPERATOR)


def test_a_case_is_seen_by_its_members_and_their_supervisor(cast: Cast, case: Case) -> None:
    seeing = {name for name, user in cast.everyone.items() if case in cases_for(user)}
    assert seeing == {"lin", "he"}


# ── papers ──────────────────────────────────────────────────────────────────────────────────────


def test_what_is_written_is_sealed_and_opens_with_the_cases_key(cast: Cast, case: Case) -> None:
    record = write_paper(case=case, kind="intake", on=TODAY, words=INTAKE, by=cast.lin)
    assert "考上高中".encode() not in bytes(record.body)
    assert words_of(case, record)["hopes_client"] == "考上高中"
    assert report_name_of(case) == "L"
    assert record.filled == ["conflict", "decision", "hopes_client", "report_name"]


@pytest.mark.parametrize(
    "statement", ["UPDATE casework_record SET version = 9", "DELETE FROM casework_record"]
)
def test_the_database_refuses_to_change_what_was_written(case: Case, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Record.objects.get(case=case).version == 1


def test_of_two_who_amend_one_version_the_second_is_told(cast: Cast, case: Case) -> None:
    first = standing_record(case, "enquiry")
    assert first is not None
    words = {**ENQUIRY, "summary": "补充"}
    made_from = str(first.uid)
    write_paper(case=case, kind="enquiry", on=TODAY, words=words, by=cast.lin, made_from=made_from)
    with pytest.raises(Stale):
        write_paper(
            case=case, kind="enquiry", on=TODAY, words=words, by=cast.lin, made_from=made_from
        )
    assert Record.objects.filter(case=case, kind="enquiry").count() == 2


def test_one_version_is_superseded_once(case: Case) -> None:
    first = standing_record(case, "enquiry")
    assert first is not None
    fields = {"case": case, "kind": "enquiry", "series": first.series, "on": TODAY, "version": 2}
    Record.objects.create(supersedes=first, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        Record.objects.create(supersedes=first, **fields)


def test_a_paper_of_another_stage_waits_and_help_does_not(cast: Cast, case: Case) -> None:
    words = {"client_words": "好多了", "worker_view": "有变化"}
    with pytest.raises(Missing, match="other_stage"):
        write_paper(case=case, kind="evaluation", on=TODAY, words=words, by=cast.lin)
    seen = {"where": "操场", "seen": "一个人坐着"}
    write_paper(case=case, kind="observation", on=TODAY, words=seen, by=cast.lin)
    note = Note(at=NOON, form="brief", words={"line": "见了一面"})
    assert write_contact(case=case, contact=note, by=cast.lin).version == 1


def test_an_amended_paper_must_be_signed_anew(cast: Cast) -> None:
    case = filed(cast, status=Status.CLOSING)
    stood = standing_record(case, "closure")
    words = {**CLOSURE, "relapse": "先打电话"}
    write_paper(case=case, kind="closure", on=TODAY, words=words, by=cast.lin)
    with pytest.raises(Missing) as refused:
        take_step(case=case, to=Status.CLOSED, by=cast.lin)
    codes = {reason.code for reason in refused.value.missing}
    assert codes == {"casework.missing.worker_sign_off", "casework.missing.supervisor_sign_off"}
    assert stood is not None
    with pytest.raises(Refused, match="signs_old_version"):
        sign(case=case, signed=stood, part="worker", method="here", by=cast.lin)


def test_a_supervisor_alone_signs_as_the_supervisor(cast: Cast, case: Case) -> None:
    record = standing_record(case, "enquiry")
    assert record is not None
    with pytest.raises(NotAllowed):
        sign(case=case, signed=record, part="supervisor", method="here", by=cast.lin)
    with pytest.raises(NotAllowed):
        sign(case=case, signed=record, part="worker", method="here", by=cast.he)
    with pytest.raises(Refused, match="verbal_needs_note"):
        sign(case=case, signed=record, part="client", method="verbal", by=cast.lin)
    sign(case=case, signed=record, part="supervisor", method="here", by=cast.he)
    with pytest.raises(Refused, match="signed_already"):
        sign(case=case, signed=record, part="supervisor", method="here", by=cast.he)


# ── contacts ────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("days", "is_late"), [(0, False), (1, False), (6, True), (30, True)])
def test_a_late_note_is_flagged_and_keeps_both_times(
    cast: Cast, case: Case, days: int, is_late: bool
) -> None:
    at = NOON - dt.timedelta(days=days)
    note = Note(at=at, form="dap", words={"data": "谈话"})
    made = write_contact(case=case, contact=note, by=cast.lin)
    assert (made.is_late, made.at, made.entered_at) == (is_late, at, NOON)


def test_a_locked_note_is_amended_only_with_a_reason(cast: Cast, case: Case) -> None:
    note = Note(at=NOON, form="dap", words={"data": "谈话"})
    first = write_contact(case=case, contact=note, by=cast.lin)
    changed = Note(at=NOON, form="dap", words={"data": "谈话，奶奶也在"})
    with clock.telling(NOON + dt.timedelta(days=8)):
        with pytest.raises(Refused, match="note_locked"):
            write_contact(case=case, contact=changed, amends=first, by=cast.lin)
        second = write_contact(
            case=case, contact=changed, amends=first, because="漏写了在场的人", by=cast.lin
        )
    assert (second.version, second.is_late) == (2, False)
    assert Contact.objects.filter(case=case, superseded_by=None).get() == second


def test_of_what_was_promised_the_soonest_stands_first_and_what_has_no_day_last(
    cast: Cast, case: Case
) -> None:
    promised = tuple(
        Promise("worker", words, due_on)
        for words, due_on in (
            ("无期限", None),
            ("后天", TODAY + dt.timedelta(days=2)),
            ("今天", TODAY),
        )
    )
    note = Note(at=NOON, form="dap", words={"data": "见面"}, promises=promised)
    write_contact(case=case, contact=note, by=cast.lin)
    assert [one.words for one in tasks_of(case, on=TODAY)] == ["今天", "后天", "无期限"]


def test_nothing_is_noted_before_it_happens(cast: Cast, case: Case) -> None:
    note = Note(at=NOON + dt.timedelta(hours=1), form="brief", words={"line": "见面"})
    with pytest.raises(Refused, match="contact_to_come"):
        write_contact(case=case, contact=note, by=cast.lin)
    with pytest.raises(Refused, match="note_empty"):
        write_contact(
            case=case, contact=Note(at=NOON, form="brief", words={"line": " "}), by=cast.lin
        )


@pytest.mark.parametrize("name", ["tan", "he", "shen", "su", "ye", "gu", "luo"])
def test_nobody_else_writes_in_a_case(cast: Cast, case: Case, name: str) -> None:
    by, note = cast.everyone[name], Note(at=NOON, form="brief", words={"line": "见面"})
    with pytest.raises(NotAllowed):
        write_contact(case=case, contact=note, by=by)
    with pytest.raises(NotAllowed):
        write_paper(case=case, kind="observation", on=TODAY, words={"seen": "x"}, by=by)


# ── what is kept apart, what is learned, how long ───────────────────────────────────────────────


def test_a_restricted_section_is_opened_by_its_list_alone(cast: Cast, case: Case) -> None:
    write_restricted(case=case, kind="protection", words="她说叔叔打她", on=TODAY, by=cast.lin)
    seen = {name: restricted_of(user, case) for name, user in cast.everyone.items()}
    assert {name for name, one in seen.items() if one.may_read} == {"lin", "ye"}
    assert {one.count for one in seen.values()} == {1}
    assert all(not one.lines for one in seen.values() if not one.may_read)
    with pytest.raises(NotAllowed):
        write_restricted(case=case, kind="other", words="x", on=TODAY, by=cast.he)


def test_the_list_is_kept_by_those_on_it(cast: Cast, case: Case) -> None:
    write_restricted(case=case, kind="verbatim", words="原话", on=TODAY, by=cast.lin)
    with pytest.raises(NotAllowed):
        let_in(case=case, user=cast.he, by=cast.he)
    with pytest.raises(Refused, match="not_for_this_role"):
        let_in(case=case, user=cast.su, by=cast.lin)
    reader = let_in(case=case, user=cast.he, by=cast.lin)
    assert restricted_of(cast.he, case).may_read
    yesterday = TODAY - dt.timedelta(days=1)
    RestrictedReader.objects.filter(pk=reader.pk).update(starts_on=yesterday)
    let_out(reader=reader, by=cast.lin)
    with clock.telling(NOON + dt.timedelta(days=1)):
        assert not restricted_of(cast.he, case).may_read


def test_three_lessons_are_enough(cast: Cast, case: Case) -> None:
    for _ in range(3):
        write_lesson(case=case, lesson=Lesson(words="先和奶奶谈"), by=cast.lin)
    with pytest.raises(Refused, match="three_lessons"):
        write_lesson(case=case, lesson=Lesson(words="再一条"), by=cast.lin)


def test_an_archived_case_says_until_when_it_is_kept(cast: Cast) -> None:
    case = filed(cast, status=Status.CLOSING)
    take_step(case=case, to=Status.CLOSED, by=cast.lin)
    take_step(case=case, to=Status.ARCHIVED, by=cast.lin)
    assert case.closed_on == TODAY
    assert case.retain_until is not None
    assert case.retain_until > TODAY + dt.timedelta(days=9 * 365)


def test_follow_ups_stand_on_days_of_the_schools_calendar(cast: Cast, case: Case) -> None:
    days = days_for(case, closed_on=TODAY)
    assert len(days) == 3
    assert all(day.weekday() < 5 for day in days)


def test_every_deed_stands_in_the_trail_without_a_word_of_it(cast: Cast, case: Case) -> None:
    write_paper(case=case, kind="intake", on=TODAY, words=INTAKE, by=cast.lin)
    write_contact(
        case=case, contact=Note(at=NOON, form="brief", words={"line": "见了一面"}), by=cast.lin
    )
    take_step(case=case, to=Status.INTAKE, by=cast.lin)
    deeds = AuditEvent.objects.filter(subject=case.uid).order_by("pk")
    told = [(one.verb, one.subject_kind, one.reason) for one in deeds]
    assert told == [
        ("create", "case", ""),
        ("create", "case.intake", ""),
        ("create", "case.contact", ""),
        ("amend", "case", "step.intake"),
    ]
    assert {one.role for one in deeds} == {"worker"}


# ── before there is a case ──────────────────────────────────────────────────────────────────────


def test_a_talk_is_noted_before_there_is_a_case(cast: Cast) -> None:
    note = Note(at=NOON, form="brief", words={"line": "哭了一场，陪她坐了会儿"})
    made = write_before_case(student=cast.xiaoyu, contact=note, by=cast.lin)
    assert made.case is None
    assert "陪她".encode() not in bytes(made.words)
    seen = {name: contacts_before_case(user, cast.xiaoyu) for name, user in cast.everyone.items()}
    assert {name for name, notes in seen.items() if notes} == {"lin", "he"}
    assert seen["lin"][0].words["line"] == "哭了一场，陪她坐了会儿"


@pytest.mark.parametrize("name", ["tan", "he", "shen", "su", "gu", "luo"])
def test_it_is_noted_by_whoever_accompanies_her_and_by_nobody_else(cast: Cast, name: str) -> None:
    note = Note(at=NOON, form="brief", words={"line": "见面"})
    with pytest.raises(NotAllowed):
        write_before_case(student=cast.xiaoyu, contact=note, by=cast.everyone[name])
    assert not Contact.objects.exists()
