"""Alerts that one may see, and who may be named as the one who speaks to a student."""

import uuid
from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.http import Http404

from kithwork.access.keys.vault import Vault
from kithwork.access.models import School, Supervision, User
from kithwork.access.models.postings import in_force
from kithwork.access.permissions import Held, held
from kithwork.access.queries.posted import roles_with, users_posted
from kithwork.access.roles import Form, Scope, Section, Verb
from kithwork.audit import clock
from kithwork.audit.actions.events import record
from kithwork.audit.models import Verb as Event
from kithwork.people.models import Enrolment, Student, StudentTie
from kithwork.people.queries.reach import reaches
from kithwork.people.queries.students import Keyed
from kithwork.safety.models import Alert

NOTE = "alert.note"
MOST_URGENT = (F("due_by").asc(nulls_last=True), "raised_at", "pk")


def alerts_for(user: User) -> QuerySet[Alert]:
    """Return the alerts that `user` may read in full, the most urgent first.

    Her own are those that she speaks for or has raised.
    """
    condition = Q(pk__in=[])
    for grant in held(user, Verb.READ, Section.ALERTS):
        condition |= Q(school_id=grant.school_id) & _within(user, grant)
    alerts = Alert.objects.filter(condition).distinct()
    return alerts.select_related(
        "student__person", "student__school", "student__key", "school", "speaker", "raised_by"
    ).order_by(*MOST_URGENT)


def alert_for(user: User, uid: uuid.UUID) -> Alert:
    """Return one alert and record that it was opened; Http404 where `user` may not see it."""
    alert = alerts_for(user).filter(uid=uid).first()
    if alert is None:
        raise Http404("There is no such alert among those you may see.")
    record(
        Event.VIEW,
        "alert",
        subject=alert.student.uid,
        by=user,
        school=alert.school.uid,
        section=Section.ALERTS.value,
    )
    return alert


def open_alerts_for(user: User) -> list[Alert]:
    """Return the alerts about which nobody has spoken yet; the trail gets one event."""
    alerts = list(alerts_for(user).filter(spoken_at__isnull=True))
    if alerts:
        record(Event.LIST, "alert", by=user, section=Section.ALERTS.value, size=len(alerts))
    return alerts


def open_alerts_about(user: User, students: Iterable[Keyed]) -> dict[int, Alert]:
    """Return the most urgent open alert about each of these students, by her primary key.

    Only those that `user` may read; the trail gets one event where there are any. The students may
    be a whole school's and open alerts are few, so the alerts are read and the students are not.
    """
    among = {student.pk for student in students}
    first: dict[int, Alert] = {}
    for alert in alerts_for(user).filter(spoken_at__isnull=True) if among else ():
        if alert.student_id in among:
            first.setdefault(alert.student_id, alert)
    if first:
        record(Event.LIST, "alert", by=user, section=Section.ALERTS.value, size=len(first))
    return first


def alerts_from(user: User, sources: Iterable[uuid.UUID]) -> dict[uuid.UUID, Alert]:
    """Return the alerts that records have raised, by the record, as far as `user` may see them."""
    found = alerts_for(user).filter(source__in=list(sources))
    return {alert.source: alert for alert in found if alert.source is not None}


def told_to_act(user: User) -> list[Alert]:
    """Return the open alerts of one's own class, of which only this is told: who speaks, by when.

    A homeroom teacher or tutor sees no content; the trail gets one event.
    """
    told = list(_told(user).order_by(*MOST_URGENT))
    if told:
        record(Event.LIST, "alert", by=user, section=Section.ALERTS.value, size=len(told))
    return told


def told_about(user: User, student: Student) -> list[Alert]:
    """Return the open alerts about one student of one's own class, as `told_to_act` tells them."""
    return list(_told(user).filter(student=student).order_by(*MOST_URGENT))


def _told(user: User) -> QuerySet[Alert]:
    condition = Q(pk__in=[])
    for grant in held(user, Verb.READ, Section.ALERTS, form=Form.TOLD_TO_ACT):
        if grant.scope == Scope.OWN_CLASS and grant.class_uid is not None:
            enrolled = Enrolment.objects.filter(
                in_force(grant.day), school_class__uid=grant.class_uid
            )
            condition |= Q(student__in=enrolled.values("student_id"))
    alerts = Alert.objects.filter(condition, spoken_at__isnull=True)
    return alerts.select_related("student__person", "school", "speaker")


def open_count_for(user: User) -> int:
    """Return how many alerts are open at the schools of which `user` may know the number."""
    schools = {grant.school_id for grant in held(user, Verb.READ, Section.ALERTS, form=Form.COUNTS)}
    return Alert.objects.filter(school__in=schools, spoken_at__isnull=True).count()


def note_of(alert: Alert) -> str:
    """Return what was noted when somebody had spoken to the student."""
    sealed = bytes(alert.note) if alert.note else None
    return Vault(alert.student.key).open(sealed, row=alert.uid, field=NOTE)


def may_see_answer(user: User, alert: Alert) -> bool:
    """Whether `user` may see the answer that raised an alert (the desk shows it, and no other)."""
    if alert.source_kind != "administration" or alert.source is None:
        return False
    form = Form.ALERTING_ITEM
    return reaches(user, Verb.READ, Section.ANSWERS, alert.student, form=form) is not None


def speakers_at(school: School) -> QuerySet[User]:
    """Return who may be named to speak to a student: those whose role answers alerts there."""
    answering = roles_with(Section.ALERTS, lambda grant: grant.verb is Verb.WRITE)
    return users_posted(school, answering, on=clock.today(school.time_zone or "UTC"))


def _within(user: User, grant: Held) -> Q:
    if grant.scope == Scope.SCHOOL:
        return Q()
    if grant.scope == Scope.OWN:
        return Q(speaker=user) | Q(raised_by=user)
    if grant.scope == Scope.TEAM:
        team = Supervision.objects.filter(in_force(grant.day), supervisor=user)
        members = [user.pk, *team.values_list("worker_id", flat=True)]
        return Q(speaker__in=members) | Q(raised_by__in=members)
    if grant.scope == Scope.REFERRED:
        referred = StudentTie.objects.filter(
            in_force(grant.day), user=user, kind=StudentTie.Kind.REFERRED
        )
        return Q(speaker=user) | Q(student__in=referred.values("student_id"))
    return Q(pk__in=[])
