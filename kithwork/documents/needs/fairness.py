"""Who stands in which band, by circumstance: the part of the report that checks fairness.

Sex, home, hukou and being left behind move nobody from one band to another; here they only count
who stands where. The sentences and numbers are those of Know.
"""

from collections.abc import Iterator

from kithwork.catalogue.words import say
from kithwork.documents.cells import Cell, withheld
from kithwork.documents.charts.bars import Bar, bars
from kithwork.documents.needs.material import Material
from kithwork.documents.report import Block, Chart, Column, Heading, Paragraph, Table, number
from kithwork.needs.queries.fairness import Fairness, GroupInBands, fairness_of


def fairness(material: Material, language: str) -> Iterator[Block]:
    """Yield a sentence, a chart and a table for each circumstance in which students differ."""
    yield Heading(1, say("know.report.head.fairness", language))
    found = fairness_of(material.needs, language)
    if material.held_back:
        yield Paragraph.of(held_back(material, language))
    elif not found:
        yield Paragraph.of(say("know.report.fairness.none", language))
    if found:
        yield Paragraph.of(say("know.report.fairness.how", language))
    for one in found:
        yield Heading(2, one.label)
        yield from _circumstance(one, language)


def held_back(material: Material, language: str) -> str:
    """Return the sentence on the breakdowns that are left out because of what was seen."""
    labels = [label.said_in(language) for label in material.held_back]
    named = say("support.list_comma", language).join(labels)
    return say("know.report.held_back", language, groups=named)


def _circumstance(one: Fairness, language: str) -> Iterator[Block]:
    yield Paragraph.of(one.sentence)
    table = _table(one, language)
    told = [group for group in one.groups if group.percent is not None]
    if not told:
        yield table
        return
    percent = say("know.report.fairness.percent", language)
    drawing = bars(
        [Bar(group.label, withheld(group.percent)) for group in one.groups],
        finding=say("know.report.fairness.chart", language, circumstance=one.label),
        heads=(one.label, percent),
        language=language,
    )
    yield Chart(drawing, table)


def _table(one: Fairness, language: str) -> Table:
    columns = (
        Column(one.label),
        *(number(band) for band in one.bands),
        number(say("screening.table.students", language)),
        number(say("know.report.fairness.percent", language)),
    )
    caption = say("know.report.fairness.table", language, circumstance=one.label)
    return Table(caption, columns, tuple(_row(group) for group in one.groups))


def _row(group: GroupInBands) -> tuple[Cell, ...]:
    numbers = (*group.bands, group.size, group.percent)
    return (group.label, *map(withheld, numbers))
