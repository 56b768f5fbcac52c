"""A plan as a whole, in the clear: what one reads, changes and saves as its next version.

`begun_from` fills one from a preset of the catalogue: stages with dates, gates and care checks, the
session table, and an action for every technique that the sessions name. All of it is a proposal,
written in the worker's language; the plan keeps the preset's id, version and hash.
"""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from kithwork.catalogue.presets import Preset, PresetStage
from kithwork.catalogue.techniques import Technique, techniques
from kithwork.catalogue.words import say
from kithwork.core.planning.actions import WhoDoes
from kithwork.core.support.functions import Function

NO_FUNCTION = "XX"  # work that serves no function of support itself
DIRECT_WITH = "student"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedStage:
    """A stage. `care`: the question on each part of care, by its code."""

    number: int
    name: str
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    gate: str = ""
    care: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedSession:
    """A row of the session table."""

    number: int
    stage: int
    on: dt.date | None = None
    theme: str = ""
    aim: str = ""
    content: str = ""
    who: str = ""
    place: str = ""
    materials: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """An action in a stage; `uid` is its identity, None for a new one."""

    technique: str
    function: str
    stage: int
    uid: uuid.UUID | None = None
    goals: tuple[int, ...] = ()
    source: str = ""
    who_does: WhoDoes = WhoDoes.TOGETHER
    is_direct: bool = True
    dose: int | None = None
    minutes: int | None = None
    frequency: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanWords:
    """What stands in words at the head and foot of a plan; `shaping` by lens."""

    aim: str = ""
    shaping: Mapping[str, str] = field(default_factory=dict)
    responsibilities: str = ""
    risks: str = ""
    closing: str = ""
    budget: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanContent:
    """All of a plan. Reasons: `left_out` by function, `not_addressed` by code of a need."""

    on: dt.date
    preset: str = ""
    preset_version: str = ""
    preset_hash: str = ""
    lenses: tuple[str, ...] = ()
    review_on: dt.date | None = None
    words: PlanWords = PlanWords()
    stages: tuple[PlannedStage, ...] = ()
    sessions: tuple[PlannedSession, ...] = ()
    actions: tuple[PlannedAction, ...] = ()
    left_out: Mapping[str, str] = field(default_factory=dict)
    not_addressed: Mapping[str, str] = field(default_factory=dict)


def begun_from(
    preset: Preset,
    *,
    on: dt.date,
    starts_on: dt.date,
    review_days: int,
    language: str,
    goals: Mapping[str, tuple[int, ...]] = MappingProxyType({}),
) -> PlanContent:
    """Return the plan that a preset proposes; its stages follow on each other without a gap.

    `goals` are the numbers of the open goals by the function of support that each is about; what
    answers that function is proposed for them.
    """
    stages = tuple(_stages(preset.stages, starts_on, language))
    proposed = _actions(preset.stages, language)
    return PlanContent(
        on=on,
        preset=preset.entry.id,
        preset_version=preset.entry.version,
        preset_hash=preset.entry.content_hash,
        lenses=preset.lenses,
        review_on=starts_on + dt.timedelta(days=review_days),
        words=PlanWords(aim=preset.aim.said_in(language), shaping=_shaping(preset, language)),
        stages=stages,
        sessions=tuple(_sessions(preset.stages, stages, language)),
        actions=tuple(replace(one, goals=goals.get(one.function, ())) for one in proposed),
    )


def empty_plan(*, on: dt.date, review_days: int, name: str) -> PlanContent:
    """Return a plan with one stage and nothing in it."""
    review_on = on + dt.timedelta(days=review_days)
    stage = PlannedStage(number=1, name=name, starts_on=on)
    return PlanContent(on=on, review_on=review_on, stages=(stage,))


def without_stage(content: PlanContent, number: int, *, moved_to: int | None) -> PlanContent:
    """Return a plan without a stage, the others numbered anew.

    Its sessions and actions go into the stage `moved_to` (numbered as before), or out with it. An
    action that already stands there is not doubled. Raises ValueError for a stage that is not
    there, the last one left, and a move into itself.
    """
    numbers = [one.number for one in content.stages]
    left = [one for one in numbers if one != number]
    if number not in numbers or not left or moved_to not in (None, *left):
        raise ValueError("a plan keeps a stage, and what is moved goes into another one")
    new = {old: place for place, old in enumerate(left, start=1)}
    if moved_to is not None:
        new[number] = new[moved_to]
    stages = [replace(s, number=new[s.number]) for s in content.stages if s.number != number]
    sessions = [replace(s, stage=new[s.stage]) for s in content.sessions if s.stage in new]
    return replace(
        content,
        stages=tuple(stages),
        sessions=renumbered(sessions),
        actions=tuple(_placed(content.actions, new)),
    )


def renumbered(sessions: Iterable[PlannedSession]) -> tuple[PlannedSession, ...]:
    """Return sessions stage by stage, numbered through all of them; within a stage they stay."""
    in_order = sorted(sessions, key=lambda one: one.stage)
    return tuple(replace(one, number=place) for place, one in enumerate(in_order, start=1))


def _placed(actions: Iterable[PlannedAction], new: Mapping[int, int]) -> Iterable[PlannedAction]:
    there: set[tuple[str, str, int]] = set()
    for one in actions:
        place = (one.technique, one.function, new.get(one.stage, 0))
        if one.stage in new and place not in there:
            there.add(place)
            yield replace(one, stage=new[one.stage])


def _shaping(preset: Preset, language: str) -> dict[str, str]:
    """Say once, under the first lens, how theory shapes each stage."""
    lines = [
        f"{number}. {stage.shaped_by.said_in(language)}"
        for number, stage in enumerate(preset.stages, start=1)
    ]
    return {preset.lenses[0]: "\n".join(lines)}


def _stages(
    given: Iterable[PresetStage], starts_on: dt.date, language: str
) -> Iterable[PlannedStage]:
    day = starts_on
    for number, stage in enumerate(given, start=1):
        after = day + dt.timedelta(weeks=stage.weeks)
        yield PlannedStage(
            number=number,
            name=stage.name.said_in(language),
            starts_on=day,
            ends_on=after - dt.timedelta(days=1),
            gate=stage.gate.said_in(language),
            care={one.element.value: one.asks.said_in(language) for one in stage.care},
        )
        day = after


def _sessions(
    given: Iterable[PresetStage], stages: tuple[PlannedStage, ...], language: str
) -> Iterable[PlannedSession]:
    number = 0
    for stage, planned in zip(given, stages, strict=True):
        for session in stage.sessions:
            number += 1
            yield PlannedSession(
                number=number,
                stage=planned.number,
                theme=session.theme.said_in(language),
                aim=session.aim.said_in(language),
                content=session.content.said_in(language),
                who=_persons(session.who, language),
                place=session.place.said_in(language),
            )


def _persons(codes: Iterable[str], language: str) -> str:
    between = say("support.list_comma", language)
    return between.join(say(f"planning.person.{code}", language) for code in codes)


def _actions(given: Iterable[PresetStage], language: str) -> Iterable[PlannedAction]:
    for number, stage in enumerate(given, start=1):
        with_her: dict[str, bool] = {}
        for session in stage.sessions:
            for code in session.techniques:
                with_her[code] = with_her.get(code, False) or DIRECT_WITH in session.who
        for code, is_direct in with_her.items():
            yield _action(techniques()[code], number, stage.who_does, is_direct, language)


def _action(
    technique: Technique, stage: int, who: WhoDoes, is_direct: bool, language: str
) -> PlannedAction:
    return PlannedAction(
        technique=technique.code,
        function=function_of(technique),
        stage=stage,
        who_does=who,
        is_direct=is_direct,
        dose=technique.dose.fewest,
        minutes=technique.minutes,
        frequency=technique.dose.every.said_in(language),
    )


def function_of(technique: Technique) -> str:
    """Return the function that a technique serves unless a plan says another; XX cuts across."""
    return NO_FUNCTION if len(technique.functions) > 1 else Function(technique.function).value
