"""Care at home as the definitions see it: left-behind or not, or unknown and why.

The label is computed each time, by each definition that is valid on the day, and never stored. It
is a circumstance and not a problem: it adds nothing to any need. What would have to be known is
named, so that the next talk can ask it.
"""

import datetime as dt
from dataclasses import dataclass, replace

from kithwork.access.permissions import Who
from kithwork.catalogue.because import because, fact_label
from kithwork.catalogue.entries import files
from kithwork.catalogue.left_behind import (
    DefinitionEntry,
    PromptEntry,
    definition_entries,
    kind_entries,
    prompt_entries,
)
from kithwork.core.left_behind import CarePrompt, kinds_of, prompts_of, status_of
from kithwork.core.rules import Fact, Facts
from kithwork.people.models import Student
from kithwork.people.queries.known import known_of
from kithwork.people.wording import named

CONFIRMED = "confirmed"
DEFAULT = "CN"  # where a school names no jurisdiction, and for one without definitions of its own


@dataclass(frozen=True, slots=True)
class Told:
    """The status by one definition, in words: `truth` None is unknown, `missing` says why."""

    label: str
    note: str
    truth: bool | None
    reasons: tuple[str, ...]
    missing: tuple[str, ...]
    ends_on: dt.date | None
    is_confirmed: bool


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something to ask: what was seen, the question, and the facts behind it."""

    label: str
    ask: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CareStatus:
    """What the care facts say by each definition, which kinds hold, and what to ask now."""

    told: tuple[Told, ...]
    kinds: tuple[str, ...]
    prompts: tuple[Prompt, ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """What would have to be asked before the definitions that are open can be decided."""
        names = (name for one in self.told if one.truth is None for name in one.missing)
        return tuple(dict.fromkeys(names))


def care_status(who: Who, student: Student, *, language: str, on: dt.date) -> CareStatus:
    """Return the care status of a student on a day, said in `language`."""
    facts = _sourced(known_of(who, student), language)
    kinds = kinds_of([one.kind for one in kind_entries()], facts, as_of=on)
    labels = {one.kind.id: one.label for one in kind_entries()}
    entries = {one.rule.id: one for one in prompt_entries()}
    prompts = prompts_of([one.rule for one in prompt_entries()], facts, as_of=on)
    return CareStatus(
        told=tuple(
            _told(entry, facts, language=language, on=on)
            for entry in _definitions(student)
            if entry.is_valid(on)
        ),
        kinds=tuple(labels[kind].said_in(language) for kind in kinds),
        prompts=tuple(
            _prompt(entries[one.rule], one, language) for one in prompts if one.truth is True
        ),
    )


def _definitions(student: Student) -> tuple[DefinitionEntry, ...]:
    jurisdiction = student.school.jurisdiction
    known = f"jurisdictions/{jurisdiction}/left_behind.yaml"
    has_own = bool(jurisdiction) and known in files(f"jurisdictions/{jurisdiction}")
    return definition_entries(jurisdiction if has_own else DEFAULT)


def _sourced(facts: Facts, language: str) -> dict[str, Fact]:
    """Return the facts with their sources in words, as reasons show them."""
    return {
        name: replace(fact, source=named("source", fact.source, language) if fact.source else None)
        for name, fact in facts.items()
    }


def _told(entry: DefinitionEntry, facts: Facts, *, language: str, on: dt.date) -> Told:
    status = status_of(entry.definition, facts, as_of=on)
    return Told(
        label=entry.label.said_in(language),
        note=entry.note.said_in(language),
        truth=status.truth,
        reasons=tuple(because(reason, language) for reason in status.reasons),
        missing=tuple(fact_label(name, language) for name in status.missing),
        ends_on=status.ends_on,
        is_confirmed=entry.entry.status == CONFIRMED,
    )


def _prompt(entry: PromptEntry, prompt: CarePrompt, language: str) -> Prompt:
    return Prompt(
        label=entry.label.said_in(language),
        ask=entry.ask.said_in(language),
        reasons=tuple(because(reason, language) for reason in prompt.reasons),
    )
