"""What is asked about the school aimed at, or at a college about the aim, and the outcome."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School
from kithwork.evaluation.actions.admissions import AdmissionSaid
from kithwork.evaluation.outcome import Admitted
from kithwork.people.forms.versioned import DayField, FlagField, VersionedForm

SCHOOLS = (
    ("key_senior_high", _("key senior high school")),
    ("senior_high", _("ordinary senior high school")),
    ("vocational", _("vocational school")),
    ("university", _("university or college")),
    ("none", _("none")),
)
AT_COLLEGE = (
    ("pass", _("passing the courses")),
    ("graduate", _("graduating")),
    ("work", _("finding work")),
    ("study", _("studying on")),
    ("none", _("none")),
)


class AimForm(VersionedForm):
    """The aim of a student of a college, and the outcome once it is known: no school, no line."""

    aim = forms.CharField(
        label=_("What is aimed at"),
        help_text=_("In the student's words: to pass the courses of the year, to find work …"),
        max_length=120,
    )
    aim_type = forms.ChoiceField(label=_("What kind of aim"), choices=AT_COLLEGE)
    on = DayField(label=_("As of"))
    admitted_to = forms.CharField(label=_("What came of it"), max_length=120, required=False)
    admitted_type = forms.ChoiceField(
        label=_("What kind of outcome"),
        choices=(("", _("not known yet")), *AT_COLLEGE),
        required=False,
    )
    is_aim_met = FlagField(label=_("Is the aim met?"))
    compared = ("aim", "admitted_to", "is_aim_met")

    def __init__(
        self, sent: Any, *, standing: Admitted | None, version: str, today: dt.date
    ) -> None:
        super().__init__(sent, stands=_stands(standing, today), version=version)

    def said(self) -> AdmissionSaid:
        """Return aim and outcome as the form says them."""
        said = self.cleaned_data
        return AdmissionSaid(
            aim=said["aim"],
            aim_type=said["aim_type"],
            on=said["on"],
            wishes=tuple(_lines(said.get("wishes", ""))),
            points=said.get("points"),
            line=said.get("line"),
            admitted_to=said["admitted_to"],
            admitted_type=said["admitted_type"],
            is_aim_met=said["is_aim_met"],
        )


class AdmissionForm(AimForm):
    """The school aimed at, and where the student was admitted."""

    aim = forms.CharField(label=_("School aimed at"), max_length=120)
    aim_type = forms.ChoiceField(label=_("Type of school"), choices=SCHOOLS)
    wishes = forms.CharField(
        label=_("Wishes in their order"),
        help_text=_("One school to a line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    points = forms.FloatField(label=_("Points in the exam"), required=False, min_value=0)
    line = forms.FloatField(label=_("Line of the school aimed at"), required=False, min_value=0)
    admitted_to = forms.CharField(label=_("Admitted to"), max_length=120, required=False)
    admitted_type = forms.ChoiceField(
        label=_("Type of that school"),
        choices=(("", _("not known yet")), *SCHOOLS),
        required=False,
    )
    field_order = ("aim", "aim_type", "wishes", "on", "points", "line", "admitted_to")


def form_for(school: School) -> type[AimForm]:
    """Return the form that fits a school: whoever is at a college aims at no school."""
    return AimForm if school.kind == School.Kind.COLLEGE else AdmissionForm


def _lines(typed: str) -> Iterator[str]:
    return (one.strip() for one in typed.splitlines() if one.strip())


def _stands(standing: Admitted | None, today: dt.date) -> dict[str, Any]:
    if standing is None:
        return {"on": today, "aim_type": "senior_high"}  # a college's form has its own first choice
    return {
        "aim": standing.aim,
        "aim_type": standing.aim_type,
        "wishes": "\n".join(standing.wishes),
        "on": today,
        "points": standing.points,
        "line": standing.line,
        "admitted_to": standing.admitted_to,
        "admitted_type": standing.admitted_type,
        "is_aim_met": standing.is_aim_met,
    }
