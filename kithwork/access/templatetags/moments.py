"""A moment as it is at a school: "today, 17:30", or the date and the time."""

import datetime as dt
from zoneinfo import ZoneInfo

from django import template
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kithwork.access.models import School
from kithwork.audit import clock
from kithwork.catalogue import words

register = template.Library()


@register.filter
def moment(at: dt.datetime, school: School) -> str:
    """Say when something is or was, on the clock of the school."""
    there = at.astimezone(ZoneInfo(school.time_zone or "UTC"))
    time = f"{there:%H:%M}"
    if there.date() == clock.today(school.time_zone or "UTC"):
        return _("today, %(time)s") % {"time": time}
    day = words.shown(there.date(), get_language() or "en")
    return _("%(day)s, %(time)s") % {"day": day, "time": time}


@register.filter
def is_past(at: dt.datetime) -> bool:
    """Whether a moment has passed."""
    return at < clock.now()
