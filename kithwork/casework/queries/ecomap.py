"""Ecomaps of a case, read and made ready to be drawn; two of them compared in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.casework.actions.ecomap import LABEL, TieSaid, key_of
from kithwork.casework.models import Case, Ecomap
from kithwork.casework.queries.support import matrix_of, occasions_of
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.support import functions, label_of, names_of, sources
from kithwork.catalogue.words import say
from kithwork.core.ecomap.difference import Change, changes
from kithwork.core.ecomap.layout import Node, Point, layout
from kithwork.core.ecomap.ties import Flow, Strength, Tie
from kithwork.core.support.cells import SELF
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Matrix

_LINE = 15.0  # from one line of a label to the next
_WIDE = 2  # a Chinese character is as wide as two others
_ROOM = 12  # so many narrow characters stand in one line of a circle
_LINES = 3


@dataclass(frozen=True, slots=True)
class Drawn:
    """A tie ready for the template: texts as lines with their y, strokes as SVG points."""

    x: float
    y: float
    lines: tuple[tuple[str, float], ...]
    strokes: tuple[str, ...]
    is_dashed: bool
    is_stressful: bool
    heads: tuple[str, ...]
    badges: tuple[tuple[str, str, float, float], ...]


@dataclass(frozen=True, slots=True)
class EcomapTold:
    """An ecomap: the picture, its text alternative line by line, and its ties in the clear."""

    row: Ecomap
    width: float
    height: float
    centre: Point
    drawn: tuple[Drawn, ...]
    told: tuple[tuple[str, str], ...]
    ties: tuple[TieSaid, ...]


def ecomaps_of(case: Case, language: str) -> tuple[EcomapTold, ...]:
    """Return the standing ecomaps of a case, the oldest first."""
    rows = Ecomap.objects.filter(case=case, superseded_by=None).prefetch_related("ties")
    vault = CaseVault(case)
    return tuple(_told(row, vault, language) for row in rows.order_by("on", "pk"))


def changes_told(before: EcomapTold, after: EcomapTold, language: str) -> tuple[str, ...]:
    """Return what changed between two ecomaps in sentences."""
    labels = {key_of(one.source, one.label): one for one in (*before.ties, *after.ties)}
    return tuple(
        _say_change(change, labels[change.key], language)
        for change in changes(_core(before.ties), _core(after.ties))
    )


def proposed_ties(case: Case) -> tuple[TieSaid, ...]:
    """Return the ties that the latest support grid shows: who is there, and what each gives.

    A proposal: how strong a tie is, is asked and not computed from what is received.
    """
    occasions = occasions_of(case)
    if not occasions:
        return ()
    matrix = matrix_of(occasions[-1])
    rows = [source for source in sources() if source in matrix.rows and source != SELF]
    return tuple(TieSaid(source=one, functions=tuple(_gives(matrix, one))) for one in rows)


def _gives(matrix: Matrix, source: str) -> Iterable[Function]:
    for function in matrix.columns:
        cells = matrix.at(source, function)
        named = matrix.of(function).named or ()
        if source in named or any(cell.level for cell in cells):
            yield function


def _told(row: Ecomap, vault: CaseVault, language: str) -> EcomapTold:
    ties = tuple(
        TieSaid(
            source=one.source,
            label=vault.open(one.label, row=one.uid, field=LABEL),
            strength=Strength(one.strength),
            is_stressful=one.is_stressful,
            flow=Flow(one.flow),
            functions=tuple(map(Function, one.functions)),
        )
        for one in sorted(row.ties.all(), key=lambda one: one.number)
    )
    picture = layout(_core(ties))
    return EcomapTold(
        row=row,
        width=picture.width,
        height=picture.height,
        centre=picture.centre,
        drawn=tuple(
            _drawn(node, tie, language) for node, tie in zip(picture.nodes, ties, strict=True)
        ),
        told=tuple((who_is(one, language), _in_words(one, language)) for one in ties),
        ties=ties,
    )


def who_is(tie: TieSaid, language: str) -> str:
    """Return who a tie is with: as she is called, else what she is."""
    return tie.label or label_of(tie.source, language)


def _core(ties: Iterable[TieSaid]) -> list[Tie]:
    return [
        Tie(
            key=key_of(one.source, one.label),
            source=one.source,
            strength=one.strength,
            is_stressful=one.is_stressful,
            flow=one.flow,
            functions=one.functions,
        )
        for one in ties
    ]


def _drawn(node: Node, tie: TieSaid, language: str) -> Drawn:
    lines = wrapped(who_is(tie, language))
    first = node.at.y - _LINE * (len(lines) - 1) / 2
    return Drawn(
        x=node.at.x,
        y=node.at.y,
        lines=tuple((text, first + _LINE * place) for place, text in enumerate(lines)),
        strokes=tuple(_points(stroke) for stroke in node.strokes),
        is_dashed=node.is_dashed,
        is_stressful=tie.is_stressful,
        heads=tuple(_points(head) for head in node.heads),
        badges=tuple(
            (
                badge.function.value.lower(),
                functions()[badge.function].letter.said_in(language),
                badge.at.x,
                badge.at.y,
            )
            for badge in node.badges
        ),
    )


def wrapped(text: str) -> tuple[str, ...]:
    """Return a label in at most three lines that fit into a circle; a longer one is cut short."""
    lines, line = [], ""
    for word in _words(text):
        if line and _width(line + word) > _ROOM:
            lines.append(line.strip())
            line = word.lstrip()
        else:
            line += word
    lines.append(line.strip())
    if len(lines) > _LINES:
        return (*lines[: _LINES - 1], f"{lines[_LINES - 1]}…")
    return tuple(lines)


def _words(text: str) -> Iterable[str]:
    """Yield what may stand in a line of its own: words, and each Chinese character."""
    word = ""
    for letter in text:
        if letter == " " or not letter.isascii():
            yield from (word,) if word else ()
            word = letter
            if letter != " ":
                yield word
                word = ""
        else:
            word += letter
    yield from (word,) if word else ()


def _width(text: str) -> int:
    return sum(1 if letter.isascii() else _WIDE for letter in text)


def _points(points: Iterable[Point]) -> str:
    return " ".join(f"{point.x:g},{point.y:g}" for point in points)


def _in_words(tie: TieSaid, language: str) -> str:
    between = say("support.list_comma", language)
    parts = [say(f"ecomap.strength.{tie.strength}", language)]
    if tie.is_stressful:
        parts.append(say("accompany.ecomap.stressful", language))
    if tie.flow is not Flow.NOT_SAID:
        parts.append(say(f"ecomap.flow.{tie.flow}", language))
    if tie.functions:
        parts.append(names_of(tie.functions, language))
    return between.join(parts)


def _say_change(change: Change, tie: TieSaid, language: str) -> str:
    given = str(change.reason.values().get("functions", ""))
    names = names_of(given.split(), language) if given else ""
    code = change.reason.code
    if code.endswith(("gives_now", "gives_no_more")):
        shown = say("accompany.ecomap.listed", language, names=names)
    else:
        shown = say("accompany.ecomap.bracketed", language, names=names) if names else ""
    return say(change.reason, language, who=who_is(tie, language), functions=shown)
