"""The support matrix of a case, read: one matrix for an occasion, and the words of its findings.

All raters' sheets of an occasion become one `core.support.Matrix`, raters side by side, with the
evidence attached to its cells. The student's own sheet alone says who is there and what is enough.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kithwork.access.permissions import read_once
from kithwork.casework.actions.support import INFORMANT, LEFT_OUT, WORDS, Said
from kithwork.casework.models import (
    Case,
    EvidencePlace,
    Occasion,
    SupportAnswer,
    SupportCell,
    SupportSheet,
)
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.support import functions, label_of, sources, tell, thresholds
from kithwork.catalogue.words import say
from kithwork.core.support.cells import (
    Adequacy,
    Aspect,
    Cell,
    Confidence,
    Evidence,
    EvidenceKind,
    Rater,
)
from kithwork.core.support.difference import Difference, difference
from kithwork.core.support.findings import Finding, Findings, findings
from kithwork.core.support.functions import FOUR, Function
from kithwork.core.support.matrix import Asked, Matrix, Tie


@dataclass(frozen=True, slots=True)
class FunctionTold:
    """One function in words: the finding first, her own words, the remarks."""

    function: Function
    label: str
    letter: str
    word: str
    edge: str
    her_words: str
    left_out: str
    evidence: int
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SaidTold:
    """What one rater says of one place, in words; for the worker alone."""

    rater: str
    text: str


@dataclass(frozen=True, slots=True)
class RowTold:
    """A source and, function by function, what is said there."""

    source: str
    label: str
    is_apart: bool
    places: tuple[tuple[SaidTold, ...], ...]


@dataclass(frozen=True, slots=True)
class OccasionTold:
    """An occasion as its page shows it; `apart` opens the worker's next talk."""

    occasion: Occasion
    functions: tuple[FunctionTold, ...]
    rows: tuple[RowTold, ...]
    raters: tuple[str, ...]
    apart: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def heads(self) -> tuple[str, ...]:
        return tuple(one.label for one in self.functions)


def occasions_of(case: Case) -> tuple[Occasion, ...]:
    """Return the occasions of a case, T0 first."""
    return tuple(case.occasions.order_by("number"))


def matrix_of(occasion: Occasion) -> Matrix:
    """Return the matrix of an occasion; an empty one where nothing was asked."""
    key = ("support matrix", occasion.pk)
    return read_once(key, lambda: _matrix(occasion, _sheets(occasion), _evidence(occasion)))


def matrices_of(occasions: Iterable[Occasion]) -> dict[int, Matrix]:
    """Return the matrices of many occasions by their keys, without the evidence of their cells."""
    of = {one.pk: one for one in occasions}
    standing = SupportSheet.objects.filter(occasion__in=of, superseded_by=None)
    sheets: dict[int, list[SupportSheet]] = defaultdict(list)
    for sheet in standing.prefetch_related("answers", "ties", "cells").order_by("pk"):
        sheets[sheet.occasion_id].append(sheet)
    return {pk: _matrix(occasion, sheets[pk], {}) for pk, occasion in of.items()}


def found_at(occasion: Occasion) -> Findings:
    """Return the findings of an occasion."""
    return findings(matrix_of(occasion), thresholds=thresholds())


def changed_between(before: Occasion, after: Occasion) -> Difference:
    """Return what changed from one occasion to another."""
    return difference(matrix_of(before), matrix_of(after), thresholds=thresholds())


def occasion_told(occasion: Occasion, language: str) -> OccasionTold:
    """Return an occasion in words."""
    matrix = matrix_of(occasion)
    found = findings(matrix, thresholds=thresholds())
    said = _answers(occasion)
    attached = _attached(occasion)
    raters = dict.fromkeys(Rater(one.rater) for one in _sheets(occasion))
    return OccasionTold(
        occasion=occasion,
        functions=tuple(
            _function(one, said.get(one.function, ("", "")), attached[one.function], language)
            for one in found.functions
        ),
        rows=tuple(_rows(matrix, language)),
        raters=tuple(say(f"accompany.rater.{one}", language) for one in raters),
        apart=tuple(_apart(found, language)),
        warnings=tuple(tell(reason, language) for reason in found.reasons),
    )


def said_at(occasion: Occasion) -> dict[Function, Said]:
    """Return what the student says per function on an occasion, in the clear."""
    words = _answers(occasion)
    return {
        Function(row.function): Said(
            function=Function(row.function),
            enough=row.enough,
            words=words[Function(row.function)][0],
            left_out=words[Function(row.function)][1],
        )
        for row in _answered(occasion)
    }


def informant_of(sheet: SupportSheet | None) -> str:
    """Return who informed, as the worker noted it; "" for nobody."""
    if sheet is None:
        return ""
    return CaseVault(sheet.case).open(sheet.informant, row=sheet.uid, field=INFORMANT)


def function_names(language: str) -> tuple[str, ...]:
    """Return the short names of the four functions, the heads of a grid."""
    return tuple(functions()[one].short.said_in(language) for one in FOUR)


def told_changes(changed: Difference, language: str) -> tuple[str, ...]:
    """Return a difference in sentences."""
    return tuple(tell(reason, language) for reason in changed.reasons)


def evidence_lacks(occasion: Occasion) -> tuple[Function, ...]:
    """Return the functions that have neither evidence nor a reason why they were left out."""
    attached, said = _attached(occasion), _answers(occasion)
    return tuple(f for f in FOUR if not attached[f] and not said.get(f, ("", ""))[1])


