"""Everything by which students are judged: the catalogue's rules and those of a file's own pack."""

from dataclasses import dataclass

from kithwork.catalogue.academics import markers
from kithwork.catalogue.disclosure import disclosure_entry
from kithwork.catalogue.facts import Definitions
from kithwork.catalogue.left_behind import (
    DefinitionEntry,
    PromptEntry,
    definition_entries,
    prompt_entries,
)
from kithwork.catalogue.mappings import Mapping
from kithwork.catalogue.needs import band_entries, need_entries, rule_facts
from kithwork.core.disclosure import DisclosurePolicy
from kithwork.core.left_behind import status_rule
from kithwork.core.needs import Band, NeedDefinition
from kithwork.core.rules import Condition, Ladder, Vocabulary, facts_of, ladder_facts
from kithwork.core.text import Text


@dataclass(frozen=True, slots=True)
class NeedRule:
    """A need with the name that tables show."""

    label: Text
    definition: NeedDefinition


@dataclass(frozen=True, slots=True)
class FlagRule:
    """A list of students for whom a condition holds: a file's own list, or a care prompt."""

    id: str
    label: Text
    when: Condition


@dataclass(frozen=True, slots=True, kw_only=True)
class ScreeningRules:
    """The rules of a screening; `facts` are all facts that they may read.

    `entries` are the ids and versions of what was applied, for the report and the stored result.
    """

    facts: Definitions
    needs: tuple[NeedRule, ...]
    flags: tuple[FlagRule, ...]
    left_behind: tuple[DefinitionEntry, ...]
    bands: tuple[Band, ...]
    policy: DisclosurePolicy
    trend_at_least: int
    entries: tuple[tuple[str, str, str], ...]

    @property
    def vocabulary(self) -> Vocabulary:
        return {name: one.type for name, one in self.facts.items()}

    @property
    def rules(self) -> dict[str, Condition | Ladder]:
        """Every rule by its id: ladders of needs, conditions of lists and definitions."""
        ladders = {one.id: one.ladder for need in self.needs for one in need.definition.evidence}
        flags = {one.id: one.when for one in self.flags}
        statuses = {one.entry.id: status_rule(one.definition) for one in self.left_behind}
        return {**ladders, **flags, **statuses}

    @property
    def facts_read(self) -> frozenset[str]:
        """The facts that any rule reads."""
        return frozenset(
            name
            for rule in self.rules.values()
            for name in (ladder_facts(rule) if isinstance(rule, Ladder) else facts_of(rule))
        )


def rules_for(mapping: Mapping | None = None) -> ScreeningRules:
    """Return the catalogue's rules and, after them, those of the mapping's own pack."""
    own = mapping.pack if mapping else None
    needs = tuple(NeedRule(one.label, one.definition) for one in need_entries().values())
    flags = tuple(map(_prompt, prompt_entries()))
    if own:
        needs += tuple(NeedRule(one.label, one.definition) for one in own.needs)
        flags = tuple(FlagRule(one.id, one.label, one.when) for one in own.lists) + flags
    return ScreeningRules(
        facts=rule_facts({one.id: one for one in own.facts}) if own else rule_facts(),
        needs=needs,
        flags=flags,
        left_behind=definition_entries(),
        bands=tuple(one.band for one in band_entries()),
        policy=disclosure_entry().policy,
        trend_at_least=markers().trend_at_least,
        entries=_entries(mapping),
    )


def _prompt(prompt: PromptEntry) -> FlagRule:
    return FlagRule(prompt.entry.id, prompt.label, prompt.rule.when)


def _entries(mapping: Mapping | None) -> tuple[tuple[str, str, str], ...]:
    heads = [
        *(one.entry for one in need_entries().values()),
        *(one.entry for one in band_entries()),
        *(one.entry for one in definition_entries()),
        *(one.entry for one in prompt_entries()),
        markers().entry,
        disclosure_entry().entry,
    ]
    found = [(head.id, head.version, head.content_hash) for head in heads]
    if mapping:
        found.append((mapping.name, mapping.version, mapping.content_hash))
    return tuple(found)
