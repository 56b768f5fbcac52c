"""The support matrix of a case: occasions, and what each rater says on one.

A sheet is written whole. Only the student is asked "is it enough?"; the others rate what they give
or have seen. Raters stand side by side, and a rater has one sheet on an occasion.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.permissions import Who
from kithwork.access.refusals import Refused
from kithwork.audit.models import Verb
from kithwork.casework.actions.writing import (
    author,
    fresh,
    note,
    require_case,
    require_version,
    superseding,
)
from kithwork.casework.models import (
    Case,
    Occasion,
    SupportAnswer,
    SupportCell,
    SupportSheet,
    SupportTie,
)
from kithwork.casework.sealing import CaseVault
from kithwork.catalogue.support import sources
from kithwork.core.support.cells import Cell, Rater
from kithwork.core.support.errors import SupportError
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Asked, Matrix, Tie

INFORMANT, WORDS, LEFT_OUT = "support.informant", "support.words", "support.left_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What is said of one function: enough 0–3, her words, or why it was not assessed."""

    function: Function
    enough: int | None = None
    words: str = ""
    left_out: str = ""

    @property
    def is_empty(self) -> bool:
        return self.enough is None and not self.words.strip() and not self.left_out.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What one rater says: who is there, the functions, and the cells that say more."""

    rater: Rater
    present: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()
    ties: tuple[Tie, ...] = ()
    cells: tuple[Cell, ...] = ()
    informant: str = ""

    def checked(self, on: dt.date) -> Matrix:
        """Return the matrix of this sheet alone. Raises Refused where it cannot be one."""
        known = sources()
        if unknown := [one for one in self.present if one not in known]:
            raise Refused("accompany.support.unknown_source", source=unknown[0])
        if self.rater is not Rater.CLIENT and (self.said or self.ties):
            raise Refused("accompany.support.only_the_student")
        try:
            asked = tuple(Asked(function=one.function) for one in self.said)
            return Matrix(
                on=on, present=self.present, asked=asked, ties=self.ties, cells=self.cells
            )
        except SupportError as error:
            raise Refused(error.reason.code, **dict(error.reason.params)) from None


@transaction.atomic
def begin_occasion(*, case: Case, on: dt.date, by: Who) -> Occasion:
    """Begin the next day on which support is asked about: T0 first. Raises NotAllowed."""
    grant = require_case(by, case)
    last = Occasion.objects.filter(case=case).order_by("-number").first()
    number = 0 if last is None else last.number + 1
    occasion = Occasion.objects.create(case=case, number=number, on=on, entered_by=author(by))
    note(Verb.CREATE, case, by=by, grant=grant, kind="case.occasion", reason=f"t{number}")
    return occasion


@transaction.atomic
def save_sheet(
    *, occasion: Occasion, sheet: Sheet, by: Who, made_from: str = "", reason: str = ""
) -> SupportSheet:
    """Write what a rater says on an occasion. Raises NotAllowed, Stale, Refused."""
    case = occasion.case
    grant = require_case(by, case)
    sheet.checked(occasion.on)
    before = standing_sheet(occasion, sheet.rater)
    require_version(before, made_from)
    row = fresh(SupportSheet, before, by=by, reason=reason)
    row.case, row.occasion, row.rater, row.on = case, occasion, sheet.rater.value, occasion.on
    row.present = list(sheet.present)
    vault = CaseVault(case)
    row.informant = vault.seal(sheet.informant, row=row.uid, field=INFORMANT)
    superseding(row)
    _insert(row, sheet, vault)
    note(
        Verb.CREATE if before is None else Verb.AMEND,
        case,
        by=by,
        grant=grant,
        kind="case.support",
        fields=_fields(sheet),
        reason=sheet.rater.value,
    )
    return row


def standing_sheet(occasion: Occasion, rater: Rater) -> SupportSheet | None:
    """Return the sheet of a rater that stands on an occasion, or None."""
    standing = SupportSheet.objects.filter(occasion=occasion, superseded_by=None)
    return standing.filter(rater=rater.value).order_by("-pk").first()


def _insert(row: SupportSheet, sheet: Sheet, vault: CaseVault) -> None:
    SupportAnswer.objects.bulk_create(
        _answer(row, one, vault) for one in sheet.said if not one.is_empty
    )
    SupportTie.objects.bulk_create(
        SupportTie(sheet=row, source=tie.source, quality=tie.quality, importance=tie.importance)
        for tie in sheet.ties
    )
    SupportCell.objects.bulk_create(_cell(row, cell) for cell in sheet.cells)


def _answer(row: SupportSheet, one: Said, vault: CaseVault) -> SupportAnswer:
    answer = SupportAnswer(sheet=row, function=one.function.value, enough=one.enough)
    answer.words = vault.seal(one.words, row=answer.uid, field=WORDS)
    answer.left_out = vault.seal(one.left_out, row=answer.uid, field=LEFT_OUT)
    return answer


def _cell(row: SupportSheet, cell: Cell) -> SupportCell:
    return SupportCell(
        sheet=row,
        source=cell.source,
        function=cell.function.value,
        aspect=cell.aspect.value,
        level=cell.level,
        adequacy=cell.adequacy,
        quality=cell.quality,
        importance=cell.importance,
        confidence=cell.confidence.value if cell.confidence else "",
    )


def _fields(sheet: Sheet) -> Iterable[str]:
    yield from ("present",) if sheet.present else ()
    yield from sorted(one.function.value.lower() for one in sheet.said if not one.is_empty)
    yield from ("cells",) if sheet.cells else ()
