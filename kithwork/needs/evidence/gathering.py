"""All facts of some students, in a fixed number of queries however many they are."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.needs.evidence.answers import answers_by_student
from kithwork.needs.evidence.attendance import attendance_by_student
from kithwork.needs.evidence.file import file_by_student
from kithwork.needs.evidence.known import EVERYTHING, Facts, Known, Wanted
from kithwork.needs.evidence.marks import marks_by_student
from kithwork.needs.evidence.whom import Whom
from kithwork.surveys.models import Campaign


@dataclass(frozen=True, slots=True)
class Evidence:
    """Students in their order, each with her facts, and among them those of her answers.

    What a student said herself in a questionnaire is read by fewer people than what the school
    knows; `said` names it.
    """

    whom: Whom
    facts: tuple[Known, ...]
    answers: tuple[Known, ...]

    def __len__(self) -> int:
        return len(self.facts)

    def said(self, place: int) -> frozenset[str]:
        """Return the facts of one student that rest on her answers."""
        known, own = self.facts[place], self.answers[place]
        return frozenset(name for name, fact in own.items() if known[name] is fact)


def evidence_of(
    whom: Whom,
    *,
    trend_at_least: int,
    wanted: Wanted = EVERYTHING,
    campaign: Campaign | None = None,
) -> Evidence:
    """Return what is known of the students; `wanted` leaves out what nobody will read.

    With a campaign, of what students said only the answers given in it count.
    """
    facts = Facts()
    answers = answers_by_student(whom, facts=facts, wanted=wanted, campaign=campaign)
    sources = (
        file_by_student(whom, facts=facts, wanted=wanted),
        attendance_by_student(whom, facts=facts, wanted=wanted),
        marks_by_student(whom, facts=facts, trend_at_least=trend_at_least, wanted=wanted),
        answers,
    )
    return Evidence(
        whom,
        tuple(_latest(source[one.pk] for source in sources if one.pk in source) for one in whom),
        tuple(answers.get(one.pk, {}) for one in whom),
    )


def _latest(sources: Iterable[Known]) -> Known:
    """Return every fact; of two of one name the later, and of two of one day the first."""
    found: Known = {}
    for source in sources:
        for name, fact in source.items():
            if name not in found or _day(fact.on) > _day(found[name].on):
                found[name] = fact
    return found


def _day(on: dt.date | None) -> dt.date:
    return on or dt.date.min
