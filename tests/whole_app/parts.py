"""What fills the parts of an address, so that it is of one's own, another's, another school's.

A part that is not named here is the uid of the student herself. Add a row when a page takes
another part: how to get the object of a given student.
"""

import datetime as dt
import uuid
from collections.abc import Callable
from decimal import Decimal

from kithwork.access.actions.break_glass import break_glass
from kithwork.access.console import OPERATOR
from kithwork.access.models import Posting, Supervision
from kithwork.access.roles import Section
from kithwork.casework.actions.contacts import Note, Promise, write_contact
from kithwork.casework.actions.following import plan_follow_ups
from kithwork.casework.actions.information import ItemDetails, give_item, write_item
from kithwork.casework.actions.learning import Lesson, write_lesson
from kithwork.casework.actions.papers import standing_record
from kithwork.casework.actions.resources import ResourceDetails, link_resource, save_resource
from kithwork.casework.actions.restricted import write_restricted
from kithwork.casework.models import Contact, InformationItem, Resource
from kithwork.catalogue.mappings import Kind
from kithwork.documents.actions import ask_for_report
from kithwork.evaluation.actions.series import NewSeries, begin_series
from kithwork.people.actions.carers import NewCarer, add_carers_many
from kithwork.people.actions.consents import Asking, record_consent
from kithwork.people.actions.exams import NewMark, announce_exam, enter_marks_many
from kithwork.people.actions.persons import PersonDetails
from kithwork.people.actions.ties import tie
from kithwork.people.actions.uploads import upload
from kithwork.people.models import Student, StudentTie
from kithwork.safety.actions import Source, raise_alert
from kithwork.surveys.actions import enter
from kithwork.surveys.filling import Filled
from tests.cast import NOON, TODAY, Cast
from tests.whole_app.addresses import Address, student_of
from tests.whole_app.aid_parts import AID
from tests.whole_app.ask_parts import ASK
from tests.whole_app.case_parts import CASE_PARTS
from tests.whole_app.cases_of import case_of, case_uid, worker_of
from tests.whole_app.choosing_parts import CHOOSING
from tests.whole_app.learn_parts import LEARN
from tests.whole_app.plan_parts import PLAN

REPORTS = ("needs_report", "needs_report_erase")
EVALUATION = ("series_add", "point", "phase", "draw", "admission")
Fill = Callable[[Cast, Student], object]


def parts_for(cast: Cast, address: Address, subject: str) -> dict[str, object]:
    """Return a value for each part of an address, of a subject's student."""
    if not address.parts:
        return {}
    student = student_of(cast, subject)
    return {part: _fill(address, part)(cast, student) for part in address.parts}


def _fill(address: Address, part: str) -> Fill:
    return FILLS.get(f"{address.name} {part}") or FILLS.get(part) or _uid_of


def _uid_of(_cast: Cast, student: Student) -> uuid.UUID:
    return student.uid


def _carer(_cast: Cast, student: Student) -> uuid.UUID:
    carer = NewCarer(student, "mother", PersonDetails(full_name="林芳"))
    [made] = add_carers_many(school=student.school, carers=[carer], by=OPERATOR)
    return made.uid


def _exam(cast: Cast, student: Student) -> uuid.UUID:
    term = cast.autumn if student.school == cast.qingshan else cast.college_autumn
    exam = announce_exam(
        term=term,
        sitting=f"mid-term {student.number}",
        subject="maths",
        maximum=100,
        held_on=TODAY,
        by=OPERATOR,
    )
    marks = [NewMark(student, exam, Decimal(60))]
    enter_marks_many(school=student.school, marks=marks, by=OPERATOR)
    return exam.uid


def _upload(cast: Cast, student: Student) -> uuid.UUID:
    """Return a file on its way in: Lin Jing's, her colleague's, or one of the other school."""
    roster = "学号,姓名\n20260011,周舟\n".encode()
    taken = upload(
        school=student.school, kind=Kind.ROSTER, content=roster, by=worker_of(cast, student)
    )
    return taken.uid


def _alert(cast: Cast, student: Student) -> uuid.UUID:
    """Return an alert for which the student's worker speaks to her."""
    worker = worker_of(cast, student)
    alert = raise_alert(
        student=student, level="A2", source=Source("person"), speaker=worker, by=worker
    )
    return alert.uid


def _filled_form(cast: Cast, student: Student) -> uuid.UUID:
    """Return a form of the student, keyed in by her worker."""
    worker = worker_of(cast, student)
    tie(student=student, user=worker, kind=StudentTie.Kind.OWN, on=TODAY, by=OPERATOR)
    answers = dict.fromkeys(map(str, range(1, 10)), 0.0)
    filled = Filled(instrument="phq-9", answers=answers, given_on=TODAY)
    return enter(student=student, filled=filled, by=worker).administration.uid


