"""A sheet to print, in the language of whoever will hold it, which need not be the worker's own.

No student stands on any. The one on complaints names who takes them up at the school.
"""

import datetime as dt
from dataclasses import dataclass

from kithwork.access.models import School, User
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.casework.queries.complaints import handlers_for
from kithwork.catalogue.complaints import bodies, complaint_sheet, complaints_entry
from kithwork.catalogue.sheets import Sheet, sheets
from kithwork.catalogue.support import functions, label_of, sources
from kithwork.core.casework.complaints import ComplaintStep as Step
from kithwork.core.support.cells import SELF
from kithwork.core.support.functions import FOUR
from kithwork.people.models import Student
from kithwork.people.queries.consents import JURISDICTION

MOST = 3  # names: more help nobody to choose


@dataclass(frozen=True, slots=True)
class SheetTold:
    """A sheet in one language. `rows` and `heads`: the grid on the back of the card."""

    code: str
    language: str
    title: str
    lead: str
    lines: tuple[str, ...]
    asks: tuple[str, ...]
    foot: str
    answers: tuple[str, ...]
    weeks: tuple[int, ...]
    back: str
    enough: str
    rows: tuple[str, ...]
    heads: tuple[str, ...]
    worker: str


@dataclass(frozen=True, slots=True)
class OutsideTold:
    """Whom to turn to outside the school; `number` is "" where none is known."""

    label: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComplaintSheetTold:
    """The sheet on how to complain, in one language, with the people and bodies of a school."""

    language: str
    school: str
    title: str
    lead: str
    lines: tuple[str, ...]
    asks: tuple[str, ...]
    foot: str
    people: tuple[str, ...]
    bodies: tuple[OutsideTold, ...]


def sheet_for(user: User, student: Student, code: str, *, language: str) -> SheetTold | None:
    """Return a sheet for a student whose file was opened; None where there is no such sheet.

    Nothing on it says whose it is: names are written by hand. One event of the trail.
    """
    sheet = sheets().get(code)
    if sheet is None:
        return None
    record(
        Verb.PRINT,
        "sheet",
        subject=student.uid,
        by=user,
        school=student.school.uid,
        section=Section.IDENTITY.value,
        reason=code,
    )
    return _told(sheet, language, user)


def complaint_sheet_for(user: User, school: School, *, language: str) -> ComplaintSheetTold:
    """Return the sheet on how to complain at a school. One event of the trail."""
    record(
        Verb.PRINT,
        "complaint_sheet",
        subject=school.uid,
        by=user,
        school=school.uid,
        section=Section.IDENTITY.value,
    )
    sheet, today = complaint_sheet(), clock.today(school.time_zone or "UTC")
    days = _days(today)
    return ComplaintSheetTold(
        language=language,
        school=school.name_in(language),
        title=sheet.title.said_in(language),
        lead=sheet.lead.said_in(language),
        lines=tuple(one.said_in(language).format(**days) for one in sheet.lines),
        asks=tuple(one.said_in(language) for one in sheet.asks),
        foot=sheet.foot.said_in(language),
        people=tuple(one.name for one in handlers_for(school, None)[:MOST]),
        bodies=tuple(
            OutsideTold(one.label.said_in(language), one.number)
            for one in bodies(school.jurisdiction or JURISDICTION, today)
        ),
    )


def _days(on: dt.date) -> dict[str, int]:
    """Return within how many days something is owed, by its place in the sheet."""
    places = {Step.ACKNOWLEDGED: "hear", Step.ANSWERED: "answer"}
    clocks = complaints_entry().clocks_on(on)
    return {places[one.step]: one.within.amount for one in clocks}


def _told(sheet: Sheet, language: str, user: User) -> SheetTold:
    return SheetTold(
        code=sheet.code,
        language=language,
        title=sheet.title.said_in(language),
        lead=sheet.lead.said_in(language),
        lines=tuple(one.said_in(language) for one in sheet.lines),
        asks=tuple(one.said_in(language) for one in sheet.asks),
        foot=sheet.foot.said_in(language),
        answers=tuple(one.said_in(language) for one in sheet.answers),
        weeks=tuple(range(1, sheet.weeks + 1)),
        back=sheet.back.said_in(language) if sheet.back else "",
        enough=sheet.enough.said_in(language) if sheet.enough else "",
        rows=tuple(label_of(one, language) for one in sources() if one != SELF and sheet.back),
        heads=tuple(functions()[one].short.said_in(language) for one in FOUR if sheet.back),
        worker=user.name if sheet.code == "visit" else "",
    )
