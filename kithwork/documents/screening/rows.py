"""The lines of the files beside the report: one student, or one need of a student, a line.

Students stand under their pseudonyms, in the order of these, so that a line's place says nothing.
Reasons are in words; a birth date is told as an age. Facts that the file does not ask about are
not listed as missing: that is said once, in the report.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from kithwork.catalogue.because import because, fact_label
from kithwork.catalogue.needs import band_entries
from kithwork.catalogue.safety import level_entries
from kithwork.cohort.screening.explaining import Explainer
from kithwork.cohort.screening.result import GroupTable, ScreenedNeed
from kithwork.core.disclosure import Cell as Counted
from kithwork.core.needs import Need
from kithwork.core.rules import FactReason, whole_years
from kithwork.core.rules.syntax import AgeAt
from kithwork.core.sheets import Cell
from kithwork.documents.cells import cell_text
from kithwork.documents.screening import figures
from kithwork.documents.screening.page import Page
from kithwork.files.tables.writing import Table

Line = Sequence[Cell]
Progress = Callable[[int, int], None]
"""Is told how many needs of how many have been told."""


@dataclass(frozen=True, slots=True)
class Lines:
    """A file's lines: its columns' names and its rows."""

    columns: tuple[str, ...]
    rows: Sequence[Line]


def ids(page: Page, names: Sequence[str]) -> Lines:
    """Return who stands behind each pseudonym: the one file with the school's own numbers."""
    screening = page.screening
    rows = sorted(zip(names, screening.schools, screening.ids, strict=True))
    return Lines(_columns(page, "student", "school", "id"), rows)


def scores(page: Page, names: Sequence[str]) -> Lines:
    """Return each student's scores; an empty cell is a score that could not be computed."""
    scales = page.screening.scales
    columns = [scale.values.tolist() for scale in scales]
    rows = [
        (name, *(None if value != value else value for value in values))
        for name, *values in zip(names, *columns, strict=True)
    ]
    heads = (*_columns(page, "student"), *(page.text(scale.label) for scale in scales))
    return Lines(heads, sorted(rows, key=itemgetter(0)))


def needs(page: Page, names: Sequence[str], *, progress: Progress | None = None) -> Lines:
    """Return each need that a student shows, with its severity and its reasons."""
    teller = _Teller(page)
    told = page.screening.needs_judged
    rows: list[Line] = []
    for place, need in enumerate(told):
        if progress:
            progress(place, len(told))
        rows += teller.needs(need, names)
    heads = ("student", "band", "code", "need", "functions", "severity", "word", "because")
    return Lines(_columns(page, *heads, "not_known"), sorted(rows, key=itemgetter(0)))


def flags(page: Page, names: Sequence[str]) -> Lines:
    """Return who stands on which list, and why."""
    teller = _Teller(page)
    rows: list[Line] = []
    for flag in page.screening.flags:
        label = page.text(flag.label)
        for student, verdict in teller.explainer.flags(flag):
            reasons = teller.reasons(verdict.reasons) if verdict else ""
            rows.append((names[student], flag.id, label, reasons))
    return Lines(
        _columns(page, "student", "flag", "list", "because"), sorted(rows, key=itemgetter(0))
    )


def alerts(page: Page, names: Sequence[str]) -> Lines:
    """Return the answers that ask for a person, the most urgent first, with what to do."""
    meanings = {level.name: page.text(one.meaning) for level, one in level_entries().items()}
    rows = [
        (names[alert.student], alert.level, alert.item, meanings[alert.level])
        for alert in page.screening.alerts
    ]
    rows.sort(key=itemgetter(0))
    rows.sort(key=itemgetter(1), reverse=True)
    return Lines(_columns(page, "student", "level", "answer", "what_to_do"), rows)


def groups(page: Page) -> tuple[Table, ...]:
    """Return each group table as a sheet; hidden numbers stand as their mark."""
    return tuple(_sheet(page, table) for table in page.screening.groups)


def _sheet(page: Page, one: GroupTable) -> Table:
    labels = {need.code: page.text(need.rule.label) for need in page.screening.needs}
    heads = [page.text(one.groups[group]) for group in one.table.groups]
    columns = (*_columns(page, "code", "need"), *heads)
    sizes = ("", page.say("screening.table.group_size"), *_printed(page, one.table.sizes))
    rows = [
        (code, labels[code], *_printed(page, cells))
        for code, cells in zip(one.table.measures, one.table.cells, strict=True)
    ]
    return Table(page.text(one.label), columns, [sizes, *rows])


def _printed(page: Page, cells: Sequence[Counted]) -> list[Cell]:
    return [
        cell.value
        if cell.value is not None
        else cell_text(figures.shown(cell), decimals=0, language=page.language)
        for cell in cells
    ]


class _Teller:
    """Tells needs and lists in words; equal reasons are told once."""

    def __init__(self, page: Page) -> None:
        self.explainer = Explainer(page.screening.facts)
        self._page = page
        self._asked = frozenset(page.screening.facts.column_names)
        self._bands: Mapping[str | None, str] = {
            one.entry.id: page.text(one.label) for one in band_entries()
        }
        self._told: dict[int, tuple[Need, tuple[Cell, ...]]] = {}

    def needs(self, need: ScreenedNeed, names: Sequence[str]) -> Iterator[Line]:
        page, definition = self._page, need.rule.definition
        functions = page.joined([page.function(code) for code in definition.functions])
        label = page.text(need.rule.label)
        for student, found in self.explainer.needs(need):
            band = self._bands.get(page.screening.bands[student], "")
            yield (names[student], band, need.code, label, functions, *self._told_once(found))

    def reasons(self, reasons: Sequence[FactReason]) -> str:
        page = self._page
        once = {reason.fact: reason for reason in reversed(reasons)}
        told = [
            self._age(reason, once)
            if isinstance(reason.leaf.value, AgeAt)
            else because(reason, page.language, known=page.rules.facts)
            for reason in reversed(once.values())
        ]
        return page.say("screening.joined").join(dict.fromkeys(told))

    def _told_once(self, found: Need) -> tuple[Cell, ...]:
        known = self._told.get(id(found))
        if known is None:
            known = self._told[id(found)] = (found, self._tell(found))
        return known[1]

    def _tell(self, found: Need) -> tuple[Cell, ...]:
        page = self._page
        missing = [
            fact_label(name, page.language, known=page.rules.facts)
            for name in found.missing
            if name in self._asked
        ]
        return (
            found.severity,
            page.say(f"needs.severity.{found.severity}"),
            self.reasons(found.reasons),
            page.say("screening.joined").join(missing),
        )

    def _age(self, reason: FactReason, once: Mapping[str, FactReason]) -> str:
        value = reason.leaf.value
        assert isinstance(value, AgeAt)
        birth, day = (once[name].value for name in (value.birth, value.on))
        assert isinstance(birth, dt.date)
        assert isinstance(day, dt.date)
        return self._page.say("screening.age", years=whole_years(birth, day))


def _columns(page: Page, *names: str) -> tuple[str, ...]:
    return tuple(page.say(f"screening.column.{name}") for name in names)
