"""What a step of an episode of danger asks: what happened, and what belongs to that step alone."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.casework.actions.episodes import StepNote
from kithwork.casework.part_wording import SAFETY_PLAN, WHOM
from kithwork.core.safety import Step
from kithwork.people.forms.versioned import DayField

LONGEST = 8000


class StepForm(forms.Form):
    """One step; the safety plan has seven short fields in the student's own words."""

    def __init__(self, *args: Any, step: Step) -> None:
        super().__init__(*args)
        self._step = step
        if step is Step.TOLD:
            self.fields["whom"] = forms.ChoiceField(
                label=_("Who was told?"), choices=WHOM, widget=forms.RadioSelect
            )
        if step is Step.WATCHED:
            self.fields["next_check"] = DayField(label=_("Day of the next check"))
        for name, label in self._words():
            self.fields[name] = _words(label, is_short=step is Step.SAFETY_PLAN)

    @property
    def note(self) -> StepNote:
        """Return what was typed as the action takes it."""
        said = self.cleaned_data
        next_check: dt.date | None = said.get("next_check")
        return StepNote(
            step=self._step,
            words={name: said.get(name) or "" for name, _label in self._words()},
            whom=said.get("whom") or "",
            next_check=next_check,
        )

    def _words(self) -> tuple[tuple[str, Any], ...]:
        if self._step is Step.SAFETY_PLAN:
            return SAFETY_PLAN
        return (("words", _("What happened, and what was agreed")),)


def _words(label: Any, *, is_short: bool) -> forms.CharField:
    rows = 2 if is_short else 5
    return forms.CharField(
        label=label,
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )
