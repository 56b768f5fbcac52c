"""What many students say of support, as a matrix of the same rows and columns as the supply.

A cell's level is the share of those asked who name the source, in quarters; what is said of a
function is the share who say that it is enough. A number that is hidden leaves its place empty.
"""

import datetime as dt
from collections.abc import Mapping

from kithwork.core.aid.gap import Stated
from kithwork.core.support.cells import Aspect, Cell, Rater
from kithwork.core.support.functions import Function
from kithwork.core.support.matrix import Asked, Matrix

QUARTERS = 4


def stated_matrix(
    stated: Mapping[Function, Stated],
    named: Mapping[tuple[str, Function], float | None],
    *,
    on: dt.date,
) -> Matrix:
    """Return the matrix; `named` are shares from 0 to 1 by source and function, None if hidden."""
    return Matrix(
        on=on,
        asked=tuple(
            Asked(function=function, perceived=(1 - share) * QUARTERS)
            for function, one in stated.items()
            if (share := one.share) is not None
        ),
        cells=tuple(
            Cell(
                source=source,
                function=function,
                aspect=Aspect.STATED,
                rated_by=Rater.CLIENT,
                level=share * QUARTERS,
            )
            for (source, function), share in named.items()
            if share is not None
        ),
    )
