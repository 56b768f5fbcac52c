"""Signing a paper, or noting who signed it and how."""

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.casework.wording import METHODS, PARTS


class SignForm(forms.Form):
    """Whose signature, how, and the note that a spoken agreement needs."""

    part = forms.ChoiceField(label=_("Whose signature"), choices=PARTS)
    method = forms.ChoiceField(label=_("How it was signed"), choices=METHODS, initial="paper")
    words = forms.CharField(
        label=_("Note"),
        help_text=_("Who said what, and when. Needed where it was said and not signed."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
