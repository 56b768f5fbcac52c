"""Reads the presets from which plans are begun, and the theory lenses.

A preset brings stages with their gate, a care check for each stage and a session table; a plan
keeps its id, version and content hash, and everything can then be changed. Every technique and lens
that a preset names exists; `who_does` is where the doing of a stage begins.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries, entry
from kithwork.catalogue.reading import Node
from kithwork.catalogue.techniques import techniques
from kithwork.core.planning.actions import Care, WhoDoes
from kithwork.core.text import Text

PERSONS = ("student", "carer", "parent", "teacher", "tutor", "friend", "other")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """A theory: what it says in a sentence, and what it shapes in assessment, goals and work."""

    entry: Entry
    label: Text
    says: Text
    assessment: Text
    goals: Text
    work: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class CareQuestion:
    """What is asked at the end of a stage about one part of care."""

    element: Care
    asks: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetSession:
    """A row of the session table."""

    theme: Text
    aim: Text
    content: Text
    who: tuple[str, ...]
    place: Text
    techniques: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PresetStage:
    """A stage: how many weeks, what must be there before the next, how theory shapes it."""

    code: str
    name: Text
    weeks: int
    gate: Text
    shaped_by: Text
    who_does: WhoDoes
    care: tuple[CareQuestion, ...]
    sessions: tuple[PresetSession, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Preset:
    """A plan to begin from. `fewest_weeks` to `most_weeks` as a whole."""

    entry: Entry
    label: Text
    about: Text
    aim: Text
    fewest_weeks: int
    most_weeks: int
    lenses: tuple[str, ...]
    stages: tuple[PresetStage, ...]


@cache
def lenses() -> Mapping[str, Lens]:
    """Return the lenses by id, in the catalogue's order."""
    return {one.entry.id: one for one in map(read_lens, entries("lenses"))}


@cache
def presets() -> Mapping[str, Preset]:
    """Return the presets by id (P1 …)."""
    return {one.entry.id: one for one in map(read_preset, entries("presets"))}


def read_lens(node: Node) -> Lens:
    """Read one lens."""
    texts = ("label", "says", "assessment", "goals", "work")
    head, fields = entry(node, required=texts)
    return Lens(entry=head, **{name: fields[name].text() for name in texts})


def read_preset(node: Node) -> Preset:
    """Read one preset; its stages together take no more weeks than the whole."""
    head, fields = entry(node, required=("label", "about", "aim", "weeks", "lenses", "stages"))
    weeks = fields["weeks"].mapping(required=("from", "to"))
    fewest, most = weeks["from"].whole(at_least=1), weeks["to"].whole(at_least=1)
    stages = tuple(map(_stage, fields["stages"].items(at_least=1)))
    if not fewest <= sum(stage.weeks for stage in stages) <= most:
        raise fields["weeks"].error("planning.catalogue.weeks", low=fewest, high=most)
    return Preset(
        entry=head,
        label=fields["label"].text(),
        about=fields["about"].text(),
        aim=fields["aim"].text(),
        fewest_weeks=fewest,
        most_weeks=most,
        lenses=fields["lenses"].strings(among=tuple(lenses()), at_least=1),
        stages=stages,
    )


def _stage(node: Node) -> PresetStage:
    fields = node.mapping(
        required=("id", "name", "weeks", "gate", "shaped_by", "who_does", "care", "sessions")
    )
    return PresetStage(
        code=fields["id"].string(),
        name=fields["name"].text(),
        weeks=fields["weeks"].whole(at_least=1),
        gate=fields["gate"].text(),
        shaped_by=fields["shaped_by"].text(),
        who_does=WhoDoes(fields["who_does"].string(among=tuple(WhoDoes))),
        care=tuple(map(_question, fields["care"].items(at_least=1))),
        sessions=tuple(map(_session, fields["sessions"].items(at_least=1))),
    )


def _question(node: Node) -> CareQuestion:
    fields = node.mapping(required=("element", "asks"))
    element = Care(fields["element"].string(among=tuple(Care)))
    return CareQuestion(element=element, asks=fields["asks"].text())


def _session(node: Node) -> PresetSession:
    texts = ("theme", "aim", "content", "place")
    fields = node.mapping(required=(*texts, "who", "techniques"))
    return PresetSession(
        **{name: fields[name].text() for name in texts},
        who=fields["who"].strings(among=PERSONS, at_least=1),
        techniques=fields["techniques"].strings(among=tuple(techniques()), at_least=1),
    )
