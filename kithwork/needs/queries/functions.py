"""Support as a school's students state it: too little of which function, and who is named for it.

Of each student the latest form of each questionnaire that asks about the functions counts, or the
form of one campaign. Numbers are over all students present whom the reader may count, or over a
selection of them; small ones are hidden, and a selection is held against what its reader was shown
before.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet

from kithwork.access.models import School, User
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.disclosure import disclosure_entry
from kithwork.catalogue.instruments import InstrumentEntry, instruments
from kithwork.catalogue.words import say
from kithwork.core.questionnaires import support_from
from kithwork.core.support.cells import Adequacy
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.matrix import Asked
from kithwork.needs.disclosed import Counted, Disclosed, share
from kithwork.needs.evidence import Whom
from kithwork.needs.queries.scope import campaigns_over, counted_over
from kithwork.needs.queries.shown import shown_to
from kithwork.needs.school import SchoolNeeds, school_needs
from kithwork.needs.selection import EVERYBODY, Filter, Selection, by_campaign, filters_of
from kithwork.people.models import Student
from kithwork.surveys.models import Campaign
from kithwork.surveys.queries.standing import standing_forms

if TYPE_CHECKING:
    from kithwork.cohort.screening.counting import Shows

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


@dataclass(frozen=True, slots=True)
class Stated:
    """What the students say of the four functions; `refused` says in words why nothing is shown.

    Empty where the reader's class is too small to be counted.
    """

    functions: tuple[StatedFunction, ...]
    filters: tuple[Filter, ...] = ()
    refused: str = ""
    selection: Selection = EVERYBODY


def stated_support(
    user: User, school: School, *, language: str, selection: Selection = EVERYBODY
) -> Stated:
    """Return what the students of `school` whom `user` may count say of the four functions.

    The trail is told that numbers were shown.
    """
    over = counted_over(user, school)
    if over.is_too_small:
        return Stated((), refused=say("know.class_too_small", language))
    on = clock.today(school.time_zone or "UTC")
    campaigns = campaigns_over(over)
    selection, campaign = by_campaign(selection, campaigns)
    needs = school_needs(over.students, school, on=on, campaign=campaign)
    told = stated_in(user, needs, language=language, selection=selection)
    record(
        Event.LIST,
        "needs",
        by=user,
        school=school.uid,
        section=Section.AGGREGATES.value,
        size=len(FOUR),
    )
    return replace(told, filters=filters_of(needs, selection, language, campaigns=campaigns))


def stated_in(
    user: User, needs: SchoolNeeds, *, language: str, selection: Selection = EVERYBODY
) -> Stated:
    """Return the same of students who were judged already; for their reader to be shown."""
    said = list(said_by_each(needs.evidence.whom, needs.campaign))
    counted = [_counted(function, said) for function in FOUR]
    flat = [one for pair in counted for one in pair]
    shown = shown_to(user, needs, flat, selection=selection)
    pairs = zip(shown[::2], shown[1::2], strict=True)
    told = zip(FOUR, pairs, strict=True)
    return Stated(
        functions=tuple(_told(function, enough, who) for function, (enough, who) in told),
        refused=_refusal(shown, language) if selection and _is_asked(flat) else "",
        selection=selection,
    )


def _is_asked(counted: list[Counted]) -> bool:
    return any(one.among.any() for one in counted)


def _refusal(shown: tuple[Disclosed, ...], language: str) -> str:
    """Why no number is shown of a selection: where all were refused, the reason of the first."""
    reasons = [one.refused for one in shown]
    first = reasons[0]
    return say(first, language) if first is not None and all(reasons) else ""


# ── what each student said ──────────────────────────────────────────────────────────────────


def _counted(function: Function, said: list[Mapping[Function, Asked]]) -> tuple[Counted, Counted]:
    """Of whom there is too little, among those asked; and who is named, among those asked that."""
    import numpy as np

    asked = [one.get(function) for one in said]
    enough = np.array([one is not None and one.enough is not None for one in asked], dtype=bool)
    little = np.array([one is not None and one.enough in TOO_LITTLE for one in asked], dtype=bool)
    named = [None if one is None else one.named for one in asked]
    code = function.value
    return (
        Counted(f"{code}.asked", enough, {f"{code}.too_little": little}),
        Counted(
            f"{code}.asked_who",
            np.array([one is not None for one in named], dtype=bool),
            {f"{code}.who.{source}": _names(source, named) for source in _sources(named)},
        ),
    )


def _sources(named: list[Any]) -> list[str]:
    return sorted({source for one in named if one for source in one})


def _names(source: str, named: list[Any]) -> "Shows":
    import numpy as np

    return np.array([one is not None and source in one for one in named], dtype=bool)


def _told(function: Function, enough: Disclosed, who: Disclosed) -> StatedFunction:
    code, policy = function.value, disclosure_entry().policy
    asked = enough.numbers.get(f"{code}.asked")
    too_little = enough.numbers.get(f"{code}.too_little")
    if asked is None or (too_little is not None and share(too_little, asked, policy) is None):
        too_little = None
    asked_who = who.numbers.get(f"{code}.asked_who")
    prefix = f"{code}.who."
    named = {name[len(prefix) :]: n for name, n in who.numbers.items() if name.startswith(prefix)}
    in_order = sorted(named.items(), key=lambda one: (-(one[1] or 0), one[0]))
    return StatedFunction(
        function, asked, too_little, asked_who, {} if asked_who is None else dict(in_order)
    )


def said_by_each(students: Whom, campaign: Campaign | None) -> Iterator[Mapping[Function, Asked]]:
    """Yield for each student, in their order, what her latest forms say of the functions."""
    found = said_of_support(students.rows, campaign)
    return (found.get(member.pk, {}) for member in students)


def said_of_support(
    students: QuerySet[Student, Any], campaign: Campaign | None
) -> dict[int, dict[Function, Asked]]:
    """Return what a student's latest forms say of each function, the later over the earlier."""
    asking = {code: one for code, one in instruments().items() if one.questionnaire is not None}
    forms = standing_forms(students, campaign).filter(instrument__in=asking)
    forms = forms.order_by("given_on", "entered_at", "pk")
    readers = {code: _Reader(one) for code, one in asking.items()}
    found: dict[int, dict[Function, Asked]] = {}
    for student, instrument, more in forms.values_list("student_id", "instrument", "more"):
        found.setdefault(student, {}).update(readers[instrument].said(more))
    return found


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
