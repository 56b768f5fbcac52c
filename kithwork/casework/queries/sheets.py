"""A sheet to print, in the language of whoever will hold it, which need not be the worker's own."""

from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.access.roles import Section
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.catalogue.sheets import Sheet, sheets
from kithwork.catalogue.support import functions, label_of, sources
from kithwork.core.support.cells import SELF
from kithwork.core.support.functions import FOUR
from kithwork.people.models import Student


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
