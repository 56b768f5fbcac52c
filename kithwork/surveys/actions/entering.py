"""Saving a form that was keyed in from paper, scored at once.

A form whose answers ask for somebody to speak to the student is saved only together with her
name: the answers and the alert are one transaction.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.models import User
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.access.roles import Verb as May
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.core.scales import Scored
from kithwork.people.models import Student
from kithwork.people.queries.reach import require_reach
from kithwork.safety.actions import Source, raise_alert
from kithwork.safety.models import Alert
from kithwork.surveys.actions.invited import mark_answered, require_answering
from kithwork.surveys.days import check_day
from kithwork.surveys.filling import (
    Filled,
    entry_of,
    fitted,
    further_answers,
    highest_level,
    needs_speaker,
    scored,
)
from kithwork.surveys.models import Administration, Campaign, ScoreResult
from kithwork.surveys.queries import present
from kithwork.surveys.rows import ADMINISTRATION, administration_of, scores_of, stored


class SpeakerNeeded(Refused):
    """An answer asks for somebody to speak to the student today; nothing was saved."""

    def __init__(self, result: Scored) -> None:
        self.result = result
        super().__init__("surveys.speaker_needed", level=highest_level(result))


class SavedAlready(Refused):
    """This very form of the student is saved: the same instrument, day and answers."""

    def __init__(self, saved: Administration) -> None:
        self.saved = saved
        super().__init__("surveys.saved_already")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a class's sheet: whose form, what it holds, who speaks if need be."""

    student: Student
    filled: Filled
    speaker: User | None = None


@dataclass(frozen=True, slots=True)
class Entered:
    """What was saved: the form, its scores, and the alert where there is one."""

    administration: Administration
    result: Scored
    alert: Alert | None


@transaction.atomic
def enter(
    *,
    student: Student,
    filled: Filled,
    speaker: User | None = None,
    corrects: Administration | None = None,
    reason: str = "",
    campaign: Campaign | None = None,
    by: User,
) -> Entered:
    """Save one form and its scores; with a `campaign`, as the student's answer to it.

    Raises NotAllowed; SpeakerNeeded where an alert fires and nobody is named; Refused for an
    answer that an item does not have, a day to come, a student below the age that the form is
    for, a correction without a reason, or the same form once more.
    """
    grant = require_reach(by, May.WRITE, Section.ANSWERS, student)
    _hold(student)
    today = clock.today(student.school.time_zone or "UTC")
    check_day(filled.given_on, student=student, entry=entry_of(filled.instrument), today=today)
    campaign = corrects.campaign if corrects else campaign
    if campaign is not None and corrects is None:
        require_answering(campaign, student, filled)
    _check_correction(corrects, student, filled, reason)
    filled = fitted(filled, student)
    result = scored(filled, earlier=_earlier_answers(student, filled, corrects))
    if corrects is None:
        _refuse_same(student, filled, result)
    is_new_alert = needs_speaker(result) and not _has_alert(corrects, result)
    if is_new_alert and speaker is None:
        raise SpeakerNeeded(result)
    saved = _save(student, filled, result, corrects, reason, campaign, by)
    if campaign is not None:
        mark_answered(campaign, saved)
    record(
        Verb.AMEND if corrects else Verb.CREATE,
        ADMINISTRATION,
        subject=student.uid,
        by=by,
        role=grant.role,
        school=student.school.uid,
        section=Section.ANSWERS.value,
        fields=[filled.instrument],
    )
    alert = _alert(student, saved, result, speaker, by) if speaker and is_new_alert else None
    return Entered(saved, result, alert)


def enter_sheet(
    rows: Iterable[Row], *, by: User, campaign: Campaign | None = None
) -> dict[int, "Entered | Refused"]:
    """Save each row for itself; return by the student's key what was saved, or why it was not.

    A row that is refused keeps nobody else's from being saved: the paper of each stands alone.
    """
    done: dict[int, Entered | Refused] = {}
    for row in rows:
        try:
            done[row.student.pk] = enter(
                student=row.student,
                filled=row.filled,
                speaker=row.speaker,
                campaign=campaign,
                by=by,
            )
        except Refused as refusal:
            done[row.student.pk] = refusal
    return done


def _has_alert(corrects: Administration | None, result: Scored) -> bool:
    """Whether the form that is corrected has raised this alert already, or a more urgent one."""
    if corrects is None:
        return False
    raised = Alert.objects.filter(source=corrects.uid, level__gte=highest_level(result))
    return raised.exists()


def _check_correction(
    corrects: Administration | None, student: Student, filled: Filled, reason: str
) -> None:
    if corrects is None:
        return
    if not reason.strip():
        raise Refused("surveys.reason_missing")
    if corrects.student_id != student.pk or corrects.instrument != filled.instrument:
        raise Refused("surveys.corrects_another")
    if Administration.objects.filter(supersedes=corrects).exists():
        raise Refused("surveys.corrected_already")


def _hold(student: Student) -> None:
    """Hold the student's row, so that the second of two requests sees what the first saved."""
    Student.objects.select_for_update().only("pk").get(pk=student.pk)


def _refuse_same(student: Student, filled: Filled, result: Scored) -> None:
    """Refuse a form that is sent twice: one paper is one form and raises one alert."""
    for saved in present(student).filter(instrument=filled.instrument, given_on=filled.given_on):
        printed = (saved.form_version, saved.coding, saved.choices)
        if (
            saved.answers == dict(result.answers)
            and saved.more == stored(further_answers(filled))
            and printed == (result.form.version, result.form.coding, dict(result.form.choices))
        ):
            raise SavedAlready(saved)


def _earlier_answers(
    student: Student, filled: Filled, corrects: Administration | None
) -> tuple[dict[str, float | None], ...]:
    earlier = present(student).filter(instrument=filled.instrument)
    if corrects is not None:
        earlier = earlier.exclude(pk=corrects.pk)
    return tuple(earlier.values_list("answers", flat=True))


def _save(
    student: Student,
    filled: Filled,
    result: Scored,
    corrects: Administration | None,
    reason: str,
    campaign: Campaign | None,
    by: User,
) -> Administration:
    saved = administration_of(
        student,
        filled,
        result=result,
        more=further_answers(filled),
        corrects=corrects,
        reason=reason.strip(),
        by=by,
        at=clock.now(),
        campaign=campaign,
    )
    saved.save(force_insert=True)
    ScoreResult.objects.bulk_create(scores_of(saved, result))
    return saved


def _alert(
    student: Student, saved: Administration, result: Scored, speaker: User, by: User
) -> Alert:
    source = Source(ADMINISTRATION, saved.uid)
    return raise_alert(
        student=student, level=highest_level(result), source=source, speaker=speaker, by=by
    )
