"""From the answers of a survey to a matrix (domain specification C4).

Per function a survey gives the mean of its items (`perceived`), whether it is enough, and the
sources named. A named source becomes a cell of aspect *perceived* at its function's mean; received,
quality and importance stay "not asked". How items become a mean, and when too few are answered, is
the instrument's own rule and stands with its key.
"""

import datetime as dt
from collections.abc import Iterable

from kithwork.core.support.cells import Aspect, Cell, Evidence
from kithwork.core.support.matrix import Asked, Matrix


def from_survey(
    answers: Iterable[Asked], *, on: dt.date | None = None, evidence: tuple[Evidence, ...] = ()
) -> Matrix:
    """Return the matrix that a student's survey gives; `evidence` is attached to each cell.

    >>> from kithwork.core.support.cells import Adequacy
    >>> from kithwork.core.support.functions import Function
    >>> emotional = Asked(
    ...     function=Function.EM, perceived=1.0, enough=Adequacy.TOO_LITTLE,
    ...     named=("family_parent", "classmate"),
    ... )
    >>> [(c.source, c.level, c.received) for c in from_survey([emotional]).cells]
    [('family_parent', 1.0, None), ('classmate', 1.0, None)]
    """
    asked = tuple(answers)
    cells = tuple(
        Cell(
            source=source,
            function=answer.function,
            aspect=Aspect.PERCEIVED,
            level=answer.perceived,
            evidence=evidence,
        )
        for answer in asked
        for source in answer.named or ()
    )
    return Matrix(on=on, asked=asked, cells=cells)
