"""The instruments of the catalogue: keys of standard scales, and our own instruments in full.

A standard scale has its key and a short neutral tag of ours for each item, never its wording: the
wording belongs to others, and an organisation loads it under its own right (domain specification
D2). An instrument that this project wrote (`asks`) has its questions too; its items and the facts
of its answers follow from them. Scores become facts under the instrument's `fact_prefix`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache

from kithwork.catalogue.entries import STATUSES, Entry, entries, entry
from kithwork.catalogue.facts import FUNCTIONS, FactDefinition
from kithwork.catalogue.instrument_keys import (
    read_alerts,
    read_answers,
    read_bands,
    read_choices,
    read_codings,
    read_items,
    read_quality,
    read_scores,
    read_versions,
)
from kithwork.catalogue.questionnaires import (
    facts_of_answers,
    instrument_node,
    read_questionnaire,
    used_scores,
)
from kithwork.catalogue.reading import Fields, Node
from kithwork.catalogue.scale_conventions import conventions
from kithwork.core.change import ChangeBasis, Reliability
from kithwork.core.needs import Harder
from kithwork.core.questionnaires import Question, QuestionKind, Questionnaire
from kithwork.core.rules import FactType, Kind
from kithwork.core.scales import Better, Instrument, Item, Method, Option, Responses, Score
from kithwork.core.text import Text

LICENCES = ("A", "B", "C", "D", "own")  # of domain specification D0

_REQUIRED = ("title", "licence", "codings", "versions", "quality", "scores", "fact_prefix")
_OPTIONAL = (
    "about",
    "validated",
    "ages",
    "timeframe_days",
    "repeat_after_days",
    "answers",
    "items",
    "choices",
    "bands",
    "alerts",
    "change",
    "no_change",
    "options",
    "harder",
    "asks",
)
_CHANGE = ("id", "sd", "r", "reliability", "population", "source")
_CHANGE_OPTIONAL = ("score", "status", "cut_off", "meaningful")


@dataclass(frozen=True, slots=True)
class Licence:
    """Class A–D of domain specification D0, or "own"; what it means for whoever uses the scale."""

    kind: str
    note: Text
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InstrumentEntry:
    """An instrument with all that the catalogue knows of it.

    `score_facts` name the fact that holds each score. `change` holds the figures for reliable
    change, the usual ones first; where there are none, `no_change` may say what to report instead.
    """

    entry: Entry
    instrument: Instrument
    licence: Licence
    fact_prefix: str
    score_facts: Mapping[str, str]
    about: Text | None
    youngest: int | None
    timeframe_days: int | None
    repeat_after_days: int | None
    change: tuple[ChangeBasis, ...]
    no_change: Text | None
    questionnaire: Questionnaire | None

    @property
    def code(self) -> str:
        return self.instrument.code


@cache
def instruments() -> Mapping[str, InstrumentEntry]:
    """Return every instrument by its code, in the order of the codes."""
    found: dict[str, InstrumentEntry] = {}
    for node in entries("instruments"):
        read = read_instrument(node)
        if read.code in found:
            raise node.error("catalogue.id_twice", id=read.code, first="instruments/")
        found[read.code] = read
    return dict(sorted(found.items()))


@cache
def fact_definitions() -> Mapping[str, FactDefinition]:
    """Return the facts that scores and answers become, by their names."""
    found: dict[str, FactDefinition] = {}
    for one in instruments().values():
        found |= _score_facts(one)
        for name, fact in _answer_facts(one).items():
            # A question taken over with a longer set of options has all of them as choices.
            if name not in found or len(fact.choices) > len(found[name].choices):
                found[name] = fact
    return found


def _answer_facts(one: InstrumentEntry) -> dict[str, FactDefinition]:
    return {} if one.questionnaire is None else facts_of_answers(one.questionnaire.sittings)


def _score_facts(one: InstrumentEntry) -> dict[str, FactDefinition]:
    own = {
        fact: score
        for score in one.instrument.scores
        if (fact := one.score_facts[score.name]).startswith(f"{one.fact_prefix}.")
    }
    title = one.instrument.title
    return {
        fact: FactDefinition(
            id=fact,
            label=Text(
                en=f"{title.en}: {score.label.en}",
                zh_hans=f"{title.zh_hans}：{score.label.zh_hans}",
            ),
            type=FactType(Kind.NUMBER),
            asks=(score.name,) if score.name in FUNCTIONS else (),
            harder=Harder.LOWER if score.better is Better.HIGHER else Harder.HIGHER,
        )
        for fact, score in own.items()
    }


# ── an entry ────────────────────────────────────────────────────────────────────────────────


def read_instrument(node: Node) -> InstrumentEntry:
    """Read one entry of `instruments/`."""
    head, fields = entry(node, required=_REQUIRED, optional=_OPTIONAL)
    questionnaire = read_questionnaire(fields) if "asks" in fields else None
    items = _printed(node, fields) if questionnaire is None else _asked(questionnaire)
    scores, score_facts = _scores(node, fields, [item.id for item in items])
    if questionnaire is not None:
        counted = {item for score in scores for item in score.items}
        items = tuple(item for item in items if item.id in counted)
    instrument = _key(head.id, fields, items, scores)
    return InstrumentEntry(
        entry=head,
        instrument=instrument,
        licence=_licence(fields["licence"]),
        fact_prefix=fields["fact_prefix"].string(),
        score_facts=score_facts,
        about=fields.maybe("about", Node.text, None),
        youngest=fields.maybe("ages", _youngest, None),
        timeframe_days=fields.maybe("timeframe_days", Node.whole, None),
        repeat_after_days=fields.maybe("repeat_after_days", Node.whole, None),
        change=fields.maybe("change", lambda one: _change(one, scores), ()),
        no_change=fields.maybe("no_change", Node.text, None),
        questionnaire=questionnaire,
    )


def _key(
    code: str, fields: Fields, items: tuple[Item, ...], scores: tuple[Score, ...]
) -> Instrument:
    ids, names = [item.id for item in items], [score.name for score in scores]
    return Instrument(
        code=code,
        title=fields["title"].text(),
        items=items,
        scores=scores,
        versions=read_versions(fields["versions"], ids),
        codings=read_codings(fields["codings"]),
        quality=read_quality(fields["quality"]),
        choices=fields.maybe("choices", lambda one: read_choices(one, ids), ()),
        bands=fields.maybe("bands", lambda one: read_bands(one, names), ()),
        alerts=fields.maybe("alerts", lambda one: read_alerts(one, items=ids, scores=names), ()),
        is_validated=fields.maybe("validated", Node.flag, True),
    )


def _licence(node: Node) -> Licence:
    fields = node.mapping(required=("class", "note", "source"))
    return Licence(
        kind=fields["class"].string(among=LICENCES),
        note=fields["note"].text(),
        source=fields["source"].string(),
    )


def _youngest(node: Node) -> int:
    return node.mapping(required=("from",))["from"].whole(at_least=0)


# ── items and scores ────────────────────────────────────────────────────────────────────────


def _printed(node: Node, fields: Fields) -> tuple[Item, ...]:
    for key in ("items", "answers"):
        if key not in fields:
            raise node.error("catalogue.missing_key", key=key)
    return read_items(fields["items"], read_answers(fields["answers"]))


def _asked(questionnaire: Questionnaire) -> tuple[Item, ...]:
    """Return the questions of our own whose answers are numbers, as items."""
    return tuple(
        Item(question.id, question.ask, _responses(question))
        for question in questionnaire.questions()
        if question.kind is QuestionKind.CHOICE and question.has_values
    )


def _responses(question: Question) -> Responses:
    options = (*question.options, *question.declining)
    values = [one.value for one in options if one.value is not None]
    return Responses(
        question.id,
        min(values),
        max(values),
        tuple(Option(one.code, one.value, one.label, one.also) for one in options),
    )


def _scores(
    node: Node, fields: Fields, items: Collection[str]
) -> tuple[tuple[Score, ...], dict[str, str]]:
    """Return the scores, those of instruments in use first, and the fact of each."""
    prefix = fields["fact_prefix"].string()
    taken, facts = _taken(fields) if "asks" in fields else ((), {})
    own = read_scores(fields["scores"], items)
    if twice := {score.name for score in own} & set(facts):
        raise node.error("catalogue.twice", name=min(twice))
    return (*taken, *own), facts | {score.name: f"{prefix}.{score.name}" for score in own}


def _taken(fields: Fields) -> tuple[tuple[Score, ...], dict[str, str]]:
    """Return the scores of the instruments in use, under the names that this one gives them."""
    scores: list[Score] = []
    facts: dict[str, str] = {}
    for other, prefix, renamed in used_scores(fields):
        used = read_instrument(instrument_node(other))
        names = {old: node.string() for old, node in renamed.items()}
        for score in used.instrument.scores:
            if score.name in names:
                scores.append(_renamed(score, names, prefix))
                facts[names[score.name]] = used.score_facts[score.name]
    return tuple(scores), facts


def _renamed(score: Score, names: Mapping[str, str], prefix: str) -> Score:
    return replace(
        score,
        name=names[score.name],
        items=tuple(f"{prefix}{item}" for item in score.items),
        of=tuple(names[part] for part in score.of),
    )


# ── change ──────────────────────────────────────────────────────────────────────────────────


def _change(node: Node, scores: tuple[Score, ...]) -> tuple[ChangeBasis, ...]:
    by_name = {score.name: score for score in scores}
    return tuple(_basis(one, by_name) for one in node.items(at_least=1))


def _basis(node: Node, scores: Mapping[str, Score]) -> ChangeBasis:
    fields = node.mapping(required=_CHANGE, optional=_CHANGE_OPTIONAL)
    score = scores[fields.maybe("score", lambda one: one.string(among=tuple(scores)), "total")]
    return ChangeBasis(
        id=fields["id"].string(),
        score=score.name,
        sd=fields["sd"].number(),
        r=fields["r"].number(),
        reliability=Reliability(fields["reliability"].string(among=tuple(Reliability))),
        better=score.better,
        criterion=conventions().reliable,
        population=fields["population"].text(),
        source=fields["source"].string(),
        status=fields.maybe("status", lambda one: one.string(among=STATUSES), "confirmed"),
        cut_off=fields.maybe("cut_off", Node.number, None),
        step=_step(score),
        meaningful=fields.maybe("meaningful", Node.number, None),
    )


def _step(score: Score) -> float:
    """Return the smallest attainable difference of a score whose items go in whole steps."""
    return score.times / (len(score.items) if score.method is Method.MEAN else 1)
