"""A file of answers on its way in: the file, what its columns mean, who speaks if need be."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School
from kithwork.catalogue.instruments import InstrumentEntry
from kithwork.people.forms.imports import SchoolChoice
from kithwork.safety.forms import SpeakerField
from kithwork.surveys.forms.strip import language
from kithwork.surveys.importing import asked_of, document_of
from kithwork.surveys.models import Campaign
from kithwork.surveys.queries import own_first


class AnswerFileForm(forms.Form):
    """The file and the questionnaire that it holds the answers to."""

    school = SchoolChoice(
        School.objects.none(), to_field_name="uid", label=_("School"), empty_label=None
    )
    instrument = forms.ChoiceField(label=_("Questionnaire"))
    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("CSV, Excel (xlsx, xls) or OpenDocument, at most 64 MB."),
    )

    def __init__(self, schools: Sequence[School], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        school, instrument = self.fields["school"], self.fields["instrument"]
        assert isinstance(school, forms.ModelChoiceField)
        assert isinstance(instrument, forms.ChoiceField)
        school.queryset = School.objects.filter(pk__in=[one.pk for one in schools])
        if len(schools) == 1:
            school.initial, school.widget = schools[0].uid, forms.HiddenInput()
        instrument.choices = [
            (one.code, one.instrument.title.said_in(language())) for one in own_first()
        ]


class AnswerColumnsForm(forms.Form):
    """One column for each thing that is asked; the day once for the file, or in a column."""

    number = forms.ChoiceField(label=_("student's number"))
    day = forms.ChoiceField(label=_("day of the form"), required=False)
    on = forms.DateField(
        label=_("or one day for all"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    missing = forms.CharField(
        label=_("Numbers that stand for “no answer”"),
        max_length=80,
        required=False,
        help_text=_("For example 99, apart by commas."),
    )

    def __init__(
        self,
        entry: InstrumentEntry,
        columns: Sequence[str],
        present: Mapping[str, str],
        *args: Any,
        school: School,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.entry, self._columns = entry, columns
        offered = [("", _("– not in the file –")), *((one, one) for one in columns)]
        for name in ("number", "day"):
            self._offer(name, offered, present.get(name, ""))
        self._ask_form(entry)
        for name, text, is_scored in asked_of(entry):
            label = f"{name} · {text.said_in(language())}"
            self.fields[f"item-{name}"] = forms.ChoiceField(label=label, required=is_scored)
            self._offer(f"item-{name}", offered, present.get(name, ""))
        self._ask_besides(school)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not data.get("day") and not data.get("on"):
            self.add_error("on", _("Say on which day the forms were filled in."))
        chosen = [said for name, said in data.items() if said and self._is_column(name)]
        if len(chosen) != len(set(chosen)):
            self.add_error(None, _("One column is chosen twice. Each may stand for one thing."))
        return data

    def mapping(self) -> str:
        """Return the text of the mapping that was chosen."""
        data = self.cleaned_data
        chosen = {name: data[name] for name in ("number", "day")}
        chosen |= {name: data[f"item-{name}"] for name, _text, _ in asked_of(self.entry)}
        day: dt.date | None = data["on"]
        return document_of(
            self.entry,
            self._columns,
            chosen,
            day=day,
            form={name: data.get(name, "") for name in ("version", "coding", "population")},
            missing=[one.strip() for one in data["missing"].split(",") if one.strip()],
        )

    def said(self, name: str) -> str:
        """Return the uid of the speaker or campaign that was chosen, "" for none."""
        found = self.cleaned_data.get(name)
        return str(found.uid) if found else ""

    def _ask_form(self, entry: InstrumentEntry) -> None:
        instrument = entry.instrument
        versions = [(one.id, one.label.said_in(language())) for one in instrument.versions]
        codings = [(one.id, one.id) for one in instrument.codings]
        asked = (
            ("version", _("Printed form"), versions),
            ("coding", _("Numbers on the form"), codings),
        )
        for name, label, offered in asked:
            if len(offered) > 1:
                self.fields[name] = forms.ChoiceField(label=label, choices=offered)

    def _ask_besides(self, school: School) -> None:
        campaigns = Campaign.objects.filter(
            school=school, state=Campaign.State.OPEN, instrument=self.entry.code
        )
        self.fields["campaign"] = forms.ModelChoiceField(
            campaigns,
            to_field_name="uid",
            label=_("Answers to a campaign"),
            required=False,
            empty_label=_("– to none –"),
            initial=campaigns[0].uid if len(campaigns) == 1 else None,
        )
        self.fields["speaker"] = SpeakerField(
            school,
            label=_("Who speaks with a student if an answer asks for it"),
            help_text=_("Needed only where an answer asks for it; she or he is told at once."),
            required=False,
            empty_label=_("– nobody named yet –"),
        )

    def _offer(self, name: str, offered: list[Any], present: str) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices, field.initial = offered, present

    @staticmethod
    def _is_column(name: str) -> bool:
        return name in ("number", "day") or name.startswith("item-")
