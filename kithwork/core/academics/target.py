"""How far a pupil's points stand from the line of the school she aims at.

The distance is shown against each of the last admission lines, newest first, with their years.
It is a history and no promise: lines move with the paper and the places, so no chance of
admission is computed, and every result carries that note. Source: docs/methods/academics.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kithwork.core.academics.figures import AcademicsError
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class AdmissionLine:
    """The lowest points with which a school admitted in one year, of `maximum` points in all."""

    year: int
    points: float
    maximum: float

    def __post_init__(self) -> None:
        if not 0 <= self.points <= self.maximum:
            raise AcademicsError(
                Reason.of("academics.error.line_range", year=self.year, maximum=self.maximum)
            )


@dataclass(frozen=True, slots=True)
class YearDistance:
    """Points above (+) or below (−) one year's line; None where the maxima differ."""

    line: AdmissionLine
    points: float | None
    reason: Reason | None = None


@dataclass(frozen=True, slots=True)
class Distance:
    """The distances, newest year first, and the notes that must be shown with them."""

    years: tuple[YearDistance, ...]
    notes: tuple[Reason, ...]

    @property
    def newest(self) -> YearDistance | None:
        return self.years[0] if self.years else None


def distance_to(
    lines: Sequence[AdmissionLine], points: float | None, *, maximum: float
) -> Distance:
    """Return how far `points` (of `maximum`) stand from each line; never a probability.

    >>> lines = [AdmissionLine(2024, 560, 750), AdmissionLine(2025, 571, 750)]
    >>> [(d.line.year, d.points) for d in distance_to(lines, 563, maximum=750).years]
    [(2025, -8), (2024, 3)]
    """
    if points is not None and not 0 <= points <= maximum:
        raise AcademicsError(Reason.of("academics.error.mark_range", maximum=maximum))
    years = [line.year for line in lines]
    if len(set(years)) < len(years):
        raise AcademicsError(Reason.of("academics.error.line_twice"))
    newest_first = sorted(lines, key=lambda line: line.year, reverse=True)
    notes = [Reason.of("academics.no_promise")]
    if not lines:
        notes.append(Reason.of("academics.no_lines"))
    return Distance(
        years=tuple(_one_year(line, points, maximum=maximum) for line in newest_first),
        notes=tuple(notes),
    )


def _one_year(line: AdmissionLine, points: float | None, *, maximum: float) -> YearDistance:
    if points is None:
        return YearDistance(line, None, Reason.of("academics.no_points"))
    if line.maximum != maximum:
        return YearDistance(
            line,
            None,
            Reason.of(
                "academics.other_maximum", year=line.year, maximum=maximum, theirs=line.maximum
            ),
        )
    return YearDistance(line, points - line.points)
