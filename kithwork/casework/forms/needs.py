"""Problems as they are told, and all needs of a case on one page with both sides' ranks."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.actions.needs import TOLD, NeedSaid
from kithwork.casework.queries.needs import CaseNeedTold, need_choices
from kithwork.catalogue.words import say
from kithwork.people.forms.versioned import CHOOSE, VersionedForm

STATUSES = ("unmet", "partly", "met", "not_wanted", "withdrawn")
RANKS = 9
SEVERITIES = range(11)


class ProblemForm(VersionedForm):
    """A problem: what is hard, since when, how often, what was tried, what keeps it going."""

    told = forms.CharField(
        label=_("What is hard, as it was told?"),
        help_text=_("Quotation marks for the student's own words; dialect stays dialect."),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    since = forms.CharField(label=_("Since when?"), required=False, max_length=200)
    how_often = forms.CharField(label=_("How often?"), required=False, max_length=200)
    severity = forms.TypedChoiceField(
        label=_("How hard is it, 0 to 10, as the student rates it?"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("not asked")), *((str(one), str(one)) for one in SEVERITIES)],
    )
    tried = forms.CharField(
        label=_("What was tried, and what helped?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    keeps_it_going = forms.CharField(
        label=_("What keeps it going?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    compared = (*TOLD, "severity")

    @property
    def words(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in TOLD}


class AddNeedForm(forms.Form):
    """A need of the catalogue, chosen by a person."""

    code = forms.ChoiceField(label=_("Add a need"))

    def __init__(self, *args: Any, here: Iterable[str] = ()) -> None:
        super().__init__(*args)
        taken = set(here)
        offered = [one for one in need_choices(get_language() or "en") if one[0] not in taken]
        field: Any = self.fields["code"]
        field.choices = [CHOOSE, *offered]


class NeedForm(VersionedForm):
    """One need: severities 0–10, ranks and standing; several stand on one page."""

    severity_client = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    severity_worker = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    rank_client = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    rank_worker = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    status = forms.ChoiceField()
    words = forms.CharField(required=False, max_length=1000)
    not_addressed = forms.CharField(required=False, max_length=1000)
    labels: ClassVar[dict[str, Any]] = {
        "severity_client": _("How grave, says the student (0–10)"),
        "severity_worker": _("How grave, says the worker (0–10)"),
        "rank_client": _("Rank, says the student"),
        "rank_worker": _("Rank, says the worker"),
        "status": _("How it stands"),
        "words": _("In the student’s own words"),
        "not_addressed": _("If no goal answers it: why"),
    }

    def __init__(self, sent: Any, *, told: CaseNeedTold, language: str) -> None:
        self.told = told
        names = tuple(self.labels)
        stands = {name: getattr(told.said, name) for name in names}
        self.prefix = f"need-{told.need.code}"
        super().__init__(sent, stands=stands, version=str(told.version.uid))
        for name, label in self.labels.items():
            self.fields[name].label = label
        grave = [("", "–"), *((str(one), str(one)) for one in SEVERITIES)]
        ranks = [("", "–"), *((str(one), str(one)) for one in range(1, RANKS + 1))]
        self._offer("severity_client", grave)
        self._offer("severity_worker", grave)
        self._offer("rank_client", ranks)
        self._offer("rank_worker", ranks)
        self._offer(
            "status", [(one, say(f"accompany.need_status.{one}", language)) for one in STATUSES]
        )

    @property
    def said(self) -> NeedSaid:
        """What is said of the need."""
        return NeedSaid(**{name: self.cleaned_data[name] for name in self.labels})

    @property
    def differs(self) -> bool:
        """Whether anything was said that did not stand."""
        return self.said != self.told.said

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices
