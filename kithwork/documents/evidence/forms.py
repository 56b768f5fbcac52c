"""The forms of the evidence page: a file, and what a method asks of it."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kithwork.catalogue.words import say
from kithwork.documents.workbench.code import Reading
from kithwork.documents.workbench.columns import Looks, Seen, guessed
from kithwork.documents.workbench.fields import Field, Holds
from kithwork.documents.workbench.method import Method

NONE = ("", "–")
CHECKED = 40  # columns up to which they are ticked; more stand in a list


class WorkFileForm(forms.Form):
    """A file of one's own."""

    file = forms.FileField(
        label=_("File"),
        allow_empty_file=True,
        help_text=_("CSV, Excel, OpenDocument or SPSS (.sav), at most 16 MB and 100,000 rows."),
    )


class MethodForm(forms.Form):
    """Columns and choices of one method, its guesses filled in; and which rows are read."""

    def __init__(
        self,
        method: Method,
        columns: Sequence[Seen],
        sheets: Sequence[str],
        *args: Any,
        language: str,
        asked: Mapping[str, Any],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.method, self._columns, self._language = method, columns, language
        present = {**guessed(method, columns), **asked.get("said", {})}
        for field in method.fields:
            made = self._made(field)
            made.label = say(f"workbench.field.{field.said}", language)
            made.help_text = say(f"workbench.help.{field.said}", language)
            made.required = field.is_required
            made.initial = self._initial(field, present)
            self.fields[field.name] = made
        self._ask_of_reading(sheets, asked.get("reading", {}))

    @property
    def columns_asked(self) -> list[forms.BoundField]:
        """The fields without which there is no result."""
        return [self[field.name] for field in self.method.fields if field.is_required]

    @property
    def choices_asked(self) -> list[forms.BoundField]:
        """The fields that have a default."""
        return [self[field.name] for field in self.method.fields if not field.is_required]

    @property
    def reading_asked(self) -> list[forms.BoundField]:
        """What is said of the file itself."""
        return [self[name] for name in ("sheet", "where", "equals", "missing_as")]

    def said(self) -> dict[str, Any]:
        """Return what was chosen, by field of the method."""
        data = self.cleaned_data
        return {field.name: self._said(field, data[field.name]) for field in self.method.fields}

    def reading(self) -> Reading:
        """Return how the file is to be read."""
        data = self.cleaned_data
        where = ((data["where"], data["equals"].strip()),) if data["where"] else ()
        missing = tuple(one.strip() for one in data["missing_as"].split(",") if one.strip())
        return Reading(sheet=data["sheet"] or None, where=where, missing_as=missing)

    def _made(self, field: Field) -> forms.Field:
        if field.holds is Holds.COLUMN:
            return forms.ChoiceField(choices=[NONE, *self._names()])
        if field.holds in (Holds.COLUMNS, Holds.EACH):
            return self._several(field)
        if field.holds is Holds.ONE_OF:
            said = [(one, self._choice(field, one)) for one in field.choices]
            return forms.ChoiceField(choices=[NONE, *said] if field.is_required else said)
        if field.holds is Holds.NUMBER:
            return forms.FloatField(widget=forms.NumberInput(attrs={"step": "any"}))
        if field.holds is Holds.WHOLE:
            return forms.IntegerField(min_value=field.least, max_value=field.most)
        if field.holds is Holds.YES:
            return forms.BooleanField()
        widget = forms.Textarea(attrs={"rows": 3}) if field.holds is Holds.LINES else None
        return forms.CharField(max_length=2_000, widget=widget)

    def _several(self, field: Field) -> forms.Field:
        numbers = [(one.name, one.name) for one in self._columns if one.looks is Looks.NUMBERS]
        offered = numbers if field.holds is Holds.COLUMNS else self._names()
        is_short = len(offered) <= CHECKED
        widget: type[forms.Widget] = (
            forms.CheckboxSelectMultiple if is_short else forms.SelectMultiple
        )
        return forms.MultipleChoiceField(choices=offered, widget=widget)

    def _names(self) -> list[tuple[str, str]]:
        return [(one.name, one.name) for one in self._columns if one.looks is not Looks.NOTHING]

    def _choice(self, field: Field, choice: str) -> str:
        return say(f"workbench.choice.{field.said}.{choice}", self._language)

    @staticmethod
    def _initial(field: Field, present: Mapping[str, Any]) -> Any:
        value = present.get(field.name, field.empty)
        return "\n".join(value) if field.holds is Holds.LINES else value

    @staticmethod
    def _said(field: Field, value: Any) -> Any:
        if field.holds is Holds.LINES:
            return tuple(line.strip() for line in value.splitlines() if line.strip())
        return tuple(value) if field.holds in (Holds.COLUMNS, Holds.EACH) else value

    def _ask_of_reading(self, sheets: Sequence[str], present: Mapping[str, Any]) -> None:
        several = len(sheets) > 1
        self.fields["sheet"] = forms.ChoiceField(
            label=_("Sheet"),
            choices=[(one, one) for one in sheets] if several else [NONE],
            required=False,
            initial=present.get("sheet"),
            widget=forms.Select if several else forms.HiddenInput,
        )
        column, value = next(iter(present.get("where", ())), ("", ""))
        self.fields["where"] = forms.ChoiceField(
            label=_("Only rows where"),
            choices=[NONE, *self._names()],
            required=False,
            initial=column,
        )
        self.fields["equals"] = forms.CharField(
            label=_("holds"), max_length=200, required=False, initial=value
        )
        self.fields["missing_as"] = forms.CharField(
            label=_("Texts that mean missing"),
            max_length=200,
            required=False,
            initial=", ".join(present.get("missing_as", ())),
            help_text=_("For example NA, apart by commas. A blank cell is always missing."),
        )
