"""School years, their terms, and the days of exams."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.catalogue.words import shown
from kithwork.people.actions.stale import version_of
from kithwork.people.forms.versioned import DayField, VersionedForm
from kithwork.people.models import SchoolYear, Term
from kithwork.people.queries.school_years import Sitting
from kithwork.people.wording import named

MOST_TERMS = 6


class YearForm(VersionedForm):
    """What a school calls the year, and its first and last day."""

    label = forms.CharField(
        label=_("What the school calls it"), max_length=20, help_text=_("For example 2026-2027.")
    )
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(label=_("Last day"), help_text=_("Holidays after the last term included."))
    compared = ("label", "starts_on", "ends_on")

    def __init__(self, sent: Any, *, year: SchoolYear | None = None) -> None:
        stands = {name: getattr(year, name) for name in self.compared} if year else {}
        super().__init__(sent, stands=stands, version=version_of(year))

    def days(self) -> dict[str, Any]:
        """Return label, first and last day."""
        return {name: self.cleaned_data[name] for name in self.compared}


class TermForm(VersionedForm):
    """Which term it is, what it is called, its first and last day."""

    number = forms.TypedChoiceField(
        label=_("Term"),
        coerce=int,
        choices=[(number, str(number)) for number in range(1, MOST_TERMS + 1)],
    )
    name = forms.CharField(
        label=_("Own name"),
        max_length=60,
        required=False,
        help_text=_("Only where the school has one; else it is called by its number."),
    )
    starts_on = DayField(label=_("First day of lessons"))
    ends_on = DayField(label=_("Last day of lessons"))
    compared = ("number", "name", "starts_on", "ends_on")

    def __init__(self, sent: Any, *, term: Term | None = None, following: int = 1) -> None:
        stands = {name: getattr(term, name) for name in self.compared} if term else {}
        super().__init__(sent, stands=stands or {"number": following}, version=version_of(term))

    def days(self) -> dict[str, Any]:
        """Return number, name, first and last day."""
        return {name: self.cleaned_data[name] for name in self.compared}


class ExamDaysForm(VersionedForm):
    """The day of each exam of a term; a field left empty changes nothing."""

    def __init__(self, sent: Any, *, sittings: Sequence[Sitting]) -> None:
        self._sittings = {f"day_{place}": one for place, one in enumerate(sittings)}
        stands = {name: _only_day(one) for name, one in self._sittings.items()}
        super().__init__(sent, stands=stands, version="")
        language = get_language() or "en"
        for name, one in self._sittings.items():
            self.fields[name] = DayField(
                label=named("sitting", one.name, language), required=False, help_text=_told(one)
            )

    def days(self) -> Mapping[str, dt.date]:
        """Return the day of each sitting that moves."""
        return {
            one.name: day
            for name, one in self._sittings.items()
            if (day := self.cleaned_data[name]) and day != _only_day(one)
        }


def _only_day(sitting: Sitting) -> dt.date | None:
    return sitting.first if sitting.first == sitting.last else None


def _told(sitting: Sitting) -> str:
    if _only_day(sitting):
        return ""
    language = get_language() or "en"
    days = {"first": shown(sitting.first, language), "last": shown(sitting.last, language)}
    said = _("Written from %(first)s to %(last)s. A day here moves all its papers to it.")
    return said % days
