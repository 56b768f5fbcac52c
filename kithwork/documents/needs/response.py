"""Who was asked and who answered, in each campaign behind the numbers: flow and response rates.

A rate says on how many the figures rest and nothing of those who are silent. Source:
docs/methods/response-rates.md.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kithwork.catalogue.words import Param, say
from kithwork.core.campaigns import Rate
from kithwork.documents.cells import Cell
from kithwork.documents.charts.bars import Bar, bars
from kithwork.documents.report import Block, Chart, Column, Heading, Paragraph, Table, number
from kithwork.surveys.queries.flow import Flow

CHARTED = 12  # bars that a page takes without becoming a wall
MOST = 40  # classes whose lines a report takes; of more, the page of the campaign tells

_Lines = Sequence[tuple[str, Rate]]


def response(flows: Sequence[Flow] | None, language: str) -> Iterator[Block]:
    """Yield each campaign; `flows` is None for a reader of a class, who is told of none."""
    yield Heading(1, say("know.report.head.response", language))
    if not flows:
        code = "class_only" if flows is None else "none"
        yield Paragraph.of(say(f"know.report.response.{code}", language))
        return
    for flow in flows:
        yield Heading(2, flow.campaign.title)
        yield from _Telling(flow, language).blocks()
    yield Paragraph.of(say("know.report.response.how", language))


@dataclass(frozen=True, slots=True)
class _Telling:
    """One campaign in one language."""

    flow: Flow
    language: str

    def blocks(self) -> Iterator[Block]:
        total = self.flow.response.rates.total
        if total is None:
            yield Paragraph.of(self._say("too_few"))
        else:
            yield Paragraph.of(self._sentence(total))
            yield self._stages(total)
        yield from self._by("grade", self._grades())
        yield from self._classes()

    def _sentence(self, total: Rate) -> str:
        return self._say(
            "sentence",
            day=self.flow.opened_on,
            asked=total.asked,
            answered=total.answered,
            percent=_percent(total),
        )

    def _stages(self, total: Rate) -> Table:
        rows: list[tuple[Cell, ...]] = [
            (self._say("asked"), total.asked),
            (self._say("answered"), total.answered),
        ]
        no, without = self.flow.said_no, total.asked - total.answered
        if no is None:
            rows.append((self._say("without"), without))
        else:
            rows += [(self._say("open"), without - no), (self._say("said_no"), no)]
        columns = (
            Column(self._say("stage")),
            number(say("screening.table.students", self.language)),
        )
        return Table(self._say("flow", title=self.flow.campaign.title), columns, tuple(rows))

    def _grades(self) -> _Lines:
        no_grade = self._say("no_grade")
        return [(one.grade.name if one.grade else no_grade, one.rate) for one in self.flow.grades]

    def _classes(self) -> Iterator[Block]:
        found = self.flow.response
        lines = [(one.school_class.name, one.rate) for one in found.classes]
        if not lines:
            yield Paragraph.of(self._say("no_class"))
        elif len(lines) > MOST:
            yield Paragraph.of(self._say("many_classes", classes=len(lines)))
        else:
            rest = found.rates.rest
            yield from self._by("class", lines + ([(self._say("rest"), rest)] if rest else []))

    def _by(self, kind: str, lines: _Lines) -> Iterator[Block]:
        if not lines:
            return
        title = self.flow.campaign.title
        head, percent = self._say(kind), self._say("percent")
        columns = (
            Column(head),
            number(self._say("asked")),
            number(self._say("answered")),
            number(percent),
        )
        rows = tuple((name, rate.asked, rate.answered, _percent(rate)) for name, rate in lines)
        table = Table(self._say(f"by_{kind}", title=title), columns, rows)
        if not 1 < len(lines) <= CHARTED:
            yield table
            return
        drawing = bars(
            [Bar(name, _percent(rate)) for name, rate in lines],
            finding=self._say(f"chart_{kind}", title=title),
            heads=(head, percent),
            language=self.language,
        )
        yield Chart(drawing, table)

    def _say(self, code: str, **params: Param) -> str:
        return say(f"know.report.response.{code}", self.language, **params)


def _percent(rate: Rate) -> int:
    return round(100 * rate.share) if rate.asked else 0
