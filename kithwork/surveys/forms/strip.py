"""The strip above a grid: the day on the paper, how it was answered, and which printed form it is.

Only what there is to choose is asked: an instrument with one version and one coding asks neither.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.refusals import Refused
from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.core.scales import NO_POPULATION, Key
from kithwork.core.scales.answers import Raw
from kithwork.core.text import Text
from kithwork.surveys.filling import Filled, key_for
from kithwork.surveys.models import Administration
from kithwork.surveys.worded import Beside, beside_keys

UNANSWERED = "."  # a key of its own: nothing stands on the paper
MODES = (
    (Administration.Mode.PAPER.value, _("answered on paper")),
    (Administration.Mode.READ_ALOUD.value, _("read aloud to the student")),
)
BY_AGE = _("people of the student's age and school")
NOBODYS = _("nobody: no norm fits")
WHICH_FORM = _("Say which form it is: the score depends on it.")


def language() -> str:
    """Return the reader's language."""
    return get_language() or "en"


def raw(typed: Any) -> str | None:
    """Return an answer as typed, or None where nothing was or stands on the paper."""
    text = str(typed or "").strip()
    return None if text in ("", UNANSWERED) else text


class StripForm(forms.Form):
    """Day, manner, and the printed form; `key` is how it is scored."""

    given_on = forms.DateField(
        label=_("Day on the form"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    mode = forms.ChoiceField(label=_("How"), choices=MODES)

    def __init__(self, entry: InstrumentEntry, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.entry = entry
        instrument = entry.instrument
        self._ask("version", _("Printed form"), _labelled(instrument.versions))
        self._ask("coding", _("Numbers on the form"), [(c.id, c.id) for c in instrument.codings])
        self._ask_population(entry)
        for choice in instrument.choices:
            offered = _labelled(choice.options)
            self._ask(
                f"choice-{choice.id}", choice.label.said_in(language()), offered, choice.default
            )

    @property
    def strip(self) -> list[forms.BoundField]:
        """The fields of the strip, the day first."""
        names = ["given_on", "mode", "version", "coding", "population"]
        names += [name for name in self.fields if name.startswith("choice-")]
        return [self[name] for name in names if name in self.fields]

    @property
    def has_forms(self) -> bool:
        """Whether there is more than one printed form, so that the grid may change."""
        return "version" in self.fields or "coding" in self.fields

    @property
    def day(self) -> dt.date:
        """The day on the form, today where it cannot be read."""
        day = getattr(self, "cleaned_data", {}).get("given_on") or self.initial["given_on"]
        assert isinstance(day, dt.date)
        return day

    @cached_property
    def grid_key(self) -> Key:
        """The key by which the grid is drawn: a choice not yet made changes no row of it."""
        choices = self.entry.instrument.choices
        options = {choice.id: choice.options[0].id for choice in choices}
        return key_for(self._filled({}, options=options))

    def filled_with(
        self, answers: Mapping[str, Raw], *, more: Mapping[str, str] | None = None
    ) -> Filled:
        """Return the form as typed; a part of the strip that is not said takes its usual value."""
        filled = self._filled(answers, options=self._chosen(), more=more)
        return replace(filled, wording=self.beside.row)

    @cached_property
    def beside(self) -> Beside:
        """The official wording of the form that the strip names, in the reader's language."""
        return beside_keys(self._filled({}, options=self._chosen()), language=language())

    def refuse(self, refusal: Refused) -> None:
        """Say what the action refused; it stands over the form, with everything kept."""
        self.add_error(None, refusal.said_in(language()))

    def _chosen(self) -> dict[str, str]:
        return {
            choice.id: said
            for choice in self.entry.instrument.choices
            if (said := self._said(f"choice-{choice.id}"))
        }

    def _filled(
        self,
        answers: Mapping[str, Raw],
        *,
        options: Mapping[str, str],
        more: Mapping[str, str] | None = None,
    ) -> Filled:
        return Filled(
            instrument=self.entry.code,
            answers=answers,
            given_on=self.day,
            version=self._said("version"),
            coding=self._said("coding"),
            options=options,
            population=self._said("population"),
            mode=self._said("mode") or Administration.Mode.PAPER.value,
            more=more or {},
        )

    def _said(self, name: str) -> str | None:
        """Return what stands in a field of the strip, if it is one of its choices."""
        if name not in self.fields:
            return None
        field = self.fields[name]
        said = str(self[name].value() or "")
        assert isinstance(field, forms.ChoiceField)
        return said if said and field.valid_value(said) else None

    def _ask_population(self, entry: InstrumentEntry) -> None:
        """Ask whose bands count; a choice only where an instrument has several."""
        populations = _populations(entry)
        if not populations:
            return
        offered = [("", BY_AGE), *populations, (NO_POPULATION, NOBODYS)]
        is_choice = len(populations) > 1
        self.fields["population"] = forms.ChoiceField(
            label=_("Compared with"),
            choices=offered,
            required=False,
            widget=forms.Select if is_choice else forms.HiddenInput,
        )
        self.initial.setdefault("population", "")

    def _ask(
        self, name: str, label: Any, offered: list[tuple[str, str]], usual: str | None = ""
    ) -> None:
        if len(offered) < 2:
            return
        asked = offered if usual is not None else [("", "–"), *offered]
        self.fields[name] = forms.ChoiceField(
            label=label, choices=asked, error_messages={"required": WHICH_FORM}
        )
        self.initial.setdefault(name, usual or asked[0][0])


def _labelled(offered: Iterable[Any]) -> list[tuple[str, str]]:
    return [(one.id, _in_words(one.label)) for one in offered]


def _populations(entry: InstrumentEntry) -> list[tuple[str, str]]:
    found = {one.population: _in_words(one.label) for one in _usual_first(entry)}
    return list(found.items())


def _usual_first(entry: InstrumentEntry) -> list[Any]:
    return sorted(entry.instrument.bands, key=lambda one: not one.is_default)


def _in_words(text: Text) -> str:
    return text.said_in(language())
