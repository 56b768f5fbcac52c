"""The practice lessons of the organisation, by need, function and technique.

A lesson names nobody and was written for others, so whoever reads cases in full at one of the
schools reads all of them (docs/decisions/0040); from which case one came is told only to those who
may open that case. Codes are filtered by the database; words are opened after that, and only then
searched.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from kithwork.access.models import User
from kithwork.access.permissions import Who, held
from kithwork.access.roles import Section, Verb
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.casework.actions.learning import LESSON, LIMITS
from kithwork.casework.models import Case, PracticeLesson
from kithwork.casework.queries.cases import cases_for
from kithwork.casework.queries.needs import need_label
from kithwork.casework.queries.techniques import technique_name
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.support import functions
from kithwork.core.support.functions import ALL, Function

MOST = 100  # on a page; whoever looks for one more asks more narrowly
BESIDE = 4  # beside a form or a need


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonsAsked:
    """Which lessons: codes ("" for any) and words that must stand in one."""

    need: str = ""
    function: str = ""
    technique: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class LessonTold:
    """A lesson in words; `case` only where the reader may open it."""

    lesson: PracticeLesson
    words: str
    limits: str
    need: str
    function: str
    letter: str
    technique: str
    case: Case | None


@dataclass(frozen=True, slots=True)
class Lessons:
    """The lessons of a page; `has_more`: more than it shows."""

    told: tuple[LessonTold, ...]
    has_more: bool


def lessons_for(user: User, asked: LessonsAsked, *, language: str) -> Lessons:
    """Return the lessons that are asked for, the latest first; one event of the trail."""
    codes = {name: getattr(asked, name) for name in ("need", "function", "technique")}
    rows = lessons_readable(user).filter(**{name: code for name, code in codes.items() if code})
    found = _holding(rows.order_by("-entered_at", "-pk"), asked.words)
    told = lessons_told(user, [row for row, _text in found][:MOST], language)
    verb = Event.SEARCH if asked.words else Event.LIST
    record(verb, "case.lesson", by=user, section=Section.CASE.value, size=len(told))
    return Lessons(told, has_more=len(found) > MOST)


def lessons_about(
    user: User,
    *,
    needs: Iterable[str] = (),
    functions: Iterable[str] = (),
    techniques: Iterable[str] = (),
    language: str,
) -> tuple[LessonTold, ...]:
    """Return the few latest lessons about any of these, for the margin of a page."""
    about = Q(need__in=list(needs)) | Q(technique__in=list(techniques))
    about |= Q(function__in=list(functions))
    rows = list(lessons_readable(user).filter(about).order_by("-entered_at", "-pk")[:BESIDE])
    if rows:
        record(Event.LIST, "case.lesson", by=user, section=Section.CASE.value, size=len(rows))
    return lessons_told(user, rows, language)


def lessons_readable(who: Who, *, with_earlier: bool = False) -> QuerySet[PracticeLesson]:
    """Return the standing lessons that `who` may read (`with_earlier`: all versions), or none."""
    rows = PracticeLesson.objects.filter(key__erased_at=None).select_related("key", "case")
    if not held(who, Verb.READ, Section.CASE):
        return rows.none()
    return rows if with_earlier else rows.filter(superseded_by=None)


def lesson_text(row: PracticeLesson) -> tuple[str, str]:
    """Return what a lesson says, and for whom it would not work."""
    vault = CaseVault.under(row.key)
    words = vault.open(row.words, row=row.uid, field=LESSON)
    return words, vault.open(row.limits, row=row.uid, field=LIMITS)


def lessons_told(user: User, rows: list[PracticeLesson], language: str) -> tuple[LessonTold, ...]:
    """Return lessons in words, each with its case where `user` may open it."""
    own = cases_for(user).filter(pk__in=[row.case_id for row in rows]) if rows else ()
    cases = {case.pk: case for case in own}
    return tuple(_one(row, cases.get(row.case_id), language) for row in rows)


def _holding(rows: QuerySet[PracticeLesson], words: str) -> list[tuple[PracticeLesson, str]]:
    """Return the rows that hold every word; without words, one more than a page shows."""
    wanted = words.casefold().split()
    if not wanted:
        return [(row, "") for row in rows[: MOST + 1]]
    opened = ((row, " ".join(lesson_text(row)).casefold()) for row in rows)
    return [(row, text) for row, text in opened if all(word in text for word in wanted)]


def _one(row: PracticeLesson, case: Case | None, language: str) -> LessonTold:
    words, limits = lesson_text(row)
    column = functions()[Function(row.function)] if row.function in set(ALL) else None
    return LessonTold(
        lesson=row,
        words=words,
        limits=limits,
        need=need_label(row.need, language) if row.need in need_entries() else row.need,
        function=column.short.said_in(language) if column else "",
        letter=column.letter.said_in(language) if column else "",
        technique=technique_name(row.technique, language) if row.technique else "",
        case=case,
    )
