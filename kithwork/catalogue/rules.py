"""From the text of a rule to its syntax tree; every mistake names file, line and key.

A condition is `all: […]`, `any: […]`, `not: …`, or a value with one comparison, for example
`{fact: attendance.absences, gte: 10}` or `{mean: [ssm.item_1, ssm.item_2], at_least: 2, lt: 1}`.
The grammar stands in docs/methods/rules.md. In a list of facts `ssm.*` stands for every fact of
the vocabulary that fits, in alphabetical order.
"""

from collections.abc import Callable
from fnmatch import fnmatchcase
from typing import cast, get_args

from kithwork.catalogue.reading import CatalogueError, Node
from kithwork.core.rules import Condition, Ladder, Level, Vocabulary
from kithwork.core.rules.kinds import RuleError, check_leaf, type_of
from kithwork.core.rules.syntax import (
    AgeAt,
    Aggregate,
    AggregateName,
    AllOf,
    AnyOf,
    Between,
    Compare,
    Constant,
    DaysBetween,
    FactRef,
    In,
    Known,
    Leaf,
    Not,
    Operator,
    ValueOf,
)

_CONNECTIVES = ("all", "any", "not")
_AGGREGATES: tuple[str, ...] = get_args(AggregateName)
_VALUES = ("fact", *_AGGREGATES, "age_at", "days_between")
_OPERATORS: tuple[str, ...] = get_args(Operator)
_COMPARISONS = (*_OPERATORS, "in", "between", "known")
_KEYS = (*_CONNECTIVES, *_VALUES, "at_least", *_COMPARISONS)


def read_condition(node: Node, vocabulary: Vocabulary) -> Condition:
    """Read a condition over facts of `vocabulary`; CatalogueError names the place of a mistake."""
    pairs = node.mapping(optional=_KEYS)
    connectives = [key for key in _CONNECTIVES if key in pairs]
    if not connectives:
        return _leaf(node, vocabulary)
    if len(pairs) > 1:
        raise node.error("rules.connective_not_alone", key=connectives[0])
    name = connectives[0]
    if name == "not":
        return Not(read_condition(pairs[name], vocabulary))
    parts = tuple(read_condition(part, vocabulary) for part in pairs[name].items(at_least=1))
    return AllOf(parts) if name == "all" else AnyOf(parts)


def read_ladder(node: Node, vocabulary: Vocabulary) -> Ladder:
    """Read a list of {level: 3, when: condition}, from the highest level down."""
    levels: list[Level] = []
    for step in node.items(at_least=1):
        fields = step.mapping(required=["level", "when"])
        severity = fields["level"].whole(at_least=1)
        if levels and severity >= levels[-1].severity:
            raise fields["level"].error("rules.levels_do_not_fall")
        levels.append(Level(severity, read_condition(fields["when"], vocabulary)))
    return Ladder(tuple(levels))


# ── comparisons ─────────────────────────────────────────────────────────────────────────────


def _leaf(node: Node, vocabulary: Vocabulary) -> Leaf:
    value = _value(node, vocabulary, beside=_COMPARISONS)
    comparison = _only(node, _COMPARISONS, "rules.one_comparison")
    operand = node.pairs()[comparison]
    leaf = _compared(value, comparison, operand, vocabulary)
    _located(operand, lambda: check_leaf(leaf, vocabulary))
    return leaf


def _compared(value: ValueOf, comparison: str, operand: Node, vocabulary: Vocabulary) -> Leaf:
    if comparison == "known":
        return Known(value, operand.flag())
    if comparison == "in":
        return In(value, tuple(_constant(member) for member in operand.items(at_least=1)))
    if comparison == "between":
        bounds = operand.items()
        if len(bounds) != 2:
            raise operand.error("rules.two_bounds")
        return Between(value, _constant(bounds[0]), _constant(bounds[1]))
    right = _value(operand, vocabulary) if operand.is_mapping else _constant(operand)
    return Compare(value, cast(Operator, comparison), right)


def _constant(node: Node) -> Constant:
    constant = node.scalar()
    if constant is None:
        raise node.error("rules.compared_with_nothing")
    return constant


# ── values ──────────────────────────────────────────────────────────────────────────────────


def _value(node: Node, vocabulary: Vocabulary, *, beside: tuple[str, ...] = ()) -> ValueOf:
    pairs = node.mapping(optional=(*_VALUES, "at_least", *beside))
    name = _only(node, _VALUES, "rules.one_value")
    if "at_least" in pairs and (name not in _AGGREGATES or name == "count"):
        raise pairs["at_least"].error("rules.no_at_least_here", value=name)
    value = _valued(name, pairs[name], pairs.get("at_least"), vocabulary)
    _located(pairs[name], lambda: type_of(value, vocabulary))
    return value


def _valued(name: str, node: Node, at_least: Node | None, vocabulary: Vocabulary) -> ValueOf:
    if name == "fact":
        return FactRef(_fact(node, vocabulary))
    if name == "age_at":
        dates = node.mapping(required=["birth", "on"])
        return AgeAt(_fact(dates["birth"], vocabulary), _fact(dates["on"], vocabulary))
    if name == "days_between":
        dates = node.mapping(required=["from", "to"])
        return DaysBetween(_fact(dates["from"], vocabulary), _fact(dates["to"], vocabulary))
    facts = tuple(fact for member in node.items(at_least=1) for fact in _facts(member, vocabulary))
    answered = 1 if at_least is None else at_least.whole(at_least=1)
    return Aggregate(cast(AggregateName, name), facts, answered)


def _facts(node: Node, vocabulary: Vocabulary) -> tuple[str, ...]:
    pattern = node.string()
    if "*" not in pattern:
        return (_fact(node, vocabulary),)
    fitting = tuple(sorted(name for name in vocabulary if fnmatchcase(name, pattern)))
    if not fitting:
        raise node.error("rules.no_fact_fits", pattern=pattern)
    return fitting


def _fact(node: Node, vocabulary: Vocabulary) -> str:
    name = node.string()
    if name not in vocabulary:
        raise node.unknown("catalogue.what.fact", name, vocabulary)
    return name


def _only(node: Node, keys: tuple[str, ...], code: str) -> str:
    present = [key for key in keys if key in node.pairs()]
    if len(present) != 1:
        raise node.error(code, found=", ".join(present) or "—", known=", ".join(keys))
    return present[0]


def _located(node: Node, claim: Callable[[], object]) -> None:
    try:
        claim()
    except RuleError as error:
        raise CatalogueError(node.place, error.reason) from error
