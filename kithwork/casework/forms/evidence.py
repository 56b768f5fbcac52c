"""A piece of evidence, and a talk card of one person."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.actions.evidence import Piece
from kithwork.casework.forms.support import source_choices
from kithwork.casework.models import CaseNeed, Evidence
from kithwork.casework.queries.needs import need_label
from kithwork.catalogue.guides import PERSONS, Guide, steps
from kithwork.catalogue.support import functions
from kithwork.catalogue.words import say
from kithwork.core.support.cells import EvidenceKind
from kithwork.core.support.functions import FOUR, Function
from kithwork.people.forms.versioned import DayField, VersionedForm
from kithwork.surveys.models import Administration

INFORMANTS = (*PERSONS, "worker")
KINDS = (
    EvidenceKind.QUOTE,
    EvidenceKind.OBSERVATION,
    EvidenceKind.SCALE_ITEM,
    EvidenceKind.DOCUMENT,
)


class EvidenceForm(VersionedForm):
    """What was said, seen or answered, on which day, and what it speaks of."""

    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    informant = forms.ChoiceField(label=_("From whom?"))
    on = DayField(label=_("On which day?"))
    scale = forms.ChoiceField(label=_("Which questionnaire?"), required=False)
    words = forms.CharField(
        label=_("What was said or seen"),
        help_text=_("Facts and quotations; what you make of it stands in the assessment."),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    functions = forms.MultipleChoiceField(
        label=_("Which support does it speak of?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-taps"}),
    )
    source = forms.ChoiceField(label=_("From which source? (may stay open)"), required=False)
    needs = forms.MultipleChoiceField(
        label=_("Which needs does it stand behind?"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "kw-taps"}),
    )
    compared = ("kind", "informant", "on", "words")

    def __init__(
        self,
        sent: Any,
        *,
        today: dt.date,
        scales: Iterable[tuple[Administration, str]],
        needs: Iterable[CaseNeed],
        stands: dict[str, Any],
        version: str = "",
    ) -> None:
        super().__init__(sent, stands={"on": today, "kind": "quote", **stands}, version=version)
        language = get_language() or "en"
        given = tuple(scales)
        self._scales = {str(form.uid): form for form, _label in given}
        self._needs = {need.code: need for need in needs}
        self._offer("kind", [(k.value, _kind(k, language)) for k in KINDS])
        self._offer("informant", [(one, _person(one, language)) for one in INFORMANTS])
        self._offer("scale", [("", "–"), *((str(form.uid), label) for form, label in given)])
        self._offer("functions", [(f.value, functions()[f].short.said_in(language)) for f in FOUR])
        self._offer("source", [("", "–"), *source_choices(language)])
        self._offer("needs", [(code, need_label(code, language)) for code in self._needs])
        if not self._needs:
            del self.fields["needs"]
        if not given:
            del self.fields["scale"]

    def piece(self) -> Piece:
        """Return the piece of evidence."""
        said = self.cleaned_data
        kind = EvidenceKind(said["kind"])
        is_scale = kind is EvidenceKind.SCALE_ITEM
        return Piece(
            kind=kind,
            informant=said["informant"],
            on=said["on"],
            words=said["words"],
            places=tuple((Function(code), said["source"]) for code in said["functions"]),
            needs=tuple(self._needs[code] for code in said.get("needs", ())),
            administration=self._scales.get(said.get("scale", "")) if is_scale else None,
        )

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = choices


class AmendEvidenceForm(EvidenceForm):
    """What a piece of evidence should have said, and why it is changed."""

    why = forms.CharField(
        label=_("Why is it changed?"),
        help_text=_("What stood before stays in the file, with this reason beside it."),
        max_length=400,
    )

    @property
    def why_said(self) -> str:
        """The reason."""
        return str(self.cleaned_data["why"])


class WithdrawEvidenceForm(forms.Form):
    """Why a piece of evidence is taken back, and the version that was seen."""

    made_from = forms.CharField(widget=forms.HiddenInput)
    why = forms.CharField(
        label=_("Why is it taken back?"),
        help_text=_("Nothing rests on it any more; the thread says so, with this reason."),
        max_length=400,
    )

    def __init__(self, *args: Any, **options: Any) -> None:
        options["auto_id"] = "id_withdraw_%s"  # it stands below another form
        super().__init__(*args, **options)


def stands_in(row: Evidence, words: str) -> dict[str, Any]:
    """Return what the form shows of a piece of evidence."""
    places = list(row.places.all())
    return {
        "kind": row.kind,
        "informant": row.informant,
        "on": row.on,
        "words": words,
        "scale": str(row.administration.uid) if row.administration else "",
        "functions": [one.function for one in places],
        "source": next((one.source for one in places if one.source), ""),
        "needs": [one.need.code for one in row.stands_for.select_related("need") if one.need],
    }


class TalkForm(VersionedForm):
    """One person's answers to a talk card, sentence by sentence."""

    on = DayField(label=_("On which day?"))
    words = forms.CharField(
        label=_("What was said about it"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        sent: Any,
        *,
        guide: Guide,
        answers: dict[str, int],
        words: str,
        today: dt.date,
        version: str,
    ) -> None:
        self.guide = guide
        stands: dict[str, Any] = {"on": today, "words": words}
        stands |= {f"say.{code}": str(value) for code, value in answers.items()}
        super().__init__(sent, stands=stands, version=version)
        language = get_language() or "en"
        offered = [(str(n), text.said_in(language)) for n, text in enumerate(steps())]
        for item in guide.items:
            self.fields[f"say.{item.code}"] = forms.ChoiceField(
                label=item.says.said_in(language),
                required=False,
                choices=[*offered, ("", _("not asked"))],
                widget=forms.RadioSelect(attrs={"class": "kw-taps"}),
            )
        self.order_fields(["on", *(f"say.{item.code}" for item in guide.items), "words"])

    @property
    def answers(self) -> dict[str, int]:
        """What was answered, 0–4 by sentence; what was not asked is left out."""
        given = {item.code: self.cleaned_data[f"say.{item.code}"] for item in self.guide.items}
        return {code: int(value) for code, value in given.items() if value}


def _kind(kind: EvidenceKind, language: str) -> str:
    return say(f"accompany.evidence_kind.{kind}", language)


def _person(code: str, language: str) -> str:
    return say(f"accompany.informant.{code}", language)
