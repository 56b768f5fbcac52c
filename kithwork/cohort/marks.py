"""Marks of a table of students as facts: the same figures as `core.academics`, for all at once.

A z needs the class or the grade; a file rarely carries its mean and spread, so they are those of
the students of the same school in the same exam and subject in this table (SD with n − 1). A
property test holds every column to `core.academics.mark_facts`. Source: docs/methods/academics.md.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import TYPE_CHECKING, Any

from kithwork.cohort.records.records import MarkRecord

if TYPE_CHECKING:
    import numpy as np

    Numbers = np.ndarray[Any, np.dtype[np.float64]]

Marks = Sequence[MarkRecord]


def mark_columns(
    students: Sequence[Marks], schools: Sequence[str | None], *, trend_at_least: int
) -> "Mapping[str, Numbers]":
    """Return `marks.percent_last` and its like, one value a student, NaN where there is none."""
    import numpy as np

    exams, subjects = _in_order(students), _subjects(students)
    if not exams:
        return {}
    percents = _percents(students, exams, subjects)
    _, cohorts = np.unique([school or "" for school in schools], return_inverse=True)
    columns: dict[str, Numbers] = {}
    for name, values in (("percent", percents), ("z", _standardised(percents, cohorts))):
        for what, column in courses(values, trend_at_least=trend_at_least).items():
            columns[f"marks.{name}_{what}"] = column
    return columns


def courses(values: "Numbers", *, trend_at_least: int) -> "dict[str, Numbers]":
    """Return the last exam, the change to it and the trend of each student, NaN for none.

    `values` are percents or z: students × exams in their order × subjects, NaN without a mark.
    """
    import numpy as np

    series = _means(values)
    has = ~np.isnan(series)
    everybody = np.arange(len(series))
    last = _last(has)
    before = has.copy()
    before[everybody, last] = False
    earlier = _last(before)
    steps = _means(values[everybody, last] - values[everybody, earlier])
    return {
        "last": np.where(has.any(axis=1), series[everybody, last], np.nan),
        "change": np.where(before.any(axis=1), steps, np.nan),
        "trend": _slopes(series, at_least=trend_at_least),
    }


def last_exam(students: Sequence[Marks]) -> tuple[str, dt.date | None] | None:
    """Return the last exam in which anybody has a mark, with its day where one is known."""
    exams = _in_order(students)
    if not exams:
        return None
    days = [m.on for marks in students for m in marks if m.exam == exams[-1] and m.on is not None]
    return exams[-1], max(days, default=None)


def _in_order(students: Sequence[Marks]) -> list[str]:
    """Exams by their first day where each has one, else as they stand in the file."""
    first: dict[str, dt.date | None] = {}
    for marks in students:
        for mark in marks:
            known = first.setdefault(mark.exam, mark.on)
            if mark.on is not None and (known is None or mark.on < known):
                first[mark.exam] = mark.on
    days = list(first.values())
    if all(day is not None for day in days):
        return sorted(first, key=lambda exam: first[exam] or dt.date.max)
    return list(first)


def _subjects(students: Sequence[Marks]) -> list[str]:
    return list(dict.fromkeys(mark.subject for marks in students for mark in marks))


def _percents(students: Sequence[Marks], exams: list[str], subjects: list[str]) -> "Numbers":
    """Percent of the maximum: students × exams × subjects, NaN where there is no mark."""
    import numpy as np

    exam_at = {exam: place for place, exam in enumerate(exams)}
    subject_at = {subject: place for place, subject in enumerate(subjects)}
    percents = np.full((len(students), len(exams), len(subjects)), np.nan)
    for row, marks in enumerate(students):
        for mark in marks:
            if mark.score is not None:
                place = (row, exam_at[mark.exam], subject_at[mark.subject])
                percents[place] = 100 * mark.score / mark.maximum
    return percents


def _standardised(percents: "Numbers", cohorts: "np.ndarray[Any, Any]") -> "Numbers":
    """z within the cohort; NaN where fewer than two were marked or all marks are the same.

    z of percents equals z of raw marks: both are the same mark in another unit.
    """
    import numpy as np

    z = np.full(percents.shape, np.nan)
    for cohort in np.unique(cohorts):
        rows = cohorts == cohort
        marks = percents[rows]
        n = np.sum(~np.isnan(marks), axis=0)
        means = np.nansum(marks, axis=0) / np.maximum(n, 1)
        squares = np.nansum((marks - means) ** 2, axis=0)
        spread = np.sqrt(squares / np.maximum(n - 1, 1))
        varies = (n > 1) & (_range(marks) > 0)
        z[rows] = np.where(varies, (marks - means) / np.where(varies, spread, 1), np.nan)
    return z


def _range(marks: "Numbers") -> "Numbers":
    import numpy as np

    highest = np.max(np.nan_to_num(marks, nan=-np.inf), axis=0, initial=-np.inf)
    lowest = np.min(np.nan_to_num(marks, nan=np.inf), axis=0, initial=np.inf)
    span: Numbers = highest - lowest
    return span


def _last(has: "np.ndarray[Any, Any]") -> "np.ndarray[Any, Any]":
    """The place of the last true value of each row, 0 where there is none."""
    import numpy as np

    found = has.shape[1] - 1 - np.argmax(has[:, ::-1], axis=1)
    return np.where(has.any(axis=1), found, 0)


def _means(values: "Numbers") -> "Numbers":
    """Means over the last axis of what is there; NaN where nothing is."""
    import numpy as np

    n = np.sum(~np.isnan(values), axis=-1)
    means: Numbers = np.where(n > 0, np.nansum(values, axis=-1) / np.maximum(n, 1), np.nan)
    return means


def _slopes(series: "Numbers", *, at_least: int) -> "Numbers":
    """Theil–Sen slopes per exam, NaN with fewer marks than `at_least`."""
    import numpy as np

    slopes = np.full(len(series), np.nan)
    enough = np.sum(~np.isnan(series), axis=1) >= at_least
    if enough.any():
        pairs = combinations(range(series.shape[1]), 2)
        steps = [(series[enough, b] - series[enough, a]) / (b - a) for a, b in pairs]
        slopes[enough] = np.nanmedian(np.stack(steps, axis=1), axis=1)
    return slopes
