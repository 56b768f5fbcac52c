"""By what students are judged here: the catalogue, and the packs of the files that were imported.

A mapping file may bring facts, needs and lists of its own. They are kept as text with the import
and hold for its students alone: those of whom that file said a fact, a mark or an attendance. Of
several imports under one mapping the last one's text counts; an import that was taken back has
no students left.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from django.db.models import QuerySet

from kithwork.catalogue.located import parse
from kithwork.catalogue.mappings import Mapping as FileMapping
from kithwork.catalogue.mappings import mapping_of
from kithwork.cohort.screening.rules import FlagRule, NeedRule, ScreeningRules, rules_for
from kithwork.core.needs import NeedDefinition
from kithwork.needs.evidence.whom import Whom
from kithwork.people.models import Attendance, ImportRun, Mark, StudentFact

FILE = "MAP.yaml"


@dataclass(frozen=True, slots=True)
class RulesHere:
    """The rules for some students; `only` holds, for a rule of a pack, whom it is for."""

    rules: ScreeningRules
    only: Mapping[str, frozenset[int]]

    def is_for(self, rule: str, student: int) -> bool:
        return rule not in self.only or student in self.only[rule]


def rules_of(whom: Whom) -> RulesHere:
    """Return the catalogue's rules, and after them those of the packs that these students have."""
    rules, only = rules_for(), dict[str, frozenset[int]]()
    for mapping, its_students in _packs(whom):
        rules = _with_pack(rules, mapping, only, its_students)
    return RulesHere(rules, only)


def _packs(whom: Whom) -> Iterator[tuple[FileMapping, frozenset[int]]]:
    """Each mapping that has rules of its own, in its last form, with its students."""
    runs = {
        run
        for rows in _imported(whom)
        for run in rows.order_by().values_list("run_id", flat=True).distinct()
    }
    last: dict[str, FileMapping] = {}
    of_mapping: defaultdict[str, set[int]] = defaultdict(set)
    applied = ImportRun.objects.filter(pk__in=runs).order_by("created_at", "pk")
    for run, text in applied.values_list("pk", "mapping"):  # not the file, nor what undoes it
        mapping = _read(text)
        last[mapping.name] = mapping
        of_mapping[mapping.name].add(run)
    for name, mapping in last.items():
        if mapping.pack.needs or mapping.pack.lists:
            yield mapping, frozenset(_students(whom, of_mapping[name]))


def _imported(whom: Whom) -> Iterator[QuerySet[Any]]:
    for model in (StudentFact, Mark, Attendance):
        yield model.objects.filter(student__in=whom.rows, run__isnull=False)


def _students(whom: Whom, runs: set[int]) -> Iterator[int]:
    for rows in _imported(whom):
        found = rows.filter(run__in=runs).order_by().values_list("student_id", flat=True)
        yield from found.distinct()


@lru_cache(maxsize=64)
def _read(text: str) -> FileMapping:
    return mapping_of(parse(text, file=FILE))


def _with_pack(
    rules: ScreeningRules,
    mapping: FileMapping,
    only: dict[str, frozenset[int]],
    students: frozenset[int],
) -> ScreeningRules:
    """Add a pack; two packs that say the same share a rule, another under its name is renamed."""
    needs = {one.definition.code: one for one in rules.needs}
    lists = {one.id: one for one in rules.flags}
    for own in mapping.pack.needs:
        need = NeedRule(own.label, own.definition)
        if needs.get(own.definition.code, need) != need:
            need = NeedRule(own.label, _renamed(own.definition, mapping.name))
        needs[need.definition.code] = need
        ids = (need.definition.code, *(one.id for one in need.definition.evidence))
        _widen(only, ids, students)
    for one in mapping.pack.lists:
        flag = FlagRule(one.id, one.label, one.when)
        if lists.get(one.id, flag) != flag:
            flag = replace(flag, id=f"{one.id} ({mapping.name})")
        lists[flag.id] = flag
        _widen(only, (flag.id,), students)
    head = (mapping.name, mapping.version, mapping.content_hash)
    return replace(
        rules,
        facts={**rules.facts, **{one.id: one for one in mapping.pack.facts}},
        needs=tuple(needs.values()),
        flags=tuple(lists.values()),
        entries=(*rules.entries, head),
    )


def _renamed(definition: NeedDefinition, name: str) -> NeedDefinition:
    code = f"{definition.code} ({name})"
    evidence = tuple(replace(one, id=f"{one.id} ({name})") for one in definition.evidence)
    return replace(definition, code=code, evidence=evidence)


def _widen(only: dict[str, frozenset[int]], ids: Iterable[str], students: frozenset[int]) -> None:
    for one in ids:
        only[one] = only.get(one, frozenset()) | students
