"""Which practice lessons one looks for."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from kithwork.casework.forms.giving import functions
from kithwork.casework.queries.lessons import LessonsAsked
from kithwork.casework.queries.needs import need_choices
from kithwork.casework.queries.techniques import technique_name
from kithwork.catalogue.techniques import techniques


class LessonsForm(forms.Form):
    """Need, support, technique, and words that stand in the lesson."""

    need = forms.ChoiceField(label=_("Need"), required=False)
    function = forms.ChoiceField(label=_("Support"), required=False)
    technique = forms.ChoiceField(label=_("Technique"), required=False)
    words = forms.CharField(label=_("Words"), required=False, max_length=100)

    def __init__(self, sent: Any) -> None:
        super().__init__(sent)
        language = get_language() or "en"
        used = [(code, f"{technique_name(code, language)} · {code}") for code in techniques()]
        self._offer("need", need_choices(language))
        self._offer("function", functions())
        self._offer("technique", used)

    @property
    def asked(self) -> LessonsAsked:
        """What is looked for; what the catalogue does not know is left out."""
        if not self.is_valid():
            return LessonsAsked()
        return LessonsAsked(**self.cleaned_data)

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field: Any = self.fields[name]
        field.choices = [("", _("any")), *choices]
