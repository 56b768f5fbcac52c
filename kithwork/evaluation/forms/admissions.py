"""What is asked about the school aimed at and the outcome."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.evaluation.actions.admissions import AdmissionSaid
from kithwork.evaluation.outcome import Admitted
from kithwork.people.forms.versioned import DayField, FlagField, VersionedForm

TYPES = (
    ("key_senior_high", _("key senior high school")),
    ("senior_high", _("ordinary senior high school")),
    ("vocational", _("vocational school")),
    ("university", _("university or college")),
    ("none", _("none")),
)


class AdmissionForm(VersionedForm):
    """The aim, and the outcome once it is known."""

    aim = forms.CharField(label=_("School aimed at"), max_length=120)
    aim_type = forms.ChoiceField(label=_("Type of school"), choices=TYPES)
    wishes = forms.CharField(
        label=_("Wishes in their order"),
        help_text=_("One school to a line."),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
    )
    on = DayField(label=_("As of"))
    points = forms.FloatField(label=_("Points in the exam"), required=False, min_value=0)
    line = forms.FloatField(label=_("Line of the school aimed at"), required=False, min_value=0)
    admitted_to = forms.CharField(label=_("Admitted to"), max_length=120, required=False)
    admitted_type = forms.ChoiceField(
        label=_("Type of that school"), choices=(("", _("not known yet")), *TYPES), required=False
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
            wishes=tuple(one.strip() for one in said["wishes"].splitlines() if one.strip()),
            points=said["points"],
            line=said["line"],
            admitted_to=said["admitted_to"],
            admitted_type=said["admitted_type"],
            is_aim_met=said["is_aim_met"],
        )


def _stands(standing: Admitted | None, today: dt.date) -> dict[str, Any]:
    if standing is None:
        return {"on": today, "aim_type": "senior_high"}
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
