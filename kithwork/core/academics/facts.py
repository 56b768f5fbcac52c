"""Marks and attendance of one student as facts that rules can read.

Exams stand in the order given; one that the student missed is a mark without points. Within an
exam the subjects are averaged; "last" is the last exam with a mark, and the change since the exam
before counts only subjects that were sat in both. What cannot be computed is no fact.
`cohort.marks` computes the same for a table of students.
Source: docs/methods/academics.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from statistics import fmean

from kithwork.core.academics.attendance import Attendance, attended_share
from kithwork.core.academics.figures import Figure
from kithwork.core.academics.marks import Mark, percent, z_score
from kithwork.core.academics.trends import trend
from kithwork.core.rules import Fact

BySubject = Mapping[str, float]


def mark_facts(marks: Sequence[Mark], *, trend_at_least: int) -> dict[str, Fact]:
    """Return the facts `marks.percent_…` and `marks.z_…` of marks in the order of the exams."""
    exams = tuple(dict.fromkeys(mark.exam for mark in marks))
    last = [mark.on for mark in marks if mark.raw is not None and mark.on]
    facts: dict[str, Fact] = {}
    for name, measure in (("percent", percent), ("z", z_score)):
        series = [_by_subject((m.subject, measure(m)) for m in marks if m.exam == e) for e in exams]
        for what, value in _course(series, trend_at_least=trend_at_least).items():
            facts[f"marks.{name}_{what}"] = Fact(value, max(last, default=None), "marks")
    return facts


def attendance_facts(attendance: Attendance) -> dict[str, Fact]:
    """Return the facts `attendance.…` of one period."""
    facts: dict[str, Fact] = {}
    share = attended_share(attendance).value
    if share is not None:
        facts["attendance.absent_share"] = Fact(100 - share, source="attendance")
    if attendance.due is not None and attendance.attended is not None:
        absences = attendance.due - attendance.attended
        facts["attendance.absences"] = Fact(absences, source="attendance")
    if attendance.late is not None:
        facts["attendance.late"] = Fact(attendance.late, source="attendance")
    return facts


def _by_subject(figures: Iterable[tuple[str, Figure]]) -> BySubject:
    return {subject: one.value for subject, one in figures if one.value is not None}


def _course(series: Sequence[BySubject], *, trend_at_least: int) -> dict[str, float]:
    """The last exam, the change to it and the trend, so far as each can be computed."""
    means = [fmean(exam.values()) if exam else None for exam in series]
    sat = [exam for exam in series if exam]
    course: dict[str, float] = {}
    if sat:
        course["last"] = fmean(sat[-1].values())
    shared = sat[-1].keys() & sat[-2].keys() if len(sat) > 1 else set()
    if shared:
        course["change"] = fmean(sat[-1][subject] - sat[-2][subject] for subject in sorted(shared))
    slope = trend(means, at_least=trend_at_least).value
    if slope is not None:
        course["trend"] = slope
    return course
