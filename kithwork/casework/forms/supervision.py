"""A supervision record: with whom, when, what for, what was agreed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import User
from kithwork.casework.actions.supervision import Talk
from kithwork.casework.forms.cases import MemberField
from kithwork.casework.models import Case
from kithwork.casework.part_wording import SUPERVISION, SUPERVISION_FOR, SUPERVISION_WORDS
from kithwork.casework.queries.cases import members_of, today_at
from kithwork.people.forms.versioned import DayField

LONGEST = 8000


class SupervisionForm(forms.Form):
    """What the two spoke of; how the worker is stays between them like the rest."""

    def __init__(self, sent: Any = None, *, case: Case) -> None:
        super().__init__(sent, initial={"on": today_at(case), "kind": "individual", "minutes": 30})
        there = [one.user_id for one in members_of(case)]
        self.fields["worker"] = MemberField(
            User.objects.filter(pk__in=there).order_by("pinyin", "name"),
            label=_("With whom"),
            to_field_name="uid",
            empty_label=None if len(there) == 1 else _("choose …"),
        )
        self.fields["on"] = DayField(label=_("Day"))
        self.fields["kind"] = forms.ChoiceField(label=_("Kind of talk"), choices=SUPERVISION)
        self.fields["functions"] = forms.MultipleChoiceField(
            label=_("What for"),
            choices=SUPERVISION_FOR,
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.fields["minutes"] = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=600)
        for name, label in SUPERVISION_WORDS:
            self.fields[name] = forms.CharField(
                label=label,
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
            )
        self.fields["due_on"] = DayField(label=_("Done by"), required=False)

    @property
    def worker(self) -> User:
        found: User = self.cleaned_data["worker"]
        return found

    @property
    def talk(self) -> Talk:
        """Return what was typed as the action takes it."""
        said = self.cleaned_data
        return Talk(
            on=said["on"],
            kind=said["kind"],
            functions=said["functions"],
            minutes=said["minutes"],
            words={name: said[name] for name, _label in SUPERVISION_WORDS},
            due_on=said["due_on"],
        )
