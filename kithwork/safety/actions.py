"""Raising an alert, handing it on, and saying that somebody has spoken to the student.

Anyone who works at the school may raise one: nothing stands between danger and help. It never
stands without a speaker. Whoever speaks is tied to the student, so that she may open the file.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db import transaction

from kithwork.access.keys.vault import Vault
from kithwork.access.models import User
from kithwork.access.permissions import NotAllowed, Who, postings_of
from kithwork.access.refusals import Refused
from kithwork.access.roles import Section
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb
from kithwork.catalogue.safety import level_entries
from kithwork.core.safety.levels import Level, due_by
from kithwork.people.models import Student, StudentTie
from kithwork.people.queries.calendar import calendar_of
from kithwork.safety.models import Alert
from kithwork.safety.queries import NOTE, speakers_at


@dataclass(frozen=True, slots=True)
class Source:
    """The record an alert came from: its kind (a code) and its uid."""

    kind: str
    uid: uuid.UUID | None = None


@transaction.atomic
def raise_alert(
    *, student: Student, level: str, source: Source, speaker: User, by: Who | None
) -> Alert:
    """Raise an alert, with the name of who speaks to the student and by when.

    `by` is None where a student's own answers raise it. Raises NotAllowed where `by` neither works
    at the school nor operates the console, Refused where the speaker does not answer alerts there.
    """
    _require_posting(by, student)
    _require_speaker(speaker, student)
    now = clock.now()
    alert = Alert.objects.create(
        student=student,
        school=student.school,
        level=level,
        source_kind=source.kind,
        source=source.uid,
        raised_at=now,
        raised_by=by if isinstance(by, User) else None,
        due_by=_due(level, now, student),
        speaker=speaker,
    )
    _tie(alert, by)
    _note(alert, by, reason=f"raised.{level.lower()}", fields=["speaker"])
    return alert


@transaction.atomic
def hand_over(*, alert: Alert, to: User, by: User) -> None:
    """Let somebody else speak to the student; the clock runs on.

    Whoever spoke for her before keeps the file open only where another alert about her is hers.
    """
    _require_posting(by, alert.student)
    _require_speaker(to, alert.student)
    _lock_open(alert)
    before, alert.speaker = alert.speaker, to
    alert.save(update_fields=["speaker"])
    _tie(alert, by)
    _untie(alert, before, by)
    _note(alert, by, reason="handed_over", fields=["speaker"])


@transaction.atomic
def spoken(*, alert: Alert, note: str, by: User) -> None:
    """Record that `by` has spoken to the student, and what she noted of it (sealed).

    A note is written once: Refused where somebody else was quicker.
    """
    _require_posting(by, alert.student)
    if not note.strip():
        raise Refused("safety.note_missing")
    _lock_open(alert)
    alert.note = Vault(alert.student.key).seal(note.strip(), row=alert.uid, field=NOTE)
    alert.spoken_at, alert.spoken_by = clock.now(), by
    alert.save(update_fields=["note", "spoken_at", "spoken_by"])
    _note(alert, by, reason="spoken", fields=["note", "spoken_at"])


def _due(level: str, at: dt.datetime, student: Student) -> dt.datetime | None:
    rule = level_entries()[Level[level]].rule
    due = due_by(rule, at, calendar_of(student.school))
    return due.astimezone(dt.UTC) if due else None


def _require_posting(by: Who | None, student: Student) -> None:
    if isinstance(by, User) and not any(
        posting.school_id == student.school_id for posting in postings_of(by)
    ):
        raise NotAllowed("You do not work at this student's school.")


def _require_speaker(speaker: User, student: Student) -> None:
    if not speakers_at(student.school).filter(pk=speaker.pk).exists():
        raise Refused("safety.speaker_elsewhere")


def _lock_open(alert: Alert) -> None:
    """Read the alert anew and hold it: two people may have its page open."""
    alert.refresh_from_db(from_queryset=Alert.objects.select_for_update())
    if not alert.is_open:
        raise Refused("safety.already_spoken")


def _tie(alert: Alert, by: Who | None) -> None:
    """Let the speaker open the student's file for this alert."""
    _, is_new = StudentTie.objects.get_or_create(
        student=alert.student,
        user=alert.speaker,
        kind=StudentTie.Kind.ALERT.value,
        ends_on=None,
        defaults={
            "starts_on": _today(alert),
            "entered_by": by if isinstance(by, User) else None,
        },
    )
    if is_new:
        _note_permission(alert, by, reason="tie.alert")


def _untie(alert: Alert, before: User, by: Who) -> None:
    """End the tie of whoever answers for no alert about the student any more.

    A tie counts to its last day, so she still reads what she began today.
    """
    mine = Alert.objects.filter(student=alert.student, speaker=before)
    if before == alert.speaker or mine.exists():
        return
    open_ties = StudentTie.objects.filter(
        student=alert.student, user=before, kind=StudentTie.Kind.ALERT.value, ends_on=None
    )
    if open_ties.update(ends_on=_today(alert)):
        _note_permission(alert, by, reason="untie.alert")


def _today(alert: Alert) -> dt.date:
    return clock.today(alert.school.time_zone or "UTC")


def _note_permission(alert: Alert, by: Who | None, *, reason: str) -> None:
    record(
        Verb.PERMISSION,
        "student",
        subject=alert.student.uid,
        by=by,
        school=alert.school.uid,
        reason=reason,
    )


def _note(alert: Alert, by: Who | None, *, reason: str, fields: list[str]) -> None:
    record(
        Verb.RISK,
        "alert",
        subject=alert.student.uid,
        by=by,
        school=alert.school.uid,
        section=Section.ALERTS.value,
        fields=fields,
        reason=reason,
    )
