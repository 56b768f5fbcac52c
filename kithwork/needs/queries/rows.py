"""Rows of students with what they need and why, in words; the core judges them anew for that.

What the engine found of a student is judged once more with its reasons, and the two must agree.
Equal facts are judged once, for many students share them; of those who are not shown, the gravest
needs alone are asked for the day since which they stand.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.access.roles import Section, Verb
from kithwork.cohort.screening.result import ScreenedNeed
from kithwork.core.dated import AS_OF, dated
from kithwork.core.needs import Need, NeedDefinition, need_of
from kithwork.core.rules import Fact, evaluate, ladder_facts
from kithwork.needs.school import SchoolNeeds
from kithwork.needs.telling import NeedTold, Teller, stands_since
from kithwork.people.models import SchoolClass, Student
from kithwork.people.queries.classes import classes_of
from kithwork.people.queries.reach import students_reached
from kithwork.safety.models import Alert


@dataclass(frozen=True, slots=True)
class Row:
    """A student with what she needs; `since` is the day from which her gravest need stands.

    `concerns` are the codes of all that one may point at and that concerns her.
    """

    student: Student
    school_class: SchoolClass | None
    needs: tuple[NeedTold, ...]
    because: tuple[str, ...]
    since: dt.date | None
    days: int | None
    alert: Alert | None = None
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A student with her needs as judged, before they are put into words."""

    place: int
    needs: tuple[Need, ...]
    since: dt.date | None


def _facts_of(definition: NeedDefinition) -> tuple[str, ...]:
    """The facts that a need rests on."""
    read = (name for one in definition.evidence for name in ladder_facts(one.ladder))
    return tuple(dict.fromkeys(read))


@dataclass(frozen=True, slots=True)
class _Judged:
    """A need of somebody with its reasons, and the day from which they stand."""

    need: Need
    since: dt.date | None


class Telling:
    """Puts the rows that are shown into words; `readable` are those whose answers may be read."""

    def __init__(
        self, user: User, needs: SchoolNeeds, on: dt.date, language: str, own_list: str
    ) -> None:
        self._needs = needs
        self._on = on
        self.teller = Teller(language, needs.here.rules.facts)
        self._rules = {one.definition.code: one for one in needs.here.rules.needs}
        self._own_list = own_list
        self._judged_needs = needs.screening.needs_judged
        self._read_by = {code: _facts_of(rule.definition) for code, rule in self._rules.items()}
        self._found: dict[tuple[object, ...], _Judged] = {}
        reached = students_reached(user, Verb.READ, Section.ANSWERS)
        self.readable = reached.filter(school=needs.school)
        self._answers_open = set(self.readable.values_list("pk", flat=True))

    def rows(self, shown: Sequence[Placed]) -> tuple[Row, ...]:
        keys = [self._needs.members[one.place].pk for one in shown]
        loaded = Student.objects.select_related("person", "school").in_bulk(keys)
        students = [loaded[key] for key in keys]
        classes = classes_of(students, on=self._on)
        return tuple(
            self._row(one, student, classes.get(student.pk))
            for one, student in zip(shown, students, strict=True)
        )

    def judged(self, place: int) -> Placed:
        """Judge by the core, with reasons, what the engine found of a student."""
        found = [self._judge(need, place).need for need in self._shown_by(place)]
        found.sort(key=lambda one: -(one.severity or 0))
        return Placed(place, tuple(found), self.since(place))

    def since(self, place: int) -> dt.date | None:
        """Return the day from which a student's gravest need stands, where it has one."""
        shown = self._shown_by(place)
        gravest = max((need.severities[place] for need in shown), default=0)
        days = [self._stands_since(one, place) for one in shown if one.severities[place] == gravest]
        return min((day for day in days if day), default=None)

    def _stands_since(self, need: ScreenedNeed, place: int) -> dt.date | None:
        """The day from which a need stands; where its facts are all of one day, it is that day."""
        known, read = self._needs.evidence.facts[place], self._read_by[need.code]
        days = {known[name].on for name in read if name in known}
        if len(days) == 1 and AS_OF not in read:
            return days.pop()
        return self._judge(need, place).since

    def _shown_by(self, place: int) -> list[ScreenedNeed]:
        return [need for need in self._judged_needs if need.severities[place] >= 1]

    def _judge(self, need: ScreenedNeed, place: int) -> _Judged:
        """A need with its reasons; the same facts (equal ones are one object) are judged once."""
        known = self._needs.evidence.facts[place]
        key = (need.code, *(id(known.get(name)) for name in self._read_by[need.code]))
        if key not in self._found:
            one = need_of(need.rule.definition, self._facts(place))
            assert one.severity == need.severities[place], f"two answers for {need.code}"
            self._found[key] = _Judged(one, stands_since(one.reasons))
        return self._found[key]

    def _row(self, one: Placed, student: Student, school_class: SchoolClass | None) -> Row:
        said = self._needs.evidence.said(one.place)
        closed = frozenset[str]() if student.pk in self._answers_open else said
        return Row(
            student=student,
            school_class=school_class,
            needs=tuple(
                self.teller.need(self._rules[need.code], need, closed=closed) for need in one.needs
            ),
            because=self._because(one.place, closed),
            since=one.since,
            days=None if one.since is None else (self._on - one.since).days,
        )

    def _because(self, place: int, closed: frozenset[str]) -> tuple[str, ...]:
        """Why she stands on the list that was asked for."""
        flag = next((one for one in self._needs.here.rules.flags if one.id == self._own_list), None)
        if flag is None:
            return ()
        verdict = evaluate(flag.when, self._facts(place), rule=flag.id)
        return self.teller.reasons(verdict.reasons, closed=closed)

    def _facts(self, place: int) -> dict[str, Fact]:
        return dated(self._needs.evidence.facts[place], self._on)
