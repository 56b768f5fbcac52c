"""The parts of an instrument's key: answers, items, scores, bands, alerts, choices.

Each part is checked against the others, so that a score over an item that does not exist, bands
that do not rise, or two usual sets of bands for one score are errors of the file.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from itertools import pairwise
from typing import TypeVar

from kithwork.catalogue.answer_options import LEVELS
from kithwork.catalogue.entries import STATUSES
from kithwork.catalogue.reading import Fields, Node
from kithwork.catalogue.scale_conventions import conventions
from kithwork.core.scales import (
    AlertRule,
    Band,
    BandSet,
    Better,
    Choice,
    ChoiceOption,
    Coding,
    Item,
    Method,
    MissingRule,
    OnlyAfter,
    Option,
    QualityRule,
    Responses,
    Score,
    Version,
)

T = TypeVar("T")


def read_items(node: Node, answers: Mapping[str, Responses]) -> tuple[Item, ...]:
    """Read the items; one that names no answers has the only ones that there are."""
    items = tuple(_item(one, answers) for one in node.items(at_least=1))
    names = _different(node, [item.id for item in items])
    for item, one in zip(items, node.items(), strict=True):
        if item.only_after is not None:
            _known(one.pairs()["only_after"].pairs()["item"], names)
    return items


def read_answers(node: Node) -> dict[str, Responses]:
    """Read named sets of answers: a range {from, to}, or options with their values."""
    return {name: _responses(name, one) for name, one in node.pairs().items()}


def read_scores(node: Node, items: Collection[str]) -> tuple[Score, ...]:
    """Read the scores; those that others are made of stand before them."""
    scores: list[Score] = []
    for one in node.items(at_least=1):
        scores.append(_score(one, items, [score.name for score in scores]))
    _different(node, [score.name for score in scores])
    return tuple(scores)


def read_versions(node: Node, items: Collection[str]) -> tuple[Version, ...]:
    versions = tuple(_version(one, items) for one in node.items(at_least=1))
    _different(node, [name for version in versions for name in (version.id, *version.also)])
    return versions


def read_codings(node: Node) -> tuple[Coding, ...]:
    codings = tuple(_coding(one) for one in node.items(at_least=1))
    _different(node, [coding.id for coding in codings])
    if codings[0].shift != 0:
        raise node.items()[0].error("scales.catalogue.base_is_shifted")
    return codings


def read_choices(node: Node, items: Collection[str]) -> tuple[Choice, ...]:
    return tuple(_choice(one, items) for one in node.items(at_least=1))


def read_bands(node: Node, scores: Collection[str]) -> tuple[BandSet, ...]:
    """Read the sets of bands; a score has at most one usual set, and one set per population."""
    sets = tuple(_band_set(one, scores) for one in node.items(at_least=1))
    _different(node, [name for one in sets if one.is_default for name in one.scores])
    _different(node, [f"{one.population} {name}" for one in sets for name in one.scores])
    return sets


def read_alerts(
    node: Node, *, items: Collection[str], scores: Collection[str]
) -> tuple[AlertRule, ...]:
    return tuple(_alert(one, {*items, *scores}) for one in node.items(at_least=1))


def read_quality(node: Node) -> QualityRule:
    """Read {straight_lining: true, ordinary: [0]}; the figures are those of the conventions."""
    fields = node.mapping(required=("straight_lining",), optional=("ordinary",))
    usual = conventions()
    return QualityRule(
        seconds_per_item=usual.seconds_per_item,
        straight_from=usual.straight_from if fields["straight_lining"].flag() else None,
        ordinary=fields.maybe("ordinary", _numbers, ()),
    )


# ── items and answers ───────────────────────────────────────────────────────────────────────


def _item(node: Node, answers: Mapping[str, Responses]) -> Item:
    fields = node.mapping(required=("id", "tag"), optional=("answers", "reverse", "only_after"))
    only = next(iter(answers.values())) if len(answers) == 1 else None
    responses = fields.maybe("answers", lambda one: answers[_known(one, answers)], only)
    if responses is None:
        raise node.error("catalogue.missing_key", key="answers")
    return Item(
        id=fields["id"].string(),
        tag=fields["tag"].text(),
        responses=responses,
        is_reversed=fields.maybe("reverse", Node.flag, False),
        only_after=fields.maybe("only_after", _only_after, None),
    )


def _only_after(node: Node) -> OnlyAfter:
    fields = node.mapping(required=("item", "value"))
    return OnlyAfter(fields["item"].string(), float(fields["value"].number()))


def _responses(name: str, node: Node) -> Responses:
    fields = node.mapping(optional=("from", "to", "options"))
    options = fields.maybe("options", lambda one: tuple(_option(o) for o in one.items()), ())
    values = [option.value for option in options if option.value is not None]
    if "from" in fields and "to" in fields:
        lo, hi = fields["from"].whole(), fields["to"].whole()
    elif values:
        lo, hi = int(min(values)), int(max(values))
    else:
        raise node.error("scales.catalogue.no_answers")
    if lo >= hi:
        raise node.error("scales.catalogue.empty_range")
    return Responses(name, float(lo), float(hi), options, words_only="from" not in fields)


def _option(node: Node) -> Option:
    fields = node.mapping(required=("code", "value"), optional=("label", "also"))
    value = fields["value"]
    return Option(
        code=fields["code"].string(),
        value=None if value.is_null else float(value.number()),
        label=fields.maybe("label", Node.text, None),
        also=fields.maybe("also", Node.strings, ()),
    )


# ── scores ──────────────────────────────────────────────────────────────────────────────────

_SCORE = ("items", "of", "needs", "times")


def _score(node: Node, items: Collection[str], earlier: Collection[str]) -> Score:
    fields = node.mapping(required=("name", "label", "method", "better"), optional=_SCORE)
    of_items = fields.maybe("items", lambda one: one.strings(among=items, at_least=1), ())
    of_scores = fields.maybe("of", lambda one: one.strings(among=earlier, at_least=2), ())
    if bool(of_items) is bool(of_scores):
        raise node.error("scales.catalogue.items_or_scores")
    return Score(
        name=fields["name"].string(),
        label=fields["label"].text(),
        method=Method(fields["method"].string(among=tuple(Method))),
        better=Better(fields["better"].string(among=tuple(Better))),
        missing=_missing(fields, len(of_items)),
        items=of_items,
        of=of_scores,
        times=float(fields.maybe("times", Node.number, 1)),
    )


def _missing(fields: Fields, items: int) -> MissingRule:
    percent = conventions().answered_percent
    if "needs" not in fields:
        return MissingRule(percent)
    needs = fields["needs"].mapping(optional=("at_least", "percent"))
    at_least = needs.maybe("at_least", lambda one: one.whole(at_least=1), None)
    if at_least is not None and at_least > items:
        raise needs["at_least"].error("rules.at_least_out_of_range", n=items)
    return MissingRule(needs.maybe("percent", Node.whole, percent), at_least)


# ── forms ───────────────────────────────────────────────────────────────────────────────────


def _version(node: Node, items: Collection[str]) -> Version:
    fields = node.mapping(required=("id", "label"), optional=("without", "also", "told_by"))
    return Version(
        id=fields["id"].string(),
        label=fields["label"].text(),
        without=fields.maybe("without", _among(items), ()),
        also=fields.maybe("also", Node.strings, ()),
        told_by=fields.maybe("told_by", lambda one: _known(one, items), None),
    )


def _coding(node: Node) -> Coding:
    fields = node.mapping(required=("id",), optional=("shift",))
    return Coding(fields["id"].string(), float(fields.maybe("shift", Node.number, 0)))


def _choice(node: Node, items: Collection[str]) -> Choice:
    fields = node.mapping(required=("id", "label", "options"), optional=("default",))
    options = tuple(_choice_option(one, items) for one in fields["options"].items(at_least=2))
    known = _different(fields["options"], [option.id for option in options])
    return Choice(
        id=fields["id"].string(),
        label=fields["label"].text(),
        options=options,
        default=fields.maybe("default", lambda one: _known(one, known), None),
    )


def _choice_option(node: Node, items: Collection[str]) -> ChoiceOption:
    fields = node.mapping(required=("id", "label"), optional=("reverse", "forward", "leave_out"))
    return ChoiceOption(
        id=fields["id"].string(),
        label=fields["label"].text(),
        reverse=fields.maybe("reverse", _among(items), ()),
        forward=fields.maybe("forward", _among(items), ()),
        leave_out=fields.maybe("leave_out", _among(items), ()),
    )


# ── bands and alerts ────────────────────────────────────────────────────────────────────────


def _band_set(node: Node, scores: Collection[str]) -> BandSet:
    fields = node.mapping(
        required=("population", "label", "source", "scores", "bands"),
        optional=("status", "default", "from_age", "below_age", "levels"),
    )
    bands = tuple(_band(one) for one in fields["bands"].items(at_least=2))
    _rising(fields["bands"], bands)
    return BandSet(
        population=fields["population"].string(),
        label=fields["label"].text(),
        source=fields["source"].string(),
        scores=fields["scores"].strings(among=scores, at_least=1),
        bands=bands,
        status=fields.maybe("status", lambda one: one.string(among=STATUSES), "confirmed"),
        is_default=fields.maybe("default", Node.flag, False),
        from_age=fields.maybe("from_age", _age, None),
        below_age=fields.maybe("below_age", _age, None),
        levels=fields.maybe("levels", Node.strings, ()),
    )


def _age(node: Node) -> int:
    return node.whole(at_least=0)


def _band(node: Node) -> Band:
    fields = node.mapping(required=("code", "label"), optional=("from", "above"))
    start = fields.maybe("from", Node.number, fields.maybe("above", Node.number, None))
    return Band(
        code=fields["code"].string(),
        label=fields["label"].text(),
        start=None if start is None else float(start),
        is_open="above" in fields,
    )


def _rising(node: Node, bands: tuple[Band, ...]) -> None:
    starts = [band.start for band in bands[1:]]
    if bands[0].start is not None or None in starts:
        raise node.error("scales.catalogue.first_band_starts")
    rising = [start for start in starts if start is not None]
    if any(low >= high for low, high in pairwise(rising)):
        raise node.error("scales.catalogue.bands_do_not_rise")


def _alert(node: Node, known: Collection[str]) -> AlertRule:
    fields = node.mapping(required=("on", "level", "source"), optional=("at_least", "at_most"))
    if ("at_least" in fields) is ("at_most" in fields):
        raise node.error("scales.catalogue.one_mark")
    return AlertRule(
        on=_known(fields["on"], known),
        level=fields["level"].string(among=LEVELS),
        source=fields["source"].string(),
        at_least=fields.maybe("at_least", lambda one: float(one.number()), None),
        at_most=fields.maybe("at_most", lambda one: float(one.number()), None),
    )


# ── checks ──────────────────────────────────────────────────────────────────────────────────


def _known(node: Node, known: Collection[str]) -> str:
    return node.string(among=tuple(known))


def _among(known: Collection[str]) -> Callable[[Node], tuple[str, ...]]:
    return lambda node: node.strings(among=known)


def _numbers(node: Node) -> tuple[float, ...]:
    return tuple(float(one.number()) for one in node.items())


def _different(node: Node, names: Iterable[str]) -> tuple[str, ...]:
    seen: dict[str, None] = {}
    for name in names:
        if name in seen:
            raise node.error("catalogue.twice", name=name)
        seen[name] = None
    return tuple(seen)
