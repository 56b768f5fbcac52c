"""An entry of the restricted section, and who else may read it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.access.queries.posted import roles_with, users_posted
from kithwork.access.roles import Scope, Section
from kithwork.casework.forms.cases import MemberField
from kithwork.casework.models import Case
from kithwork.casework.queries.cases import today_at
from kithwork.casework.wording import RESTRICTED
from kithwork.people.forms.versioned import DayField


class RestrictedForm(forms.Form):
    """What is kept apart from the file, and why."""

    kind = forms.ChoiceField(label=_("What it is about"), choices=RESTRICTED)
    on = DayField(label=_("Day"))
    words = forms.CharField(
        label=_("What is kept apart"),
        help_text=_("Sealed under a key of its own; only the list below opens it."),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class ReaderForm(forms.Form):
    """Who else may read the restricted section."""

    def __init__(self, *args: Any, case: Case) -> None:
        super().__init__(*args)
        listed = roles_with(Section.RESTRICTED, lambda grant: grant.scope is Scope.LISTED)
        there = case.restricted_readers.filter(ends_on__isnull=True).values("user_id")
        people = users_posted(case.school, listed, on=today_at(case))
        self.fields["user"] = MemberField(
            people.exclude(pk__in=there),
            label=_("Somebody else on the list"),
            to_field_name="uid",
            empty_label=_("choose …"),
        )
