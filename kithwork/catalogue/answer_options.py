"""The options of a question of our own: sets that stand once and are named where they are used.

`facts_of_options` and `alerts_of_options` add to a shared set what is true for one question only.
"""

from collections.abc import Mapping
from dataclasses import replace

from kithwork.catalogue.facts import FUNCTIONS
from kithwork.catalogue.reading import Fields, Node
from kithwork.core.questionnaires import AnswerOption

LEVELS = ("A1", "A2", "A3", "A4")  # of domain specification I5
OPTION_KEYS = ("options", "facts_of_options", "alerts_of_options")

OptionSets = Mapping[str, tuple[AnswerOption, ...]]

_OPTION = (
    "value",
    "alone",
    "source",
    "function",
    "need",
    "alert",
    "facts",
    "also",
    "offered",
)


def read_option_sets(node: Node) -> dict[str, tuple[AnswerOption, ...]]:
    """Read named sets of options."""
    return {name: _option_set(one) for name, one in node.pairs().items()}


def named_options(node: Node, known: OptionSets) -> tuple[AnswerOption, ...]:
    """Return the set that `node` names."""
    if (name := node.string()) not in known:
        raise node.unknown("scales.what.options", name, known)
    return known[name]


def options_of(fields: Fields, known: OptionSets) -> tuple[AnswerOption, ...]:
    """Return the options of a question: a named set or its own, with what holds for it alone."""
    node = fields.get("options")
    if node is None:
        return ()
    options = _option_set(node) if node.is_list else named_options(node, known)
    facts: Mapping[str, Node] = fields.maybe("facts_of_options", Node.pairs, {})
    alerts: Mapping[str, Node] = fields.maybe("alerts_of_options", Node.pairs, {})
    _refuse_unknown({**facts, **alerts}, options)
    return tuple(_extended(one, facts.get(one.code), alerts.get(one.code)) for one in options)


def _refuse_unknown(added: Mapping[str, Node], options: tuple[AnswerOption, ...]) -> None:
    known = [option.code for option in options]
    for code, node in added.items():
        if code not in known:
            raise node.unknown("catalogue.what.choice", code, known)


def _extended(option: AnswerOption, facts: Node | None, alert: Node | None) -> AnswerOption:
    return replace(
        option,
        facts=option.facts if facts is None else _facts(facts),
        alert=option.alert if alert is None else alert.string(among=LEVELS),
    )


def _option_set(node: Node) -> tuple[AnswerOption, ...]:
    options = tuple(_option(one) for one in node.items(at_least=2))
    if len({option.code for option in options}) < len(options):
        raise node.error("scales.catalogue.option_twice")
    if len({option.value is None for option in options}) > 1:
        raise node.error("scales.catalogue.some_without_value")
    return options


def _option(node: Node) -> AnswerOption:
    fields = node.mapping(required=("code", "label"), optional=_OPTION)
    return AnswerOption(
        code=fields["code"].string(),
        label=fields["label"].text(),
        value=fields.maybe("value", lambda one: float(one.number()), None),
        is_alone=fields.maybe("alone", Node.flag, False),
        source=fields.maybe("source", Node.string, None),
        function=fields.maybe("function", lambda one: one.string(among=FUNCTIONS), None),
        need=fields.maybe("need", Node.string, None),
        alert=fields.maybe("alert", lambda one: one.string(among=LEVELS), None),
        facts=fields.maybe("facts", _facts, ()),
        also=fields.maybe("also", Node.strings, ()),
        is_offered=fields.maybe("offered", Node.flag, True),
    )


def _facts(node: Node) -> tuple[tuple[str, bool | str], ...]:
    return tuple((name, _fact_value(one)) for name, one in node.pairs().items())


def _fact_value(node: Node) -> bool | str:
    return node.content if isinstance(node.content, bool) else node.string()
