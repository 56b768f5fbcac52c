"""Cases of the support matrix: one matrix, a survey's answers, or a matrix before and after."""

from kithwork.catalogue.instruments import instruments
from kithwork.catalogue.reading import Node
from kithwork.catalogue.support import sources, tell, thresholds
from kithwork.core.questionnaires import NOT_COME_UP, read_answer, support_from
from kithwork.core.scales import score
from kithwork.core.support.cells import Adequacy, Cell, Rater
from kithwork.core.support.difference import difference
from kithwork.core.support.errors import SupportError
from kithwork.core.support.findings import Finding, findings
from kithwork.core.support.functions import ALL, Function
from kithwork.core.support.matrix import Asked, Matrix, Tie
from kithwork.core.support.survey import from_survey

_ENOUGH = tuple(adequacy.name.lower() for adequacy in Adequacy)
_CELL = ("received", "enough", "quality", "importance", "says")


def result(given: Node) -> object:
    """Compute the findings of `matrix` or `survey`, or what changed from `before` to `after`."""
    fields = given.mapping(optional=("matrix", "survey", "before", "after"))
    try:
        if "survey" in fields:
            return _found(_survey(fields["survey"]))
        if "matrix" in fields:
            return _found(_matrix(fields["matrix"]))
        return _changed(_matrix(fields["before"]), _matrix(fields["after"]))
    except SupportError as error:
        return {"error": error.reason.code}


def _found(matrix: Matrix) -> dict[str, object]:
    found = findings(matrix, thresholds=thresholds())
    by_function = {one.function.value: _told(one) for one in found.functions}
    apart = [f"{d.source} {d.function}: {d.one}, {d.other}" for d in found.discordances]
    named = {cell.source: cell.level for cell in matrix.cells if cell.received is None}
    return {**by_function, "harmful": found.harmful, "apart": apart, "perceived_from": named}


def _told(finding: Finding) -> dict[str, object]:
    return {
        "word": "too_much" if finding.is_too_much else finding.word.value,
        "perceived": finding.perceived,
        "level": finding.level,
        "breadth": finding.breadth,
        "gap_by_source": finding.gap_by_source,
        "gap_word": finding.gap_word.value,
        "fragile": finding.is_fragile,
        "under_used": finding.is_under_used,
        "intrusive": finding.intrusive,
    }


def _changed(before: Matrix, after: Matrix) -> dict[str, object]:
    change = difference(before, after, thresholds=thresholds())
    return {
        "told": [tell(reason, "en") for reason in change.reasons],
        "ringed": sorted(f"{source} {function}" for source, function in change.places),
        "cells": len(change.cells),
    }


def _survey(node: Node) -> Matrix:
    entry = instruments()["ssm-16"]
    assert entry.questionnaire is not None  # it is our own, with its questions
    questions = tuple(entry.questionnaire.questions())
    by_id = {question.id: question for question in questions}
    answers = {
        name: read_answer(
            by_id[name], one.string() if isinstance(one.content, str) else one.number()
        )
        for name, one in node.pairs().items()
    }
    items = {
        name: None if answers[name] == NOT_COME_UP else one.scalar()
        for name, one in node.pairs().items()
        if name in {item.id for item in entry.instrument.items}
    }
    scored = score(entry.instrument, items)  # type: ignore[arg-type]
    return from_survey(support_from(questions, answers, perceived=scored.scores))


def _matrix(node: Node) -> Matrix:
    fields = node.mapping(optional=("present", "asked", "ties", "cells"))
    asked = fields.maybe("asked", Node.pairs, {})
    ties = fields.maybe("ties", Node.pairs, {})
    return Matrix(
        present=fields.maybe("present", _sources, ()),
        asked=tuple(_asked(Function(name), one) for name, one in asked.items()),
        ties=tuple(_tie(source, one) for source, one in ties.items()),
        cells=tuple(_cell(one) for one in fields.maybe("cells", Node.items, ())),
    )


def _sources(node: Node) -> tuple[str, ...]:
    return node.strings(among=tuple(sources()))


def _asked(function: Function, node: Node) -> Asked:
    fields = node.mapping(optional=("enough", "perceived", "used", "named"))
    return Asked(
        function=function,
        enough=fields.maybe("enough", _adequacy, None),
        perceived=fields.maybe("perceived", Node.number, None),
        used=fields.maybe("used", Node.number, None),
        named=fields.maybe("named", _sources, None),
    )


def _tie(source: str, node: Node) -> Tie:
    fields = node.mapping(optional=("quality", "importance"))
    return Tie(
        source=source,
        quality=fields.maybe("quality", Node.whole, None),
        importance=fields.maybe("importance", Node.whole, None),
    )


def _cell(node: Node) -> Cell:
    fields = node.mapping(required=("from", "function"), optional=_CELL)
    return Cell(
        source=fields["from"].string(among=tuple(sources())),
        function=Function(fields["function"].string(among=ALL)),
        rated_by=Rater(fields.maybe("says", Node.string, Rater.CLIENT)),
        level=fields.maybe("received", Node.number, None),
        adequacy=fields.maybe("enough", _adequacy, None),
        quality=fields.maybe("quality", Node.whole, None),
        importance=fields.maybe("importance", Node.whole, None),
    )


def _adequacy(node: Node) -> Adequacy:
    return Adequacy[node.string(among=_ENOUGH).upper()]
