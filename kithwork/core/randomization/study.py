"""A study of single cases as a randomization test takes it, and starts as people write them."""

import re

from kithwork.core.randomization.designs import DesignError
from kithwork.core.randomization.plans import Case
from kithwork.core.reasons import Reason
from kithwork.core.singlecase.study import Study

_RANGE = re.compile(r"(\d+)(?:-(\d+))?")


def drawn_cases(study: Study) -> list[Case]:
    """Return each case's sessions under the two labels, in order of time; DesignError for none."""
    drawn = []
    for name, sessions in study.cases.items():
        ordered = sorted(sessions, key=lambda one: one.time)
        kept = [one for one in ordered if one.phase in study.labels]
        if not kept:
            raise DesignError(Reason.of("randomization.error.empty_phase", case=name))
        values = tuple(one.value for one in kept)
        drawn.append(Case(name, values, tuple(one.phase == study.labels[1] for one in kept)))
    return drawn


def starts_of(text: str | None) -> tuple[tuple[int, ...], ...]:
    """Return the start points (from 0) of "5-7,9": sessions are counted from 1.

    >>> starts_of("5-7,9")
    ((4, 5, 6), (8,))
    """
    if not text:
        return ()
    ranges = []
    for part in text.split(","):
        if (found := _RANGE.fullmatch(part.strip())) is None:
            raise DesignError(Reason.of("randomization.error.starts", text=text))
        low = int(found[1])
        ranges.append(tuple(range(low - 1, int(found[2] or low))))
    return tuple(ranges)
