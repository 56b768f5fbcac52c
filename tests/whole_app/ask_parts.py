"""What fills the addresses of campaigns: an open one of the school, its invitation, a duty."""

import datetime as dt
import uuid
from typing import Any

from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.mappings import Kind
from kithwork.people.actions.uploads import upload
from kithwork.people.models import ImportRun, ImportUpload, Student
from kithwork.safety.duty import plan_duty
from kithwork.surveys.actions.campaigns import Planned, open_campaign, plan_campaign
from kithwork.surveys.importing import document_of
from kithwork.surveys.models import Campaign
from tests.cast import TODAY, Cast

PAGES = ("campaign", "edit", "open", "close", "slips", "papers", "students", "remove")


def _asker(cast: Cast, student: Student) -> Any:
    return cast.lin if student.school == cast.qingshan else cast.shen


def _campaign(cast: Cast, student: Student) -> Campaign:
    """An open campaign of the school: of Lin Jing, at the college of Shen Yue."""
    found = Campaign.objects.filter(school=student.school).first()
    if found is not None:
        return found
    plan = Planned(
        title="Autumn",
        instrument="ssm-16",
        ways=("link", "paper"),
        purposes={"survey": "separate_consent"},
        notice="survey.support",
        contact="room 203",
        audience_kind="list",
        audience={"students": [str(one.uid) for one in student.school.students.all()]},
    )
    by = _asker(cast, student)
    planned = plan_campaign(school=student.school, plan=plan, by=by)
    return open_campaign(campaign=planned, by=by)


def _invitation(cast: Cast, student: Student) -> uuid.UUID:
    return _campaign(cast, student).invitations.get(student=student).uid


def _duty(cast: Cast, student: Student) -> uuid.UUID:
    by = _asker(cast, student)
    [spell] = plan_duty(
        school=student.school, user=by, days=[TODAY], starts=dt.time(8), ends=dt.time(20), by=by
    )
    return spell.uid


def _school(_cast: Cast, student: Student) -> uuid.UUID:
    return student.school.uid


def _file(cast: Cast, student: Student) -> uuid.UUID:
    """A file of answers that Lin Jing, at the college Shen Yue, has begun to bring in."""
    content = "学号,日期,Q1\n1,2026-11-18,1\n".encode()
    by = _asker(cast, student)
    taken = upload(school=student.school, kind=Kind.ANSWERS, content=content, by=by)
    entry = instruments()["phq-2"]
    chosen = {"number": "学号", "day": "日期", "1": "Q1"}
    columns = tuple(chosen.values())
    mapping = document_of(entry, columns, chosen, day=None, form={}, missing=())
    ImportUpload.objects.filter(pk=taken.pk).update(mapping=mapping)
    return taken.uid


def _run(cast: Cast, student: Student) -> uuid.UUID:
    school, by = student.school, _asker(cast, student)
    run = ImportRun.objects.create(school=school, kind="answers", file_sha256="0" * 64, by=by)
    return run.uid


FILE_PAGES = ("columns", "check", "throw_away")

ASK = {
    **{f"ask:{page} uid": _file for page in FILE_PAGES},
    "ask:undo uid": _run,
    **{f"ask:{page} uid": lambda cast, student: _campaign(cast, student).uid for page in PAGES},
    "quality:campaign uid": lambda cast, student: _campaign(cast, student).uid,
    "ask:remove invitation": _invitation,
    "ask:duty school": _school,
    "ask:end_duty uid": _duty,
}
