"""What is asked of a policy document, and of one clause of it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.aid.actions.policies import Document, Reading
from kithwork.aid.forms.inventory import AmountField
from kithwork.aid.models import PolicyClause, Programme
from kithwork.aid.money import typed_of
from kithwork.catalogue.support import functions
from kithwork.core.support.functions import Function
from kithwork.people.forms.versioned import DayField, VersionedForm


class DocumentForm(VersionedForm):
    """A document's head."""

    title = forms.CharField(label=_("Title"), max_length=200)
    issuer = forms.CharField(label=_("Issued by"), max_length=120, required=False)
    number = forms.CharField(label=_("Document number"), max_length=80, required=False)
    starts_on = DayField(label=_("In force from"))
    ends_on = DayField(label=_("until"), required=False)
    reference = forms.CharField(label=_("Where it is to be found"), max_length=300, required=False)

    def __init__(self, sent: Any) -> None:
        super().__init__(sent, stands={}, version="")

    def document(self) -> Document:
        said = self.cleaned_data
        return Document(
            title=said["title"],
            starts_on=said["starts_on"],
            issuer=said["issuer"],
            number=said["number"],
            ends_on=said["ends_on"],
            reference=said["reference"],
        )


class ClauseForm(VersionedForm):
    """What one clause gives, to whom, and whom it leaves out."""

    label = forms.CharField(label=_("Clause"), max_length=60, help_text=_("Such as article 5 (2)."))
    gist = forms.CharField(
        label=_("What it says, in short"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    functions = forms.MultipleChoiceField(
        label=_("Which support it gives"),
        help_text=_("None ticked: it gives no support of any kind."),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    target = forms.CharField(label=_("For whom"), max_length=300, required=False)
    left_out = forms.CharField(
        label=_("Who is left out"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    reached = forms.IntegerField(label=_("Students reached"), min_value=0, required=False)
    spent = AmountField(label=_("Money used"))
    period = forms.CharField(
        label=_("In which period"), max_length=40, required=False, help_text=_("Such as 2025-2026.")
    )
    programme = forms.ChoiceField(label=_("Programme that carries it out"), required=False)

    def __init__(
        self,
        sent: Any,
        *,
        programmes: tuple[Programme, ...],
        currency: str,
        before: PolicyClause | None = None,
    ) -> None:
        super().__init__(sent, stands=_clause_stands(before), version=_version(before))
        language = get_language() or "en"
        self._currency = currency
        self._programmes = {str(one.uid): one for one in programmes}
        served = [(one.function.value, one.label.said_in(language)) for one in functions().values()]
        self.fields["functions"].choices = served  # type: ignore[attr-defined]
        none = ("", _("none is recorded"))
        named = [none, *((uid, one.name) for uid, one in self._programmes.items())]
        self.fields["programme"].choices = named  # type: ignore[attr-defined]

    def reading(self, on: dt.date) -> Reading:
        """Return what was found in the clause, as read on a day."""
        said = self.cleaned_data
        return Reading(
            label=said["label"],
            gist=said["gist"],
            read_on=on,
            functions=tuple(map(Function, said["functions"])),
            target=said["target"],
            left_out=said["left_out"],
            reached=said["reached"],
            spent_minor=said["spent"],
            currency=self._currency if said["spent"] else "",
            period=said["period"],
            programme=self._programmes.get(said["programme"]),
        )


def _clause_stands(before: PolicyClause | None) -> dict[str, Any]:
    if before is None:
        return {}
    return {
        "label": before.label,
        "gist": before.gist,
        "functions": before.functions,
        "target": before.target,
        "left_out": before.left_out,
        "reached": before.reached,
        "spent": typed_of(before.spent_minor),
        "period": before.period,
        "programme": str(before.programme.uid) if before.programme else "",
    }


def _version(before: PolicyClause | None) -> str:
    return "" if before is None else str(before.uid)
