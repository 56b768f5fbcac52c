"""What is learned from a case: one to three lessons for others, and a reflection of one's own.

A lesson names nobody and outlives the case, under a key of its own. A reflection is read by its
writer alone, whatever anybody's role; the trail says that one was written, never what about.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.actions.keys import make_key
from kithwork.access.models import DataKey, User
from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.ids import new_uid
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import (
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import Case, PracticeLesson, Reflection
from kithwork.casework.sealing import CaseVault
from kithwork.core.leaks import Kind, Known, leaks_in
from kithwork.people.models import Carer
from kithwork.people.queries.classes import class_of

LESSON = "lesson.words"
LIMITS = "lesson.limits"
REFLECTION = "reflection.body"
MOST = 3
NAMING = frozenset({Kind.KNOWN_NAME, Kind.PHONE, Kind.ID_NUMBER, Kind.EMAIL})


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What helped whom: need × function × technique (codes, "" for none), and its limits."""

    words: str
    limits: str = ""
    need: str = ""
    function: str = ""
    technique: str = ""


@transaction.atomic
def write_lesson(
    *,
    case: Case,
    lesson: Lesson,
    by: Who,
    amends: PracticeLesson | None = None,
    made_from: str | None = None,
) -> PracticeLesson:
    """Write a lesson, or its next version.

    Raises NotAllowed, Stale, and Refused after the third, without words, or where it names what
    the file knows by name.
    """
    grant = require_case(by, case)
    if made_from is not None:
        require_version(amends, made_from)
    if not lesson.words.strip():
        raise Refused("casework.lesson_empty")
    _refuse_names(case, f"{lesson.words}\n{lesson.limits}")
    made = fresh(PracticeLesson, amends, by=by)
    made.case, made.series = case, amends.series if amends else new_uid()
    made.number = amends.number if amends else _next_number(case)
    made.need, made.function, made.technique = lesson.need, lesson.function, lesson.technique
    made.key = amends.key if amends else make_key(DataKey.Kind.SECTION)
    vault = CaseVault.under(made.key)
    made.words = vault.seal(lesson.words, row=made.uid, field=LESSON)
    made.limits = vault.seal(lesson.limits, row=made.uid, field=LIMITS)
    superseding(made)
    verb = Verb.CREATE if amends is None else Verb.AMEND
    note(verb, case, by=by, grant=grant, kind="case.lesson", fields=["words"])
    return made


@transaction.atomic
def write_reflection(
    *,
    case: Case,
    words: Mapping[str, str],
    on: dt.date,
    by: User,
    amends: Reflection | None = None,
    made_from: str | None = None,
) -> Reflection:
    """Write a reflection of one's own, or its next version. Raises NotAllowed, Stale."""
    grant = require_case(by, case)
    if amends is not None and amends.owner != by:
        raise ValueError("a reflection is amended by its writer")
    if made_from is not None:
        require_version(amends, made_from)
    made = fresh(Reflection, amends, by=by)
    made.case, made.owner, made.on = case, by, on
    made.series = amends.series if amends else new_uid()
    made.key = amends.key if amends else make_key(DataKey.Kind.SECTION)
    said = {name: text for name, text in words.items() if text.strip()}
    made.body = CaseVault.under(made.key).seal_json(said, row=made.uid, field=REFLECTION)
    superseding(made)
    note(Verb.CREATE, case, by=by, grant=grant, kind="case.reflection")
    return made


def _refuse_names(case: Case, text: str) -> None:
    """Raise Refused where a lesson would tell whose it is; the refusal repeats nothing of it."""
    found = leaks_in(text, map(Known, _names_in(case)))
    if any(leak.kind in NAMING for leak in found):
        raise Refused("learn.lesson_names")


def _names_in(case: Case) -> Iterator[str]:
    student = case.student
    yield from (student.person.full_name, student.number, case.number)
    yield from (case.school.name_en, case.school.name_zh)
    yield from Carer.objects.filter(student=student).values_list("person__full_name", flat=True)
    if (school_class := class_of(student, on=case.received_on)) is not None:
        yield school_class.name


def _next_number(case: Case) -> int:
    standing = PracticeLesson.objects.filter(case=case, superseded_by=None).count()
    if standing >= MOST:
        raise Refused("casework.three_lessons")
    return standing + 1
