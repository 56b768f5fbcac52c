"""A paper of the catalogue as a form: its fields in the reader's language, each its way."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.access.models import School, User
from kithwork.casework.actions.writing import version_of
from kithwork.casework.models import Record, Reflection
from kithwork.casework.queries.papers import in_language
from kithwork.catalogue.papers import Paper, PaperField, Way
from kithwork.catalogue.words import say
from kithwork.people.forms.versioned import DayField, VersionedForm
from kithwork.safety.forms import SpeakerField

ON = "_on"
ASKED = ("yes", "no", "not_asked")
LONGEST = 20_000
FEW = 4  # choices that stand side by side; more of them in a list


class PaperForm(VersionedForm):
    """One paper; `words` are its answers as the action takes them. `on`: the day it tells of.

    `fields`: those of the paper that are asked here; None is all of them.
    """

    def __init__(
        self,
        sent: Any,
        *,
        paper: Paper,
        said: Mapping[str, Any],
        today: dt.date,
        standing: Record | Reflection | None = None,
        fields: tuple[PaperField, ...] | None = None,
    ) -> None:
        self.paper, self.today = paper, today
        self.asked = paper.fields if fields is None else fields
        stands = {ON: standing.on if standing else today, **said}
        super().__init__(sent, stands=stands, version=version_of(standing))
        language = get_language() or "en"
        self.fields[ON] = DayField(label=_("Day"))
        for field in self.asked:
            self.fields[field.name] = _field(field, language)
        self.compared = tuple(field.name for field in self.asked)

    @property
    def words(self) -> dict[str, Any]:
        """The answers by field; a day as text."""
        return {field.name: _plain(self.cleaned_data[field.name]) for field in self.asked}

    @property
    def on(self) -> dt.date:
        day: dt.date = self.cleaned_data[ON]
        return day

    def clean__on(self) -> dt.date:
        day: dt.date = self.cleaned_data[ON]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day

    @property
    def rows(self) -> list[tuple[str, forms.BoundField]]:
        """Every visible field with the heading that stands before it, or ""."""
        heads = {field.name: field.group for field in self.paper.fields}
        language = get_language() or "en"
        return [
            (in_language(group, language) if (group := heads.get(one.name)) else "", one)
            for one in self.visible_fields()
        ]


class EnquiryForm(PaperForm):
    """The enquiry that opens a case; a yes to a quick question asks who speaks to the student."""

    def __init__(self, sent: Any, *, paper: Paper, today: dt.date, school: School) -> None:
        super().__init__(sent, paper=paper, said={}, today=today)
        self.fields["speaker"] = SpeakerField(
            school,
            required=False,
            label=_("If there is a yes above: who speaks with the student?"),
            help_text=_("Ask her or him first. An alert goes out with this form."),
            empty_label=_("– choose –"),
        )

    @property
    def speaker(self) -> User | None:
        found: User | None = self.cleaned_data.get("speaker")
        return found


def _field(field: PaperField, language: str) -> forms.Field:
    options: dict[str, Any] = {
        "label": in_language(field.label, language),
        "required": field.is_required,
        "help_text": in_language(field.help, language) if field.help else "",
    }
    if field.way is Way.WORDS:
        widget = forms.Textarea(attrs={"rows": 4})
        return forms.CharField(widget=widget, max_length=LONGEST, **options)
    if field.way is Way.LINE:
        return forms.CharField(max_length=300, **options)
    if field.way is Way.DAY:
        return DayField(**options)
    if field.way is Way.YES:
        return forms.BooleanField(**options)
    return forms.ChoiceField(choices=_choices(field, language), widget=_widget(field), **options)


def _choices(field: PaperField, language: str) -> list[tuple[str, str]]:
    if field.way is Way.ASKED:
        return [(code, say(f"casework.asked.{code}", language)) for code in ASKED]
    offered = [(one.code, in_language(one.label, language)) for one in field.options]
    is_select = len(offered) > FEW
    return [("", str(_("choose …"))), *offered] if is_select else offered


def _widget(field: PaperField) -> forms.Widget:
    if field.way is Way.ASKED or len(field.options) <= FEW:
        return forms.RadioSelect(attrs={"class": "kw-flag"})
    return forms.Select()


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, dt.date) else value
