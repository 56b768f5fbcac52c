"""What is asked at a code before any question: the code itself, and each purpose by itself."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.catalogue.consent import PurposeEntry, purpose_entries
from kithwork.core.campaigns import ANSWERING
from kithwork.core.text import Text
from kithwork.surveys.forms.strip import language
from kithwork.surveys.models import Campaign

YES_NO = (("yes", _("Yes")), ("no", _("No")))


class CodeForm(forms.Form):
    """A code as it stands on a slip."""

    code = forms.CharField(
        label=_("Your code"),
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "inputmode": "text",
            }
        ),
    )


class NoticeForm(forms.Form):
    """The further purposes of a campaign, each a yes or a no, none chosen beforehand."""

    skips: tuple[str, ...] = (ANSWERING,)

    def __init__(self, campaign: Campaign, *args: Any) -> None:
        super().__init__(*args)
        for purpose in campaign.purposes:
            if purpose not in self.skips:
                self.fields[purpose] = forms.ChoiceField(
                    label=self.asked(purpose_entries()[purpose]).said_in(language()),
                    choices=YES_NO,
                    widget=forms.RadioSelect,
                    required=False,
                )

    @staticmethod
    def asked(purpose: PurposeEntry) -> Text:
        """Return the question as it is put to whoever reads the form."""
        return purpose.ask

    def said(self) -> dict[str, bool]:
        """Return what was answered; a purpose that was left open is not among it."""
        given = {name: self.cleaned_data.get(name) for name in purpose_entries()}
        return {name: value == "yes" for name, value in given.items() if value}


class FamilyForm(NoticeForm):
    """The guardian's answer to each purpose, and the digits by which the school knows her."""

    skips = ()

    digits = forms.CharField(
        label=_("Last four digits of your telephone number"),
        help_text=_("The number that the school has of you."),
        max_length=10,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, campaign: Campaign, *args: Any) -> None:
        super().__init__(campaign, *args)
        self.fields[ANSWERING].required = True
        self.order_fields([*campaign.purposes, "digits"])

    @staticmethod
    def asked(purpose: PurposeEntry) -> Text:
        """Return the question about the guardian's child."""
        return purpose.ask_guardian or purpose.ask

    @property
    def purposes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name != "digits"]
