"""What is asked of a series: what it measures, a value, a phase; and of the start of the work."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.queries.goals import GoalTold
from kithwork.evaluation.actions.series import NewSeries
from kithwork.people.forms.versioned import DayField
from kithwork.people.wording import named

KINDS = (
    ("rating", _("a rating from 0 to 10")),
    ("count", _("a count, such as evenings of study a week")),
    ("mark", _("marks of a subject (from the file)")),
    ("attendance", _("attendance in percent (from the file)")),
    ("goal", _("the rating of a goal (from the goals)")),
)
OF_A_GOAL = ("goal", "rating", "count")
BETTER = (("higher", _("the higher the better")), ("lower", _("the lower the better")))
PHASES = (
    ("A", _("A: before the work begins")),
    ("B", _("B: while the work goes on")),
    ("A2", _("A2: a pause")),
    ("B2", _("B2: the work again")),
    ("follow_up", _("follow-up")),
)


class SeriesForm(forms.Form):
    """A new series."""

    name = forms.CharField(
        label=_("What is measured"),
        help_text=_("In the student's words where you can. It is sealed."),
        max_length=120,
    )
    kind = forms.ChoiceField(label=_("How it is measured"), choices=KINDS)
    measure = forms.ChoiceField(
        label=_("Subject"), required=False, help_text=_("Only for marks of a subject.")
    )
    goal = forms.ChoiceField(
        label=_("Goal"),
        required=False,
        help_text=_("What is rated or counted for a goal is read with its kind of support."),
    )
    unit = forms.CharField(label=_("Unit"), max_length=40, required=False)
    better = forms.ChoiceField(label=_("Which way is better"), choices=BETTER)

    def __init__(self, sent: Any, *, subjects: list[str], goals: tuple[GoalTold, ...]) -> None:
        super().__init__(sent or None)
        self._goals = {str(one.number): one for one in goals}
        language = get_language() or "en"
        offered = [(one, named("subject", one, language)) for one in subjects]
        numbered = [
            (n, f"{n}. {g.said.client_words or g.said.statement}") for n, g in self._goals.items()
        ]
        self.fields["measure"].choices = [("", "–"), *offered]  # type: ignore[attr-defined]
        self.fields["goal"].choices = [("", "–"), *numbered]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if said.get("kind") == "mark" and not said.get("measure"):
            self.add_error("measure", _("Choose the subject."))
        if said.get("kind") == "goal" and not said.get("goal"):
            self.add_error("goal", _("Choose the goal."))
        return said

    def series(self) -> NewSeries:
        """Return the series as the form says it."""
        said = self.cleaned_data
        chosen = self._goals.get(said["goal"]) if said["kind"] in OF_A_GOAL else None
        return NewSeries(
            name=said["name"],
            kind=said["kind"],
            higher_is_better=said["better"] == "higher",
            unit=said["unit"],
            measure=said["measure"] if said["kind"] == "mark" else "",
            goal=chosen.goal if chosen else None,
        )


class PointForm(forms.Form):
    """A value of a day; without one the session stays in the series as missed."""

    on = DayField(label=_("Day"))
    value = forms.FloatField(
        label=_("Measured value"), required=False, help_text=_("Empty: there was none that day.")
    )

    def __init__(self, sent: Any = None, *, today: dt.date) -> None:
        super().__init__(sent or None, initial={"on": today})


class PhaseForm(forms.Form):
    """From which day on a phase counts."""

    label = forms.ChoiceField(label=_("Phase"), choices=PHASES)
    on = DayField(label=_("From this day on"))

    def __init__(self, sent: Any = None, *, today: dt.date) -> None:
        super().__init__(sent or None, initial={"on": today})


class DrawForm(forms.Form):
    """How many sessions are planned, so that the start can be drawn among them."""

    sessions = forms.IntegerField(
        label=_("Sessions planned in all"),
        help_text=_("The start of the work is drawn by lot among them, before it begins."),
        min_value=2,
        max_value=400,
    )
