"""Students who agreed that the aid office hears what they lack of material things, and what.

Nothing of other needs, answers or cases stands here. Without a stored consent to this purpose a
student is not on the list; that she is not says nothing about her.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from kithwork.access.models import School, User
from kithwork.access.models.postings import in_force
from kithwork.access.permissions import NotAllowed, held
from kithwork.access.roles import Form, Need, Section, Verb
from kithwork.aid.models import Award, Programme
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.needs import need_entries
from kithwork.core.consent import Standing, consent_for
from kithwork.core.dated import dated
from kithwork.needs.evidence import evidence_of, whom_of
from kithwork.needs.queries.student import judged
from kithwork.needs.rules import rules_of
from kithwork.needs.telling import NeedTold, Teller
from kithwork.people.models import SchoolClass, Student
from kithwork.people.queries.classes import classes_of
from kithwork.people.queries.consents import consent_files_wherever, policy_for

PURPOSE = "share_aid_office"
GROUP = "material"


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A student, what she lacks with the reasons, the gravest first, and what she receives."""

    student: Student
    school_class: SchoolClass | None
    needs: tuple[NeedTold, ...]
    awards: tuple[Award, ...]

    @property
    def since(self) -> dt.date | None:
        """The day from which the first of her reasons stands."""
        return min((one.since for one in self.needs if one.since), default=None)


@dataclass(frozen=True, slots=True)
class MaterialNeeds:
    """The list of a school on a day; `agreed` counts those whose consent covers it."""

    school: School
    on: dt.date
    rows: tuple[MaterialRow, ...]
    agreed: int


def schools_with_material_needs(user: User) -> list[School]:
    """Return the schools whose list `user` may read, by name."""
    ids = {grant.school_id for grant in held(user, Verb.WRITE, Section.AID)}
    found = School.objects.filter(
        pk__in=[one for one in ids if one is not None and _may(user, one)]
    )
    return list(found.order_by("name_en", "name_zh"))


def material_needs(user: User, school: School, *, language: str) -> MaterialNeeds:
    """Return a school's list, the gravest first and then who waits longest; the trail is told.

    Raises NotAllowed for somebody who may not read it.
    """
    if not _may(user, school.pk):
        raise NotAllowed("You may not read what students of this school lack.")
    on = clock.today(school.time_zone or "UTC")
    students = agreed_at(school, on=on)
    rows = sorted(_rows(students, on, language), key=_order)
    record(
        Event.LIST,
        "needs",
        by=user,
        school=school.uid,
        section=Section.NEEDS.value,
        size=len(rows),
    )
    return MaterialNeeds(school=school, on=on, rows=tuple(rows), agreed=len(students))


def agreed_at(school: School, *, on: dt.date) -> list[Student]:
    """Return the present students whose consent to telling the aid office stands on a day."""
    asked = Student.objects.filter(
        school=school,
        left_on__isnull=True,
        consents__answers__purpose=PURPOSE,
        consents__answers__agrees=True,
    )
    students = list(asked.distinct().select_related("person", "school"))
    policy, files = policy_for(school, on), consent_files_wherever(students)
    return [
        one
        for one in students
        if consent_for(PURPOSE, files[one.pk], on=on, policy=policy).standing is Standing.VALID
    ]


def programmes_in_force(school: School, *, on: dt.date) -> list[Programme]:
    """Return what the school can give on a day, by kind and name."""
    found = Programme.objects.filter(in_force(on), school=school)
    return list(found.order_by("kind", "name", "pk"))


def _may(user: User, school: int) -> bool:
    grants = held(
        user, Verb.READ, Section.NEEDS, form=Form.MATERIAL_NEEDS, with_needs=[Need.CONSENT]
    )
    return any(grant.is_school_wide and grant.school_id == school for grant in grants)


def _rows(students: list[Student], on: dt.date, language: str) -> Iterable[MaterialRow]:
    if not students:
        return
    asked = whom_of(students)
    here = rules_of(asked)
    evidence = evidence_of(asked, trend_at_least=here.rules.trend_at_least)
    teller = Teller(language, here.rules.facts)
    rules = {rule.definition.code: rule for rule in here.rules.needs}
    of, classes = {one.pk: one for one in students}, classes_of(students, on=on)
    awards = _awards(students, on)
    for member, known in zip(asked, evidence.facts, strict=True):
        found = judged(here, member.pk, dated(known, on))
        lacking = [one for one in found if _is_material(one.code) and (one.severity or 0) > 0]
        if lacking:
            lacking.sort(key=lambda one: -(one.severity or 0))
            yield MaterialRow(
                student=of[member.pk],
                school_class=classes.get(member.pk),
                needs=tuple(
                    replace(teller.need(rules[one.code], one), missing=()) for one in lacking
                ),
                awards=awards.get(member.pk, ()),
            )


def _is_material(code: str) -> bool:
    entry = need_entries().get(code)
    return entry is not None and entry.definition.group == GROUP


def _awards(students: list[Student], on: dt.date) -> dict[int, tuple[Award, ...]]:
    found = Award.objects.filter(in_force(on), student__in=students).select_related("programme")
    awards: dict[int, tuple[Award, ...]] = {}
    for one in found.order_by("starts_on", "pk"):
        awards[one.student_id] = (*awards.get(one.student_id, ()), one)
    return awards


def _order(row: MaterialRow) -> tuple[int, dt.date, str, str]:
    severity = max(one.severity or 0 for one in row.needs)
    person = row.student.person
    return (-severity, row.since or dt.date.max, person.pinyin, row.student.number)
