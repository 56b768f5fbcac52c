"""Consent to working together: who was asked, what she agrees to, and the search for it."""

import datetime as dt
import uuid
from typing import Any

from django import forms
from django.db.models import F
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from kithwork.casework.models import Case
from kithwork.casework.queries.papers import in_language
from kithwork.casework.wording import WAYS_TO_ASK
from kithwork.catalogue.consent import consent_rules, purpose_entries
from kithwork.core.casework import Decision
from kithwork.people.actions.consents import Asking
from kithwork.people.forms.versioned import DayField, FlagField
from kithwork.people.models import Carer
from kithwork.people.wording import named

HERSELF = "student"
PURPOSES = (
    "casework",
    "share_guardian",
    "share_teacher",
    "share_aid_office",
    "aid_record",
    "share_referral",
    "recording",
    "contact_after",
    "contact_new_school",
    "research",
)


class ConsentForm(forms.Form):
    """One asking, a box for each purpose; nothing is ticked beforehand, and a no is said too.

    Where the student's own yes stands, the first carer is who is asked next.
    """

    given_on = DayField(label=_("Day"))
    refuses = forms.BooleanField(label=_("She or he said no to all of it"), required=False)
    was_read_aloud = forms.BooleanField(
        label=_("The text and the limits of confidentiality were read aloud"), required=False
    )
    was_understood = forms.BooleanField(
        label=_("She or he said it back in her or his own words"), required=False
    )
    is_verified = forms.BooleanField(
        label=_("For a guardian: telephone and relation agree with the school's file"),
        required=False,
    )
    witness = forms.CharField(
        label=_("Witness"),
        help_text=_("Needed where it was said, by phone or by video."),
        max_length=200,
        required=False,
    )

    def __init__(
        self, sent: Any = None, *, case: Case, today: dt.date, has_her_yes: bool = False
    ) -> None:
        super().__init__(sent)
        self.case, language = case, get_language() or "en"
        self.carers = {str(one.uid): one for one in _carers(case)}
        asked_next = next(iter(self.carers), HERSELF) if has_her_yes else HERSELF
        self.initial = {"given_on": today, "who": asked_next}
        offered: list[tuple[str, Any]] = [(HERSELF, _("the student"))]
        offered += [(key, _carer_name(one, language)) for key, one in self.carers.items()]
        self.fields["who"] = forms.ChoiceField(label=_("Who was asked"), choices=offered)
        methods = consent_rules().methods.items()
        self.fields["method"] = forms.ChoiceField(
            label=_("In which way"),
            choices=[(code, in_language(text, language)) for code, text in methods],
        )
        self.fields["purposes"] = forms.MultipleChoiceField(
            label=_("She or he agrees to"),
            help_text=_("What is not ticked was refused. Refusing has no consequence."),
            choices=[(code, _purpose(code, language)) for code in PURPOSES],
            required=False,
            widget=forms.CheckboxSelectMultiple,
        )
        self.order_fields(["who", "method", "given_on", "purposes", "refuses"])

    def clean(self) -> dict[str, Any]:
        """Refuse what nobody answered, and what nobody heard: neither can be mended afterwards."""
        said = super().clean() or self.cleaned_data
        if not said.get("purposes") and not said.get("refuses"):
            self.add_error("purposes", _("Tick what was agreed to, or that all of it was refused."))
        if said.get("purposes") and said.get("refuses"):
            self.add_error("refuses", _("Either some of it was agreed to, or nothing."))
        if said.get("method") in consent_rules().witnessed and not said.get("witness"):
            self.add_error("witness", _("Write who heard it."))
        return said

    @property
    def asking(self) -> Asking:
        """Return the asking as the action takes it."""
        said = self.cleaned_data
        return Asking(
            student=self.case.student,
            method=said["method"],
            given_on=said["given_on"],
            language=get_language() or "en",
            carer=self.carers.get(said["who"]),
            about=self.about,
            was_read_aloud=said["was_read_aloud"],
            was_understood=said["was_understood"],
            is_verified=said["is_verified"],
            witness=said["witness"],
        )

    @property
    def about(self) -> uuid.UUID:
        uid: uuid.UUID = self.case.uid
        return uid

    @property
    def answers(self) -> dict[str, bool]:
        """Return a yes or no to each purpose."""
        return {code: code in self.cleaned_data["purposes"] for code in PURPOSES}


class AttemptForm(forms.Form):
    """One attempt to reach whoever consents."""

    on = DayField(label=_("Day"))
    how = forms.ChoiceField(label=_("In which way"), choices=WAYS_TO_ASK)
    was_reached = forms.BooleanField(label=_("Somebody was reached"), required=False)
    child_agrees = FlagField(label=_("Does the student herself or himself agree meanwhile?"))
    words = forms.CharField(
        label=_("What came of it"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class DecisionForm(forms.Form):
    """What the supervisor decides about consent that does not come."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[
            (Decision.KEEP_TRYING.value, _("go on trying")),
            (Decision.GO_ON_BY_EXCEPTION.value, _("go on without consent, on a lawful ground")),
            (Decision.END.value, _("end")),
        ],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Why"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )


def _carers(case: Case) -> list[Carer]:
    carers = Carer.objects.filter(student=case.student, ends_on__isnull=True)
    return list(
        carers.select_related("person").order_by(F("is_legal_guardian").desc(nulls_last=True), "pk")
    )


def _carer_name(carer: Carer, language: str) -> str:
    relation = named("relation", carer.relation, language)
    name = f"{relation} {carer.person.full_name}".strip()
    if not carer.is_legal_guardian:
        return name
    return gettext("%(name)s (guardian in law)") % {"name": name}


def _purpose(code: str, language: str) -> str:
    return in_language(purpose_entries()[code].label, language)
