"""Attendance and homework as shares of what was due.

Share = 100 × attended / due. A late arrival is an attendance; an excused absence is an absence,
because lessons missed are missed whatever the reason. Chronic absence is an absent share at or
above the catalogue's threshold (10 %, a convention of the United States, unconfirmed).
Source: docs/methods/academics.md.
"""

from dataclasses import dataclass

from kithwork.core.academics.figures import AcademicsError, Claim, Figure
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class Attendance:
    """Sessions (lessons, half days) of one period: due, attended, and of these late.

    `excused` counts those among the absences that were excused. None is not known.
    """

    due: int | None
    attended: int | None
    excused: int | None = None
    late: int | None = None

    def __post_init__(self) -> None:
        for name in ("due", "attended", "excused", "late"):
            count = getattr(self, name)
            if count is not None and count < 0:
                raise AcademicsError(Reason.of("academics.error.negative_count", field=name))
        if self.due is None or self.attended is None:
            return
        if self.attended > self.due:
            raise AcademicsError(Reason.of("academics.error.attended_above_due"))
        if self.excused is not None and self.excused > self.due - self.attended:
            raise AcademicsError(Reason.of("academics.error.excused_above_absent"))
        if self.late is not None and self.late > self.attended:
            raise AcademicsError(Reason.of("academics.error.late_above_attended"))


def attended_share(attendance: Attendance) -> Figure:
    """Return the percentage of due sessions that were attended, 0 to 100.

    >>> attended_share(Attendance(due=80, attended=74)).value
    92.5
    """
    return _share(attendance.attended, attendance.due)


def handed_in_share(handed_in: int | None, assigned: int | None) -> Figure:
    """Return the percentage of assigned homework that was handed in, 0 to 100."""
    if handed_in is not None and assigned is not None and not 0 <= handed_in <= assigned:
        raise AcademicsError(Reason.of("academics.error.handed_in_above_assigned"))
    return _share(handed_in, assigned)


def chronic_absence(attendance: Attendance, *, from_share: float) -> Claim:
    """Say whether the absent percentage is at least `from_share` (0 to 100; 10 in the catalogue).

    >>> chronic_absence(Attendance(due=80, attended=72), from_share=10).truth
    True
    """
    if not 0 < from_share <= 100:
        raise ValueError("from_share is a percentage above 0 and at most 100")
    if attendance.due is None or attendance.attended is None or attendance.due == 0:
        figure = attended_share(attendance)
        assert figure.reason is not None
        return Claim(None, figure.reason)
    absent = attendance.due - attendance.attended
    is_chronic = 100 * absent >= from_share * attendance.due  # no division: 10 of 100 is 10 %
    return Claim(
        is_chronic,
        Reason.of("academics.absent", absent=absent, due=attendance.due, from_share=from_share),
    )


def _share(part: int | None, whole: int | None) -> Figure:
    if part is None or whole is None:
        return Figure.absent("academics.not_counted")
    if whole == 0:
        return Figure.absent("academics.nothing_due")
    return Figure(100 * part / whole)
