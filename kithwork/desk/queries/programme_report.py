"""A programme's page as a document or a table file: the same numbers, in the same order.

Nothing stands here that the page does not show: small numbers are hidden, cases have no name. Who
may open the page may take it along; the trail says that it left the house.
"""

from collections.abc import Iterator

from kithwork import __version__
from kithwork.access.models import School, User
from kithwork.access.roles import Section
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.catalogue.disclosure import disclosure_entry
from kithwork.catalogue.words import say
from kithwork.desk.queries.learn import FlowTold, ForestTold, ProgrammePage, programme_page
from kithwork.documents.case_report.giving_out import FORMATS, GivenOut
from kithwork.documents.cells import Cell, withheld
from kithwork.documents.charts.quilt import Theme
from kithwork.documents.report import (
    Block,
    Callout,
    CalloutKind,
    Column,
    Figure,
    Heading,
    Paragraph,
    Report,
    Table,
    number,
)
from kithwork.evaluation.across.tables import Table as Counted
from kithwork.evaluation.queries.across.learned import KIND
from kithwork.files.tables.writing import csv_bytes

KINDS = ("docx", "pdf", "csv")
CSV_TYPE = "text/csv; charset=utf-8"


def take_along(user: User, school: School, key: str, *, kind: str, language: str) -> GivenOut:
    """Return the programme's page as a file of one of `KINDS` and record that it was exported."""
    page = programme_page(user, school, key, language=language, theme=Theme.LIGHT)
    record(
        Event.EXPORT,
        KIND,
        by=user,
        school=school.uid,
        section=Section.AGGREGATES.value,
    )
    if kind == "csv":
        return GivenOut(_csv(page, language), CSV_TYPE, "programme.csv")
    render, content_type = FORMATS[kind]
    return GivenOut(render(programme_report(page, language)), content_type, f"programme.{kind}")


def programme_report(page: ProgrammePage, language: str) -> Report:
    """Compose the report of a programme from its page."""
    school = page.learned.school.name_in(language)
    return Report(
        title=page.label,
        subtitle=say("across.report.subtitle", language, school=school, day=page.learned.on),
        language=language,
        made_on=page.learned.on,
        versions=say(
            "across.report.versions",
            language,
            version=__version__,
            limits=disclosure_entry().entry.content_hash[:8],
        ),
        confidentiality=say("across.report.confidential", language),
        blocks=tuple(_blocks(page, language)),
    )


def _blocks(page: ProgrammePage, language: str) -> Iterator[Block]:
    yield Heading(1, say("across.report.flow", language))
    yield Paragraph.of(page.flow.headline)
    yield _flow(page.flow, language)
    if page.ended is None:
        yield Callout.of(CalloutKind.WARNING, page.too_few)
        return
    yield Callout.of(CalloutKind.LIMIT, page.claim)
    yield Heading(1, say("across.report.effects", language))
    yield Paragraph.of(page.consent)
    for forest in page.forests:
        yield from _forest(forest)
    if not page.forests:
        yield Paragraph.of(page.nothing)
    yield Heading(1, say("across.report.change", language))
    yield from _tables(page.ended.change, language)
    yield Heading(1, say("across.report.delivery", language))
    yield from _tables(page.ended.delivery, language)
    yield Heading(1, say("across.report.missing", language))
    yield from _tables((page.ended.missing,), language)


def _flow(flow: FlowTold, language: str) -> Table:
    heads = (say("across.report.standing", language), say("across.column.cases", language))
    rows = tuple((bar.label, withheld(bar.number)) for bar in flow.bars)
    return Table(say("across.report.flow", language), (Column(heads[0]), number(heads[1])), rows)


def _forest(one: ForestTold) -> Iterator[Block]:
    yield Heading(2, one.title)
    if one.plot is not None:
        yield Figure(one.plot.svg, alternative=one.plot.alternative, caption=one.of_cases)
        columns = (Column(one.plot.heads[0]), *map(number, one.plot.heads[1:]))
        yield Table(one.title, columns, tuple(_effect(row) for row in one.plot.rows))
    for sentence in (*one.says, *((one.figures,) if one.figures else ())):
        yield Paragraph.of(sentence)


def _effect(row: tuple[str | float, ...]) -> tuple[Cell, ...]:
    return tuple(cell if isinstance(cell, str) else round(cell, 2) for cell in row)


def _tables(found: tuple[Counted, ...], language: str) -> Iterator[Block]:
    for one in found:
        if not one.lines:
            yield Paragraph.of(say("across.report.none", language, table=one.title))
            continue
        rows = tuple((line.label, *map(withheld, line.numbers)) for line in one.lines)
        columns = (Column(one.head), *map(number, one.heads))
        yield Table(one.title, columns, rows, note=" ".join(one.notes))


def _csv(page: ProgrammePage, language: str) -> bytes:
    """One number a row: table, line, column, number; a hidden number is empty."""
    heads = [say(f"across.csv.{name}", language) for name in ("table", "line", "column", "n")]
    return csv_bytes(heads, _csv_rows(page, language))


def _csv_rows(page: ProgrammePage, language: str) -> Iterator[tuple[str | int | None, ...]]:
    flow, cases = say("across.report.flow", language), say("across.column.cases", language)
    yield from ((flow, bar.label, cases, bar.number) for bar in page.flow.bars)
    for forest in page.forests:
        yield from _effects_in_lines(forest)
    if page.ended is not None:
        for table in (*page.ended.change, *page.ended.delivery, page.ended.missing):
            for row in table.rows:
                yield from ((table.title, row.label, head, n) for head, n in row.cells)


def _effects_in_lines(forest: ForestTold) -> Iterator[tuple[str, str, str, str]]:
    """Each figure of a forest plot; without one, why there is none and no number."""
    if forest.plot is None:
        yield forest.title, " ".join(forest.says), "", ""
        return
    for label, *row in forest.plot.rows:
        for head, value in zip(forest.plot.heads[1:], row, strict=True):
            yield forest.title, str(label), head, f"{value:.4f}"