def _matrix(
    occasion: Occasion,
    sheets: Iterable[SupportSheet],
    evidence: Mapping[tuple[str, str], list[Evidence]],
) -> Matrix:
    client = next((one for one in sheets if one.rater == Rater.CLIENT), None)
    return Matrix(
        on=occasion.on,
        present=tuple(client.present) if client else (),
        asked=tuple(_asked(one) for one in client.answers.all()) if client else (),
        ties=tuple(
            Tie(source=one.source, quality=one.quality, importance=one.importance)
            for one in (client.ties.all() if client else ())
        ),
        cells=tuple(_cell(one, sheet, evidence) for sheet in sheets for one in sheet.cells.all()),
    )


def _sheets(occasion: Occasion) -> tuple[SupportSheet, ...]:
    """Return the standing sheets with all that is on them; a page asks for them several times."""
    standing = SupportSheet.objects.filter(occasion=occasion, superseded_by=None)
    loaded = standing.prefetch_related("answers", "ties", "cells").order_by("pk")
    return read_once(("support sheets", occasion.pk), lambda: tuple(loaded))


def _answered(occasion: Occasion) -> list[SupportAnswer]:
    return [answer for sheet in _sheets(occasion) for answer in sheet.answers.all()]


def _asked(answer: SupportAnswer) -> Asked:
    enough = None if answer.enough is None else Adequacy(answer.enough)
    return Asked(function=Function(answer.function), enough=enough, used=answer.used)


def _cell(
    one: SupportCell, sheet: SupportSheet, evidence: Mapping[tuple[str, str], list[Evidence]]
) -> Cell:
    return Cell(
        source=one.source,
        function=Function(one.function),
        aspect=Aspect(one.aspect),
        rated_by=Rater(sheet.rater),
        level=one.level,
        adequacy=None if one.adequacy is None else Adequacy(one.adequacy),
        quality=one.quality,
        importance=one.importance,
        confidence=Confidence(one.confidence) if one.confidence else None,
        evidence=tuple(evidence.get((one.source, one.function), ())),
    )


def _evidence(occasion: Occasion) -> dict[tuple[str, str], list[Evidence]]:
    return read_once(("support evidence", occasion.pk), lambda: _evidence_at(occasion))


def _evidence_at(occasion: Occasion) -> dict[tuple[str, str], list[Evidence]]:
    places = EvidencePlace.objects.filter(
        evidence__occasion=occasion, evidence__superseded_by=None
    ).select_related("evidence")
    found: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for place in places.order_by("pk"):
        piece = place.evidence
        found[place.source, place.function].append(
            Evidence(
                kind=EvidenceKind(piece.kind),
                ref=str(piece.uid),
                on=piece.on,
                informant=piece.informant,
            )
        )
    return found


def _attached(occasion: Occasion) -> dict[Function, int]:
    counts: dict[Function, int] = defaultdict(int)
    for (_source, function), pieces in _evidence(occasion).items():
        counts[Function(function)] += len(pieces)
    return counts


def _answers(occasion: Occasion) -> dict[Function, tuple[str, str]]:
    """Return per function her words and why it was left out."""
    vault = CaseVault(occasion.case)
    return {
        Function(row.function): (
            vault.open(row.words, row=row.uid, field=WORDS),
            vault.open(row.left_out, row=row.uid, field=LEFT_OUT),
        )
        for row in _answered(occasion)
    }


def _function(found: Finding, said: tuple[str, str], evidence: int, language: str) -> FunctionTold:
    column = functions()[found.function]
    edge = "too_much" if found.is_too_much else found.word.value
    return FunctionTold(
        function=found.function,
        label=column.short.said_in(language),
        letter=column.letter.said_in(language),
        word=say(f"support.word.{edge}", language),
        edge=edge,
        her_words=said[0],
        left_out=said[1],
        evidence=evidence,
        remarks=tuple(tell(reason, language) for reason in found.reasons),
    )


def _rows(matrix: Matrix, language: str) -> Iterable[RowTold]:
    ordered = [*sources(), *(one for one in matrix.rows if one not in sources())]
    for source in (one for one in ordered if one in matrix.rows):
        known = sources().get(source)
        yield RowTold(
            source=source,
            label=label_of(source, language),
            is_apart=known is not None and known.is_formal is None,
            places=tuple(
                tuple(_said(cell, language) for cell in matrix.at(source, function))
                for function in matrix.columns
            ),
        )


def _said(cell: Cell, language: str) -> SaidTold:
    parts = []
    if cell.level is not None:
        parts.append(say(f"accompany.level.{cell.level:.0f}", language))
    if cell.adequacy is not None:
        parts.append(say(f"support.answer.{cell.adequacy.name.lower()}", language))
    if cell.quality is not None and cell.quality < 0:
        parts.append(say("accompany.quality.hurts", language))
    between = say("support.list_comma", language)
    return SaidTold(say(f"accompany.rater.{cell.rated_by}", language), between.join(parts))


def _apart(found: Findings, language: str) -> Iterable[str]:
    for one in found.discordances:
        yield say(
            "accompany.apart",
            language,
            source=label_of(one.source, language),
            function=functions()[one.function].short.said_in(language),
            one=say(f"accompany.rater.{one.one}", language),
            one_says=say(f"accompany.level.{one.one_says:.0f}", language),
            other=say(f"accompany.rater.{one.other}", language),
            other_says=say(f"accompany.level.{one.other_says:.0f}", language),
        )
