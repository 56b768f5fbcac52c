"""To whom a student is referred and what for; what the receiver answers."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import User
from kithwork.casework.actions.referrals import Asked
from kithwork.casework.forms.cases import MemberField
from kithwork.casework.models import Case
from kithwork.casework.queries.papers import in_language
from kithwork.casework.queries.referrals import forms_of, leave_to_refer, receivers_at
from kithwork.catalogue.words import shown

LONGEST = 8000


class ReferForm(forms.Form):
    """Whom to ask, for what, what she is told, and which filled-in forms go along."""

    asked = forms.CharField(
        label=_("What do you ask for?"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    shared = forms.CharField(
        label=_("What is told for it"),
        help_text=_("Only what is needed for it. Nothing else of the case is opened."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(self, *args: Any, case: Case) -> None:
        super().__init__(*args)
        self.fields["to"] = MemberField(
            receivers_at(case),
            label=_("To whom"),
            to_field_name="uid",
            empty_label=_("choose …"),
        )
        enclosable = forms_of(case)
        self._sent = {str(one.row.uid): one.row for one in enclosable}
        language = get_language() or "en"
        self.fields["forms"] = forms.MultipleChoiceField(
            label=_("Filled-in scales that go along"),
            choices=[
                (
                    str(one.row.uid),
                    f"{in_language(one.title, language)} · {shown(one.row.given_on, language)}",
                )
                for one in enclosable
            ],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        if not enclosable:
            del self.fields["forms"]
        if not leave_to_refer(case):
            self.fields["exception"] = forms.CharField(
                label=_("There is no consent to passing this on. Why may it go all the same?"),
                help_text=_("Danger that cannot wait, or a duty in law. Otherwise ask first."),
                max_length=2000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.order_fields(["to", "asked", "shared", "forms", "exception"])

    @property
    def to(self) -> User:
        found: User = self.cleaned_data["to"]
        return found

    @property
    def said(self) -> Asked:
        """Return what was typed as the action takes it."""
        typed = self.cleaned_data
        return Asked(
            asked=typed["asked"],
            shared=typed["shared"],
            exception=typed.get("exception") or "",
            forms=[self._sent[uid] for uid in typed.get("forms") or ()],
        )


class AnswerForm(forms.Form):
    """What the receiver answers, or what is said at the end."""

    words = forms.CharField(
        label=_("What you found, what you advise, or why you decline"),
        help_text=_("The worker of the case reads it. It is sealed."),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
