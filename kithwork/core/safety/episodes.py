"""An episode of danger, from the first word with the student to its close (specification, I5).

Contacted → assessed (level, asked directly or not) → safety plan → told (guardian, safeguarding
lead, authority, or why nobody) → watched until the next check → closed. Help waits for no order:
any step may be recorded at any time. What waits is the close, and a lower level.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kithwork.core.guards import Answer, Refused, answer
from kithwork.core.reasons import Reason
from kithwork.core.safety.escalation import may_lower
from kithwork.core.safety.levels import Level, LevelRule

HIGH = Level.A3  # an episode is not closed at this level or above


class Step(StrEnum):
    """What is recorded of an episode; an episode is open until it is closed."""

    CONTACTED = "contacted"
    ASSESSED = "assessed"
    SAFETY_PLAN = "safety_plan"
    TOLD = "told"
    WATCHED = "watched"
    CLOSED = "closed"


NEEDED_TO_CLOSE = (Step.CONTACTED, Step.ASSESSED, Step.TOLD)


@dataclass(frozen=True, slots=True)
class EpisodeFacts:
    """What stands of an episode: the steps recorded, and the level that holds; None: none set."""

    done: frozenset[Step]
    level: Level | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepSaid:
    """Claims about a step that is to be recorded.

    `is_second`: by somebody else than who set the level that holds. `oversees`: by a person who
    answers for more than her own students (supervisor, safeguarding lead).
    """

    step: Step
    has_words: bool
    level: Level | None = None
    was_asked: bool | None = None
    has_whom: bool = False
    has_next_check: bool = False
    is_second: bool = False
    oversees: bool = False


def may_record(facts: EpisodeFacts, said: StepSaid, rules: Mapping[Level, LevelRule]) -> Answer:
    """Say whether a step may be recorded, or everything that it still needs."""
    return answer((*_of_step(said), *_of_level(facts, said, rules), *_of_close(facts, said)))


def next_step(facts: EpisodeFacts) -> Step | None:
    """Return the first step of the path that is not recorded; None: only the close is left."""
    return next((step for step in Step if step not in facts.done and step != Step.CLOSED), None)


def _of_step(said: StepSaid) -> tuple[Reason, ...]:
    lacking = {
        "words": not said.has_words,
        "level": said.step is Step.ASSESSED and said.level is None,
        "asked": said.step is Step.ASSESSED and said.was_asked is None,
        "whom": said.step is Step.TOLD and not said.has_whom,
        "next_check": said.step is Step.WATCHED and not said.has_next_check,
        "overseer": said.step is Step.CLOSED and not said.oversees,
    }
    return tuple(Reason.of(f"safety.missing.{name}") for name, is_so in lacking.items() if is_so)


def _of_level(
    facts: EpisodeFacts, said: StepSaid, rules: Mapping[Level, LevelRule]
) -> tuple[Reason, ...]:
    if said.level is None or facts.level is None or said.level >= facts.level:
        return ()
    allowed = may_lower(
        rules[facts.level],
        said.level,
        has_reason=said.has_words,
        has_second_person=said.is_second,
    )
    return allowed.missing if isinstance(allowed, Refused) else ()


def _of_close(facts: EpisodeFacts, said: StepSaid) -> tuple[Reason, ...]:
    if said.step is not Step.CLOSED:
        return ()
    missing = [
        Reason.of(f"safety.missing.{step}") for step in NEEDED_TO_CLOSE if step not in facts.done
    ]
    if facts.level is not None and facts.level >= HIGH:
        missing.append(Reason.of("safety.missing.lower_level", level=facts.level.name))
    return tuple(missing)
