"""One award or offer to one student, recorded from the list of what is lacking."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.aid.actions.awards import Given
from kithwork.aid.models import Programme
from kithwork.people.forms.versioned import DayField, VersionedForm


class OneAwardForm(VersionedForm):
    """Which programme or service, from when, and by which decision."""

    programme_uid = forms.ChoiceField(label=_("Programme or service"))
    starts_on = DayField(label=_("From this day on"))
    ends_on = DayField(label=_("until"), required=False)
    reference = forms.CharField(label=_("By which decision"), max_length=200, required=False)

    def __init__(self, sent: Any, *, programmes: list[Programme], today: dt.date) -> None:
        super().__init__(sent, stands={"starts_on": today}, version="")
        self._programmes = {str(one.uid): one for one in programmes}
        field = self.fields["programme_uid"]
        assert isinstance(field, forms.ChoiceField)
        named = [(uid, one.name) for uid, one in self._programmes.items()]
        field.choices = [("", _("choose …")), *named]

    @property
    def programme(self) -> Programme:
        return self._programmes[self.cleaned_data["programme_uid"]]

    @property
    def given(self) -> Given:
        """Return what is given as the action takes it."""
        said = self.cleaned_data
        return Given(
            starts_on=said["starts_on"], ends_on=said["ends_on"], reference=said["reference"]
        )
