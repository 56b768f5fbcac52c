"""A practice lesson, and a reflection of one's own."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.actions.learning import Lesson
from kithwork.casework.forms.giving import functions
from kithwork.casework.queries.papers import in_language
from kithwork.casework.queries.techniques import technique_name
from kithwork.catalogue.needs import need_entries
from kithwork.catalogue.techniques import techniques


class LessonForm(forms.Form):
    """What helped whom: need × function × technique, and for whom it would not."""

    words = forms.CharField(
        label=_("What others can learn from it"),
        help_text=_("One sentence, without names, places or schools: it outlives the case."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    limits = forms.CharField(
        label=_("For whom it would not work"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        language = get_language() or "en"
        needs = [(code, in_language(one.label, language)) for code, one in need_entries().items()]
        used = [(code, technique_name(code, language)) for code in techniques()]
        self.fields["need"] = _choice(_("Need"), needs)
        self.fields["function"] = _choice(_("Support"), functions())
        self.fields["technique"] = _choice(_("Technique"), used)

    def lesson(self) -> Lesson:
        """Return what was typed as the action takes it."""
        return Lesson(**self.cleaned_data)


def _choice(label: Any, offered: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=[("", _("about none in particular")), *offered], required=False
    )
