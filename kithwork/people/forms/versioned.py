"""Forms on a record that may change while one types: they carry the version they were made from.

Where somebody else saved meanwhile, nothing is written: the form comes back with what was typed,
what stands now beside it, and the new version; saving once more then means it.
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import IntegrityError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.refusals import Refused, Stale
from kithwork.catalogue.words import say, shown

UNKNOWN = (("yes", _("yes")), ("no", _("no")), ("", _("not known")))
CHOOSE = ("", _("choose …"))


class DayField(forms.DateField):
    """A day, entered by the browser's own calendar."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d"], **options)


class FlagField(forms.TypedChoiceField):
    """Yes, no, or not known, which is neither."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            choices=UNKNOWN,
            coerce=_flag,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect(attrs={"class": "kw-flag"}),
            **options,
        )

    def prepare_value(self, value: Any) -> Any:
        return {True: "yes", False: "no", None: ""}.get(value, value)


def _flag(written: str) -> bool:
    return written == "yes"


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in which what was typed differs from what stands now, both in words."""

    label: str
    typed: str
    stands: str


class VersionedForm(forms.Form):
    """A form made from a record; `stands` are the present values by field, `compared` by name."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    compared: tuple[str, ...] = ()

    def __init__(self, sent: Any, *, stands: Mapping[str, Any], version: str) -> None:
        self.stands, self.stands_version = stands, version
        self.differences: tuple[Difference, ...] = ()
        self.is_stale = False
        super().__init__(sent or None, initial={**stands, "version": version})

    @property
    def made_from(self) -> str:
        """The version that the form was made from."""
        return str(self.cleaned_data["version"])

    def saves(self, action: Callable[[], object]) -> bool:
        """Do it and return True; or say in the form why it does not go."""
        try:
            action()
        except Stale as problem:
            self._show_both(problem)
        except Refused as problem:
            self.add_error(None, problem.said_in(get_language() or "en"))
        except IntegrityError:  # a unique row that somebody else made after it was looked for
            self.add_error(None, say("people.just_taken", get_language() or "en"))
        else:
            return True
        return False

    def _show_both(self, problem: Refused) -> None:
        self.is_stale = True
        typed = {name: self.cleaned_data.get(name) for name in self.compared}
        self.differences = tuple(
            Difference(str(self.fields[name].label), self._said(name, value), self._said(name, now))
            for name, value in typed.items()
            if (value or None) != ((now := self.stands.get(name)) or None)
            or (isinstance(value, bool) and value is not now)
        )
        self.data = _with(self.data, self.add_prefix("version"), self.stands_version)
        self.add_error(None, problem.said_in(get_language() or "en"))

    def _said(self, name: str, value: Any) -> str:
        if value is None or value == "":
            return "–"
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            return _label(field, field.prepare_value(value))
        if isinstance(value, dt.date):
            return shown(value, get_language() or "en")
        return str(value)


def _with(sent: Any, name: str, value: str) -> Any:
    """Return what was sent, one value changed; what comes from a request cannot be."""
    changed = sent.copy()
    changed[name] = value
    return changed


def _label(field: forms.ChoiceField, value: Any) -> str:
    offered: Any = field.choices
    return str(dict(offered).get(value, value))
