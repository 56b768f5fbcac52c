"""Support that students state, beside what the school gives: the part of the report with quilts.

Sentences and numbers are those of the page "Supply beside need". The quilts have the same rows and
columns; each has its table, and the functions have one together.
"""

from collections.abc import Iterator

from kithwork.aid.picturing import (
    GapTold,
    balance_told,
    gaps_told,
    headline,
    stated_quilt,
    supply_quilt,
)
from kithwork.aid.queries.picture import Picture
from kithwork.catalogue.words import say
from kithwork.core.support.quilt import Quilt
from kithwork.documents.cells import Cell
from kithwork.documents.charts.quilt import (
    Size,
    quilt_alternative,
    quilt_legend,
    quilt_svg,
    quilt_table,
)
from kithwork.documents.report import (
    Block,
    Bullets,
    Column,
    Figure,
    Heading,
    Paragraph,
    Table,
    number,
)


def supply_beside_need(picture: Picture, language: str) -> Iterator[Block]:
    """Yield the finding of each function, both quilts and the tables."""
    yield Heading(1, say("know.report.head.supply", language))
    gaps = gaps_told(picture, language)
    yield Paragraph.of(headline(picture, language))
    yield Paragraph.of(balance_told(picture, language))
    yield Bullets.of(*(gap.sentence for gap in gaps))
    yield _functions(gaps, language)
    yield from _quilt(supply_quilt(picture), "given", language)
    yield from _quilt(stated_quilt(picture), "stated", language)
    yield Paragraph.of(say("know.report.supply.how", language))


def _functions(gaps: tuple[GapTold, ...], language: str) -> Table:
    return Table(
        say("know.report.supply.table", language),
        (
            Column(say("screening.table.function", language), share=4),
            Column(say("know.report.supply.record", language), share=4),
            number(say("know.report.supply.programmes", language)),
            number(say("know.report.supply.services", language)),
            Column(say("know.report.supply.too_little", language), share=6),
        ),
        tuple(_row(gap, language) for gap in gaps),
    )


def _row(gap: GapTold, language: str) -> tuple[Cell, ...]:
    share = gap.share or say("know.report.supply.unknown", language)
    return (gap.name, gap.supply, gap.programmes, gap.services, share)


def _quilt(quilt: Quilt, side: str, language: str) -> Iterator[Block]:
    """Yield one side: the picture, what its signs mean, and its table."""
    title = say(f"know.report.supply.{side}", language)
    yield Heading(2, title)
    yield Figure(
        quilt_svg(quilt, size=Size.PRINT, language=language),
        alternative=quilt_alternative(quilt, language),
        caption=title,
    )
    legend = quilt_legend(quilt, language)
    if legend:
        yield Paragraph.of(" ".join(legend) if language == "en" else "".join(legend))
    table = quilt_table(quilt, language)
    columns = tuple(Column(head) for head in table.heads)
    caption = say("know.report.supply.in_words", language, title=title)
    yield Table(caption, columns, table.rows)
