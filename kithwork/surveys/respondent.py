"""What stands before a student who answers by herself: which screen comes next, and nothing else.

A sitting is a row of questions, one a screen. Which are open follows from her answers so far
(`core.questionnaires.asked_now`); the place is the question on the screen. Answers are kept as
they come from the screen: a code, several codes, or a month.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from kithwork.access.refusals import Refused
from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.core.questionnaires import Answer, AnswerReader, Question, Sitting, asked_now
from kithwork.core.questionnaires.definitions import Questionnaire
from kithwork.core.scales import AnswerError
from kithwork.surveys.consenting import Asked
from kithwork.surveys.models import Campaign, Invitation
from kithwork.surveys.rows import plain
from kithwork.surveys.worded import entry_asked

Stored = Mapping[str, Any]
State = Invitation.State


class Stage(StrEnum):
    """Which page stands before her; each is the name of its template."""

    CLOSED = "closed"
    REMOVED = "removed"
    THANKS = "thanks"
    NO = "no"
    FAMILY_FIRST = "family_first"
    NOTICE = "notice"
    RESTING = "resting"
    PAUSE = "pause"
    QUESTION = "question"


@dataclass(frozen=True, slots=True)
class Screen:
    """One question as it is put: its place among those open now, and what was answered before."""

    question: Question
    number: int
    of: int
    is_first: bool
    answer: tuple[str, ...]

    @property
    def share(self) -> int:
        """How far along, in whole percent, 0 on the first screen."""
        return round(100 * (self.number - 1) / self.of)


def stage_of(invitation: Invitation, asked: Asked, *, is_over: bool, rests: bool) -> Stage:
    """Return the page for an invitation: what is settled first, then consent, then questions.

    `is_over`: the last day has passed; `rests`: nobody is on duty to read an answer.
    """
    settled = {
        State.WITHDRAWN: Stage.REMOVED,
        State.ANSWERED: Stage.THANKS,
        State.REFUSED: Stage.NO,
    }
    if found := settled.get(State(invitation.state)):
        return found
    if invitation.campaign.state != Campaign.State.OPEN or is_over:
        return Stage.CLOSED
    if not asked.may_be_asked:
        return Stage.FAMILY_FIRST
    if invitation.state != State.BEGUN or not asked.may_answer:
        return Stage.NOTICE
    if rests:
        return Stage.RESTING
    return Stage.PAUSE if invitation.sitting and not invitation.place else Stage.QUESTION


def questionnaire_of(invitation: Invitation) -> Questionnaire:
    """Return the questions of an invitation's instrument; Refused where they are not ours."""
    questionnaire = entry_asked(invitation.campaign.instrument).questionnaire
    if questionnaire is None:
        raise Refused("surveys.open.wording")
    return questionnaire


def sitting_of(invitation: Invitation) -> Sitting:
    """Return the sitting under way."""
    return questionnaire_of(invitation).sittings[invitation.sitting]


def screen_of(invitation: Invitation) -> Screen | None:
    """Return the screen that stands before her; None where the sitting is through."""
    asked = open_questions(invitation)
    position = _position(asked, invitation.place)
    if position >= len(asked):
        return None
    question = asked[position]
    return Screen(
        question=question,
        number=position + 1,
        of=len(asked),
        is_first=position == 0,
        answer=_codes(invitation.answers.get(question.id)),
    )


def open_questions(invitation: Invitation) -> tuple[Question, ...]:
    """Return the questions of the sitting that stand open to her now, in their order."""
    sitting = sitting_of(invitation)
    return asked_now(sitting, read(sitting.questions, invitation.answers))


def read(questions: Sequence[Question], stored: Stored) -> dict[str, Answer | None]:
    """Return stored answers as the rules take them."""
    return {
        question.id: AnswerReader(question).read(_raw(stored[question.id]))
        for question in questions
        if question.id in stored
    }


def read_one(question: Question, codes: Sequence[str]) -> Any:
    """Return what to store for the codes chosen on a screen; None where nothing was chosen.

    Whoever would rather not say has not said anything else. Raises Refused for a code that the
    question does not have, and for "nobody" beside somebody.
    """
    declined = [option.code for option in question.declining if option.code in codes]
    try:
        answer = AnswerReader(question).read(_raw(declined[:1] or list(codes)))
    except AnswerError as error:
        if error.reason.code == "scales.answer.alone_with_others":
            raise Refused("surveys.alone_with_others") from error
        raise Refused(error.reason.code, **error.reason.values()) from error
    return None if answer is None else plain(answer)


def all_questions(entry: InstrumentEntry, sittings: int) -> tuple[Question, ...]:
    """Return the questions of the first `sittings` sittings."""
    assert entry.questionnaire is not None
    return tuple(
        question for one in entry.questionnaire.sittings[:sittings] for question in one.questions
    )


def place_after(invitation: Invitation, question: Question) -> str:
    """Return the id of the question after this one among those open now; "." past the last."""
    asked = [one.id for one in open_questions(invitation)]
    position = asked.index(question.id) + 1 if question.id in asked else 0
    return asked[position] if position < len(asked) else PAST


def place_before(invitation: Invitation) -> str:
    """Return the id of the question before the present one, the first where there is none."""
    asked = [one.id for one in open_questions(invitation)]
    position = _position(open_questions(invitation), invitation.place)
    return asked[max(0, position - 1)] if asked else ""


PAST = "."  # the place behind the last question


def _position(asked: Sequence[Question], place: str) -> int:
    if place == PAST:
        return len(asked)
    return next((at for at, one in enumerate(asked) if one.id == place), 0)


def _codes(stored: Any) -> tuple[str, ...]:
    if stored is None:
        return ()
    return tuple(stored) if isinstance(stored, list) else (str(stored),)


def _raw(stored: Any) -> str:
    return ",".join(stored) if isinstance(stored, list) else str(stored)