def _class(cast: Cast, student: Student) -> uuid.UUID:
    return (cast.class_d_1 if student.school == cast.college else cast.class_7_1).uid


def _term(cast: Cast, student: Student) -> uuid.UUID:
    return (cast.college_autumn if student.school == cast.college else cast.autumn).uid


def _year(cast: Cast, student: Student) -> uuid.UUID:
    return (cast.class_d_1 if student.school == cast.college else cast.class_7_1).year.uid


def _worker(cast: Cast, student: Student) -> uuid.UUID:
    return worker_of(cast, student).uid


def _posting(cast: Cast, student: Student) -> uuid.UUID:
    """Return the posting of the student's worker."""
    return Posting.objects.get(user=worker_of(cast, student)).uid


def _team(cast: Cast, student: Student) -> uuid.UUID:
    """Return the place of the student's worker in her supervisor's team."""
    return Supervision.objects.get(worker=worker_of(cast, student)).uid


def _glass(cast: Cast, student: Student) -> uuid.UUID:
    """Return a glass that the manager broke at the student's school."""
    opened = break_glass(
        user=cast.gu,
        school=student.school,
        section=Section.CASE,
        subject_kind="case",
        subject=student.uid,
        reason="The worker is ill and the school asks tonight.",
    )
    return opened.uid


CASE_PAGES = (
    "amend",
    "attempt",
    "brief",
    "case",
    "consent",
    "consent_record",
    "contact",
    "contact_add",
    "contacts",
    "decide",
    "end_member",
    "follow_up",
    "follow_ups",
    "give",
    "giving",
    "lesson",
    "lesson_amend",
    "link",
    "link_step",
    "members",
    "paper",
    "papers",
    "read",
    "reader_add",
    "reader_end",
    "record",
    "reflection",
    "restricted",
    "restricted_write",
    "results",
    "risk",
    "sign",
    "step",
    "take_back",
    "task_done",
)


def _record(cast: Cast, student: Student) -> uuid.UUID:
    record = standing_record(case_of(cast, student), "enquiry")
    assert record is not None
    return record.uid


def _contact_of(cast: Cast, student: Student) -> Contact:
    promise = Promise("worker", "问一问班主任")
    note = Note(at=NOON, form="dap", words={"data": "见面"}, promises=(promise,))
    case = case_of(cast, student)
    return write_contact(case=case, contact=note, by=worker_of(cast, student))


def _series(cast: Cast, student: Student) -> uuid.UUID:
    """Return a series of the student's case, in which nothing is measured yet."""
    series = NewSeries(name="晚上学习", kind="count", higher_is_better=True)
    worker = worker_of(cast, student)
    case = case_of(cast, student)
    return begin_series(case=case, series=series, by=worker).uid


def _contact(cast: Cast, student: Student) -> uuid.UUID:
    return _contact_of(cast, student).uid


def _task(cast: Cast, student: Student) -> uuid.UUID:
    return _contact_of(cast, student).tasks.get().uid


def _member(cast: Cast, student: Student) -> uuid.UUID:
    return case_of(cast, student).members.get().uid


def _consent_in_case(cast: Cast, student: Student) -> uuid.UUID:
    case = case_of(cast, student)
    asking = Asking(
        student=student, method="paper", given_on=TODAY, language="zh-Hans", about=case.uid
    )
    by = worker_of(cast, student)
    return record_consent(asking=asking, answers={"casework": True}, by=by).uid


def _reader(cast: Cast, student: Student) -> uuid.UUID:
    case, by = case_of(cast, student), worker_of(cast, student)
    write_restricted(case=case, kind="verbatim", words="原话", on=TODAY, by=by)
    return case.restricted_readers.get().uid


def _follow_up(cast: Cast, student: Student) -> uuid.UUID:
    case = case_of(cast, student)
    plan_follow_ups(case=case, by=worker_of(cast, student))
    return case.follow_ups.first().uid


def _lesson(cast: Cast, student: Student) -> uuid.UUID:
    """A lesson of the student's case, written by her worker."""
    case = case_of(cast, student)
    found = case.lessons.first()
    by = worker_of(cast, student)
    return (found or write_lesson(case=case, lesson=Lesson(words="先问一句"), by=by)).uid


def _resource_row(cast: Cast, student: Student) -> Resource:
    details = ResourceDetails(name="县图书馆", kind="goods", functions=("IS",))
    found = Resource.objects.filter(school=student.school).first()
    by = worker_of(cast, student)
    return found or save_resource(school=student.school, details=details, on=TODAY, by=by)


