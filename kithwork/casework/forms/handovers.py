"""The handover sheet: to whom, from when, and what the next worker must know."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import User
from kithwork.casework.actions.handovers import Sheet
from kithwork.casework.forms.cases import MemberField
from kithwork.casework.models import Case
from kithwork.casework.part_wording import CLIENT_TOLD, HANDOVER
from kithwork.casework.queries.cases import members_of, today_at
from kithwork.casework.queries.handovers import receivers_for
from kithwork.people.forms.versioned import DayField

LONGEST = 8000


class HandoverForm(forms.Form):
    """What is handed over; a supervisor says for whom, a worker hands over her own part."""

    def __init__(self, sent: Any = None, *, case: Case, by: User) -> None:
        super().__init__(sent, initial={"on": today_at(case)})
        self._by = by
        on_it = [one.user_id for one in members_of(case) if one.ends_on is None]
        if by.pk not in on_it:
            self.fields["giver"] = MemberField(
                User.objects.filter(pk__in=on_it).order_by("pinyin", "name"),
                label=_("From whom"),
                to_field_name="uid",
                empty_label=_("choose …"),
            )
        self.fields["to"] = MemberField(
            receivers_for(case), label=_("To whom"), to_field_name="uid", empty_label=_("choose …")
        )
        self.fields["on"] = DayField(
            label=_("From this day on"),
            help_text=_("The colleague opens the case from this day on, if she takes it by then."),
        )
        for name, label in HANDOVER:
            if name == "client":
                self.fields["client_told"] = forms.ChoiceField(
                    label=_("The student"), choices=CLIENT_TOLD, widget=forms.RadioSelect
                )
            self.fields[name] = forms.CharField(
                label=label,
                max_length=LONGEST,
                required=name == "open",
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    @property
    def giver(self) -> User:
        found: User = self.cleaned_data.get("giver") or self._by
        return found

    @property
    def sheet(self) -> Sheet:
        """Return what was typed as the action takes it."""
        said = self.cleaned_data
        return Sheet(
            to=said["to"],
            on=said["on"],
            client=said["client_told"],
            words={name: said[name] for name, _label in HANDOVER},
        )


class DeclineForm(forms.Form):
    """Why a case is not taken over."""

    words = forms.CharField(
        label=_("Why not"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
