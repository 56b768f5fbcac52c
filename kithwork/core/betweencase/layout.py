"""From cases to arrays: which points are compared between cases, and how far apart they lie.

In a multiple baseline, points are compared that stand at the same time under the same condition
(Hedges, Pustejovsky and Shadish 2013). In (AB)^k, phases of different length would shift the times,
so points are counted from the start of their phase and those places are compared that every case
reached (2012). Distances are the times themselves where they are whole numbers, else the order of
the sessions.
"""

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from kithwork.core.betweencase.cases import Case, Design, Point

if TYPE_CHECKING:
    from kithwork.core._kernels.betweencase import Layout

_Cell = tuple[float, ...]


def has_whole_times(cases: Sequence[Case]) -> bool:
    """Return whether all times are whole numbers, so that distances between them are sessions."""
    return all(point.time == int(point.time) for case in cases for point in case.points)


def layout_of(cases: Sequence[Case], design: Design) -> "Layout":
    """Return the arrays of all cases."""
    import numpy as np

    from kithwork.core._kernels.betweencase import Layout

    points = [point for case in cases for point in case.points]
    phases = [
        (place, one.pair, one.is_treated) for place, case in enumerate(cases) for one in case.points
    ]
    return Layout(
        values=np.array([point.value for point in points], dtype=float),
        times=np.array(_times(cases), dtype=float),
        case=np.array([place for place, case in enumerate(cases) for _ in case.points]),
        phase=np.array(_numbered(phases)),
        condition=np.array([int(point.is_treated) for point in points]),
        pair=np.array([point.pair for point in points]),
        cell=np.array(_cells(cases, design)),
    )


def _times(cases: Sequence[Case]) -> list[float]:
    if has_whole_times(cases):
        return [point.time for case in cases for point in case.points]
    return [float(place) for case in cases for place in range(len(case.points))]


def _numbered(keys: Sequence[tuple[object, ...]]) -> list[int]:
    known: dict[tuple[object, ...], int] = {}
    return [known.setdefault(key, len(known)) for key in keys]


def _cells(cases: Sequence[Case], design: Design) -> list[int]:
    if design is Design.MULTIPLE_BASELINE:
        return _numbered(
            [(point.time, point.is_treated) for case in cases for point in case.points]
        )
    places = [_places(case.points) for case in cases]
    common = set(places[0]).intersection(*places[1:])
    number = {place: at for at, place in enumerate(sorted(common))}
    return [number.get(place, -1) for case in places for place in case]


def _places(points: Sequence[Point]) -> list[_Cell]:
    """Return (pair, condition, place from the start of the phase) of each point."""
    found: list[_Cell] = []
    for (pair, is_treated), run in groupby(points, lambda one: (one.pair, one.is_treated)):
        found.extend((pair, is_treated, at) for at, _ in enumerate(run))
    return found
