"""When a consent ends, and what has to be asked again.

Consent ends after the months of the policy, on the birthdays that change who must agree, when the
guardian who gave it no longer speaks for the student, and when the purpose asks for more than it
did. The first of these counts. A consent that was good on its day is judged by the day on which
it is used, so an old form does not silently cover a child who is fourteen now.
"""

import datetime as dt
from dataclasses import dataclass

from kithwork.core.consent.policy import ConsentPolicy
from kithwork.core.consent.records import ConsentFile, ConsentRecord, Subject
from kithwork.core.dated import birthday
from kithwork.core.deadlines import add_months
from kithwork.core.reasons import Reason


@dataclass(frozen=True, slots=True)
class End:
    """The first day on which a consent no longer holds, and why."""

    on: dt.date
    because: Reason


@dataclass(frozen=True, slots=True)
class RenewalTask:
    """Ask again: for which purpose, whom (None: the student), from which day on, and why."""

    purpose: str
    guardian: str | None
    due_on: dt.date
    because: Reason


def end_of(record: ConsentRecord, subject: Subject, policy: ConsentPolicy) -> End:
    """Return when a consent ends by itself."""
    months = Reason.of("consent.end.months", months=policy.valid_months)
    ends = [End(add_months(record.given_on, policy.valid_months), months)]
    if record.scope < policy.purpose(record.purpose).scope:
        ends.append(End(record.given_on, Reason.of("consent.end.purpose")))
    if subject.birth is not None:
        ends.extend(
            End(birthday(subject.birth, age), Reason.of("consent.end.birthday", age=age))
            for age in policy.renew_at
            if birthday(subject.birth, age) > record.given_on
        )
    if record.guardian is not None:
        ends.extend(_end_of_guardian(record.guardian, subject, record.given_on))
    return min(ends, key=lambda end: end.on)


def renewal_tasks(
    file: ConsentFile, *, since: dt.date, until: dt.date, policy: ConsentPolicy
) -> tuple[RenewalTask, ...]:
    """Return what must be asked again because it ends after `since`, up to and including `until`.

    Only what somebody agreed to is asked again; a "no" is left in peace. Whoever has answered
    anew by `until` is not asked.
    """
    tasks = []
    for purpose in policy.purposes:
        for guardian in (None, *(guardian.key for guardian in file.subject.guardians)):
            record = file.latest(purpose.code, guardian, until)
            if record is None or not record.agrees_on(until):
                continue
            end = end_of(record, file.subject, policy)
            if since < end.on <= until:
                tasks.append(RenewalTask(purpose.code, guardian, end.on, end.because))
    return tuple(sorted(tasks, key=lambda task: (task.due_on, task.purpose, task.guardian or "")))


def _end_of_guardian(key: str, subject: Subject, given_on: dt.date) -> list[End]:
    guardian = subject.guardian(key)
    if guardian is None or not guardian.is_current(given_on):
        return [End(given_on, Reason.of("consent.end.guardian"))]
    if guardian.until is None:
        return []
    return [End(guardian.until, Reason.of("consent.end.guardian"))]
