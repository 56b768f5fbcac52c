"""The workbook of a school's needs: every table of the report, and needs by every group.

A group that is too wide for a page stands in the workbook alone, so the needs by group come from
the screening itself; every other sheet is a table of the report, with what explains its marks.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from kithwork.catalogue.words import say
from kithwork.documents.cells import Mark
from kithwork.documents.needs.material import Material
from kithwork.documents.report import Report
from kithwork.documents.report.workbook import sheets
from kithwork.documents.screening import findings
from kithwork.documents.screening.page import Page
from kithwork.documents.screening.rows import groups
from kithwork.files.tables.writing import Table, xlsx_bytes


def workbook(material: Material, report: Report) -> bytes:
    """Return the Excel file of a report of needs; empty where no number is shown at all."""
    tables = (*_needs_by_group(material, report), *_of_report(material, report))
    return xlsx_bytes(tables) if tables else b""


def _needs_by_group(material: Material, report: Report) -> Iterator[Table]:
    if material.is_small_class or material.is_part:
        return  # the report of a part holds every table of it
    for table in groups(_page(material, report)):
        yield replace(table, rows=[*table.rows, (), *_explained(report.language)])


def _of_report(material: Material, report: Report) -> Iterator[Table]:
    """Yield the report's tables but those by group, which are there in full."""
    by_group = list(findings.groups(_page(material, report)))
    others = (block for block in report.blocks if block not in by_group)
    yield from sheets(others, language=report.language)


def _explained(language: str) -> Iterable[tuple[str]]:
    for mark in (Mark.SUPPRESSED, Mark.WITHHELD):
        yield (say(f"report.explains.{mark.value}", language),)


def _page(material: Material, report: Report) -> Page:
    needs = material.needs
    return Page(needs.screening, needs.here.rules, report.language)
