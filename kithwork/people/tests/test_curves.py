"""Marks as curves: one scale for unlike papers, one time axis, and no bridge over a gap."""

import datetime as dt
import uuid
from decimal import Decimal

from kithwork.people.curves import HEIGHT, WIDTH, curves
from kithwork.people.queries.marks import Cohort, MarkPoint, MarkSeries

DAYS = (dt.date(2026, 9, 20), dt.date(2026, 10, 30), dt.date(2026, 11, 29))


def point(day, score, *, maximum=100, cohort=None):
    return MarkPoint(
        exam=uuid.UUID(int=1),
        sitting=f"{day:%B}",
        subject="maths",
        kind="test",
        on=day,
        state="absent" if score is None else "sat",
        score=None if score is None else Decimal(str(score)),
        maximum=Decimal(maximum),
        rank=None,
        cohort_size=None,
        cohort=cohort,
    )


def curve(*points, subject="maths", language="en"):
    [drawn] = curves([MarkSeries(subject, points)], language=language)
    return drawn


def test_papers_with_unlike_maxima_stand_on_one_scale():
    drawn = curve(point(DAYS[0], 60, maximum=120), point(DAYS[1], 50))
    assert [line.percent for line in drawn.lines] == [50.0, 50.0]
    assert drawn.dots[0].y == drawn.dots[1].y == drawn.grid[1].y
    assert drawn.finding == "50 % in the last exam, as the time before"


def test_full_marks_and_nought_lie_on_the_outer_lines_inside_the_picture():
    drawn = curve(point(DAYS[0], 0), point(DAYS[1], 100))
    assert [dot.y for dot in drawn.dots] == [drawn.grid[0].y, drawn.grid[2].y]
    assert all(0 < dot.x < WIDTH and 0 < dot.y < HEIGHT for dot in drawn.dots)


def test_a_missed_exam_breaks_the_line_and_is_no_nought():
    drawn = curve(point(DAYS[0], 70), point(DAYS[1], None), point(DAYS[2], 58))
    assert drawn.strokes == ()
    assert len(drawn.dots) == 2
    assert drawn.lines[1].percent is None
    assert drawn.finding == "58 % in the last exam, 12 points less than the time before"


def test_the_class_runs_along_with_the_distance_in_standard_deviations():
    cohort = Cohort(mean=72.0, sd=8.0, over="class")
    drawn = curve(point(DAYS[0], 60, cohort=cohort), point(DAYS[1], 66))
    assert (drawn.lines[0].mean, drawn.lines[0].z) == (72.0, -1.5)
    assert (drawn.lines[1].mean, drawn.lines[1].z) == (None, None)
    assert drawn.mean_strokes == ()


def test_subjects_share_one_time_axis():
    maths = MarkSeries("maths", (point(DAYS[0], 60), point(DAYS[2], 60)))
    chinese = MarkSeries("chinese", (point(DAYS[1], 60),))
    first, second = curves([maths, chinese], language="en")
    assert first.dots[0].x < second.dots[0].x < first.dots[1].x
    assert first.ticks == second.ticks


def test_a_single_exam_is_a_dot_in_the_middle_told_without_a_change():
    drawn = curve(point(DAYS[0], 81))
    assert drawn.strokes == ()
    assert drawn.finding == "81 % in the last exam"
    assert len(drawn.ticks) == 1


def test_the_picture_is_told_in_both_languages():
    points = (point(DAYS[0], 70), point(DAYS[1], 71))
    assert curve(*points).alternative == (
        "maths, share of full marks over time. 20 September 2026: 70 %; 30 October 2026: 71 %"
    )
    told = curve(*points, subject="数学", language="zh-hans").finding
    assert told == "最近一次考试 71%，比上一次高 1 个百分点"


def test_a_student_who_sat_nothing_has_a_table_and_no_line():
    drawn = curve(point(DAYS[0], None))
    assert (drawn.dots, drawn.last, drawn.last_label) == ((), None, "")
    assert drawn.finding == "No exam sat yet"
