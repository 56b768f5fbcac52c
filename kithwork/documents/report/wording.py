"""What a renderer prints beside the composer's own words: dates, labels and notes.

All renderers take their words from here, so that the page, the Word file, the PDF and the JSON
say the same.
"""

from kithwork.catalogue.words import say
from kithwork.documents.cells import Mark
from kithwork.documents.report.blocks import Callout, Quote
from kithwork.documents.report.pictures import Chart
from kithwork.documents.report.report import Report
from kithwork.documents.report.tables import Column, Table


def column_head(column: Column, language: str) -> str:
    """Return a column's head with its unit."""
    if not column.unit:
        return column.head
    return say("report.unit", language, head=column.head, unit=column.unit)


def table_notes(table: Table, language: str) -> tuple[str, ...]:
    """Return the lines under a table: its marks explained, its note and its source."""
    explained = [
        say(f"report.explains.{mark.value}", language)
        for mark in (Mark.SUPPRESSED, Mark.WITHHELD)
        if mark in table.marks
    ]
    note = [say("report.note", language, note=table.note)] if table.note.strip() else []
    return (*explained, *note, *_source(table.source, language))


def chart_notes(chart: Chart, language: str) -> tuple[str, ...]:
    """Return the lines under a chart."""
    return _source(chart.source, language)


def callout_title(callout: Callout, language: str) -> str:
    """Return the words over a callout: what it is, and its title if it has one."""
    label = say(f"report.callout.{callout.kind.value}", language)
    if not callout.title:
        return label
    return say("report.labelled", language, label=label, text=callout.title)


def said_by(quote: Quote, language: str) -> str:
    """Return the line under a quotation; empty where nobody is named."""
    return say("report.said_by", language, who=quote.said_by) if quote.said_by else ""


def date(language: str) -> str:
    """Return the label of the place for a date."""
    return say("report.date", language)


def colophon(report: Report) -> tuple[str, ...]:
    """Return when the report was made and with which versions of the catalogue."""
    made_on = say("report.made_on", report.language, day=report.made_on)
    return (made_on, report.versions) if report.versions else (made_on,)


def page_label(language: str) -> tuple[str, str, str]:
    """Return the words before the page's number, between it and the number of pages, and after."""
    said = say("report.page", language, page="\x00", pages="\x00")
    before, between, after = said.split("\x00")
    return before, between, after


def _source(source: str, language: str) -> tuple[str, ...]:
    return (say("report.source", language, source=source),) if source else ()
