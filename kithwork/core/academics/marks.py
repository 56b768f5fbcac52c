"""One exam mark, seen against its maximum and against the class or grade that sat the exam.

Percent = 100 × raw / maximum. z = (raw − mean) / SD, where mean and SD are those of the class or
grade in the same exam and subject. Marks of two exams are compared by their z, never raw: an
easier paper is not progress. Source: docs/methods/academics.md.
"""

import datetime as dt
import math
from dataclasses import dataclass

from kithwork.core.academics.figures import AcademicsError, Figure
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark in one subject of one exam.

    `raw` lies in [0, maximum], None when the pupil was absent or the mark is not known.
    `cohort_mean` and `cohort_sd` (n − 1) are the class's or the grade's, in raw points.
    """

    exam: str
    subject: str
    raw: float | None
    maximum: float
    on: dt.date | None = None
    cohort_mean: float | None = None
    cohort_sd: float | None = None

    def __post_init__(self) -> None:
        if not (math.isfinite(self.maximum) and self.maximum > 0):
            raise AcademicsError(Reason.of("academics.error.maximum"))
        if self.raw is not None and not 0 <= self.raw <= self.maximum:
            raise AcademicsError(Reason.of("academics.error.mark_range", maximum=self.maximum))
        if self.cohort_sd is not None and not 0 <= self.cohort_sd < math.inf:
            raise AcademicsError(Reason.of("academics.error.sd_range"))


def percent(mark: Mark) -> Figure:
    """Return the mark as a percentage of its maximum, 0 to 100.

    >>> percent(Mark("mid-term", "maths", 90.0, 120.0)).value
    75.0
    """
    if mark.raw is None:
        return Figure.absent("academics.no_mark", exam=mark.exam, subject=mark.subject)
    return Figure(100 * mark.raw / mark.maximum)


def z_score(mark: Mark) -> Figure:
    """Return how many standard deviations the mark stands above its class or grade.

    >>> z_score(Mark("mid-term", "maths", 60.0, 100.0, cohort_mean=72.0, cohort_sd=8.0)).value
    -1.5
    """
    if mark.raw is None:
        return Figure.absent("academics.no_mark", exam=mark.exam, subject=mark.subject)
    if mark.cohort_mean is None or mark.cohort_sd is None:
        return Figure.absent("academics.no_cohort", exam=mark.exam, subject=mark.subject)
    if mark.cohort_sd == 0:
        return Figure.absent("academics.sd_zero", exam=mark.exam, subject=mark.subject)
    return Figure((mark.raw - mark.cohort_mean) / mark.cohort_sd)


def change_in_z(before: Mark, after: Mark) -> Figure:
    """Return z after − z before; above 0 the pupil gained on the class.

    Two subjects are not compared; where one z is missing its reason is passed on.

    >>> first = Mark("January", "maths", 60.0, 100.0, cohort_mean=72.0, cohort_sd=8.0)
    >>> second = Mark("June", "maths", 66.0, 100.0, cohort_mean=70.0, cohort_sd=8.0)
    >>> change_in_z(first, second).value
    1.0
    """
    if before.subject != after.subject:
        return Figure.absent("academics.other_subject", before=before.subject, after=after.subject)
    first, second = z_score(before), z_score(after)
    if first.value is None:
        return first
    if second.value is None:
        return second
    return Figure(second.value - first.value)
