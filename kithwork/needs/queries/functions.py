"""Support as a school's students state it: too little of which function, and who is named for it.

Of each student the latest form of each questionnaire that asks about the functions counts. Numbers
are over all students present whom the reader may count; small ones are hidden, and there is no
selection here, so nothing can be subtracted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

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
from kithwork.needs.evidence.batches import portions
from kithwork.needs.queries.scope import counted_over
from kithwork.people.models import Student
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


def _tallies(students: Sequence[Student]) -> dict[Function, _Tally]:
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


def _latest(students: Sequence[Student]) -> Iterator[dict[Function, Asked]]:
    """Yield per student what her latest forms say of each function, the later over the earlier."""
    asking = {code: one for code, one in instruments().items() if one.questionnaire is not None}
    for portion in portions(students):
        forms = Administration.objects.filter(
            student__in=portion, superseded_by__isnull=True, instrument__in=asking
        ).order_by("given_on", "entered_at")
        found: dict[int, dict[Function, Asked]] = {}
        for form in forms.only("student_id", "instrument", "more"):
            found.setdefault(form.student_id, {}).update(_said(form, asking[form.instrument]))
        yield from found.values()


def _said(form: Administration, entry: InstrumentEntry) -> dict[Function, Asked]:
    if entry.questionnaire is None:
        return {}
    answers = {
        name: tuple(said) if isinstance(said, list) else said for name, said in form.more.items()
    }
    asked = support_from(tuple(entry.questionnaire.questions()), answers, perceived={})
    return {one.function: one for one in asked if one.function in FOUR}


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
