"""The answer that raised an alert: the item and what was answered, and no other of the form.

It is for whoever answers for the alert, and for a safeguarding lead; her other answers stay with
those who may read the student's forms.
"""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.http import Http404

from kithwork.access.models import User
from kithwork.core.text import Text
from kithwork.safety.models import Alert
from kithwork.safety.queries import alert_for
from kithwork.surveys.queries import alerting_for

FORM = "administration"


@dataclass(frozen=True, slots=True)
class AlertingAnswer:
    """One item that asked for a person: what it is about, the answer, and the range of answers.

    `value` is None where the alert comes from a score: that is the sum of answers, and not one.
    """

    tag: Text
    value: float | None
    lo: float | None
    hi: float | None


@dataclass(frozen=True, slots=True)
class Alerting:
    """What raised an alert, on which day, in which questionnaire."""

    alert: Alert
    title: Text
    given_on: dt.date
    answers: tuple[AlertingAnswer, ...]


def alerting_answers(user: User, uid: uuid.UUID) -> Alerting:
    """Return what raised an alert; Http404 where `user` may not see it, or no form raised it."""
    alert = alert_for(user, uid)
    if alert.source_kind != FORM or alert.source is None:
        raise Http404("No questionnaire raised this alert.")
    given = alerting_for(user, alert.source)
    fired = dict.fromkeys(one.on for one in given.result.alerts)
    return Alerting(
        alert=alert,
        title=given.instrument.instrument.title,
        given_on=given.administration.given_on,
        answers=tuple(
            AlertingAnswer(
                given.key.items[name].item.tag,
                given.result.answers[name],
                given.key.items[name].lo,
                given.key.items[name].hi,
            )
            if name in given.key.items
            else AlertingAnswer(given.key.scores[name].score.label, None, None, None)
            for name in fired
        ),
    )
