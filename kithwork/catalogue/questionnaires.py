"""The questions of an instrument of our own, from its `asks` and `options`.

A block `use: ssm-16` takes over the questions of another instrument with their facts, under ids
with a prefix; it may exchange a set of options. Skip logic may name only facts of the same
questionnaire, so it is read in a second pass, when these are known.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kithwork.catalogue.answer_options import (
    OPTION_KEYS,
    OptionSets,
    named_options,
    options_of,
    read_option_sets,
)
from kithwork.catalogue.entries import entries
from kithwork.catalogue.facts import FUNCTIONS, FactDefinition
from kithwork.catalogue.reading import Fields, Node
from kithwork.catalogue.rules import read_condition
from kithwork.core.needs import Harder
from kithwork.core.questionnaires import (
    NOT_COME_UP,
    REFUSED,
    AnswerOption,
    Block,
    Feeds,
    Question,
    QuestionKind,
    Questionnaire,
    Sitting,
)
from kithwork.core.rules import Condition, FactType, Kind, Vocabulary
from kithwork.core.text import Text

_ASKS = ("opening", "refuse", "not_come_up", "sittings")
_FEEDS = ("needs", "function", "facts", "value_of", "wish")
_QUESTION = ("kind", "why", "lead", "feeds", "may_not_come_up", "shown_when", *OPTION_KEYS)

_NOTHING = Feeds()


@dataclass(frozen=True, slots=True)
class _Context:
    """What a question takes over from its file and its block; no vocabulary in the first pass."""

    options: OptionSets
    harder: Mapping[str, Harder]
    declining: tuple[AnswerOption, AnswerOption]  # refused; did not come up
    fact_prefix: str
    id_prefix: str = ""
    vocabulary: Vocabulary | None = None
    lead: Text | None = None
    why: Text | None = None
    feeds: Feeds = _NOTHING


def read_questionnaire(fields: Mapping[str, Node]) -> Questionnaire:
    """Read `asks`, with the `options` and the `fact_prefix` of the same entry."""
    asks = fields["asks"].mapping(required=_ASKS)
    context = _Context(
        options=read_option_sets(fields["options"]),
        harder=_harder(fields),
        declining=_declining(asks),
        fact_prefix=fields["fact_prefix"].string(),
    )
    nodes = asks["sittings"].items(at_least=1)
    sittings = tuple(_sitting(node, context) for node in nodes)
    _refuse_doubles(asks["sittings"], sittings)
    context = replace(context, vocabulary=_vocabulary(sittings))
    return Questionnaire(
        opening=asks["opening"].text(),
        sittings=tuple(_sitting(node, context) for node in nodes),
    )


def used_scores(fields: Mapping[str, Node]) -> Iterator[tuple[Node, str, Mapping[str, Node]]]:
    """Yield, for each `use`, the other instrument, the prefix of its ids, and new score names."""
    for sitting in fields["asks"].pairs()["sittings"].items():
        for block in sitting.pairs()["blocks"].items():
            if "use" in block.pairs():
                use = _use(block)
                yield use["use"], use["prefix"].string(), use.maybe("scores", Node.pairs, {})


def instrument_node(name: Node) -> Node:
    """Return the entry of the instrument that `name` names."""
    known = {node.pairs()["id"].string(): node for node in entries("instruments")}
    if (code := name.string()) not in known:
        raise name.unknown("scales.what.instrument", code, known)
    return known[code]


# ── the facts that hold the answers ─────────────────────────────────────────────────────────


def facts_of_answers(sittings: tuple[Sitting, ...]) -> dict[str, FactDefinition]:
    """Return the facts that hold the answers themselves; ticks have one for each option."""
    return {
        definition.id: definition
        for sitting in sittings
        for question in sitting.questions
        for definition in _definitions(question)
    }


def _vocabulary(sittings: tuple[Sitting, ...]) -> Vocabulary:
    return {name: one.type for name, one in facts_of_answers(sittings).items()}


def _definitions(question: Question) -> Iterator[FactDefinition]:
    asks = () if question.feeds.function is None else (question.feeds.function,)
    if question.kind is not QuestionKind.TICKS:
        yield FactDefinition(
            question.fact,
            question.ask,
            _type(question),
            choices=tuple((_written(option), option.label) for option in question.options),
            asks=asks,
            harder=question.harder,
        )
        return
    for option in question.options:
        label = Text(
            en=f"{question.ask.en} {option.label.en}",
            zh_hans=f"{question.ask.zh_hans}{option.label.zh_hans}",
        )
        yield FactDefinition(
            f"{question.fact}.{option.code}",
            label,
            FactType(Kind.FLAG),
            asks=asks,
            harder=None if option.need is None else Harder.IF_TRUE,
        )


def _written(option: AnswerOption) -> str:
    """The value of a fact that holds this answer: its number where it has one, else its code."""
    return option.code if option.value is None else f"{option.value:g}"


def _type(question: Question) -> FactType:
    if question.kind is QuestionKind.MONTH:
        return FactType(Kind.DATE)
    if question.has_values:
        return FactType(Kind.NUMBER)
    return FactType(Kind.CHOICE, tuple(option.code for option in question.options))


# ── sittings and blocks ─────────────────────────────────────────────────────────────────────


def _sitting(node: Node, context: _Context) -> Sitting:
    fields = node.mapping(required=("id", "title", "blocks"))
    blocks = [
        block
        for one in fields["blocks"].items(at_least=1)
        for block in (_used(one, context) if "use" in one.pairs() else (_block(one, context),))
    ]
    return Sitting(fields["id"].string(), fields["title"].text(), tuple(blocks))


def _block(node: Node, context: _Context) -> Block:
    fields = node.mapping(required=("id", "title", "questions"), optional=("lead", "why", "feeds"))
    within = replace(
        context,
        lead=fields.maybe("lead", Node.text, None),
        why=fields.maybe("why", Node.text, None),
        feeds=fields.maybe("feeds", _feeds, _NOTHING),
    )
    questions = fields["questions"].items(at_least=1)
    return Block(
        fields["id"].string(),
        fields["title"].text(),
        tuple(_question(one, within) for one in questions),
    )


def _used(node: Node, context: _Context) -> Iterator[Block]:
    use = _use(node)
    other = instrument_node(use["use"]).pairs()
    exchanged = {
        name: named_options(one, context.options)
        for name, one in use.maybe("options", Node.pairs, {}).items()
    }
    within = _Context(
        options={**read_option_sets(other["options"]), **exchanged},
        harder=_harder(other),
        declining=_declining(other["asks"].pairs()),
        fact_prefix=other["fact_prefix"].string(),
        id_prefix=use["prefix"].string(),
        vocabulary=context.vocabulary,
    )
    for sitting in other["asks"].pairs()["sittings"].items():
        yield from _sitting(sitting, within).blocks


def _use(node: Node) -> Fields:
    return node.mapping(required=("use", "prefix"), optional=("options", "scores"))


def _refuse_doubles(node: Node, sittings: tuple[Sitting, ...]) -> None:
    seen: set[str] = set()
    for sitting in sittings:
        for question in sitting.questions:
            if question.id in seen:
                raise node.error("catalogue.twice", name=question.id)
            seen.add(question.id)


# ── questions ───────────────────────────────────────────────────────────────────────────────


def _question(node: Node, context: _Context) -> Question:
    fields = node.mapping(required=("id", "ask"), optional=_QUESTION)
    name = fields["id"].string()
    options = options_of(fields, context.options)
    return Question(
        id=f"{context.id_prefix}{name}",
        fact=f"{context.fact_prefix}.{f'item_{name}' if name.isdigit() else name}",
        kind=QuestionKind(fields.maybe("kind", _kind, QuestionKind.CHOICE)),
        ask=fields["ask"].text(),
        why=_why(node, fields, context),
        lead=fields.maybe("lead", Node.text, context.lead),
        feeds=_all_feeds(node, fields.maybe("feeds", _feeds, context.feeds), options),
        options=options,
        harder=context.harder.get(_set_name(fields)),
        declining=_ways_to_decline(fields, context),
        shown_when=_shown_when(fields, context),
    )


def _declining(asks: Mapping[str, Node]) -> tuple[AnswerOption, AnswerOption]:
    return (
        AnswerOption(code=REFUSED, label=asks["refuse"].text()),
        AnswerOption(code=NOT_COME_UP, label=asks["not_come_up"].text()),
    )


def _ways_to_decline(fields: Fields, context: _Context) -> tuple[AnswerOption, ...]:
    may_not_come_up = fields.maybe("may_not_come_up", Node.flag, False)
    return context.declining if may_not_come_up else context.declining[:1]


def _harder(fields: Mapping[str, Node]) -> dict[str, Harder]:
    """Read at which end of each set of options hardship is greater."""
    if "harder" not in fields:
        return {}
    known = fields["options"].pairs()
    return {
        _known_set(name, node, known): Harder(node.string(among=tuple(Harder)))
        for name, node in fields["harder"].pairs().items()
    }


def _known_set(name: str, node: Node, known: Mapping[str, Node]) -> str:
    if name not in known:
        raise node.unknown("scales.what.options", name, known)
    return name


def _set_name(fields: Fields) -> str:
    node = fields.get("options")
    return "" if node is None or node.is_list else node.string()


def _kind(node: Node) -> str:
    return node.string(among=tuple(QuestionKind))


def _why(node: Node, fields: Fields, context: _Context) -> Text:
    why = fields.maybe("why", Node.text, context.why)
    if why is None:
        raise node.error("scales.catalogue.no_why")
    return why


def _shown_when(fields: Fields, context: _Context) -> Condition | None:
    if context.vocabulary is None or "shown_when" not in fields:
        return None
    return read_condition(fields["shown_when"], context.vocabulary)


def _feeds(node: Node) -> Feeds:
    fields = node.mapping(optional=_FEEDS)
    return Feeds(
        needs=fields.maybe("needs", Node.strings, ()),
        function=fields.maybe("function", lambda one: one.string(among=FUNCTIONS), None),
        facts=fields.maybe("facts", Node.strings, ()),
        value_of=fields.maybe("value_of", Node.string, None),
        is_wish=fields.maybe("wish", Node.flag, False),
    )


def _all_feeds(node: Node, feeds: Feeds, options: tuple[AnswerOption, ...]) -> Feeds:
    """Return what a question feeds, the codes and facts of its options included."""
    facts = (*feeds.facts, *(name for one in options for name, _ in one.facts))
    together = replace(
        feeds,
        facts=tuple(dict.fromkeys(facts)),
        needs=_once(*feeds.needs, *(one.need for one in options)),
        functions=_once(*(one.function for one in options)),
    )
    if together.is_nothing:
        raise node.error("scales.catalogue.feeds_nothing")
    return together


def _once(*codes: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(code for code in codes if code is not None))
