"""A reason of the rule language said as a reader expects it.

"Absences this term: 14 times (at least 10; register, 1 March 2026)": the fact's label, its value
with unit, the comparison that read it where this says more than the value does, source and date.
"""

from collections.abc import Iterator

from kithwork.catalogue.facts import Definitions, FactDefinition, definitions
from kithwork.catalogue.words import MissingWordError, say, shown
from kithwork.core.reasons import Value
from kithwork.core.rules import FactReason, Kind
from kithwork.core.rules.syntax import (
    AgeAt,
    Aggregate,
    Between,
    Compare,
    Constant,
    DaysBetween,
    FactRef,
    In,
    Known,
    Leaf,
    ValueOf,
)
from kithwork.core.text import Text

_OPPOSITE = {"eq": "ne", "ne": "eq", "lt": "gte", "gte": "lt", "gt": "lte", "lte": "gt"}


def because(reason: FactReason, language: str, *, known: Definitions | None = None) -> str:
    """Say one reason; `known` are the facts it may name, without it those of the catalogue."""
    known = definitions() if known is None else known
    definition = known[reason.fact]
    if sentence := _sided(reason, known, language):
        return sentence
    parts = [*_test(reason, definition, known, language), *_origin(reason, language)]
    value = _value(reason.value, definition, language)
    label = definition.label.said_in(language).rstrip("?？")  # a colon follows, then the answer
    if not parts:
        return say("rules.because.plain", language, label=label, value=value)
    joined = say("rules.because.joint", language).join(parts)
    return say("rules.because.more", language, label=label, value=value, more=joined)


def _sided(reason: FactReason, known: Definitions, language: str) -> str:
    """Say a distance below or above something as a sentence; "" for any other fact."""
    value, leaf = reason.value, reason.leaf
    if isinstance(value, bool) or not isinstance(value, int | float) or not value:
        return ""
    side = "below" if value < 0 else "above"
    try:
        sentence = say(f"rules.side.{side}.{reason.fact}", language, value=abs(value))
    except MissingWordError:
        return ""
    test = _asks(leaf, reason.held, side, language)
    test = test or _compared(leaf, reason.held, known, language)
    joined = say("rules.because.joint", language).join([test, *_origin(reason, language)])
    return say("rules.side.more", language, sentence=sentence, more=joined)


def _asks(leaf: Leaf, held: bool, side: str, language: str) -> str:
    """Say how much the rule asks for, where it asks for a distance on the same side; else ""."""
    operators = ("lt", "lte") if side == "below" else ("gt", "gte")
    if not (held and isinstance(leaf, Compare) and leaf.operator in operators):
        return ""
    operand = leaf.operand
    if isinstance(operand, bool) or not isinstance(operand, int | float):
        return ""
    is_same_side = operand < 0 if side == "below" else operand > 0
    return say("rules.side.asks", language, operand=abs(operand)) if is_same_side else ""


def fact_label(name: str, language: str, *, known: Definitions | None = None) -> str:
    """Return what a fact is called, for a list of facts that are missing."""
    return (definitions() if known is None else known)[name].label.said_in(language)


def _origin(reason: FactReason, language: str) -> Iterator[str]:
    if reason.source is not None:
        yield reason.source
    if reason.on is not None:
        yield shown(reason.on, language)


def _value(value: Value, definition: FactDefinition, language: str) -> str:
    if label := _label(value, definition):
        return label.said_in(language)
    if value is None or definition.unit is None:
        return shown(value, language)
    unit = definition.unit.said_in(language)
    return say("rules.because.unit", language, value=value, unit=unit)


def _label(value: Value, definition: FactDefinition) -> Text | None:
    """The words of a choice, or of the number that stands for an answer."""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return dict(definition.choices).get(f"{value:g}" if is_number else str(value))


def _test(
    reason: FactReason, definition: FactDefinition, known: Definitions, language: str
) -> Iterator[str]:
    leaf = reason.leaf
    if _is_said_by_the_value(leaf, definition, reason.held):
        return
    test = _compared(leaf, reason.held, known, language)
    if isinstance(leaf.value, FactRef):
        yield test
    else:
        yield say(f"rules.value.{_name(leaf.value)}", language, test=test)


def _is_said_by_the_value(leaf: Leaf, definition: FactDefinition, held: bool) -> bool:
    if isinstance(leaf, Known):
        return True
    if not isinstance(leaf.value, FactRef):
        return False
    is_equality = isinstance(leaf, In) or (isinstance(leaf, Compare) and leaf.operator == "eq")
    return definition.type.kind is Kind.FLAG or (held and is_equality)


def _compared(leaf: Leaf, held: bool, known: Definitions, language: str) -> str:
    match leaf:
        case Compare(_, operator, operand):
            name = operator if held else _OPPOSITE[operator]
            kind = _kind(leaf.value, known)
            code = f"rules.test.{'date_' if kind is Kind.DATE else ''}{name}"
            return say(code, language, operand=_operand(operand, leaf.value, known, language))
        case In(_, members):
            listed = say("rules.because.listed", language).join(
                _operand(one, leaf.value, known, language) for one in members
            )
            return say("rules.test.in" if held else "rules.test.not_in", language, members=listed)
        case Between(_, low, high):
            code = "rules.test.between" if held else "rules.test.not_between"
            bounds = [_operand(one, leaf.value, known, language) for one in (low, high)]
            return say(code, language, low=bounds[0], high=bounds[1])
        case Known():
            raise AssertionError("said by the value")


def _operand(operand: Constant | ValueOf, value: ValueOf, known: Definitions, language: str) -> str:
    if isinstance(operand, FactRef):
        return known[operand.name].label.said_in(language)
    if isinstance(operand, Aggregate | AgeAt | DaysBetween):
        return say(f"rules.value.{_name(operand)}", language, test="").strip()
    if isinstance(value, FactRef) and (label := _label(operand, known[value.name])):
        return label.said_in(language)
    return shown(operand, language)


def _name(value: ValueOf) -> str:
    match value:
        case Aggregate(name, _, _):
            return name
        case AgeAt():
            return "age_at"
        case DaysBetween():
            return "days_between"
        case FactRef():
            raise AssertionError("a fact is called by its label")


def _kind(value: ValueOf, known: Definitions) -> Kind:
    return known[value.name].type.kind if isinstance(value, FactRef) else Kind.NUMBER
