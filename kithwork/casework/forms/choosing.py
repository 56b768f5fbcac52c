"""Choosing for casework: the criteria, and a decision with its reason for each student."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.casework.actions.choosing import Decision
from kithwork.casework.models import Considered
from kithwork.catalogue.needs import band_entries
from kithwork.needs.queries.candidates import TALKS, Criteria, needs_to_choose

Outcome = Considered.Outcome
REASON_LENGTH = 600


class CriteriaForm(forms.Form):
    """By what one considers; every band of talks unless one says otherwise."""

    bands = forms.MultipleChoiceField(label=_("Bands"), widget=forms.CheckboxSelectMultiple)
    needs = forms.MultipleChoiceField(
        label=_("Needs, one of which is shown"),
        help_text=_("Nothing ticked: whatever need."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("What else counts, in your own words"),
        help_text=_("For example: how many you can accompany this term, and what for."),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, language: str) -> None:
        super().__init__(*args)
        bands = [(one.entry.id, one.label.said_in(language)) for one in band_entries()[:TALKS]]
        needs = [(one.code, one.label) for one in needs_to_choose(language)]
        self.fields["bands"].choices = bands  # type: ignore[attr-defined]
        self.fields["bands"].initial = [code for code, _label in bands]
        self.fields["needs"].choices = needs  # type: ignore[attr-defined]

    @property
    def criteria(self) -> Criteria:
        said = self.cleaned_data
        return Criteria(bands=tuple(said["bands"]), needs=tuple(said["needs"]))


class DecisionsForm(forms.Form):
    """What is decided about the students of a list, and whether that is all."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    ends = forms.BooleanField(required=False)

    def __init__(self, *args: Any, rows: list[Considered]) -> None:
        super().__init__(*args)
        self._rows = [row.uid for row in rows]
        for uid in self._rows:
            self.fields[f"outcome-{uid}"] = forms.ChoiceField(
                choices=Outcome.choices, required=False
            )
            self.fields[f"reason-{uid}"] = forms.CharField(required=False, max_length=REASON_LENGTH)

    @property
    def decisions(self) -> dict[uuid.UUID, Decision]:
        said = self.cleaned_data
        return {
            uid: Decision(said[f"outcome-{uid}"] or Outcome.OPEN, said[f"reason-{uid}"])
            for uid in self._rows
        }
