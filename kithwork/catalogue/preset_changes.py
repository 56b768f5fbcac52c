"""What differs between two presets: the frame, the stages, their sessions and techniques.

Stages are the same by their id, sessions of a stage by their theme in either language; what has no
partner was added or left out. Each difference is a code and the texts that its sentence needs.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from kithwork.catalogue.presets import Preset, PresetSession, PresetStage, lenses
from kithwork.catalogue.techniques import techniques
from kithwork.catalogue.words import say
from kithwork.core.text import Text

FRAME = ("label", "about", "aim")
OF_STAGE = ("name", "gate", "shaped_by")
OF_SESSION = ("aim", "content", "who", "place")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference. `stage`: the id of the stage where it is, "" for the whole."""

    code: str
    stage: str = ""
    texts: tuple[tuple[str, Text | int], ...] = ()

    def said_in(self, language: str) -> str:
        """Return the difference as a sentence."""
        params = {
            name: text.said_in(language) if isinstance(text, Text) else text
            for name, text in self.texts
        }
        return say(f"learn.change.{self.code}", language, **params)


def changes(before: Preset, after: Preset) -> tuple[Change, ...]:
    """Return what differs, the frame first, then stage by stage in the later one's order."""
    return (*_frame(before, after), *_stages(before, after))


def _frame(before: Preset, after: Preset) -> Iterator[Change]:
    for name in FRAME:
        if getattr(before, name) != getattr(after, name):
            yield Change(name, texts=(("to", getattr(after, name)),))
    weeks = (after.fewest_weeks, after.most_weeks)
    if weeks != (before.fewest_weeks, before.most_weeks):
        yield Change("weeks", texts=(("low", weeks[0]), ("high", weeks[1])))
    for code in after.lenses:
        if code not in before.lenses:
            yield Change("lens_added", texts=(("name", lenses()[code].label),))
    for code in before.lenses:
        if code not in after.lenses:
            yield Change("lens_removed", texts=(("name", lenses()[code].label),))


def _stages(before: Preset, after: Preset) -> Iterator[Change]:
    stood = {stage.code: stage for stage in before.stages}
    left = {stage.code for stage in after.stages}
    for stage in after.stages:
        if stage.code in stood:
            yield from _stage(stood[stage.code], stage)
        else:
            yield Change("stage_added", stage.code, (("name", stage.name),))
    for stage in before.stages:
        if stage.code not in left:
            yield Change("stage_removed", stage.code, (("name", stage.name),))
    both = [code for code in stood if code in left]
    if both != [stage.code for stage in after.stages if stage.code in stood]:
        yield Change("stages_moved")


def _stage(before: PresetStage, after: PresetStage) -> Iterator[Change]:
    for name in OF_STAGE:
        if getattr(before, name) != getattr(after, name):
            yield Change(f"stage_{name}", after.code, (("to", getattr(after, name)),))
    if before.weeks != after.weeks:
        weeks = (("before", before.weeks), ("after", after.weeks))
        yield Change("stage_weeks", after.code, weeks)
    if before.who_does != after.who_does:
        yield Change(f"who_{after.who_does}", after.code)
    if before.care != after.care:
        yield Change("care", after.code)
    yield from _sessions(before, after)
    yield from _techniques(before, after)


def _sessions(before: PresetStage, after: PresetStage) -> Iterator[Change]:
    for session in after.sessions:
        stood = _partner(session, before.sessions)
        if stood is None:
            yield Change("session_added", after.code, (("theme", session.theme),))
        elif any(getattr(stood, name) != getattr(session, name) for name in OF_SESSION):
            yield Change("session_changed", after.code, (("theme", session.theme),))
    for session in before.sessions:
        if _partner(session, after.sessions) is None:
            yield Change("session_removed", after.code, (("theme", session.theme),))


def _partner(session: PresetSession, among: tuple[PresetSession, ...]) -> PresetSession | None:
    return next(
        (
            one
            for one in among
            if one.theme.en == session.theme.en or one.theme.zh_hans == session.theme.zh_hans
        ),
        None,
    )


def _techniques(before: PresetStage, after: PresetStage) -> Iterator[Change]:
    stood, stands = techniques_in(before), techniques_in(after)
    for code in stands:
        if code not in stood:
            yield Change("technique_added", after.code, (("name", techniques()[code].name),))
    for code in stood:
        if code not in stands:
            yield Change("technique_removed", after.code, (("name", techniques()[code].name),))


def techniques_in(stage: PresetStage) -> tuple[str, ...]:
    """Return the techniques of a stage's sessions, each once, in their order."""
    return tuple(dict.fromkeys(code for session in stage.sessions for code in session.techniques))
