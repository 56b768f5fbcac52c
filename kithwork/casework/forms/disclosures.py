"""What was told outside the team: what, to whom, on what ground, and whether the student knows."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework import log_wording as wording
from kithwork.casework.actions.disclosures import Passed
from kithwork.casework.actions.writing import version_of
from kithwork.casework.models import Case, Disclosure
from kithwork.casework.queries.cases import today_at
from kithwork.casework.queries.disclosures import words_of_disclosure
from kithwork.casework.queries.papers import in_language
from kithwork.catalogue.disclosures import receivers
from kithwork.people.forms.versioned import DayField, VersionedForm

LONGEST = 8000
CODES = ("on", "way", "receiver", "basis", "is_minimum", "told")
SHORT = ("who", "organisation", "law")
HELP = {
    "law": _("Only where a law or a legal paper is the ground."),
    "why_not": _("Only where she or he was not told."),
}


class DisclosureForm(VersionedForm):
    """One row, new or as it stands; in danger everything but the day may stay empty."""

    on = DayField(label=_("Day"))
    basis = forms.ChoiceField(
        label=_("On what ground"),
        help_text=_("In danger tell first and write afterwards: nothing here has to be filled in."),
        choices=wording.GROUNDS,
        required=False,
        widget=forms.RadioSelect,
    )
    is_minimum = forms.BooleanField(label=_("It was no more than was needed"), required=False)
    told = forms.ChoiceField(
        label=_("Does the student know?"),
        choices=wording.KNOWS,
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, sent: Any = None, *, case: Case, row: Disclosure | None = None) -> None:
        stands: dict[str, Any] = {"on": today_at(case), "way": "phone"}
        if row is not None:
            stands = {name: getattr(row, name) for name in CODES} | words_of_disclosure(case, row)
        super().__init__(sent, stands=stands, version=version_of(row))
        language = get_language() or "en"
        kinds = [(one.code, in_language(one.label, language)) for one in receivers().values()]
        self.fields["receiver"] = forms.ChoiceField(
            label=_("To whom"), choices=[("", _("choose …")), *kinds], required=False
        )
        self.fields["way"] = forms.ChoiceField(label=_("In which way"), choices=wording.PASSED_BY)
        for name, label in wording.DISCLOSURE_WORDS:
            self.fields[name] = forms.CharField(
                label=label,
                help_text=HELP.get(name, ""),
                max_length=LONGEST,
                required=False,
                widget=forms.TextInput() if name in SHORT else forms.Textarea(attrs={"rows": 2}),
            )
        order = ("on", "receiver", "who", "organisation", "what", "way", "basis", "law")
        self.order_fields([*order, "is_minimum", "minimum", "told", "why_not"])

    @property
    def passed(self) -> Passed:
        """Return what was typed as the action takes it."""
        typed = self.cleaned_data
        return Passed(
            **{name: typed[name] for name in CODES},
            words={name: typed[name] for name, _label in wording.DISCLOSURE_WORDS},
        )
