"""The chart in words, for one who cannot see it."""

from collections.abc import Iterator, Mapping

from kithwork.catalogue.words import Param, say
from kithwork.core.singlecase.lines import theil_sen
from kithwork.core.singlecase.phases import Phase
from kithwork.core.singlecase.reading import SeriesReading
from kithwork.core.singlecase.series import summary

FEWEST_FOR_LINES = 3  # below, a median and a trend would be told by one or two points


def phase_alternative(readings: Mapping[str, SeriesReading], *, language: str) -> str:
    """Tell each phase of each case: how many points, its median and its trend."""
    told = [
        _told(name, phase, language)
        for name, reading in readings.items()
        for phase in reading.compared.phases
    ]
    return say("singlecase.chart.between", language).join(told)


def points_of(phase: Phase) -> list[tuple[float, float]]:
    """Return time and value of each session that has a value."""
    return [(one.time, one.value) for one in phase.sessions if one.value is not None]


def stretches(phase: Phase) -> Iterator[list[tuple[float, float]]]:
    """Yield the runs of sessions with a value: a missing one breaks the line."""
    run: list[tuple[float, float]] = []
    for session in phase.sessions:
        if session.value is not None:
            run.append((session.time, session.value))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _told(name: str, phase: Phase, language: str) -> str:
    points = points_of(phase)
    given: dict[str, Param] = {"case": name, "phase": phase.label, "n": len(points)}
    line = theil_sen([time for time, _ in points], [value for _, value in points])
    if line is None or len(points) < FEWEST_FOR_LINES:
        return say("singlecase.chart.told_plain", language, **given)
    median = summary(phase.values).median
    return say("singlecase.chart.told", language, **given, median=median, slope=line.slope)