def _resource(cast: Cast, student: Student) -> uuid.UUID:
    return _resource_row(cast, student).uid


def _link(cast: Cast, student: Student) -> uuid.UUID:
    case, resource = case_of(cast, student), _resource_row(cast, student)
    by = worker_of(cast, student)
    return link_resource(case=case, resource=resource, function="IS", by=by).uid


def _item_row(cast: Cast, student: Student) -> InformationItem:
    details = ItemDetails(
        topic="exam",
        language="zh-Hans",
        title="考试安排",
        text="时间与科目",
        source="县教育局通知",
        reviewed_on=TODAY,
        review_by=TODAY + dt.timedelta(days=90),
    )
    return write_item(school=student.school, details=details, by=worker_of(cast, student))


def _item(cast: Cast, student: Student) -> uuid.UUID:
    return _item_row(cast, student).uid


def _given(cast: Cast, student: Student) -> uuid.UUID:
    case, item = case_of(cast, student), _item_row(cast, student)
    return give_item(case=case, item=item, to="client", way="talk", by=worker_of(cast, student)).uid


ACCOUNTS = ("person", "invite", "post", "join", "change")
IMPORTS = ("columns", "reading", "check", "faults", "throw_away", "undo")
ALERTS = ("alert", "spoken", "hand_over")


def _school_of(_cast: Cast, student: Student) -> uuid.UUID:
    return student.school.uid


def _needs_report(cast: Cast, student: Student) -> uuid.UUID:
    """A report that was asked for and is not made yet: by Lin Jing, at the college by He Lan."""
    by = cast.lin if student.school == cast.qingshan else cast.he
    return ask_for_report(school=student.school, language="en", by=by).uid


FILLS: dict[str, Fill] = {
    **ASK,
    **AID,
    **PLAN,
    **CHOOSING,
    **LEARN,
    **CASE_PARTS,
    **{f"documents:{page} uid": _needs_report for page in REPORTS},
    **{f"documents:{page} school": _school_of for page in ("needs_reports", *REPORTS)},
    "kind": lambda _cast, _student: "pdf",
    "carer": _carer,
    "exam": _exam,
    "form": lambda _cast, _student: "note",
    "object": lambda _cast, _student: "new",
    "part": lambda _cast, _student: "care",
    "pk": lambda _cast, _student: 1,  # of a second factor that nobody has
    "code": lambda _cast, _student: "phq-9",
    **{f"imports:{step} uid": _upload for step in IMPORTS},
    **{f"evidence:{page} code": lambda _cast, _student: "paired" for page in ("method", "take")},
    "evidence:take kind": lambda _cast, _student: "csv",
    **{f"safety:{page} uid": _alert for page in ALERTS},
    "deed": lambda _cast, _student: "close",
    **{f"access:{page} uid": _worker for page in ACCOUNTS},
    "access:end uid": _posting,
    "access:leave uid": _team,
    "access:school uid": lambda _cast, student: student.school.uid,
    "access:review uid": _glass,
    "calendar:year_add uid": _school_of,
    **{f"calendar:{page} uid": _year for page in ("year", "term_add")},
    **{f"calendar:{page} uid": _term for page in ("term", "exam_days")},
    **{f"casework:{page} uid": case_uid for page in CASE_PAGES},
    "case_report:report uid": case_uid,
    "desk:outcome uid": case_uid,
    **{f"evaluation:{page} uid": case_uid for page in EVALUATION},
    "series": _series,
    "casework:contact contact": _contact,
    "casework:end_member member": _member,
    "casework:follow_up follow_up": _follow_up,
    "casework:item uid": _item,
    "casework:lesson_amend lesson": _lesson,
    "casework:link_step link": _link,
    "casework:paper kind": lambda _cast, _student: "observation",
    "casework:read given": _given,
    "casework:reader_end reader": _reader,
    "casework:resource uid": _resource,
    "casework:sheet sheet": lambda _cast, _student: "hand",
    "casework:take_back consent": _consent_in_case,
    "casework:task_done task": _task,
    **{f"casework:{page} record": _record for page in ("amend", "record", "sign")},
    "desk:form uid": _filled_form,
    **{f"desk:{page} uid": _glass for page in ("glass_through", "glass_close")},
    "slug": lambda _cast, _student: "phq-9",
    "across:programme key": lambda _cast, _student: "all",
    "across:programme_file key": lambda _cast, _student: "all",
    "desk:alerting uid": _alert,
    "surveys:correct uid": _filled_form,
    "surveys:sheet uid": _class,
}
