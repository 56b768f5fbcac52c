"""The course of a series of exams: the Theil–Sen slope.

The slope is the median of the slopes of all pairs of exams (Theil 1950; Sen 1968), so one bad day
does not bend it, as a least-squares line would. It is given per exam: the positions are the
exams' order, and an exam that was missed keeps its place. Source: docs/methods/academics.md.
"""

from collections.abc import Sequence
from itertools import combinations
from statistics import median

from kithwork.core.academics.figures import Figure


def trend(values: Sequence[float | None], *, at_least: int) -> Figure:
    """Return the Theil–Sen slope per exam of `values` in the order of the exams.

    `values` are percents or z scores (not raw marks of papers with unlike maxima); None is an exam
    without a mark. Fewer than `at_least` marks give no slope (the catalogue says 3).

    >>> trend([50.0, 52.0, None, 60.0], at_least=3).value
    3.3333333333333335
    """
    if at_least < 2:
        raise ValueError("a slope needs at least two marks")
    points = [(place, value) for place, value in enumerate(values) if value is not None]
    if len(points) < at_least:
        return Figure.absent("academics.too_few", n=len(points), needed=at_least)
    slopes = [
        (later - earlier) / (place_later - place_earlier)
        for (place_earlier, earlier), (place_later, later) in combinations(points, 2)
    ]
    return Figure(median(slopes))
