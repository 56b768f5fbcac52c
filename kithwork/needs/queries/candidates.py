"""Whom one may consider for casework: those in bands of talks who said yes to a talk.

Somebody said yes by her answer that she would like to talk, or by her consent that the answers may
lead to one. A student about whom an alert is open is not among them: somebody speaks with her by a
time, and no list decides about it. Circumstances narrow nothing here. Within a band whoever has
waited longest stands first. Source: domain specification A3 (b), K4.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from kithwork.access.models import School, User
from kithwork.access.permissions import held, may_school_wide
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.catalogue.needs import band_entries, need_entries
from kithwork.core.consent import consent_for
from kithwork.needs.queries.rows import Telling
from kithwork.needs.queries.scope import listed_at
from kithwork.needs.school import SchoolNeeds, school_needs, wishes_asked
from kithwork.needs.telling import NeedTold
from kithwork.people.models import SchoolClass, Student
from kithwork.people.queries.consents import consent_files_wherever, policy_for
from kithwork.people.queries.students import record_list
from kithwork.safety.queries import open_alerts_about

TALK = "survey_talk"  # the purpose: answers may lead to a talk
YES = "yes"
TALKS = 3


@dataclass(frozen=True, slots=True)
class Criteria:
    """By what one considers: bands of talks, and needs of which one is shown (none: any)."""

    bands: tuple[str, ...]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A student who may be considered; `days` is how long her gravest need has stood."""

    student: Student
    band: str
    school_class: SchoolClass | None
    needs: tuple[NeedTold, ...]
    days: int | None
    is_alerted: bool


@dataclass(frozen=True, slots=True)
class NeedToChoose:
    """A need by which one may choose."""

    code: str
    label: str


def may_choose(user: User, school: School) -> bool:
    """Whether `user` may choose students for casework at a school."""
    return (
        may_school_wide(user, Verb.WRITE, Section.BANDS, at=school)
        and bool(held(user, Verb.READ, Section.NEEDS))
        and may_school_wide(user, Verb.READ, Section.BANDS, at=school)
    )


def schools_to_choose(user: User) -> list[School]:
    """Return the schools at which `user` may choose, by name."""
    ids = {grant.school_id for grant in held(user, Verb.WRITE, Section.BANDS)}
    schools = School.objects.filter(pk__in=[one for one in ids if one])
    return [one for one in schools.order_by("name_en", "name_zh") if may_choose(user, one)]


def needs_to_choose(language: str) -> tuple[NeedToChoose, ...]:
    """Return the needs that rules can show, in the catalogue's order."""
    return tuple(
        NeedToChoose(code, one.label.said_in(language))
        for code, one in need_entries().items()
        if one.definition.evidence
    )


def students_to_consider(
    user: User, school: School, criteria: Criteria
) -> tuple[tuple[Student, str], ...]:
    """Return the students who fit, each with her band; alerted ones are left out."""
    needs, places = _fitting(user, school, criteria)
    keys = [needs.members[place].pk for place in places]
    loaded = Student.objects.select_related("person", "school", "key").in_bulk(keys)
    alerted = open_alerts_about(user, loaded.values())
    willing = _willing(needs, places, loaded)
    found = tuple(
        (loaded[key], needs.screening.bands[place] or "")
        for key, place in zip(keys, places, strict=True)
        if key in willing and key not in alerted
    )
    record_list(user, section=Section.BANDS, size=len(found))
    return found


def told_of(
    user: User, school: School, students: Collection[int], *, language: str
) -> dict[int, Candidate]:
    """Return what is told now of students whom `user` may list, by primary key."""
    on = clock.today(school.time_zone or "UTC")
    needs = school_needs(listed_at(user, school), school, on=on)
    places = [place for place, one in enumerate(needs.members) if one.pk in students]
    telling = Telling(user, needs, on, language, "")
    rows = telling.rows([telling.judged(place) for place in places])
    alerted = open_alerts_about(user, [needs.members[place] for place in places])
    record_list(user, section=Section.BANDS, size=len(rows))
    return {
        row.student.pk: Candidate(
            student=row.student,
            band=needs.screening.bands[place] or "",
            school_class=row.school_class,
            needs=row.needs,
            days=row.days,
            is_alerted=row.student.pk in alerted,
        )
        for place, row in zip(places, rows, strict=True)
    }


def _fitting(user: User, school: School, criteria: Criteria) -> tuple[SchoolNeeds, list[int]]:
    on = clock.today(school.time_zone or "UTC")
    needs = school_needs(listed_at(user, school), school, on=on)
    asked = {one.entry.id for one in band_entries()[:TALKS]} & {*criteria.bands}
    shown = [one for one in needs.screening.needs_judged if one.code in criteria.needs]
    return needs, [
        place
        for place, band in enumerate(needs.screening.bands)
        if band in asked
        and (not criteria.needs or any(one.severities[place] >= 1 for one in shown))
    ]


def _willing(needs: SchoolNeeds, places: list[int], loaded: dict[int, Student]) -> frozenset[int]:
    """Those who said yes to a talk: in an answer, else by a consent that stands today."""
    said = {needs.members[place].pk: _wish(needs, place) for place in places}
    silent = [student for pk, student in loaded.items() if said[pk] is None]
    on, files = needs.screening.as_of, consent_files_wherever(silent)
    policy = policy_for(needs.school, on)
    agreed = {
        pk
        for pk, file in files.items()
        if consent_for(TALK, file, on=on, policy=policy).has_consent
    }
    return frozenset({pk for pk, wish in said.items() if wish} | agreed)


def _wish(needs: SchoolNeeds, place: int) -> bool | None:
    """What she last answered to whether she would like to talk; None where she was not asked."""
    facts = needs.evidence.facts[place]
    asked = [facts[name] for name in wishes_asked() if name in facts]
    if not asked:
        return None
    return max(asked, key=lambda fact: fact.on or dt.date.min).value == YES
