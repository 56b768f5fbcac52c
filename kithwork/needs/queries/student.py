"""The needs of one student with their reasons, judged anew each time from what is recorded.

Nothing is stored: when a fact is withdrawn, the need that rested on it changes with it. What could
not be judged stands apart from what was judged and not found, with the facts that are not known.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.access.models import User
from kithwork.access.roles import Section, Verb
from kithwork.audit import clock
from kithwork.catalogue.needs import band_entries, need_entries
from kithwork.core.dated import dated
from kithwork.core.needs import Need, band_of, need_of
from kithwork.core.rules import Fact, evaluate
from kithwork.needs.evidence import evidence_of, whom_of
from kithwork.needs.rules import RulesHere, rules_of
from kithwork.needs.telling import NeedTold, Teller
from kithwork.people.models import Student
from kithwork.people.queries.reach import reaches, students_reached
from kithwork.people.queries.students import record_view


@dataclass(frozen=True, slots=True)
class ListTold:
    """A list on which the student stands, or a question to ask now, and why."""

    label: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NeedsOfStudent:
    """What the page about one student shows.

    `shown` are unmet needs, the gravest first; `unknown` those of which nothing is known; `none`
    the names of those that were looked for and not found; `by_person` the names of those that only
    a person can name. `band` is empty where nothing could be judged.
    """

    band: str
    band_means: str
    shown: tuple[NeedTold, ...]
    unknown: tuple[NeedTold, ...]
    none: tuple[str, ...]
    by_person: tuple[str, ...]
    lists: tuple[ListTold, ...]

    @property
    def is_judged(self) -> bool:
        return bool(self.shown or self.none)


def needs_of_student(
    user: User, student: Student, *, on: dt.date, language: str
) -> NeedsOfStudent | None:
    """Return the needs of a student on the day `on`, or None where `user` may not read them.

    The student comes with person and school. The trail is told that her needs were shown.
    """
    if reaches(user, Verb.READ, Section.NEEDS, student) is None:
        return None
    record_view(user, student, Section.NEEDS)
    asked = whom_of([student])
    here = rules_of(asked)
    evidence = evidence_of(asked, trend_at_least=here.rules.trend_at_least)
    may_read_answers = reaches(user, Verb.READ, Section.ANSWERS, student) is not None
    closed = frozenset() if may_read_answers else evidence.said(0)
    facts = dated(evidence.facts[0], on)
    return _told(student, here, facts, closed=closed, language=language)


def gravest_of(
    user: User, students: Sequence[Student], *, language: str
) -> dict[int, tuple[NeedTold, ...]]:
    """Return what each of some students needs most, the gravest first, by her primary key.

    Only those whose needs `user` may read; each comes with person and school. The reader of a
    first page sees labels and no reasons, so nothing of an answer is told.
    """
    open_to = students_reached(user, Verb.READ, Section.NEEDS).filter(
        pk__in=[s.pk for s in students]
    )
    pks = set(open_to.values_list("pk", flat=True))
    shown = {student.pk: student for student in students if student.pk in pks}
    if not shown:
        return {}
    asked = whom_of(shown.values())
    here = rules_of(asked)
    evidence = evidence_of(asked, trend_at_least=here.rules.trend_at_least)
    teller = Teller(language, here.rules.facts)
    rules = {rule.definition.code: rule for rule in here.rules.needs}
    found = {}
    for member, known in zip(asked, evidence.facts, strict=True):
        facts = dated(known, clock.today(shown[member.pk].school.time_zone or "UTC"))
        banded = band_of(judged(here, member.pk, facts), here.rules.bands)
        found[member.pk] = tuple(teller.need(rules[one.code], one) for one in banded.needs)
    return found


def judged(here: RulesHere, student: int, facts: dict[str, Fact]) -> tuple[Need, ...]:
    """Return every need that the rules can show of a student; `facts` are dated."""
    return tuple(
        need_of(rule.definition, facts)
        for rule in here.rules.needs
        if rule.definition.evidence and here.is_for(rule.definition.code, student)
    )


def _told(
    student: Student,
    here: RulesHere,
    facts: dict[str, Fact],
    *,
    closed: frozenset[str],
    language: str,
) -> NeedsOfStudent:
    teller = Teller(language, here.rules.facts)
    rules = {rule.definition.code: rule for rule in here.rules.needs}
    needs = judged(here, student.pk, facts)
    banded = band_of(needs, here.rules.bands)
    band = next((one for one in band_entries() if one.entry.id == banded.band), None)
    told = {one.code: teller.need(rules[one.code], one, closed=closed) for one in needs}
    return NeedsOfStudent(
        band=band.label.said_in(language) if band else "",
        band_means=band.means.said_in(language) if band else "",
        shown=tuple(told[one.code] for one in banded.needs),
        unknown=tuple(told[one.code] for one in needs if one.severity is None),
        none=tuple(told[one.code].label for one in needs if one.severity == 0),
        by_person=tuple(
            one.label.said_in(language) for one in need_entries().values() if one.not_computed
        ),
        lists=_lists(here, student, facts, teller, closed=closed),
    )


def _lists(
    here: RulesHere,
    student: Student,
    facts: dict[str, Fact],
    teller: Teller,
    *,
    closed: frozenset[str],
) -> tuple[ListTold, ...]:
    """The lists of an imported file's own pack; care prompts stand with the care of the student."""
    found = []
    for flag in here.rules.flags:
        if flag.id in here.only and here.is_for(flag.id, student.pk):
            verdict = evaluate(flag.when, facts, rule=flag.id)
            if verdict.truth:
                label = flag.label.said_in(teller.language)
                found.append(ListTold(label, teller.reasons(verdict.reasons, closed=closed)))
    return tuple(found)
