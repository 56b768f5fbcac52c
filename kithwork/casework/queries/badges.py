"""The support quilt at its smallest: a row of four functions for a line in a list.

What each says is the finding of the latest occasion, the same that the case's own page draws; the
sources and the student's words stand there. A case without an occasion has no badge.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kithwork.casework.models import Case, Occasion
from kithwork.casework.queries.support import matrices_of
from kithwork.catalogue.support import functions, thresholds
from kithwork.catalogue.words import say
from kithwork.core.support.findings import Finding, findings


@dataclass(frozen=True, slots=True)
class BadgePatch:
    """One function: its code, letter and icon, its name and what is found, in words."""

    code: str
    letter: str
    icon: str
    name: str
    edge: str
    word: str


def badges_of(cases: Iterable[Case], *, language: str) -> dict[int, tuple[BadgePatch, ...]]:
    """Return the badge of each case that has one, by the case's key; five queries for any number.

    The caller has asked whether the reader may see the cases.
    """
    latest = {
        one.case_id: one for one in Occasion.objects.filter(case__in=cases).order_by("number")
    }
    matrices = matrices_of(latest.values())
    return {
        case: tuple(
            _patch(found, language)
            for found in findings(matrices[one.pk], thresholds=thresholds()).functions
        )
        for case, one in latest.items()
    }


def _patch(found: Finding, language: str) -> BadgePatch:
    column = functions()[found.function]
    edge = "too_much" if found.is_too_much else found.word.value
    return BadgePatch(
        code=found.function.value,
        letter=column.letter.said_in(language),
        icon=column.icon,
        name=column.short.said_in(language),
        edge=edge,
        word=say(f"support.word.{edge}", language),
    )
