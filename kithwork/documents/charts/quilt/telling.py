"""The quilt in words: what a patch says, the text alternative, the legend, and the table.

A picture is never the only carrier: the alternative tells the finding of each function, and the
table holds every patch, in the same order.
"""

from dataclasses import dataclass

from kithwork.catalogue.support import functions, label_of
from kithwork.catalogue.words import say, shown
from kithwork.core.support.cells import RECORDED, Aspect
from kithwork.core.support.functions import Function
from kithwork.core.support.quilt import Edge, Layer, Patch, Quilt
from kithwork.documents.charts.quilt.geometry import Saying

_SILENT = {
    Layer.SUPPORT: "support.word.not_asked",
    Layer.STATED: "support.word.named_by_few",
}
_HEADS = {
    Layer.SUPPORT: "support.quilt.enough",
    Layer.STATED: "support.quilt.say_enough",
}
_NOT_RECORDED = "support.word.not_recorded"


@dataclass(frozen=True, slots=True)
class QuiltTable:
    """The quilt as a table: heads, then one row per source with a cell per function."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def patch_words(
    patch: Patch, *, layer: Layer, language: str, is_head: bool, saying: Saying
) -> list[str]:
    """Return the lines that stand in a patch: its letter, a number, or words."""
    if saying is Saying.LETTER:
        return [functions()[patch.function].letter.said_in(language)]
    if saying is Saying.NUMBER:
        return _sign(patch, layer, language=language, is_head=is_head)
    if is_head:
        return [_finding(patch, layer, language)]
    if not patch.is_there and patch.fill is None:
        return [] if patch.edge is Edge.NOT_ASKED else [_edge_word(patch, language)]
    said = [_amount(patch, language)]
    return said if patch.edge is Edge.NOT_ASKED else [*said, _edge_word(patch, language)]


def quilt_alternative(quilt: Quilt, language: str) -> str:
    """Return what the picture shows, for one who cannot see it."""
    heads = [
        say(
            "support.quilt.item",
            language,
            function=functions()[patch.function].short,
            finding=_finding(patch, quilt.layer, language),
        )
        for patch in quilt.head
    ]
    told = say("support.quilt.between", language).join(heads)
    sentence = say(
        "support.quilt.alternative",
        language,
        title=say(f"support.quilt.title.{quilt.layer}", language),
        findings=told,
    )
    harmful = [row.source for row in quilt.rows if any(p.is_harmful for p in row.patches)]
    if not harmful:
        return sentence
    names = say("support.list_comma", language).join(label_of(s, language) for s in harmful)
    return sentence + " " + say("support.quilt.harm", language, sources=names)


def quilt_table(quilt: Quilt, language: str) -> QuiltTable:
    """Return every patch in words: the findings in the first row, then the sources."""
    heads = [functions()[function].short.said_in(language) for function in quilt.columns]
    everyone = [_finding(patch, quilt.layer, language) for patch in quilt.head]
    rows = [
        (label_of(row.source, language), *(_cell(p, quilt.layer, language) for p in row.patches))
        for row in quilt.rows
    ]
    return QuiltTable(
        heads=(say("support.quilt.source", language), *heads),
        rows=((head_label(quilt, language), *everyone), *rows),
    )


def head_label(quilt: Quilt, language: str) -> str:
    """Return the label of the row that sums up each function."""
    code = _HEADS.get(quilt.layer, "support.quilt.all")
    return say(code, language)


def quilt_legend(quilt: Quilt, language: str) -> tuple[str, ...]:
    """Return the sentences that explain this quilt's signs; only those that occur in it."""
    patches = [*quilt.head, *(patch for row in quilt.rows for patch in row.patches)]
    occurs = {
        "fill": quilt.layer is not Layer.STATED
        and (quilt.layer is Layer.SUPPORT or any(patch.fill for patch in patches)),
        "recorded": quilt.layer in (Layer.SUPPLY, Layer.PLAN, Layer.DELIVERY),
        "stated": quilt.layer is Layer.STATED,
        "stripes": any(patch.aspect is Aspect.PERCEIVED for patch in patches),
        "edge": quilt.layer is Layer.SUPPORT,
        "harm": any(patch.is_harmful for patch in patches),
        "ring": any(patch.is_changed for patch in patches),
    }
    return tuple(
        say(f"support.quilt.legend.{sign}", language) for sign, there in occurs.items() if there
    )


def _sign(patch: Patch, layer: Layer, *, language: str, is_head: bool) -> list[str]:
    if is_head and layer is Layer.SUPPORT:
        return _finding(patch, layer, language).split(" ")
    if patch.fill == 0 and patch.aspect in RECORDED:
        return [say("support.quilt.none", language)]
    if patch.fill is not None:
        is_share = patch.aspect is Aspect.STATED
        return [_amount(patch, language) if is_share else shown(patch.fill, language)]
    there = "○" if layer is Layer.SUPPORT else "✓"
    return [there] if patch.is_there else []


def _cell(patch: Patch, layer: Layer, language: str) -> str:
    parts = []
    if patch.fill is None and not patch.is_there:
        parts.append(say(_SILENT.get(layer, _NOT_RECORDED), language))
    else:
        parts.append(_amount(patch, language))
    if patch.edge is not Edge.NOT_ASKED:
        parts.append(_edge_word(patch, language))
    if patch.is_harmful:
        parts.append(say("support.quilt.harms", language))
    if patch.is_changed:
        parts.append(say("support.quilt.changed", language))
    return say("support.quilt.between", language).join(parts)


def _finding(patch: Patch, layer: Layer, language: str) -> str:
    if layer is Layer.SUPPORT:
        return _edge_word(patch, language)
    silent = "support.word.not_asked" if layer is Layer.STATED else _NOT_RECORDED
    return _amount(patch, language) if patch.is_there else say(silent, language)


def _edge_word(patch: Patch, language: str) -> str:
    return say(f"support.word.{patch.edge}", language)


def _amount(patch: Patch, language: str) -> str:
    """Say how much; a level between two words is said as a number."""
    if patch.fill is None or patch.aspect is None:
        named = "named" if patch.aspect is Aspect.PERCEIVED else "there"
        return say(f"support.quilt.{named}", language)
    if patch.aspect is Aspect.STATED:
        return say("support.quilt.percent", language, percent=round(patch.fill * 25))
    if patch.aspect is Aspect.PERCEIVED:
        return say("support.quilt.perceived", language, level=shown(patch.fill, language))
    if patch.aspect is Aspect.RECEIVED and patch.function is not Function.IS:
        return say(f"support.received.{patch.fill:.0f}", language)
    if patch.fill == 0 and patch.aspect is not Aspect.RECEIVED:
        return say("support.quilt.recorded_none", language)
    if patch.fill % 1:
        return say("support.quilt.share", language, level=shown(patch.fill, language))
    return say(f"support.met.{patch.fill:.0f}", language)
