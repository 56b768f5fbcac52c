"""Reads the techniques of a plan, and the skills of a talk.

A technique says what it is for, how it is done, when it must not be used, how much of it is usual,
and by which three to six checks one sees that it was done as meant. Its `needs` are codes of the
need catalogue; emotional and appraisal techniques say which parts of care they give.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from kithwork.catalogue.entries import Entry, entries, entry
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.reading import Fields, Node
from kithwork.core.planning.actions import Care
from kithwork.core.support.functions import ALL, Function
from kithwork.core.text import Text

COMPETENCES = ("basic", "trained", "licensed")
SKILL_GROUPS = ("supporting", "leading", "influencing")
FEWEST_CHECKS, MOST_CHECKS = 3, 6

_TEXTS = ("name", "plain", "aim", "materials", "not_when")
_REQUIRED = (*_TEXTS, "steps", "competence", "minutes", "dose", "fidelity", "needs")
_CARING = (Function.EM, Function.AP)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseGuide:
    """How often is usual: from so many to so many times, and in which rhythm."""

    fewest: int
    most: int
    every: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Technique:
    """One technique. `plain` is what teachers, carers and students read in place of `name`.

    `functions`: those it can serve, the main one first. `minutes` of one time.
    """

    entry: Entry
    functions: tuple[Function, ...]
    name: Text
    plain: Text
    aim: Text
    steps: tuple[Text, ...]
    materials: Text
    not_when: Text
    competence: str
    minutes: int
    dose: DoseGuide
    fidelity: tuple[Text, ...]
    needs: tuple[str, ...]
    care: frozenset[Care]

    @property
    def code(self) -> str:
        return self.entry.id

    @property
    def function(self) -> Function:
        return self.functions[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skill:
    """A skill of a talk."""

    entry: Entry
    group: str
    name: Text
    does: Text


@cache
def techniques() -> Mapping[str, Technique]:
    """Return every technique by its code: by function, then those that cut across."""
    order = [*(function.value for function in ALL), "X"]
    read = [read_technique(node) for node in entries("techniques")]
    read.sort(key=lambda one: (order.index(one.code.partition("-")[0]), one.code))
    return {one.code: one for one in read}


@cache
def skills() -> Mapping[str, Skill]:
    """Return the skills of a talk by their code."""
    read = [read_skill(node) for node in entries("skills")]
    return {one.entry.id: one for one in read}


def techniques_for(needs: frozenset[str], function: Function) -> tuple[Technique, ...]:
    """Return the techniques that can serve a function: those for one of the needs first."""
    able = [one for one in techniques().values() if function in one.functions]
    return tuple(sorted(able, key=lambda one: not needs.intersection(one.needs)))


def read_technique(node: Node) -> Technique:
    """Read one technique."""
    head, fields = entry(node, required=_REQUIRED, optional=("function", "functions", "care"))
    if ("function" in fields) is ("functions" in fields):
        raise node.error("planning.catalogue.function_or_functions")
    functions = _functions(fields)
    care = frozenset(map(Care, fields.maybe("care", _care, ())))
    if functions[0] in _CARING and len(functions) == 1 and not care:
        raise node.error("planning.catalogue.no_care")
    return Technique(
        entry=head,
        functions=functions,
        **{name: fields[name].text() for name in _TEXTS},
        steps=_texts(fields["steps"], at_least=1),
        competence=fields["competence"].string(among=COMPETENCES),
        minutes=fields["minutes"].whole(at_least=1),
        dose=_dose(fields["dose"]),
        fidelity=_fidelity(fields["fidelity"]),
        needs=fields["needs"].strings(among=tuple(need_entries())),
        care=care,
    )


def read_skill(node: Node) -> Skill:
    """Read one skill."""
    head, fields = entry(node, required=("group", "name", "does"))
    return Skill(
        entry=head,
        group=fields["group"].string(among=SKILL_GROUPS),
        name=fields["name"].text(),
        does=fields["does"].text(),
    )


def _functions(fields: Fields) -> tuple[Function, ...]:
    if "function" in fields:
        return (Function(fields["function"].string(among=ALL)),)
    return tuple(map(Function, fields["functions"].strings(among=ALL, at_least=1)))


def _care(node: Node) -> tuple[str, ...]:
    return node.strings(among=tuple(Care), at_least=1)


def _dose(node: Node) -> DoseGuide:
    fields = node.mapping(required=("from", "to", "every"))
    fewest, most = fields["from"].whole(at_least=1), fields["to"].whole(at_least=1)
    if most < fewest:
        raise node.error("planning.catalogue.dose_order")
    return DoseGuide(fewest=fewest, most=most, every=fields["every"].text())


def _fidelity(node: Node) -> tuple[Text, ...]:
    checks = _texts(node, at_least=FEWEST_CHECKS)
    if len(checks) > MOST_CHECKS:
        raise node.error("planning.catalogue.many_checks", most=MOST_CHECKS)
    return checks


def _texts(node: Node, *, at_least: int) -> tuple[Text, ...]:
    return tuple(one.text() for one in node.items(at_least=at_least))
