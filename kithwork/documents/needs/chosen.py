"""Needs of a part of a school, or by one survey's answers, as the page of Know shows them.

What the page leaves out of such a choice is left out here too: every number is one that the page
printed, and each table that is held back beside what the reader has seen is named.
"""

from collections.abc import Iterator

from kithwork.catalogue.words import say
from kithwork.core.support.functions import Function
from kithwork.documents.cells import withheld
from kithwork.documents.charts.bars import Bar, bars
from kithwork.documents.report import Block, Chart, Column, Heading, Paragraph, Table, number
from kithwork.needs.queries.counts import Breakdown, Counts, NeedCounted


def needs_of_choice(counts: Counts, language: str) -> Iterator[Block]:
    """Yield the needs, then what else the page shows of this choice."""
    yield Heading(1, say("screening.head.needs", language))
    yield Paragraph.of(most_frequent_of(counts, language))
    table = _needs(counts, language)
    yield _chart(counts, table, language) if counts.charted else table
    if counts.breakdowns:
        yield Heading(1, say("screening.head.groups", language))
        yield from (_breakdown(one, language) for one in counts.breakdowns if one.lines)
    if counts.bands:
        yield Heading(1, say("screening.head.bands", language))
        yield _bands(counts, language)
    if counts.held_back:
        yield Paragraph.of(counts.held_back)


def most_frequent_of(counts: Counts, language: str) -> str:
    """Return the sentence on the need that most of them show."""
    most = counts.most
    if most is None or counts.students is None:
        return say("screening.finding.none_shown", language)
    return say(
        "screening.finding.most_frequent",
        language,
        need=most.label,
        found=most.found or 0,
        n=counts.students,
    )


def _needs(counts: Counts, language: str) -> Table:
    columns = (
        Column(say("screening.table.need", language), share=6),
        Column(say("screening.table.functions", language), share=6),
        number(say("screening.table.found", language)),
    )
    rows = tuple(
        (one.label, _functions(one, language), withheld(one.found)) for one in counts.needs
    )
    return Table(say("screening.table.needs", language), columns, rows)


def _chart(counts: Counts, table: Table, language: str) -> Chart:
    drawing = bars(
        [Bar(one.label, one.found or 0, _main(one)) for one in counts.charted],
        finding=most_frequent_of(counts, language),
        heads=(say("screening.table.need", language), say("screening.chart.heads", language)),
        language=language,
    )
    return Chart(drawing, table)


def _main(need: NeedCounted) -> Function | None:
    code = need.functions[0].code
    return Function(code) if code in Function.__members__ else None


def _functions(need: NeedCounted, language: str) -> str:
    return say("support.list_comma", language).join(one.name for one in need.functions)


def _breakdown(one: Breakdown, language: str) -> Table:
    columns = (
        Column(say("screening.table.need", language), share=6),
        *(number(group.label) for group in one.groups),
    )
    sizes = tuple(withheld(group.size) for group in one.groups)
    rows = tuple((label, *map(withheld, line)) for label, line in one.lines)
    size = (say("screening.table.group_size", language), *sizes)
    return Table(one.label, columns, (size, *rows))


def _bands(counts: Counts, language: str) -> Table:
    columns = (
        Column(say("screening.table.band", language)),
        Column(say("screening.table.means", language), share=8),
        number(say("screening.table.students", language)),
    )
    rows = tuple((one.label, one.means, withheld(one.students)) for one in counts.bands)
    return Table(say("screening.table.bands", language), columns, rows)
