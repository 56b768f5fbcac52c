"""The ties of an ecomap, one line each; a line without a source is left out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.actions.ecomap import TieSaid
from kithwork.casework.forms.support import source_choices
from kithwork.catalogue.support import functions
from kithwork.catalogue.words import say
from kithwork.core.ecomap.ties import Flow, Strength
from kithwork.core.support.functions import FOUR, Function
from kithwork.people.forms.versioned import DayField, VersionedForm

SPARE = 3


class TieForm(forms.Form):
    """One tie."""

    source = forms.ChoiceField(label=_("Source"), required=False)
    label = forms.CharField(label=_("Who is that?"), required=False, max_length=60)
    strength = forms.ChoiceField(label=_("How strong"))
    is_stressful = forms.BooleanField(label=_("Stressful"), required=False)
    flow = forms.ChoiceField(label=_("Energy flows"), required=False)
    functions = forms.MultipleChoiceField(
        label=_("Gives"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-taps"}),
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        language = get_language() or "en"
        self._offer("source", [("", "–"), *source_choices(language)])
        strongest_first = reversed(list(Strength))
        self._offer(
            "strength", [(s.value, say(f"ecomap.strength.{s}", language)) for s in strongest_first]
        )
        said = (Flow.IN, Flow.OUT, Flow.BOTH)
        flows = [(flow.value, say(f"ecomap.flow.{flow}", language)) for flow in said]
        self._offer("flow", [("", say("ecomap.flow.not_said", language)), *flows])
        self._offer("functions", [(f.value, functions()[f].letter.said_in(language)) for f in FOUR])

    def tie(self) -> TieSaid | None:
        """Return the tie, or None where the line names no source."""
        given = self.cleaned_data
        if not given["source"]:
            return None
        return TieSaid(
            source=given["source"],
            label=given["label"].strip(),
            strength=Strength(given["strength"]),
            is_stressful=given["is_stressful"],
            flow=Flow(given["flow"]),
            functions=tuple(map(Function, given["functions"])),
        )

    def _offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = list(choices)


class EcomapForm(VersionedForm):
    """The day and its ties; a few lines are spare."""

    on = DayField(label=_("On which day?"))

    def __init__(self, sent: Any, *, ties: Sequence[TieSaid], on: dt.date, version: str) -> None:
        super().__init__(sent, stands={"on": on}, version=version)
        rows: list[dict[str, Any]] = [*map(_stands, ties), *({} for _spare in range(SPARE))]
        self.lines = [
            TieForm(
                sent or None,
                prefix=f"tie-{place}",
                initial={"strength": Strength.ORDINARY.value, **row},
            )
            for place, row in enumerate(rows)
        ]

    def is_valid(self) -> bool:
        return all([super().is_valid(), *(line.is_valid() for line in self.lines)])

    def ties(self) -> tuple[TieSaid, ...]:
        """Return the ties of all lines that name a source."""
        return tuple(tie for line in self.lines if (tie := line.tie()) is not None)


def _stands(tie: TieSaid) -> dict[str, Any]:
    return {
        "source": tie.source,
        "label": tie.label,
        "strength": tie.strength.value,
        "is_stressful": tie.is_stressful,
        "flow": tie.flow.value,
        "functions": [function.value for function in tie.functions],
    }
