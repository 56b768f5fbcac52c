"""Support as a school's students state it: too little of which function, and who is named for it.

Of each student the latest form of each questionnaire that asks about the functions counts. Numbers
are over all students present whom the reader may count; small ones are hidden, and there is no
selection here, so nothing can be subtracted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kithwork.access.models import School, User
from kithwork.access.roles import Section
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.disclosure import disclosure_entry
from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.core.questionnaires import support_from
from kithwork.core.support.cells import Adequacy
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.matrix import Asked
from kithwork.needs.disclosed import share
from kithwork.needs.evidence import Whom
from kithwork.needs.queries.scope import counted_over
from kithwork.surveys.models import Administration

TOO_LITTLE = (Adequacy.FAR_TOO_LITTLE, Adequacy.TOO_LITTLE)


@dataclass(frozen=True, slots=True)
class StatedFunction:
    """One function: how many said whether it is enough, how many too little; None is hidden.

    `named` are the sources that students name for it, of `asked_who` who answered that.
    """

    function: Function
    asked: int | None
    too_little: int | None
    asked_who: int | None
    named: Mapping[str, int | None]


@dataclass(slots=True)
class _Tally:
    asked: int = 0
    too_little: int = 0
    asked_who: int = 0
    named: Counter[str] = field(default_factory=Counter)


def stated_support(user: User, school: School) -> tuple[StatedFunction, ...]:
    """Return what the students of `school` whom `user` may count say of the four functions.

    Empty where her class is too small to be counted. The trail is told that numbers were shown.
    """
    over = counted_over(user, school)
    if over.is_too_small:
        return ()
    tallies = _tallies(over.students)
    record(
        Event.LIST,
        "needs",
        by=user,
        school=school.uid,
        section=Section.AGGREGATES.value,
        size=len(FOUR),
    )
    return tuple(_shown(function, tallies[function]) for function in FOUR)


def _tallies(students: Whom) -> dict[Function, _Tally]:
    tallies = {function: _Tally() for function in FOUR}
    for said in _latest(students):
        for function, one in said.items():
            tally = tallies[function]
            if one.enough is not None:
                tally.asked += 1
                tally.too_little += one.enough in TOO_LITTLE
            if one.named is not None:
                tally.asked_who += 1
                tally.named.update(one.named)
    return tallies


def _latest(students: Whom) -> Iterator[dict[Function, Asked]]:
    """Yield per student what her latest forms say of each function, the later over the earlier."""
    asking = {code: one for code, one in instruments().items() if one.questionnaire is not None}
    forms = Administration.objects.filter(
        student__in=students.rows, superseded_by__isnull=True, instrument__in=asking
    ).order_by("given_on", "entered_at", "pk")
    readers = {code: _Reader(one) for code, one in asking.items()}
    found: dict[int, dict[Function, Asked]] = {}
    for student, instrument, more in forms.values_list("student_id", "instrument", "more"):
        found.setdefault(student, {}).update(readers[instrument].said(more))
    yield from found.values()


class _Reader:
    """Reads what forms of one questionnaire say of the functions; equal answers are read once."""

    def __init__(self, entry: InstrumentEntry) -> None:
        assert entry.questionnaire is not None
        asked = tuple(entry.questionnaire.questions())
        self._questions = tuple(one for one in asked if one.feeds.function in FOUR)
        self._read: dict[tuple[object, ...], dict[Function, Asked]] = {}

    def said(self, more: Mapping[str, Any]) -> dict[Function, Asked]:
        answers = {one.id: _stored(more.get(one.id)) for one in self._questions}
        key = tuple(answers.values())
        if key not in self._read:
            given = {name: answer for name, answer in answers.items() if answer is not None}
            asked = support_from(self._questions, given, perceived={})
            self._read[key] = {one.function: one for one in asked if one.function in FOUR}
        return self._read[key]


def _stored(answer: Any) -> Any:
    return tuple(answer) if isinstance(answer, list) else answer


def _shown(function: Function, tally: _Tally) -> StatedFunction:
    policy = disclosure_entry().policy
    asked = None if policy.is_small(tally.asked) else tally.asked
    asked_who = None if policy.is_small(tally.asked_who) else tally.asked_who
    return StatedFunction(
        function=function,
        asked=asked,
        too_little=None if asked is None else share(tally.too_little, tally.asked, policy),
        asked_who=asked_who,
        named={}
        if asked_who is None
        else {
            source: share(count, tally.asked_who, policy)
            for source, count in tally.named.most_common()
        },
    )
